"""What keys do on a screen, each with a name: one table for the keys that `?` shows and for the command palette."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Named:
    """One thing that keys do on a screen.

    shown: its keys, as they stand on the keyboard. name: what it is called, in a phrase. does: in a sentence without
    its full stop. id: what its hint would be called; empty for what only keys can do.
    """

    shown: str
    name: str
    does: str
    id: str = ""


THEME_DOES = "dark, day, night, the terminal's own"
COMMANDS = Named("Ctrl+P", "all commands", "every command by its name, to search and to choose from")
KEYS = Named("? F1", "show the keys", "show these keys", "keys")


def lines(table: Iterable[Named]) -> tuple[tuple[str, str], ...]:
    """Give the keys as they stand on the keyboard, and what they do."""
    return tuple((each.shown, each.does) for each in table)


def offered(table: Iterable[Named]) -> tuple[Named, ...]:
    """Give what can be chosen by its name too."""
    return tuple(each for each in table if each.id)
