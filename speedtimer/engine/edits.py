"""Changes to the steps that are still to come. Each gives the new sequence, or says why there is none.

Indices are names and stay; steps added take the next free ones. What depends on neighbours is settled by the same
function that settled it when the workout was unrolled.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Final

from speedtimer.engine.commands import Enough, Extend, Fewer, More
from speedtimer.engine.events import Refusal
from speedtimer.engine.play import Play
from speedtimer.engine.view import Phase
from speedtimer.plan import (
    MOST_REPS,
    MOST_STEPS,
    Arranging,
    ByDistance,
    ByRange,
    ByTime,
    Ends,
    Kind,
    Section,
    Step,
    estimate_ms,
    recovery_after,
    settle,
    with_lead_in_and_recovery,
)
from speedtimer.units import LONGEST_MS

_RECOVERY_IN_REP: Final = 2
_PLACE_IN_REP: Final = {Phase.LEAD_IN: 0, Phase.WORK: 1, Phase.RECOVERY: _RECOVERY_IN_REP}
"""How far into its rep a step stands: `arrange` puts every lead-in, work and recovery side by side."""


@dataclass(frozen=True, slots=True)
class _Parted:
    """The sequence, parted at the rep under way, which is whole: lead-in, work, recovery. A jog stands alone, and so
    does a recovery after one.

    following: what is left of the main set after it.
    """

    before: tuple[Step, ...]
    own: tuple[Step, ...]
    following: tuple[Step, ...]
    others: tuple[Step, ...]


def enough(play: Play) -> Enough | Refusal:
    """Name the steps of the main set that are left when the athlete has had enough.

    A rep under way stays whole; its lead-in alone goes with the work it leads to, and so does a jog within the set.
    Reps that have been run, before the athlete went back for instance, are no rest to be left.
    """
    here = play.step
    if here.section is not Section.MAIN:
        return Refusal.NOT_IN_MAIN
    parts = _parted(play)
    if play.phase is Phase.RECOVERY and not parts.following:
        return Refusal.NO_REP_LEFT
    done = _reps_done(play)
    goes = [step for step in parts.following if (step.group, step.rep) not in done]
    if here.is_jog or (play.phase is Phase.LEAD_IN and (here.group, here.rep) not in done):
        return Enough(tuple(step.index for step in (*parts.own, *goes)))
    passed = [step for step in parts.following if (step.group, step.rep) in done]
    missing = recovery_after(passed[-1]) if passed and passed[-1].is_work else None
    added = () if missing is None else (replace(missing, index=play.next_index),)
    return Enough(tuple(step.index for step in goes), added)


def after_enough(play: Play, command: Enough, arranging: Arranging) -> tuple[tuple[Step, ...], int]:
    """Give the sequence after a resolved `Enough`, settled, and the place in it where the session goes on.

    Reps of the main set that have been run but still stand ahead are moved to behind the athlete: they stay in the
    plan, and are not run again. They come before the whole rep under way, since that has to keep its lead-in before
    it and its recovery after it: there the session goes on.
    """
    goes, parts = frozenset(command.removed or ()), _parted(play)
    passed = [step for step in parts.following if step.index not in goes]
    stays = [step for step in parts.own if step.index not in goes]
    behind = [*parts.before, *passed, *command.added]
    place = len(behind) + (_RECOVERY_IN_REP if len(stays) > 1 else 0)
    return settle([*behind, *stays, *parts.others], arranging.mode), place


def more(play: Play, arranging: Arranging) -> More | Refusal:
    """Make the steps of one rep more in the set under way, and the recovery that its last rep lacked."""
    here = play.step if play.visit is not None else _work_visited_last(play)
    if here is None:
        return Refusal.NO_REP_BEFORE
    if refusal := _no_set(here):
        return refusal
    place, last = _last_work(play, here)
    recovery = _recovery_at(play.steps, place + 1)
    missing = recovery_after(last) if recovery is None else None
    rep = replace(last, rep=(last.rep or 0) + 1)
    added = ([] if missing is None else [missing]) + with_lead_in_and_recovery(rep, arranging)
    if (last.reps or 0) >= MOST_REPS or len(play.steps) + len(added) > MOST_STEPS:
        return Refusal.TOO_MANY_REPS
    numbered = tuple(replace(step, index=play.next_index + offset) for offset, step in enumerate(added))
    return More(numbered, (recovery or last).index)


def fewer(play: Play) -> Fewer | Refusal:
    """Name the steps of the last rep of the set under way, if it has not been run nor begun."""
    if refusal := _no_set(play.step):
        return refusal
    place, last = _last_work(play, play.step)
    begun = place <= play.position + (play.phase is Phase.LEAD_IN)
    if begun or (last.group, last.rep) in _reps_done(play):
        return Refusal.NO_REP_LEFT
    recovery = _recovery_at(play.steps, place + 1)
    goes = (play.steps[place - 1], last) if recovery is None else (play.steps[place - 1], last, recovery)
    return Fewer(tuple(step.index for step in goes))


def without(play: Play, removed: tuple[int, ...], arranging: Arranging) -> tuple[Step, ...]:
    """Give the sequence without the steps of those indices, settled."""
    goes = frozenset(removed)
    return settle([step for step in play.steps if step.index not in goes], arranging.mode)


def with_added(play: Play, command: More, arranging: Arranging) -> tuple[Step, ...]:
    """Give the sequence with the steps of a resolved `More` in their place, settled."""
    assert command.added is not None
    assert command.after is not None
    place = play.position_of(command.after)
    assert place is not None
    return settle([*play.steps[: place + 1], *command.added, *play.steps[place + 1 :]], arranging.mode)


def extended(step: Step, in_step_ms: int, command: Extend, count_s: int) -> Ends | Refusal:
    """Give how the step ends with its length, max or suggestion changed.

    It stays longer than what has passed of it, no longer than what can be written in a file, and a lead-in is not
    shortened into its count.
    """
    ends, by_ms = step.ends, command.by_ms
    if isinstance(ends, ByDistance) or (not isinstance(ends, ByTime | ByRange) and ends.suggested_ms is None):
        return Refusal.NO_LENGTH
    room_ms = (count_s + 1) * 1000 if step.kind is Kind.GET_READY and by_ms < 0 else 0
    changed = _lengthened(ends, in_step_ms + room_ms, by_ms)
    if changed is None:
        return Refusal.TOO_SHORT
    return Refusal.TOO_LONG if by_ms > 0 and estimate_ms(changed)[1] > LONGEST_MS else changed


def _lengthened(ends: Ends, in_step_ms: int, by_ms: int) -> Ends | None:
    if isinstance(ends, ByTime):
        length_ms = _changed(ends.length_ms, in_step_ms, by_ms)
        return None if length_ms is None else replace(ends, length_ms=length_ms)
    if isinstance(ends, ByRange):
        max_ms = _changed(ends.max_ms, in_step_ms, by_ms)
        return None if max_ms is None or max_ms < ends.min_ms else replace(ends, max_ms=max_ms)
    assert not isinstance(ends, ByDistance)
    assert ends.suggested_ms is not None
    suggested_ms = _changed(ends.suggested_ms, in_step_ms, by_ms)
    if suggested_ms is None or ends.clock_ms is None:
        return None if suggested_ms is None else replace(ends, suggested_ms=suggested_ms)
    clock_ms = _changed(ends.clock_ms, in_step_ms, by_ms)
    return None if clock_ms is None else replace(ends, suggested_ms=suggested_ms, clock_ms=clock_ms)


def _changed(length_ms: int, in_step_ms: int, by_ms: int) -> int | None:
    """A length that is past is lengthened from now; none is shortened into what has passed."""
    changed_ms = max(length_ms, in_step_ms if by_ms > 0 else 0) + by_ms
    return changed_ms if changed_ms > in_step_ms else None


def _reps_done(play: Play) -> frozenset[tuple[int | None, int | None]]:
    """The reps that have a split, as (group, rep)."""
    with_split = {visit.index for visit in play.past or () if visit.split is not None}
    return frozenset((step.group, step.rep) for step in play.steps if step.is_work and step.index in with_split)


def _no_set(step: Step) -> Refusal | None:
    """Say why no rep can be added or taken away at a step. At a jog the table has refused it already."""
    if step.group is None:
        return Refusal.NO_SET
    return Refusal.PYRAMID if step.pyramid else None


def _work_visited_last(play: Play) -> Step | None:
    works = {step.index: step for step in play.steps if step.is_work}
    return next((works[visit.index] for visit in play.past or () if visit.index in works), None)


def _last_work(play: Play, here: Step) -> tuple[int, Step]:
    """The last rep of the set that a step belongs to."""
    group = here.group
    assert group is not None
    places = [place for place, step in enumerate(play.steps) if step.is_work and step.group == group]
    return places[-1], play.steps[places[-1]]


def _recovery_at(steps: tuple[Step, ...], place: int) -> Step | None:
    return steps[place] if place < len(steps) and steps[place].kind is Kind.RECOVERY else None


def _parted(play: Play) -> _Parted:
    steps, begins = play.steps, play.position
    ends = begins + 1
    if play.step.group is not None:
        begins -= _PLACE_IN_REP[play.phase]
        recovery = begins + _RECOVERY_IN_REP
        ends = recovery + (_recovery_at(steps, recovery) is not None)
    following = tuple(takewhile(lambda step: step.section is Section.MAIN, steps[ends:]))
    return _Parted(steps[:begins], steps[begins:ends], following, steps[ends + len(following) :])
