"""The command palette: every command of the screen that is shown, to search by its words and to choose from.

To choose one is the same as clicking its key in the line at the foot, so it does what the key does. Nothing stops
while the palette is open: a session goes on beneath it.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.widgets import Input

from speedtimer.actions import Action
from speedtimer.tui.keymap import shown_keys
from speedtimer.tui.screens.keyed import Keyed
from speedtimer.tui.widgets.row import Hints

_NAMED: Final = 1000
"""More than any score of a fit: what is called so stands above what only speaks of it."""


class Commands(Provider):
    """Commands of the screen that the palette was opened over."""

    @property
    def _commands(self) -> tuple[Action, ...]:
        return self.screen.commands if isinstance(self.screen, Keyed) else ()

    def _choose(self, action: Action) -> None:
        self.screen.post_message(Hints.Chosen(action.id))

    async def discover(self) -> Hits:
        """Yield every command, before anything is typed."""
        for action in self._commands:
            yield DiscoveryHit(titled(action), partial(self._choose, action), help=action.does)

    async def search(self, query: str) -> Hits:
        """Yield the commands that fit what was typed: by name or id, however few letters of it; below these, those that
        have its words in what they do. So a name that is typed out always comes first."""
        matcher = self.matcher(query)
        words = query.lower().split()
        for action in self._commands:
            fits = max(matcher.match(action.name), matcher.match(action.id))
            if fits > 0 or all(word in action.does.lower() for word in words):
                title = titled(action, matcher.highlight(action.name))
                yield Hit(_NAMED + fits if fits > 0 else 1, title, partial(self._choose, action), help=action.does)


def titled(action: Action, name: Content | None = None) -> Content:
    """Return the name of a command with its keys: `skip this step  ]`. The name alone is bold, as a palette's title is.

    name: the name with what fits marked in it; None for as it is.
    """
    return Content.assemble(name or action.name, (f"  {shown_keys(action)}", "not bold"))


class Palette(CommandPalette):
    """The palette for the screen that is shown, at its foot, so that a clock stays in sight."""

    CSS_PATH = "palette.tcss"

    def __init__(self) -> None:
        super().__init__([Commands], placeholder="A command, by its name or what it does; Esc closes")

    def on_mount(self) -> None:
        # Nothing blinks beside the clock. One that was closed before it was there has no field.
        for field in self.query(Input):
            field.cursor_blink = False
