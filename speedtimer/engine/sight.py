"""What is to be seen of a session at one moment."""

from __future__ import annotations

from speedtimer.engine.commands import Command
from speedtimer.engine.finishes import later_presses
from speedtimer.engine.flow import is_undisturbed
from speedtimer.engine.guards import press_refusal
from speedtimer.engine.play import Play
from speedtimer.engine.view import Phase, View
from speedtimer.plan import ByDistance, ByRange, ByTime, Ends, Kind, Mode, clock_end_ms
from speedtimer.rules import Guards


def view_of(
    play: Play,
    mode: Mode,
    guards: Guards,
    can_undo: Command | None,
    can_redo: Command | None,
    away_before_pause_ms: int | None,
) -> View:
    """Draw a view from a state. Visits are listed oldest first; nothing of the state itself is handed out."""
    phase, in_step_ms = play.phase, play.in_step_ms
    step = None if phase is Phase.COMPLETE else play.step
    running = phase in (Phase.LEAD_IN, Phase.WORK, Phase.RECOVERY, Phase.JOG)
    end_ms = clock_end_ms(step.ends) if step is not None else None
    length_ms = target_ms(step.ends) if step is not None else None
    halt = play.halt
    ended = () if play.past is None else tuple(reversed(tuple(play.past)))
    may_press = phase in (Phase.READY, Phase.PAUSED) or (
        running and step is not None and press_refusal(step, in_step_ms, mode, guards) is None
    )
    armed = play.armed
    return View(
        at_ms=play.now_ms,
        phase=phase,
        elapsed_ms=_elapsed_ms(play),
        paused_ms=play.paused_ms + (0 if halt is None else play.now_ms - halt.since_ms),
        away_ms=play.away_ms,
        steps=play.steps,
        position=play.position,
        step=step,
        visit=play.visits,
        in_step_ms=in_step_ms,
        ends_in_ms=None if end_ms is None else max(0, end_ms - in_step_ms),
        go_in_ms=_go_in_ms(play),
        target_ms=length_ms,
        may_press=may_press,
        waiting=running and end_ms is None and length_ms is not None and in_step_ms >= length_ms,
        resumes_in_ms=None if halt is None or halt.until_ms is None else halt.until_ms - play.now_ms,
        armed=armed if armed is not None and play.now_ms <= armed.until_ms else None,
        can_undo=can_undo,
        can_redo=can_redo,
        visits=ended if play.visit is None else (*ended, play.visit),
        left=play.left,
        later=later_presses(play),
        away_before_pause_ms=away_before_pause_ms,
    )


def target_ms(ends: Ends) -> int | None:
    """Give a step's length, max, expected time or suggestion, whichever it has, in milliseconds."""
    if isinstance(ends, ByTime):
        return ends.length_ms
    if isinstance(ends, ByRange):
        return ends.max_ms
    return ends.expected_ms if isinstance(ends, ByDistance) else ends.suggested_ms


def _go_in_ms(play: Play) -> int | None:
    """Return the time to GO, by the clock alone: in a lead-in, and in a recovery that has its lead-in inside it."""
    if play.visit is None:
        return None
    end_ms = clock_end_ms(play.step.ends)
    if end_ms is None:
        return None
    left_ms = max(0, end_ms - play.in_step_ms)
    if play.step.kind is Kind.GET_READY:
        return left_ms
    inside = play.steps[play.position + 1].inside if play.position + 1 < len(play.steps) else None
    if inside is None:
        return None
    shortened = is_undisturbed(play, play.position, play.visit, play.past)
    return left_ms + (inside.length_ms if shortened else inside.full_ms)


def _elapsed_ms(play: Play) -> int:
    if play.started_ms is None:
        return 0
    return (play.now_ms if play.ended_ms is None else play.ended_ms) - play.started_ms
