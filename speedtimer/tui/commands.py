"""The command palette: every command of the screen that is shown, to search by its words and to choose from.

To choose one is the same as clicking its key in the line at the foot, so it does what the key does. Nothing stops
while the palette is open: a session goes on beneath it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final, Protocol, runtime_checkable

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.widgets import Input

from speedtimer.tui.named import Named
from speedtimer.tui.widgets.row import Hints

_NAMED: Final = 1000
"""More than any score of a fit: what is called so stands above what only speaks of it."""


@runtime_checkable
class Commanded(Protocol):
    """A screen that has commands, and does them when their hint is chosen."""

    @property
    def commands(self) -> Sequence[Named]:
        """Every command that can be chosen by its name."""


class Commands(Provider):
    """Gives the palette the commands of the screen that it was opened over."""

    @property
    def _named(self) -> Sequence[Named]:
        return self.screen.commands if isinstance(self.screen, Commanded) else ()

    def _choose(self, named: Named) -> None:
        self.screen.post_message(Hints.Chosen(named.id))

    async def discover(self) -> Hits:
        """Give every command, before anything is typed."""
        for named in self._named:
            yield DiscoveryHit(titled(named), partial(self._choose, named), help=named.does)

    async def search(self, query: str) -> Hits:
        """Give the commands that what was typed fits: by their names, those in the settings too, however few letters of
        them; and after these those that have its words in what they do. So a name that is typed out always comes
        first."""
        matcher = self.matcher(query)
        words = query.lower().split()
        for named in self._named:
            fits = max(matcher.match(named.name), matcher.match(named.id))
            if fits > 0 or all(word in named.does.lower() for word in words):
                title = titled(named, matcher.highlight(named.name))
                yield Hit(_NAMED + fits if fits > 0 else 1, title, partial(self._choose, named), help=named.does)


def titled(named: Named, name: Content | None = None) -> Content:
    """Name a command and its keys: `skip this step  ]`. The name alone is bold, as the palette makes a title; what it
    does stands below in a lighter weight.

    name: its name with what fits marked in it; None for as it is.
    """
    return Content.assemble(name or named.name, (f"  {named.shown}", "not bold"))


class Palette(CommandPalette):
    """The palette for the screen that is shown, at its foot, so that a clock stays in sight."""

    CSS_PATH = "commands.tcss"

    def __init__(self) -> None:
        super().__init__([Commands], placeholder="A command, by its name or what it does; Esc closes")

    def on_mount(self) -> None:
        # Nothing blinks beside the clock. One that was closed before it was there has no field.
        for field in self.query(Input):
            field.cursor_blink = False
