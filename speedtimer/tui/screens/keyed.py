"""A screen whose keys, hints, help and palette commands are its actions."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar, Final

from textual import events

from speedtimer.actions import COMMANDS_ACTION, THEMES, Action
from speedtimer.settings.key_names import called, spelt
from speedtimer.tui.messages import Asked
from speedtimer.tui.screens.dialogs import Answer, Once
from speedtimer.tui.screens.help import show_keys
from speedtimer.tui.widgets.row import Hint, Hints, Row

THEME: Final = Action("theme", ("t",), "the next theme", THEMES, hint="theme")
SETTINGS: Final = Action(
    "settings", ("comma",), "the settings", "paces, lead-ins, cues, screen and keys", hint="settings"
)
KEYS: Final = Action("keys", ("question_mark", "f1"), "show the keys", "show these keys", hint="keys")
QUIT: Final = Action("quit", ("q", "ctrl+c"), "leave", "leave the program", hint="leave", hidden=("ctrl+q",))
COMMON: Final = (THEME, COMMANDS_ACTION, KEYS)

SCROLLS: Final = {
    "up": "scroll_up",
    "down": "scroll_down",
    "pageup": "scroll_page_up",
    "pagedown": "scroll_page_down",
    "space": "scroll_page_down",
    "home": "scroll_home",
    "end": "scroll_end",
}
"""How each key of the action `scroll` moves a pane."""


OF_THE_APP: Final = ("theme", "settings", "commands", "history", "library", "quit")


class Keyed(Once[Answer]):
    """A screen that takes every key, hint and palette command as an action; see `actions` why not by BINDINGS.

    ACTIONS: in the order of the help; of those with the same key the first has it. `move` is left to the list.
    HINTS: at the foot, by the ids of their actions or as they are; the most important first.
    remedy: follows the answer to a key that has no action.
    PANES: selector of what `scroll` moves.
    """

    ACTIONS: ClassVar[tuple[Action, ...]] = ()
    HINTS: ClassVar[tuple[str | Hint, ...]] = ()
    PANES: ClassVar = "#pane"
    remedy = ""

    @property
    def actions(self) -> Sequence[Action]:
        """What keys do now."""
        return self.ACTIONS

    @property
    def listed(self) -> Sequence[Action]:
        """What the help shows, and the palette offers."""
        return self.actions

    @property
    def commands(self) -> tuple[Action, ...]:
        """What the palette offers."""
        return tuple(action for action in self.listed if action.name and action.id != COMMANDS_ACTION.id)

    @property
    def hints(self) -> tuple[Hint, ...]:
        """What the foot shows."""
        by_id = {action.id: action for action in self.listed}
        return tuple(
            hint if isinstance(hint, Hint) else Hint(spelt(by_id[hint].keys[0]), by_id[hint].hint, hint)
            for hint in self.HINTS
            if isinstance(hint, Hint) or hint in by_id
        )

    @abstractmethod
    async def do(self, name: str, at: float, key: str = "") -> None:
        """Do an action; those that all screens have in common are done here.

        Args:
            name: its id.
            at: when it was wanted, on the clock of Textual's events.
            key: which of its keys was pressed; empty where none was.
        """
        if name == "keys":
            show_keys(self, self.listed)
        elif name == "scroll":
            for pane in self.query(self.PANES):
                getattr(pane, SCROLLS.get(key, "scroll_down"))(animate=False)
        elif name in OF_THE_APP:
            self.post_message(Asked(name))

    def say(self, line: str) -> None:
        """Show a line at the foot."""
        self.query_one("#answer", Row).show(line)

    def name_of(self, key: str) -> str | None:
        """Return the id of a key's action, None where it has none."""
        return next((action.id for action in self.actions if key in action.every_key), None)

    def passes(self, key: str) -> bool:
        """Whether a key is left to the widget that has the focus."""
        return self.name_of(key) == "move" or (key == "enter" and self.focused is not None)

    def unnamed(self, event: events.Key) -> None:
        """Answer a key that has no action."""
        self.say(f"{called(event.key, event.character)} does nothing here{self.remedy}")

    async def on_key(self, event: events.Key) -> None:
        if self.passes(event.key):
            return
        event.stop()
        event.prevent_default()
        name = self.name_of(event.key)
        if name is None:
            self.unnamed(event)
        else:
            await self.do(name, event.time, event.key)

    async def on_hints_chosen(self, message: Hints.Chosen) -> None:
        await self.do(message.id, message.time)
