"""What each command does, one function an act. None of them changes anything before it has decided not to refuse.

An act gets the flow, the command, and whether it is forced: a second press, or a command given back by redo, is not
held up by what the first one was held up by. It answers with the command, its arguments resolved, or a refusal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from speedtimer.engine import edits
from speedtimer.engine.commands import (
    Away,
    Command,
    Correct,
    Enough,
    Extend,
    Fewer,
    Jump,
    More,
    Resume,
    Resumption,
)
from speedtimer.engine.cue_table import Cue
from speedtimer.engine.events import EndedBy, Refusal, Source, Split, StepEnded, StepStarted
from speedtimer.engine.finishes import FIRST_LATER, is_timed, later_presses
from speedtimer.engine.flow import Flow
from speedtimer.engine.guards import press_refusal, split_by_press, split_when_done
from speedtimer.engine.play import Finish, Halt, Past, Play
from speedtimer.engine.transitions import Act
from speedtimer.engine.view import Phase, Visit
from speedtimer.plan import Arranging, Kind


@dataclass(frozen=True, slots=True)
class Given:
    """A command as it reaches its act. at_ms: when it was given; for time away that is later than the flow's moment."""

    command: Command
    arranging: Arranging
    at_ms: int
    forced: bool = False


def start(flow: Flow, given: Given) -> Command | Refusal:
    flow.play = flow.play._replace(started_ms=flow.play.now_ms)
    flow.begin_visit(0)
    return given.command


def end_step(flow: Flow, given: Given) -> Command | Refusal:
    play = flow.play
    refusal = press_refusal(play.step, play.in_step_ms, given.arranging.mode, flow.rules.guards)
    if refusal is not None and not given.forced:
        return refusal
    if is_timed(play.step, given.arranging.mode):
        flow.play = play._replace(finish=Finish(play.visits, play.step.index, play.now_ms, play.in_step_ms))
    flow.end_visit(EndedBy.PRESS, split_by_press(play, flow.rules.guards))
    flow.begin_visit(play.position + 1)
    return given.command


def go_on_now(flow: Flow, given: Given) -> Command | Refusal:
    if not given.forced:
        return Refusal.COUNT_RUNNING
    flow.play = flow.play.unhalted()
    flow.sound(Cue.RESUMED)
    return given.command


def pause(flow: Flow, given: Given) -> Command | Refusal:
    since_ms = flow.play.now_ms if flow.play.halt is None else flow.play.halt.since_ms
    flow.play = flow.play._replace(halt=Halt(since_ms), armed=None)
    flow.sound(Cue.PAUSED)
    return given.command


def resume(flow: Flow, given: Given) -> Command | Refusal:
    how = given.command.how if isinstance(given.command, Resume) else Resumption.AGAIN
    step, now_ms = flow.play.step, flow.play.now_ms
    flow.play = flow.play._replace(armed=None)
    if step.is_work and how is Resumption.ON:
        assert flow.play.halt is not None
        until_ms = now_ms + (flow.rules.cues.count_s + 1) * 1000
        flow.play = flow.play._replace(halt=replace(flow.play.halt, until_ms=until_ms))
    elif step.is_work or step.kind is Kind.GET_READY:
        flow.end_visit(EndedBy.RESUME, None)
        flow.begin_visit(_by_lead_in(flow, flow.play.position))
    else:
        flow.play = flow.play.unhalted()
        flow.sound(Cue.RESUMED)
    return given.command


def skip(flow: Flow, given: Given) -> Command | Refusal:
    flow.end_visit(EndedBy.SKIP, None)
    flow.begin_visit(flow.play.position + 1)
    return given.command


def back(flow: Flow, given: Given) -> Command | Refusal:
    play = flow.play
    early = play.in_step_ms < flow.rules.guards.back_ms
    if early and play.position == 0:
        return Refusal.NOTHING_BEFORE
    flow.end_visit(EndedBy.BACK, None)
    flow.begin_visit(_by_lead_in(flow, play.position - (1 if early else 0)))
    return given.command


def again(flow: Flow, given: Given) -> Command | Refusal:
    place = _rep_just_done(flow)
    if place is None:
        return Refusal.NO_REP_BEFORE
    if flow.play.phase is Phase.COMPLETE:
        flow.go_on()
    else:
        flow.end_visit(EndedBy.AGAIN, None)
    flow.begin_visit(_by_lead_in(flow, place))
    return given.command


def done(flow: Flow, given: Given) -> Command | Refusal:
    play = flow.play
    coming = next((place for place in range(play.position, len(play.steps)) if play.steps[place].is_work), None)
    if coming is None:
        return Refusal.NO_WORK_COMING
    flow.end_visit(*split_when_done(play.step))
    if coming != play.position:
        _pass_through(flow, coming)
    flow.begin_visit(coming + 1)
    return given.command


def enough(flow: Flow, given: Given) -> Command | Refusal:
    play = flow.play
    resolved = edits.enough(play) if not _is_resolved(given.command) else given.command
    if isinstance(resolved, Refusal):
        return resolved
    assert isinstance(resolved, Enough)
    removed = resolved.removed or ()
    left = tuple(step.index for step in play.steps if step.is_work and step.index in removed)
    steps, place = edits.after_enough(play, resolved, given.arranging)
    stays = play.phase is Phase.RECOVERY and place < len(steps)
    if not stays:
        flow.end_visit(EndedBy.ENOUGH, None)
    next_index = play.next_index + len(resolved.added)
    flow.play = flow.play._replace(steps=steps, next_index=next_index, position=place, left=play.left + left)
    if not stays:
        flow.begin_visit(place)
    return resolved


def more(flow: Flow, given: Given) -> Command | Refusal:
    resolved = edits.more(flow.play, given.arranging) if not _is_resolved(given.command) else given.command
    if isinstance(resolved, Refusal):
        return resolved
    assert isinstance(resolved, More)
    steps = edits.with_added(flow.play, resolved, given.arranging)
    next_index = flow.play.next_index + len(resolved.added or ())
    flow.play = flow.play._replace(steps=steps, next_index=next_index)
    return resolved


def one_more(flow: Flow, given: Given) -> Command | Refusal:
    """Go on from the end with one rep more: the time since then was its recovery, so its lead-in begins now."""
    resolved = more(flow, given)
    if isinstance(resolved, More):
        flow.go_on()
        lead_in = next(step for step in resolved.added or () if step.kind is Kind.GET_READY)
        place = flow.play.position_of(lead_in.index)
        assert place is not None
        flow.begin_visit(place)
    return resolved


def leave(flow: Flow, given: Given) -> Command | Refusal:  # noqa: ARG001
    """Refuse the press at the end: it is the face's to leave, but not so soon that the press was meant for a step."""
    play, rules = flow.play, flow.rules
    assert play.ended_ms is not None
    early = play.now_ms - play.ended_ms < round(rules.guards.leave_ms * rules.speed)
    return Refusal.JUST_OVER if early else Refusal.COMPLETE


def fewer(flow: Flow, given: Given) -> Command | Refusal:
    resolved = edits.fewer(flow.play) if not _is_resolved(given.command) else given.command
    if isinstance(resolved, Refusal):
        return resolved
    assert isinstance(resolved, Fewer)
    _take_out(flow, resolved.removed or (), given.arranging, EndedBy.FEWER)
    return resolved


def extend(flow: Flow, given: Given) -> Command | Refusal:
    assert isinstance(given.command, Extend)
    play = flow.play
    assert play.visit is not None
    ends = edits.extended(play.step, play.in_step_ms, given.command, given.arranging.count_s)
    if isinstance(ends, Refusal):
        return ends
    flow.play = play._replace(visit=replace(play.visit, ends=ends))
    return given.command


def jump(flow: Flow, given: Given) -> Command | Refusal:
    assert isinstance(given.command, Jump)
    place = flow.play.position_of(given.command.index)
    if place is None:
        return Refusal.NO_SUCH_STEP
    flow.end_visit(EndedBy.JUMP, None)
    flow.begin_visit(_by_lead_in(flow, place))
    return given.command


def away(flow: Flow, given: Given) -> Command | Refusal:
    """The flow's moment is the last one known awake. A pause that time away fell into just goes on."""
    assert isinstance(given.command, Away)
    play, since_ms = flow.play, flow.play.now_ms
    if play.halt is not None and play.halt.until_ms is None:
        flow.play = play._replace(now_ms=given.at_ms)
    else:
        play = play.unhalted()
        assert play.visit is not None
        lasted_ms = given.at_ms - since_ms
        visit = replace(play.visit, not_counted_ms=play.visit.not_counted_ms + lasted_ms)
        flow.play = play._replace(
            now_ms=given.at_ms,
            visit=visit,
            away_ms=play.away_ms + lasted_ms,
            halt=Halt(given.at_ms),
            armed=None,
        )
        flow.sound(Cue.PAUSED)
    return replace(given.command, since_ms=since_ms)


def correct(flow: Flow, given: Given) -> Command | Refusal:
    """Only a rep that has a split can be corrected; which one it is was settled when the command was first given."""
    assert isinstance(given.command, Correct)
    play, ms, index, press = flow.play, given.command.ms, given.command.index, given.command.press
    works = {step.index for step in play.steps if step.is_work}
    found = next(
        (v for v in play.past or () if v.split is not None and v.index in works and index in (None, v.index)), None
    )
    if found is None or found.split is None:
        return Refusal.NO_REP_BEFORE
    if press is not None and ms is None:
        ms = _time_by_press(play, found.index, press)
        if ms is None:
            return Refusal.NO_SUCH_PRESS
    if ms is None and found.timed is None:
        return Refusal.NOT_TYPED
    timed = found.timed or found.split
    if ms is None:
        changed = replace(found, split=replace(timed, round_trip_ms=found.split.round_trip_ms), timed=None)
    else:
        # A press is worth what the one at the finish is worth: measured, unless it was in doubt.
        source = Source.TYPED if press is None else timed.source
        changed = replace(found, split=Split(ms, source, found.split.round_trip_ms), timed=timed)
    flow.play = play._replace(past=_with(play.past, changed))
    return Correct(ms, found.index, press)


ACTS: Final[Mapping[Act, Callable[[Flow, Given], Command | Refusal]]] = {
    Act.START: start,
    Act.END_STEP: end_step,
    Act.GO_ON_NOW: go_on_now,
    Act.PAUSE: pause,
    Act.RESUME: resume,
    Act.SKIP: skip,
    Act.BACK: back,
    Act.AGAIN: again,
    Act.DONE: done,
    Act.ENOUGH: enough,
    Act.MORE: more,
    Act.FEWER: fewer,
    Act.EXTEND: extend,
    Act.JUMP: jump,
    Act.AWAY: away,
    Act.CORRECT: correct,
    Act.ONE_MORE: one_more,
    Act.LEAVE: leave,
}


def _is_resolved(command: Command) -> bool:
    if isinstance(command, More):
        return command.added is not None
    return isinstance(command, Enough | Fewer) and command.removed is not None


def _by_lead_in(flow: Flow, place: int) -> int:
    """Nothing hard starts without its lead-in: give the lead-in's place for work, and any other place as it is."""
    steps = flow.play.steps
    return place - 1 if steps[place].is_work else place


def _rep_just_done(flow: Flow) -> int | None:
    """Where the rep under way stands, or else the one that was done, or broken off to be done again, last."""
    play = flow.play
    if play.visit is not None and play.step.is_work:
        return play.position
    places = {step.index: place for place, step in enumerate(play.steps) if step.is_work}
    for visit in play.past or ():
        if visit.by in (EndedBy.CLOCK, EndedBy.PRESS, EndedBy.DONE, EndedBy.AGAIN, EndedBy.RESUME):
            place = places.get(visit.index)
            if place is not None:
                return place
    return None


def _time_by_press(play: Play, index: int, press: int) -> int | None:
    """Return the time of a rep by a press after its finish; None where no press of that number was kept."""
    later = later_presses(play)
    times_ms = () if later is None or later.index != index else later.times_ms
    return dict(enumerate(times_ms, FIRST_LATER)).get(press)


def _with(past: Past | None, changed: Visit) -> Past | None:
    """Put a visit in the place of the one of its number. What is older is shared."""
    newer: list[Visit] = []
    while past is not None and past.visit.number != changed.number:
        newer.append(past.visit)
        past = past.before
    past = None if past is None else Past(changed, past.before)
    for visit in reversed(newer):
        past = Past(visit, past)
    return past


def _pass_through(flow: Flow, place: int) -> None:
    """Count work as done without its time: a visit of no length, and no sound."""
    play, step = flow.play, flow.play.steps[place]
    visit = Visit(
        play.visits + 1,
        step.index,
        play.now_ms,
        ended_ms=play.now_ms,
        by=EndedBy.DONE,
        split=Split(None, Source.UNTIMED),
    )
    flow.play = play._replace(visits=visit.number, past=Past(visit, play.past))
    flow.events.append(StepStarted(play.now_ms, visit.number, step.index))
    flow.events.append(StepEnded(play.now_ms, visit.number, step.index, step.kind, EndedBy.DONE, 0, visit.split))


def _take_out(flow: Flow, removed: tuple[int, ...], arranging: Arranging, by: EndedBy) -> None:
    """Take steps out that are still to come. A recovery that nothing follows then ends, also when it is under way."""
    steps = edits.without(flow.play, removed, arranging)
    ends_here = flow.play.position >= len(steps)
    if ends_here:
        flow.end_visit(by, None)
    flow.play = flow.play._replace(steps=steps)
    if ends_here:
        flow.begin_visit(len(steps))
