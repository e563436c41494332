"""A session that was cut off: which one it is, what can be done with it, and how it is resumed.

The time away is told by the computer's own clock since it was started, where that is the same start; after another
start by the calendar, which may have been set back: then no time is known to have passed, and none is counted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from speedtimer import __version__, places
from speedtimer.engine.view import Phase, View
from speedtimer.errors import InputError, SpeedtimerError, StorageError
from speedtimer.plan import Kind
from speedtimer.records.journal import Journal
from speedtimer.records.lock import SessionLock, is_held
from speedtimer.records.moments import Moment, moment_now, started_now
from speedtimer.records.reopening import Ended
from speedtimer.records.session import Ending
from speedtimer.records.unfinished import Unfinished, find_unfinished
from speedtimer.runtime.conductor import CLOSING_S, Resumed
from speedtimer.signs import shown
from speedtimer.units import clock_text
from speedtimer.wording import step_text

NO_CLOCK: Final = "The calendar was set back since, so the time away is not known: none is counted"
OTHER_RULES: Final = "It was run by other rules than this version has, so it can only be saved as it is"
UNREADABLE: Final = "What was kept of it cannot be read, so it can only be saved as it is"

_MINUTE_MS: Final = 60_000
_HOUR_MS: Final = 60 * _MINUTE_MS
_DAY_MS: Final = 24 * _HOUR_MS


class ResumeOption(StrEnum):
    """What to do with a session that was cut off."""

    ON = "on"
    COUNT = "count"
    SAVE = "save"


MEANS: Final = {
    ResumeOption.ON: "go on from where it was: the time away does not count",
    ResumeOption.COUNT: "go on, counting the time away, as if it had run on",
    ResumeOption.SAVE: "keep what is done, and end it",
}

LETTERS: Final = {ResumeOption.ON: "o", ResumeOption.COUNT: "c", ResumeOption.SAVE: "k"}
"""The letter that each way has, on the screen and in lines. Wherever something is asked, k keeps, x throws away and s
stays."""


@dataclass(frozen=True, slots=True)
class CutOff:
    """A session that was cut off, as it is offered.

    id: its name in the history. name: its workout. where: what was under way, as `200 m 3 of 8, 0:21 into it`.
    ago: when it was last known awake, as `12 min ago`. ways: what can be done with it, the usual one first.
    note: what cannot be known or done, in a sentence; empty as a rule.
    """

    id: str
    name: str
    where: str
    ago: str
    ways: tuple[ResumeOption, ...]
    note: str = ""

    @property
    def line(self) -> str:
        """The whole of it in one line."""
        return f"{self.name} was cut off {self.ago}, {self.where}{f'. {self.note}' if self.note else ''}"


def newest(note: Callable[[str], None]) -> CutOff | None:
    """Return the newest session that was cut off, None where there is none or another process runs a session.

    Args:
        note: receives a sentence where that cannot be known.
    """
    home = places.data()
    try:
        found = find_unfinished(home, note)
    except StorageError as error:
        note(f"Whether a session was cut off is not known. {error}")
        return None
    # One that is under way just now has no ending either.
    return described(found[0], moment_now()) if found and not is_held(home) else None


def unfinished(session: str) -> Unfinished:
    """Return what is kept of a session that was cut off.

    Raises:
        InputError: there is none of that id any more.
        StorageError: the journal cannot be read.
    """
    for found in find_unfinished(places.data()):
        if found.id == session:
            return found
    raise InputError(f"session {session} is not cut off any more", "`speedtimer history` shows it")


def save(session: str) -> None:
    """Save what is done of a session that was cut off; one that cannot be gone on with is saved as it is.

    Raises:
        InputError: there is none of that id any more.
        StorageError: it cannot be written, or another session is under way.
    """
    found = unfinished(session)
    with SessionLock.take(places.data(), found.row.workout, started_now()):
        journal = Journal.open(places.data(), app_version=__version__)
        _write_end(journal, found)
        if not journal.close(CLOSING_S):
            raise StorageError("it could not be saved", "see that its folder can be written", str(places.data()))


def away_ms(unfinished: Unfinished, now: Moment) -> int | None:
    """Return the real milliseconds since a session was last known awake; None where the calendar was set back since."""
    seen, awake_ms = unfinished.seen, unfinished.awake_ms
    if seen is None:
        # Cut off before the first sign of being awake: its start is known by the calendar.
        seen, awake_ms = Moment(unfinished.started.utc_ms, 0, None), 0
    same_start = seen.boot_id is not None and seen.boot_id == now.boot_id and now.boot_ms >= seen.boot_ms
    passed_ms = now.boot_ms - seen.boot_ms if same_start else now.utc_ms - seen.utc_ms
    if passed_ms < 0:
        return None
    # The newest command may be some seconds younger than the newest sign of being awake.
    known_ms = (unfinished.seen_ms - awake_ms) / _speed(unfinished)
    return max(0, round(passed_ms - known_ms))


def described(unfinished: Unfinished, now: Moment) -> CutOff:
    """Return what was cut off, and what can be done with it. now: this moment."""
    passed_ms = away_ms(unfinished, now)
    ago = "some time ago" if passed_ms is None else ago_text(passed_ms)
    note = NO_CLOCK if passed_ms is None else ""
    where = f"{clock_text(unfinished.seen_ms)} after its start"
    ways: tuple[ResumeOption, ...] = (ResumeOption.SAVE,)
    if not unfinished.resumable:
        note = OTHER_RULES
    else:
        try:
            view = unfinished.engine().view()
        except SpeedtimerError as error:
            note = f"{UNREADABLE} ({error})"
        else:
            where, ways = where_text(view), ways_on(view)
    return CutOff(unfinished.id, shown(unfinished.row.name), where, ago, ways, note)


def resumed(unfinished: Unfinished, option: ResumeOption, now: Moment) -> Resumed:
    """Return a session as it was, and how long it has been cut off.

    Raises:
        StorageError: it is not resumable, or cannot be read.
    """
    passed_ms = away_ms(unfinished, now) or 0
    in_session_ms = int(passed_ms * _speed(unfinished))
    return Resumed(unfinished.id, unfinished.engine(), in_session_ms, option is ResumeOption.COUNT)


def reopened(ended: Ended, now: Moment) -> Resumed:
    """Return a session that has ended as it was at its end, and how long ago that was.

    Raises:
        StorageError: it was run by other rules, or cannot be read.
    """
    passed_ms = away_ms(ended.kept, now) or 0
    engine = ended.engine()
    return Resumed(ended.kept.id, engine, int(passed_ms * _speed(ended.kept)), counts=False, has_ended=True)


def ways_on(view: View) -> tuple[ResumeOption, ...]:
    """Return what can be done with a session that stands there, the usual one first."""
    if view.phase is Phase.COMPLETE:
        return (ResumeOption.SAVE,)
    paused = view.phase is Phase.PAUSED and view.away_before_pause_ms is None
    if paused or view.phase is Phase.READY:
        # There is no time away: somebody had paused it and the pause goes on, or it had not begun.
        return (ResumeOption.ON, ResumeOption.SAVE)
    if view.step is not None and view.step.is_jog:
        return (ResumeOption.COUNT, ResumeOption.ON, ResumeOption.SAVE)
    return (ResumeOption.ON, ResumeOption.COUNT, ResumeOption.SAVE)


def where_text(view: View) -> str:
    """Return where a session stands: `in 200 m 3 of 8, 0:21 into it`."""
    step = view.step
    if step is None:
        return "at its end"
    if view.phase is Phase.READY:
        return "before its start"
    if step.kind is Kind.GET_READY:
        return f"in the lead-in to {step_text(view.steps[view.position + 1])}"
    rep = "" if step.rep is None or step.is_work else f" of rep {step.rep} of {step.reps}"
    paused = " (paused)" if view.phase is Phase.PAUSED else ""
    return f"in {step_text(step)}{rep}, {clock_text(view.in_step_ms)} into it{paused}"


def ago_text(passed_ms: int) -> str:
    """Return how long ago something was, in its largest unit, cut off: `12 s ago`, `3 h ago`, `2 days ago`."""
    if passed_ms < _MINUTE_MS:
        return f"{passed_ms // 1000} s ago"
    if passed_ms < _HOUR_MS:
        return f"{passed_ms // _MINUTE_MS} min ago"
    if passed_ms < 2 * _DAY_MS:
        return f"{passed_ms // _HOUR_MS} h ago"
    return f"{passed_ms // _DAY_MS} days ago"


def _speed(unfinished: Unfinished) -> Fraction:
    return Fraction(str(unfinished.row.scale))


def _write_end(journal: Journal, found: Unfinished) -> None:
    journal.resume(found)
    try:
        view = found.engine().view()
    except SpeedtimerError:
        # Other rules, or records that cannot be read: what is offered then is this.
        journal.save_as_it_is(found)
        return
    if view.step is None:
        journal.finish(Ending.COMPLETED, view)
    else:
        journal.finish(Ending.SAVED if view.visits else Ending.THROWN_AWAY, view)
