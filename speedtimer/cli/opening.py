"""Puts a session together: clock, journal, lock, sound. Loads all that a running session needs."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable
from typing import Final

from speedtimer import __version__, places
from speedtimer.audio.announcer import Announcer
from speedtimer.audio.choose import choose
from speedtimer.cli.resuming import unfinished
from speedtimer.engine.events import Cue
from speedtimer.errors import StorageError
from speedtimer.plan import Plan
from speedtimer.records import boot
from speedtimer.records.journal import Journal
from speedtimer.records.keeping import PATIENCE_MS, Keeping, NullJournal
from speedtimer.records.lock import AlreadyRunningError, SessionLock
from speedtimer.records.moments import moment_now, started_now
from speedtimer.records.outage import briefly
from speedtimer.records.reopening import newest_ended
from speedtimer.records.unfinished import Unfinished
from speedtimer.rules import Rules
from speedtimer.runtime.absence import Resumed, reopened, resumed
from speedtimer.runtime.clock import Clock
from speedtimer.runtime.conductor import Conductor
from speedtimer.runtime.keep_awake import KeepAwake
from speedtimer.runtime.notices import Notices
from speedtimer.runtime.ways import Way

OPENING_S: Final = 2
"""As long as it may take to open the way to a loudspeaker."""


def open_session(
    plan: Plan,
    rules: Rules,
    *,
    clock: Clock,
    source_hash: str,
    mute: bool,
    ring: Callable[[], None] | None,
    notes: Notices,
) -> Conductor:
    """Open a session, ready to start. To be called in the event loop's thread.

    Where the home cannot be written the session runs all the same, and that is said.

    Args:
        plan: what is run.
        rules: how.
        clock: the time.
        source_hash: names the text that the plan was made from.
        mute: it makes no sound until it is told to.
        ring: rings the terminal's bell, in the event loop's thread, for where there is no sound. None where there is no
            terminal.
        notes: where notes of one line come from.

    Raises:
        AlreadyRunningError: another session is under way in this home.
    """
    lock, journal = _kept(plan.workout_id, notes)
    return Conductor(
        plan,
        rules,
        clock=clock,
        journal=journal,
        announcer=_announcer(rules, ring, notes, muted=mute),
        awake=KeepAwake(notes.say),
        source_hash=source_hash,
        notes=notes,
        give_back=lambda: None if lock is None else lock.release(),
    )


def resume_session(
    session: str, way: Way, *, clock: Clock, mute: bool, ring: Callable[[], None] | None, notes: Notices
) -> tuple[Conductor, Plan, Rules]:
    """Open a session that was cut off, to go on with: its plan and its rules are those it was run by. To be called in
    the event loop's thread; for clock, mute, ring and notes see `open_session`.

    Args:
        session: its name.
        way: whether the time away counts.

    Raises:
        InputError: there is none of that name any more.
        AlreadyRunningError: another session is under way in this home.
        StorageError: it can only be saved, or cannot be read.
    """
    found = unfinished(session)
    return _gone_on_with(found, resumed(found, way, moment_now()), clock=clock, mute=mute, ring=ring, notes=notes)


def reopen_session(
    session: str, *, clock: Clock, mute: bool, ring: Callable[[], None] | None, notes: Notices
) -> tuple[Conductor, Plan, Rules]:
    """Open a session again that has ended, where it ended; the time since then counts as a pause. For the rest see
    `resume_session`.

    Raises:
        InputError: it is not the newest of its home.
        AlreadyRunningError: another session is under way in this home.
        StorageError: it cannot be gone on with, or cannot be read.
    """
    found = newest_ended(places.data(), session)
    return _gone_on_with(found.kept, reopened(found, moment_now()), clock=clock, mute=mute, ring=ring, notes=notes)


def _gone_on_with(
    found: Unfinished,
    goes_on: Resumed,
    *,
    clock: Clock,
    mute: bool,
    ring: Callable[[], None] | None,
    notes: Notices,
) -> tuple[Conductor, Plan, Rules]:
    plan, rules = found.plan(), found.rules()
    lock, journal = _kept(found.row.workout, notes)
    journal.resume(found, ended=goes_on.has_ended)
    if added := goes_on.engine.log[len(found.entries) :]:
        with contextlib.suppress(TimeoutError, StorageError):
            journal.write(added).result(PATIENCE_MS / 1000)
    conductor = Conductor(
        plan,
        rules,
        clock=clock,
        journal=journal,
        announcer=_announcer(rules, ring, notes, muted=mute),
        awake=KeepAwake(notes.say),
        notes=notes,
        give_back=lambda: None if lock is None else lock.release(),
        resumed=goes_on,
    )
    return conductor, plan, rules


def hear(rules: Rules, ring: Callable[[], None], note: Callable[[str], None]) -> None:
    """Sound a cue by itself, as loud as the rules have it, two seconds from now; return when it has sounded.

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


def _kept(workout: str, notes: Notices) -> tuple[SessionLock | None, Keeping]:
    """Take the home's lock and open its journal; note what of the computer's clocks cannot be read."""
    for note in boot.notes():
        notes.say(note)
    lock = None
    if fault := places.fault():
        notes.say(f"This session is not kept. {fault}")
        return None, NullJournal()
    try:
        lock = SessionLock.take(places.data(), workout, started_now())
        return lock, Journal.open(places.data(), app_version=__version__, fault=notes.say)
    except AlreadyRunningError:
        raise
    except StorageError as error:
        notes.say(f"This session is not kept. {briefly(error)}")
        return lock, NullJournal()


def _announcer(rules: Rules, ring: Callable[[], None] | None, notes: Notices, *, muted: bool) -> Announcer:
    player = choose(rules.cues, None if ring is None else _from_any_thread(ring))
    return Announcer(player, rules, notes.say, muted=muted)


def _from_any_thread(call: Callable[[], None]) -> Callable[[], None]:
    """Let something be called in this thread's event loop, from wherever it is called."""
    loop = asyncio.get_running_loop()

    def hand_over() -> None:
        # The loop is closed once the session is over, and the sound may still be ending.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(call)

    return hand_over
