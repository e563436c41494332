"""A question with a few answers, each a key. Nothing but its own key gives an answer; any press takes the default."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from speedtimer.tui.keymap import Keymap
from speedtimer.tui.screens.once import Dialog
from speedtimer.tui.widgets.row import Hint, Hints


@dataclass(frozen=True, slots=True)
class Option:
    """One answer. key: gives it. means: what it does. id: what the question answers with."""

    key: str
    means: str
    id: str


LEAVING: Final = (
    Option("s", "stay: the session goes on", "stay"),
    Option("k", "keep what is done, and leave", "keep"),
    Option("x", "throw it away, and leave", "throw"),
)


class Ask(Dialog[str]):
    """Ask, at the foot of the screen so that the clock stays in sight.

    Args:
        question: what is asked.
        options: the answers.
        default: the id that Esc and every press give.
        keymap: says which keys are the press.
    """

    CSS_PATH = "ask.tcss"

    def __init__(self, question: str, options: tuple[Option, ...], default: str, keymap: Keymap) -> None:
        super().__init__()
        self._question, self._default, self._keymap = question, default, keymap
        self._options = tuple(replace(option, key=keymap.beside_press(option.key)) for option in options)

    def compose(self) -> ComposeResult:
        with Vertical(id="ask"):
            yield Static(self._question, id="question", markup=False)
            for option in self._options:
                hints = Hints(id=f"option-{option.id}")
                hints.show((Hint(option.key, option.means, option.id),))
                yield hints

    def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        given = next((option.id for option in self._options if option.key == event.key), None)
        if self._keymap.is_press(event.key) or event.key in ("escape", "q"):
            self.dismiss(self._default)
        elif given is not None:
            self.dismiss(given)
        else:
            known = ", ".join(option.key for option in self._options)
            self.query_one("#question", Static).update(f"{self._question}  (one of {known}; Esc stays)")

    def on_hints_chosen(self, message: Hints.Chosen) -> None:
        self.dismiss(message.id)
