"""What lies behind the faces: plans, and sessions of one home. Nothing that only a running session needs is loaded
before the first plan is made, so that a screen can be painted meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from speedtimer.cli.home import Home, source_hash
from speedtimer.cli.options import Asked
from speedtimer.plan import Mode, Plan, Section
from speedtimer.rules import Rules
from speedtimer.runtime.clock import Clock, RealClock
from speedtimer.runtime.notices import Notices

if TYPE_CHECKING:
    from speedtimer.runtime.conductor import Conductor
    from speedtimer.runtime.ways import CutOff, Way
    from speedtimer.workout.sections import SectionSelection


class Sessions:
    """Plans and opens sessions in one home.

    Args:
        speed: how many times faster than real time they run.
        mute: they make no sound until they are told to, or do; None for as the settings say.
        asked: how the call wants them run.
        clock: the time.
    """

    def __init__(
        self, *, speed: float = 1.0, mute: bool | None = None, asked: Asked | None = None, clock: Clock | None = None
    ) -> None:
        self._notes = Notices()
        self._mute, self._asked, self._clock = mute, asked or Asked(), clock or RealClock()
        # A note about the settings belongs to every session, and not to what was planned before it.
        self.home = Home(self._notes.say, speed, at_once=False)

    @property
    def clock(self) -> Clock:
        """The clock that sessions run by."""
        return self._clock

    @property
    def rules(self) -> Rules:
        """The rules that hold now: settings over defaults, with the speed of a rehearsal."""
        return self.home.rules

    @property
    def usual(self) -> Mode:
        """How a session is run unless another way is chosen: as the call says, else as the settings do."""
        return self._asked.over(self.home.preferences.mode)

    @property
    def mute(self) -> bool:
        """Whether sessions make no sound."""
        return not self.home.preferences.sound if self._mute is None else self._mute

    def plan(self, workout: str, sections: SectionSelection | frozenset[Section], mode: Mode) -> Plan:
        """Unroll a workout.

        Raises:
            SpeedtimerError: the id is not known, the file is at fault, or nothing is left to do.
        """
        plan = self.home.plan_to_run(workout, sections, mode)
        # A plan is usually made to be run, in a thread beside a screen; opening the session, in the screen's own, shall
        # find everything loaded.
        import speedtimer.cli.opening  # noqa: F401

        return plan

    def open(self, plan: Plan, named: str, ring: Callable[[], None] | None) -> Conductor:
        """Open a session, ready to start; see `opening.open_session`.

        Args:
            plan: what is run.
            named: the id or file that it was made from.
            ring: rings the terminal's bell, in the event loop's thread. None where there is no terminal.

        Raises:
            AlreadyRunningError: another session is under way in this home.
        """
        from speedtimer.cli.opening import open_session

        self.home.tell_unused()
        return open_session(
            plan,
            self.rules,
            clock=self._clock,
            source_hash=source_hash(named),
            mute=self.mute,
            ring=ring,
            notes=self._notes,
        )

    def cut_off(self) -> CutOff | None:
        """Give the newest session that was cut off and can be gone on with or saved, None where there is none."""
        from speedtimer.cli.resuming import newest_cut_off

        return newest_cut_off(self._notes.say)

    def resume(self, session: str, way: Way, ring: Callable[[], None] | None) -> tuple[Conductor, Plan, Rules]:
        """Open a session that was cut off, to go on with; see `opening.resume_session`.

        Args:
            session: its name.
            way: whether the time away counts.
            ring: as for `open`.

        Raises:
            SpeedtimerError: as `opening.resume_session` raises it.
        """
        from speedtimer.cli.opening import resume_session

        self.home.tell_unused()
        return resume_session(session, way, clock=self._clock, mute=self.mute, ring=ring, notes=self._notes)

    def reopen(self, session: str, ring: Callable[[], None] | None) -> tuple[Conductor, Plan, Rules]:
        """Open a session again that has ended; see `opening.reopen_session`.

        Args:
            session: its name.
            ring: as for `open`.

        Raises:
            SpeedtimerError: as `opening.reopen_session` raises it.
        """
        from speedtimer.cli.opening import reopen_session

        self.home.tell_unused()
        return reopen_session(session, clock=self._clock, mute=self.mute, ring=ring, notes=self._notes)
