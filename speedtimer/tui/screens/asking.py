"""What the session screen asks in dialogs: where to go on, what a rep took, whether to leave."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace
from typing import Final

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from speedtimer.actions import Action
from speedtimer.engine.commands import Command, Correct, Jump, Press
from speedtimer.engine.events import Event, Refusal
from speedtimer.engine.view import Phase
from speedtimer.rules import Rules
from speedtimer.runtime.conductor import Conductor
from speedtimer.tui.keymap import Keymap
from speedtimer.tui.messages import SessionLeft
from speedtimer.tui.said import said
from speedtimer.tui.screens.dialogs import Dialog
from speedtimer.tui.screens.enter_split import SplitScreen
from speedtimer.tui.screens.jump import JumpScreen
from speedtimer.tui.screens.keyed import Keyed
from speedtimer.tui.widgets.row import Hint, Hints
from speedtimer.wording import REFUSALS, Roll

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

    def say(self, line: str) -> None:
        """Show a line that is no answer to the question."""
        self.notify(line, markup=False)

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


class Asking(Keyed[None]):
    """A screen that asks about the session that goes on behind the question."""

    _driver: Conductor
    _keymap: Keymap
    _roll: Roll
    _rules: Rules
    _title: str

    @abstractmethod
    async def _press(self, at: float) -> None:
        """Take the press."""

    @abstractmethod
    async def _give(self, command: Command, at: float) -> tuple[Event, ...]:
        """Hand a command in, and answer it."""

    def _choose_step(self) -> None:
        view = self._driver.view()
        if view.phase in (Phase.READY, Phase.COMPLETE, Phase.PAUSED):
            reason = {Phase.READY: Refusal.NOT_STARTED, Phase.PAUSED: Refusal.PAUSED}
            self.say(REFUSALS[reason.get(view.phase, Refusal.COMPLETE)])
            return
        self.app.push_screen(JumpScreen(view.steps, view.position), self._jump)

    async def _jump(self, index: int | None) -> None:
        if index is None:
            self.say("Stayed where it was")
        else:
            self.say(said(await self._driver.give(Jump(index)), self._roll, None))

    async def _type_split(self, at: float) -> None:
        view = self._driver.view()
        step, later = view.rep_done, view.later
        if step is None:
            await self._give(Correct(None), at)
        else:
            times_ms = later.times_ms if later is not None and later.index == step.index else ()
            self.app.push_screen(SplitScreen(step, self._keymap, self._rules.guards, times_ms), self._split_typed)

    async def _split_typed(self, answer: tuple[Command, float] | None) -> None:
        if answer is None:
            self.say("No time typed")
        else:
            await (self._press(answer[1]) if isinstance(answer[0], Press) else self._give(*answer))

    def _ask_to_leave(self, phase: Phase) -> None:
        if phase in (Phase.READY, Phase.COMPLETE):
            complete = phase is Phase.COMPLETE
            self.post_message(SessionLeft(keep=complete, begun=complete))
        else:
            self.app.push_screen(Ask("Leave the session?", LEAVING, "stay", self._keymap), self._leave)

    def _leave(self, answer: str | None) -> None:
        if answer in (None, "stay"):
            self.say("Stayed: the session goes on")
        else:
            self.post_message(SessionLeft(keep=answer == "keep", begun=True))
