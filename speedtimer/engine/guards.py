"""Whether a press is taken now, and what the split is worth that it makes."""

from __future__ import annotations

from speedtimer.engine.events import EndedBy, Refusal, Source, Split
from speedtimer.engine.play import Play
from speedtimer.plan import ByDistance, ByRange, ByTime, Kind, Mode, Open, Step
from speedtimer.rules import Guards


def press_refusal(step: Step, in_step_ms: int, mode: Mode, guards: Guards) -> Refusal | None:
    """Say why a press does not end this step in_step_ms into it, or None where it does. A second one always does."""
    ends = step.ends
    if step.kind is Kind.GET_READY:
        return None if step.section in mode.timed else Refusal.LEAD_IN_RUNNING
    if isinstance(ends, ByTime):
        return None if ends.waits and in_step_ms >= ends.length_ms else Refusal.TIME_NOT_UP
    if isinstance(ends, ByRange):
        return None if in_step_ms >= ends.min_ms else Refusal.BEFORE_MINIMUM
    if isinstance(ends, ByDistance):
        if not ends.held:
            return Refusal.ENDS_BY_ITSELF
        return Refusal.TOO_FAST if guards.nobody_runs(ends.distance_m, in_step_ms) else None
    if in_step_ms < ends.at_least_ms:
        return Refusal.TOO_EARLY
    return None if ends.clock_ms is None or step.is_jog else Refusal.TIME_NOT_UP


def split_by_press(play: Play, guards: Guards) -> Split:
    """Give the split of the step under way, ended by a press now.

    A distance is measured only where somebody holds the watch, a walk or a jog over one also solo, since the press
    comes from its end; and only if nobody paused it, and nobody was faster than can be.
    """
    step, ms = play.step, play.in_step_ms
    if step.distance_m is None:
        return Split(ms, Source.MEASURED)
    ends, paused = step.ends, play.visit is not None and play.visit.not_counted_ms > 0
    if isinstance(ends, ByDistance):
        in_time = ends.held and not guards.nobody_runs(ends.distance_m, ms)
    else:
        in_time = isinstance(ends, Open) and ms >= ends.at_least_ms
    return Split(ms, Source.MEASURED if in_time and not paused else Source.ESTIMATED)


def split_when_done(step: Step) -> tuple[EndedBy, Split | None]:
    """Give how a step ends that was done while its press was forgotten: no time for it, and a lead-in has no split."""
    return EndedBy.DONE, None if step.kind is Kind.GET_READY else Split(None, Source.UNTIMED)
