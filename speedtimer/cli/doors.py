"""What lies behind the faces: the library, plans, and sessions with their clock, journal and sound put together."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable

from speedtimer import __version__, places
from speedtimer.cli.home import Home, source_hash
from speedtimer.errors import StorageError
from speedtimer.live.awake import KeptAwake
from speedtimer.live.clock import Clock, RealClock
from speedtimer.live.conductor import Announcing, Conductor
from speedtimer.live.notes import Notes
from speedtimer.plan import Mode, Plan, Section
from speedtimer.records.journal import Journal
from speedtimer.records.keeping import Keeping, NullJournal
from speedtimer.records.lock import AlreadyRunningError, SessionLock
from speedtimer.records.moments import started_now
from speedtimer.rules import Rules
from speedtimer.workout.sections import Sections


class Sessions:
    """Opens sessions in one home.

    Args:
        speed: how many times faster than real time they run.
        mute: they make no sound.
        clock: the time.
    """

    def __init__(self, *, speed: float = 1.0, mute: bool = False, clock: Clock | None = None) -> None:
        self._notes = Notes()
        self._mute, self._clock = mute, clock or RealClock()
        self.home = Home(self._notes.say, speed)

    @property
    def clock(self) -> Clock:
        """The clock that sessions run by."""
        return self._clock

    @property
    def rules(self) -> Rules:
        """The rules that hold now: settings over defaults, with the speed of a rehearsal."""
        return self.home.rules

    def plan(self, workout: str, sections: Sections | frozenset[Section], mode: Mode) -> Plan:
        """Unroll a workout.

        Raises:
            SpeedtimerError: the id is not known, the file is at fault, or nothing is left to do.
        """
        return self.home.plan(workout, sections, mode)

    def open(self, plan: Plan, named: str, ring: Callable[[], None] | None) -> Conductor:
        """Open a session, ready to start. To be called in the event loop's thread.

        Args:
            plan: what is run.
            named: the id or file that it was made from.
            ring: rings the terminal's bell, for where there is no sound; called in the event loop's thread. None where
                there is no terminal.

        Raises:
            StorageError: another session is under way in this home.
        """
        notes, lock = self._notes, None
        kept: Keeping = NullJournal()
        try:
            lock = SessionLock.take(places.data(), plan.workout_id, started_now())
            kept = Journal.open(places.data(), app_version=__version__, fault=notes.say)
        except AlreadyRunningError:
            raise
        except StorageError as error:
            notes.say(f"This session is not kept. {error}")
        return Conductor(
            plan,
            self.rules,
            clock=self._clock,
            journal=kept,
            announcer=None if self._mute else _announcer(self.rules, ring, notes),
            awake=KeptAwake(notes.say),
            source_hash=source_hash(named),
            notes=notes,
            give_back=lambda: None if lock is None else lock.release(),
        )


def _announcer(rules: Rules, ring: Callable[[], None] | None, notes: Notes) -> Announcing:
    # A muted session needs none of it.
    from speedtimer.audio.announcer import Announcer
    from speedtimer.audio.choose import choose

    return Announcer(choose(rules.cues, None if ring is None else _from_any_thread(ring)), rules, notes.say)


def _from_any_thread(call: Callable[[], None]) -> Callable[[], None]:
    """Let something be called in this thread's event loop, from wherever it is called."""
    loop = asyncio.get_running_loop()

    def hand_over() -> None:
        # The loop is closed once the session is over, and the sound may still be ending.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(call)

    return hand_over
