"""A question with a few answers, each a key. Nothing but its own key gives an answer; any press takes the default."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from speedtimer.actions import Action
from speedtimer.tui.keymap import Keymap
from speedtimer.tui.screens.keyed import Keyed
from speedtimer.tui.screens.once import Dialog
from speedtimer.tui.widgets.row import Hint, Hints

LEAVING: Final = (
    Action("stay", ("s",), "", "stay: the session goes on"),
    Action("keep", ("k",), "", "keep what is done, and leave"),
    Action("throw", ("x",), "", "throw it away, and leave"),
)


class Ask(Keyed[str], Dialog[str]):
    """Ask, at the foot of the screen so that the clock stays in sight.

    Args:
        question: what is asked.
        answers: each an action; its id is the answer.
        default: the id that Esc and every press give.
        keymap: says which keys are the press.
    """

    CSS_PATH = "ask.tcss"

    def __init__(self, question: str, answers: tuple[Action, ...], default: str, keymap: Keymap) -> None:
        super().__init__()
        self._question, self._default, self._keymap = question, default, keymap
        self._answers = tuple(replace(each, keys=(keymap.beside_press(each.keys[0]),)) for each in answers)

    def compose(self) -> ComposeResult:
        with Vertical(id="ask"):
            yield Static(self._question, id="question", markup=False)
            for answer in self._answers:
                hints = Hints(id=f"option-{answer.id}")
                hints.show((Hint(answer.keys[0], answer.does, answer.id),))
                yield hints

    @property
    def actions(self) -> tuple[Action, ...]:
        return self._answers

    def name_of(self, key: str) -> str | None:
        is_default = self._keymap.is_press(key) or key in ("escape", "q")
        return self._default if is_default else super().name_of(key)

    def unnamed(self, event: events.Key) -> None:  # noqa: ARG002  # the answer is the same for every key
        known = ", ".join(answer.keys[0] for answer in self._answers)
        self.query_one("#question", Static).update(f"{self._question}  (one of {known}; Esc stays)")

    async def do(self, name: str, at: float, key: str = "") -> None:  # noqa: ARG002  # the same for every key
        self.dismiss(name)
