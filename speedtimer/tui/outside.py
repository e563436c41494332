"""What comes to the app and nobody has pressed: pasted text, a signal, the end of input.

Pasted text is no key, and outside of fields that are typed into it does nothing.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

from textual import events
from textual.app import App
from textual.widgets import Input

from speedtimer.rules import Rules
from speedtimer.tui.screens.dialogs import Once

if TYPE_CHECKING:
    from speedtimer.tui.steady import Burst

IGNORED: Final = "Pasted text does nothing here"


@runtime_checkable
class Answering(Protocol):
    """A screen with a line to answer in."""

    def say(self, line: str) -> None:
        """Answer in that line."""


class Wary(App[int], inherit_bindings=False):
    """An app to which such things may come."""

    _leaves = False

    @abstractmethod
    async def rules(self) -> Rules:
        """Give the rules that hold now."""

    @abstractmethod
    async def leave_at_once(self) -> None:
        """Leave, so that a session can be gone on with."""

    def on_input_ended(self) -> None:
        self.interrupted()

    def interrupted(self) -> None:
        """A signal, or the terminal has gone; where it is closed, both: give the terminal back and leave."""
        if not self._leaves:
            self._leaves = True
            self.run_worker(self.leave_at_once(), name="leave")

    @property
    def _takes_text(self) -> bool:
        return isinstance(self.focused, Input) or (isinstance(self.screen, Once) and self.screen.takes_text)

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Paste) and not event.is_forwarded and not self._takes_text:
            self._say_ignored()
        else:
            await super().on_event(event)

    async def on_burst(self, message: Burst) -> None:
        """Several keys at once: typed into a field they are text; the press, on whichever of its keys, is the press."""
        if self._takes_text or await self._are_presses(message):
            for key in message.keys:
                await self.on_event(key)
        else:
            self._say_ignored()

    async def _are_presses(self, message: Burst) -> bool:
        from speedtimer.tui.keymap import Keymap

        keymap = Keymap((await self.rules()).keys)
        return all(keymap.is_press(key.key) for key in message.keys)

    def _say_ignored(self) -> None:
        if isinstance(self.screen, Answering):
            self.screen.say(IGNORED)
        else:
            self.notify(IGNORED, markup=False)
