"""How long a session has been cut off, what is said of it, and how it is gone on with.

The time away is told by the computer's own clock since it was started, where that is the same start; after another
start by the calendar, which may have been set back: then no time is known to have passed, and none is counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from speedtimer.engine.engine import Engine
from speedtimer.engine.view import Phase, View
from speedtimer.errors import SpeedtimerError
from speedtimer.plan import Kind
from speedtimer.records.moments import Moment
from speedtimer.records.reopening import Ended
from speedtimer.records.unfinished import Unfinished
from speedtimer.runtime.ways import CutOff, Way
from speedtimer.signs import shown
from speedtimer.units import clock_text
from speedtimer.wording import step_text

NO_CLOCK: Final = "The calendar was set back since, so the time away is not known: none is counted"
OTHER_RULES: Final = "It was run by other rules than this version has, so it can only be saved as it is"
UNREADABLE: Final = "What was kept of it cannot be read, so it can only be saved as it is"

_MINUTE_MS: Final = 60_000
_HOUR_MS: Final = 60 * _MINUTE_MS
_DAY_MS: Final = 24 * _HOUR_MS


@dataclass(frozen=True, slots=True)
class Resumed:
    """A session to go on with.

    session: its name in the journal. engine: as it was at the last moment known awake. away_ms: session time that has
    passed since. counts: that time counts; otherwise the session is paused. has_ended: it was ended, and is open
    again.
    """

    session: str
    engine: Engine
    away_ms: int
    counts: bool
    has_ended: bool = False


def away_ms(unfinished: Unfinished, now: Moment) -> int | None:
    """Give the real milliseconds since a session was last known awake; None where the calendar was set back since."""
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
    """Say what was cut off, and what can be done with it. now: this moment."""
    passed_ms = away_ms(unfinished, now)
    ago = "some time ago" if passed_ms is None else ago_text(passed_ms)
    note = NO_CLOCK if passed_ms is None else ""
    where = f"{clock_text(unfinished.seen_ms)} after its start"
    ways: tuple[Way, ...] = (Way.SAVE,)
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


def resumed(unfinished: Unfinished, way: Way, now: Moment) -> Resumed:
    """Give a session back as it was, and how long nobody has been with it.

    Raises:
        StorageError: it is not resumable, or cannot be read.
    """
    passed_ms = away_ms(unfinished, now) or 0
    in_session_ms = int(passed_ms * _speed(unfinished))
    return Resumed(unfinished.id, unfinished.engine(), in_session_ms, way is Way.COUNT)


def reopened(ended: Ended, now: Moment) -> Resumed:
    """Return a session that has ended as it was at its end, and how long ago that was.

    Raises:
        StorageError: it was run by other rules, or cannot be read.
    """
    passed_ms = away_ms(ended.kept, now) or 0
    engine = ended.engine()
    return Resumed(ended.kept.id, engine, int(passed_ms * _speed(ended.kept)), counts=False, has_ended=True)


def ways_on(view: View) -> tuple[Way, ...]:
    """Give what can be done with a session that stands there, the usual one first."""
    if view.phase is Phase.COMPLETE:
        return (Way.SAVE,)
    paused = view.phase is Phase.PAUSED and view.away_before_pause_ms is None
    if paused or view.phase is Phase.READY:
        # There is no time away: somebody had paused it and the pause goes on, or it had not begun.
        return (Way.ON, Way.SAVE)
    if view.step is not None and view.step.is_jog:
        return (Way.COUNT, Way.ON, Way.SAVE)
    return (Way.ON, Way.COUNT, Way.SAVE)


def where_text(view: View) -> str:
    """Say where a session stands: `in 200 m 3 of 8, 0:21 into it`."""
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
    """Say how long ago something was, in its largest unit, cut off: `12 s ago`, `3 h ago`, `2 days ago`."""
    if passed_ms < _MINUTE_MS:
        return f"{passed_ms // 1000} s ago"
    if passed_ms < _HOUR_MS:
        return f"{passed_ms // _MINUTE_MS} min ago"
    if passed_ms < 2 * _DAY_MS:
        return f"{passed_ms // _HOUR_MS} h ago"
    return f"{passed_ms // _DAY_MS} days ago"


def _speed(unfinished: Unfinished) -> Fraction:
    return Fraction(str(unfinished.row.scale))
