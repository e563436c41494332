"""The clock of the session screen: what it reads at one moment, and when it will read otherwise.

It counts down where the clock ends the step and up where a press or the athlete does. Counting down, a second is shown
until it is over, so that 3, 2, 1 stand for whole seconds and zero is GO; counting up it is shown once it is full.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from speedtimer.engine.view import Phase, View
from speedtimer.plan import ByDistance, ByRange, ByTime, Open, Step
from speedtimer.units import about_text, clock_text, length_text
from speedtimer.wording import ends_text

SECOND_MS: Final = 1000
TENTH_MS: Final = 100
TENTHS_FROM_MS: Final = 10_000
"""Tenths are shown in the last ten seconds of an effort over time, and nowhere else: they cost ten times the paint."""

FASTEST_MS: Final = 100
"""A clock that changes more often than every tenth of a real second cannot be read, whatever the rehearsal's speed."""


@dataclass(frozen=True, slots=True)
class Dial:
    """What the clock reads. limit: what it is left of, runs to or is past, as it is said. overdue: it is past it."""

    text: str
    limit: str
    overdue: bool = False


def dial(view: View) -> Dial:
    """Say what the clock reads at this moment."""
    step = view.step
    if view.phase is Phase.COMPLETE or step is None:
        return Dial(clock_text(view.elapsed_ms), "in all")
    if view.phase is Phase.COUNTING_IN:
        return Dial(_count(view.resumes_in_ms or 0), "then on")
    if view.phase is Phase.READY:
        return Dial("0:00", "")
    if view.go_in_ms is not None:
        return Dial(_count(view.go_in_ms), "to GO")
    if _is_go(view):
        return Dial("GO", _limit(step))
    if isinstance(step.ends, ByTime):
        return _down(view, step, step.ends.length_ms)
    if view.ends_in_ms is not None and isinstance(step.ends, Open):
        return Dial(clock_text(_ceil(view.ends_in_ms, SECOND_MS)), "to go")
    return _up(view, step)


def changes_in_ms(view: View, speed: float) -> int | None:
    """Say in how much session time the screen will look different by itself; None while it stands still.

    None too where nothing changes before the clock ends the step or the count: of that the driver tells, and to paint
    the last moment before it as well would hold the new phase up by a frame.

    speed: how many times faster than real time the session runs.
    """
    ends = [] if view.armed is None else [view.armed.until_ms + 1 - view.at_ms]
    if view.phase in (Phase.READY, Phase.PAUSED, Phase.COMPLETE) or view.step is None:
        return min(ends, default=None)
    if _is_go(view):
        ends.append(SECOND_MS - view.in_step_ms)
    grain_ms = _grain(view, speed)
    # A second is shown until it is over: the change comes when the next lower whole one is reached.
    ends += [value_ms - (_ceil(value_ms, grain_ms) - grain_ms) for value_ms in _falling(view)]
    ends += [grain_ms - value_ms % grain_ms for value_ms in _rising(view)]
    change_ms = max(1, min(ends))
    over = [over_ms for over_ms in (view.ends_in_ms, view.resumes_in_ms) if over_ms is not None]
    return None if over and change_ms >= min(over) else change_ms


def _falling(view: View) -> list[int]:
    """The times that are shown counting down."""
    step = view.step
    if view.resumes_in_ms is not None:
        return [view.resumes_in_ms]
    if view.go_in_ms is not None:
        return [view.go_in_ms]
    if step is None or view.ends_in_ms is None or isinstance(step.ends, ByRange | ByDistance):
        return [] if step is None or not isinstance(step.ends, ByTime) else [step.ends.length_ms - view.in_step_ms]
    return [view.ends_in_ms]


def _rising(view: View) -> list[int]:
    """The times that are shown counting up."""
    if _falling(view):
        return []
    overdue_ms = 0 if view.target_ms is None else view.in_step_ms - view.target_ms
    return [view.in_step_ms, overdue_ms] if overdue_ms > 0 else [view.in_step_ms]


def _grain(view: View, speed: float) -> int:
    """How much session time one change of the clock stands for."""
    fine_ms = TENTH_MS if _shows_tenths(view) else SECOND_MS
    times = -(-FASTEST_MS * speed // fine_ms)
    return fine_ms * max(1, int(times))


def _is_go(view: View) -> bool:
    """GO stands in the clock's place through the first second of work."""
    return view.phase is Phase.WORK and view.in_step_ms < SECOND_MS


def _shows_tenths(view: View) -> bool:
    step = view.step
    if view.phase not in (Phase.WORK, Phase.PAUSED) or step is None or not isinstance(step.ends, ByTime):
        return False
    return step.is_work and view.in_step_ms >= step.ends.length_ms - TENTHS_FROM_MS


def _down(view: View, step: Step, length_ms: int) -> Dial:
    left_ms = length_ms - view.in_step_ms
    if view.waiting or left_ms < 0:
        return Dial(f"+{clock_text(-left_ms)}", f"over {length_text(length_ms)}", overdue=True)
    if _shows_tenths(view) and _ceil(left_ms, TENTH_MS) < TENTHS_FROM_MS:
        return Dial(_tenths(_ceil(left_ms, TENTH_MS)), f"left {_limit(step)}")
    return Dial(clock_text(_ceil(left_ms, SECOND_MS)), f"left {_limit(step)}")


def _up(view: View, step: Step) -> Dial:
    text = clock_text(view.in_step_ms)
    if view.target_ms is None or view.in_step_ms < view.target_ms:
        return Dial(text, _limit(step))
    over_ms = view.in_step_ms - view.target_ms
    return Dial(text, f"{clock_text(over_ms)} over {length_text(view.target_ms)}", overdue=True)


def _limit(step: Step) -> str:
    ends = step.ends
    if isinstance(ends, ByTime | ByRange):
        return f"of {ends_text(ends)}"
    about_ms = ends.expected_ms if isinstance(ends, ByDistance) else ends.suggested_ms
    return "" if about_ms is None else f"of {about_text(about_ms)}"


def _ceil(value_ms: int, grain_ms: int) -> int:
    return -(-value_ms // grain_ms) * grain_ms


def _count(value_ms: int) -> str:
    """A count: bare seconds below a minute, since nothing but their number matters."""
    rounded_ms = _ceil(value_ms, SECOND_MS)
    return str(rounded_ms // SECOND_MS) if rounded_ms < 60_000 else clock_text(rounded_ms)


def _tenths(value_ms: int) -> str:
    return f"{value_ms // SECOND_MS}.{value_ms % SECOND_MS // TENTH_MS}"
