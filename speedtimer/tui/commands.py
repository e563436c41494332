"""The command palette: every command of the screen that is shown, to search by its words and to choose from.

To choose one is the same as clicking its key in the line at the foot, so it does what the key does. Nothing stops
while the palette is open: a session goes on beneath it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final, Protocol, runtime_checkable

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.widgets import Input

from speedtimer.tui.widgets.row import Hint, Hints

_NAMED: Final = 1000
"""More than any score of a fit: what is called so stands above what only speaks of it."""


@runtime_checkable
class Commanded(Protocol):
    """A screen that has commands, and does them when their hint is chosen."""

    @property
    def commands(self) -> Sequence[Hint]:
        """Every command: its key, what it does, and the id that its hint would have."""


class Commands(Provider):
    """Gives the palette the commands of the screen that it was opened over."""

    @property
    def _hints(self) -> Sequence[Hint]:
        return self.screen.commands if isinstance(self.screen, Commanded) else ()

    def _choose(self, hint: Hint) -> None:
        self.screen.post_message(Hints.Chosen(hint.id))

    async def discover(self) -> Hits:
        """Give every command, before anything is typed."""
        for hint in self._hints:
            yield DiscoveryHit(titled(hint), partial(self._choose, hint), help=hint.does)

    async def search(self, query: str) -> Hits:
        """Give the commands that what was typed fits: by their names, however few letters of them; and after these
        those that have its words in what they do. So a name that is typed out always comes first."""
        matcher = self.matcher(query)
        words = query.lower().split()
        for hint in self._hints:
            named = matcher.match(hint.id)
            if named > 0 or all(word in hint.does.lower() for word in words):
                score = _NAMED + named if named > 0 else 1
                yield Hit(score, matcher.highlight(titled(hint)), partial(self._choose, hint), help=hint.does)


def titled(hint: Hint) -> str:
    """Name a command and its keys: `skip  ]`."""
    return f"{hint.id}  {hint.key}"


class Palette(CommandPalette):
    """The palette for the screen that is shown, at its foot, so that a clock stays in sight."""

    CSS_PATH = "commands.tcss"

    def __init__(self) -> None:
        super().__init__([Commands], placeholder="A command, by its name or what it does; Esc closes")

    def on_mount(self) -> None:
        # Nothing blinks beside the clock.
        self.query_one(Input).cursor_blink = False
