"""What the app does about a session that has begun before: one that was cut off, and one that has ended."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from speedtimer.errors import SpeedtimerError
from speedtimer.plan import Plan
from speedtimer.rules import Rules
from speedtimer.tui.adjustable import Adjustable
from speedtimer.tui.behind import behind

if TYPE_CHECKING:
    from speedtimer.runtime.conductor import Conductor
    from speedtimer.tui.messages import CutOffAnswered, GoOnAsked

    Opened = tuple[Conductor, Plan, Rules]

OPEN_AGAIN = "Open again. The time since its end counts as a pause"


class GoingOn(Adjustable, inherit_bindings=False):
    """An app that goes on with sessions."""

    _session: Conductor | None
    _plan: Plan | None

    @abstractmethod
    async def _begin(self) -> None:
        """Offer the next session that was cut off, or begin anew where there is none."""

    @abstractmethod
    async def _begin_anew(self) -> None:
        """Open what the program was called for."""

    @abstractmethod
    async def _show_session(
        self, driver: Conductor, plan: Plan, rules: Rules, pressed_at: float | None, *, said: str = ""
    ) -> None:
        """Show the screen of a session that is driven."""

    async def _go_on(self, open_it: Callable[[], Opened], pressed_at: float | None = None, said: str = "") -> None:
        """Go on with a session.

        Raises:
            SpeedtimerError: it cannot be opened.
        """
        driver, plan, rules = open_it()
        self._session, self._plan = driver, plan
        self.run_worker(driver.run(), name="session", group="session")
        await self._show_session(driver, plan, rules, pressed_at, said=said)

    def on_cut_off_answered(self, message: CutOffAnswered) -> None:
        self.run_worker(self._after_offer(message), name="after offer")

    async def _after_offer(self, message: CutOffAnswered) -> None:
        from speedtimer.app.cut_off import ResumeOption
        from speedtimer.tui.screens.resume import ResumeScreen

        try:
            if message.way is None:
                await self._begin_anew()
            elif message.way is ResumeOption.SAVE:
                await behind(self, partial(self.services.sessions.save, message.cut_off.id))
                await self._begin()
            else:
                open_it = partial(self.services.sessions.resume, message.cut_off.id, message.way, self.bell)
                await self._go_on(open_it, message.pressed_at)
        except SpeedtimerError as fault:
            if isinstance(self.screen, ResumeScreen):
                self.screen.reopen(str(fault))

    async def on_go_on_asked(self, message: GoOnAsked) -> None:
        """Open a session again that has ended."""
        from speedtimer.tui.screens.summary import SummaryScreen

        if self._session is not None:
            # A doubled key: the first has opened it.
            return
        try:
            await self._go_on(partial(self.services.sessions.reopen, message.session, self.bell), said=OPEN_AGAIN)
        except SpeedtimerError as fault:
            if isinstance(self.screen, SummaryScreen):
                self.screen.say(str(fault))
