"""What the session screen asks in dialogs: where to go on, what a rep took, whether to leave; and its keys, shown."""

from __future__ import annotations

from abc import abstractmethod

from speedtimer.engine.commands import Command, Correct, Jump, Press
from speedtimer.engine.events import Event, Refusal
from speedtimer.engine.view import Phase
from speedtimer.rules import Rules
from speedtimer.tui.doors import Driver
from speedtimer.tui.keymap import Keymap
from speedtimer.tui.messages import SessionLeft
from speedtimer.tui.said import said
from speedtimer.tui.screens.ask import LEAVING, Ask
from speedtimer.tui.screens.keyed import Keyed
from speedtimer.wording import REFUSALS, Roll


class Asking(Keyed[None]):
    """A screen that asks about the session that goes on behind the question."""

    _driver: Driver
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
        from speedtimer.tui.screens.jump import JumpScreen

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
        from speedtimer.tui.screens.split import SplitScreen

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
