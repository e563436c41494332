"""Sessions of one home, opened: clock, journal, lock and sound put together. Loads all that a running session needs."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import time
from collections.abc import Callable
from typing import Final

from speedtimer import __version__, places
from speedtimer.app import cut_off, preflight
from speedtimer.app.cut_off import CutOff, ResumeOption, reopened, resumed, unfinished
from speedtimer.app.profile import Profile
from speedtimer.audio.announcer import Announcer
from speedtimer.audio.choose import choose
from speedtimer.engine.cue_table import Cue
from speedtimer.errors import SpeedtimerError, StorageError
from speedtimer.plan import Plan
from speedtimer.records import boot
from speedtimer.records.journal import Journal, NullJournal
from speedtimer.records.lock import AlreadyRunningError, SessionLock
from speedtimer.records.moments import moment_now, started_now
from speedtimer.records.outage import briefly
from speedtimer.records.reopening import newest_ended
from speedtimer.records.unfinished import Unfinished
from speedtimer.records.writer import PATIENCE_MS
from speedtimer.rules import Rules
from speedtimer.runtime.clock import Clock
from speedtimer.runtime.conductor import Conductor, Resumed
from speedtimer.runtime.keep_awake import KeepAwake
from speedtimer.runtime.notices import Notices
from speedtimer.workout.library import find

OPENING_S: Final = 2
"""As long as it may take to open the way to a loudspeaker."""

Ring = Callable[[], None]
"""Rings the terminal's bell, in the event loop's thread, for where there is no sound."""


class Sessions:
    """Opens the sessions of one home. Each is ready to start, and is to be opened in the event loop's thread.

    Args:
        profile: whose settings hold.
        notices: where notes of one line come from.
        clock: the time.
        mute: sessions begin without sound, or with it; None for as the settings say.
    """

    def __init__(self, profile: Profile, notices: Notices, clock: Clock, mute: bool | None = None) -> None:
        self._profile, self._notices, self._clock, self._mute = profile, notices, clock, mute

    @property
    def mute(self) -> bool:
        """Whether sessions begin without sound."""
        return not self._profile.preferences.sound if self._mute is None else self._mute

    def open(self, plan: Plan, ring: Ring | None) -> Conductor:
        """Open a session by a plan. Where the home cannot be written it runs all the same, with a note.

        Args:
            plan: what is run.
            ring: None where there is no terminal.

        Raises:
            AlreadyRunningError: another session is under way in this home.
        """
        self._profile.tell_unused()
        lock, journal = self._journal(plan.workout_id)
        named = plan.file or plan.workout_id
        return self._conductor(plan, self._profile.rules, lock, journal, ring, source_hash=source_hash(named))

    def resume(self, session: str, option: ResumeOption, ring: Ring | None) -> tuple[Conductor, Plan, Rules]:
        """Open a session that was cut off, to go on with: its plan and its rules are those it was run by.

        Args:
            session: its id.
            option: whether the time away counts.
            ring: as for `open`.

        Raises:
            InputError: there is none of that id any more.
            AlreadyRunningError: another session is under way in this home.
            StorageError: it can only be saved, or cannot be read.
        """
        self._profile.tell_unused()
        found = unfinished(session)
        return self._go_on(found, resumed(found, option, moment_now()), ring)

    def reopen(self, session: str, ring: Ring | None) -> tuple[Conductor, Plan, Rules]:
        """Open a session again that has ended, where it ended; the time since then counts as a pause.

        Raises:
            InputError: it is not the newest of its home.
            AlreadyRunningError: another session is under way in this home.
            StorageError: it cannot be gone on with, or cannot be read.
        """
        self._profile.tell_unused()
        found = newest_ended(places.data(), session)
        return self._go_on(found.kept, reopened(found, moment_now()), ring)

    def cut_off(self) -> CutOff | None:
        """Return the newest session that was cut off and can be resumed or saved, None where there is none."""
        return cut_off.newest(self._notices.say)

    def save(self, session: str) -> None:
        """Save what is done of a session that was cut off; see `cut_off.save`."""
        cut_off.save(session)

    def doubts(self) -> tuple[str, ...]:
        """Return what would spoil a session now; see `preflight.doubts`."""
        return preflight.doubts(self._profile.rules.cues)

    def hear(self, rules: Rules, ring: Ring, note: Callable[[str], None]) -> None:
        """Sound a cue by itself two seconds from now; return when it has sounded. For a worker thread.

        Args:
            rules: how loud, and what plays it.
            ring: rings the terminal's bell; called in any thread.
            note: takes one sentence where it cannot be heard; called in any thread.
        """
        player = choose(rules.cues, ring)
        player.begin(note)
        player.volume(rules.cues.volume_percent, rules.cues.speech_volume_percent)
        player.play(Cue.READY, time.perf_counter_ns() + OPENING_S * 1_000_000_000, 0)
        time.sleep(OPENING_S)
        time.sleep((player.length_ms(Cue.READY) or 0) / 1000)
        player.close()

    def _go_on(self, found: Unfinished, goes_on: Resumed, ring: Ring | None) -> tuple[Conductor, Plan, Rules]:
        plan, rules = found.plan(), found.rules()
        lock, journal = self._journal(found.row.workout)
        journal.resume(found, ended=goes_on.has_ended)
        if added := goes_on.engine.log[len(found.entries) :]:
            with contextlib.suppress(TimeoutError, StorageError):
                journal.write(added).result(PATIENCE_MS / 1000)
        return self._conductor(plan, rules, lock, journal, ring, resumed=goes_on), plan, rules

    def _conductor(
        self,
        plan: Plan,
        rules: Rules,
        lock: SessionLock | None,
        journal: Journal | NullJournal,
        ring: Ring | None,
        *,
        source_hash: str = "",
        resumed: Resumed | None = None,
    ) -> Conductor:
        note = self._notices.say
        player = choose(rules.cues, None if ring is None else _from_any_thread(ring))
        return Conductor(
            plan,
            rules,
            clock=self._clock,
            journal=journal,
            announcer=Announcer(player, rules, note, muted=self.mute),
            awake=KeepAwake(note),
            source_hash=source_hash,
            notes=self._notices,
            give_back=lambda: None if lock is None else lock.release(),
            resumed=resumed,
        )

    def _journal(self, workout: str) -> tuple[SessionLock | None, Journal | NullJournal]:
        """Take the home's lock and open its journal; note what of the computer's clocks cannot be read."""
        note = self._notices.say
        for sentence in boot.notes():
            note(sentence)
        lock = None
        if fault := places.fault():
            note(f"This session is not kept. {fault}")
            return None, NullJournal()
        try:
            lock = SessionLock.take(places.data(), workout, started_now())
            return lock, Journal.open(places.data(), app_version=__version__, fault=note)
        except AlreadyRunningError:
            raise
        except StorageError as error:
            note(f"This session is not kept. {briefly(error)}")
            return lock, NullJournal()


def source_hash(named: str) -> str:
    """Return the SHA-256 of a workout file's bytes in hexadecimal; empty where it cannot be read (any more)."""
    try:
        return hashlib.sha256(find(named).path.read_bytes()).hexdigest()
    except (OSError, SpeedtimerError):
        return ""


def _from_any_thread(call: Callable[[], None]) -> Callable[[], None]:
    """Return a function that makes a call in this thread's event loop, from whichever thread it is called in."""
    loop = asyncio.get_running_loop()

    def hand_over() -> None:
        # The loop is closed once the session is over, and the sound may still be ending.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(call)

    return hand_over
