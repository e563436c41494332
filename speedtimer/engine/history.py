"""What undo can take back and redo give again: the accepted commands of this history, newest first.

Undo removes the newest that can be taken back. What was accepted after that one can only be pauses, their ends and
time away; those are given again at their own times. The states before each command are kept with shared structure, so
that no undo folds from the start.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from speedtimer.engine.acts import ACTS, Given
from speedtimer.engine.commands import UNDOABLE, Away, Correct
from speedtimer.engine.events import EndedBy, Refusal
from speedtimer.engine.flow import Flow
from speedtimer.engine.log import LogEntry
from speedtimer.engine.play import Play
from speedtimer.engine.transitions import cell
from speedtimer.engine.view import Phase, Visit
from speedtimer.plan import Arranging
from speedtimer.rules import Rules

MOST_HELD: Final = 250_000
"""So many steps are held for undo, and at most twice as many: a hundred megabytes. A set of a thousand reps holds three
thousand for each rep that is added to it. A session as people run it never comes near."""


@dataclass(frozen=True, slots=True)
class Taken:
    """An accepted command, the state just before it, and the one accepted before it in this history.

    held: how many steps this and all before it hold in memory, where each edit of the plan made others.
    """

    entry: LogEntry
    before: Play
    earlier: Taken | None = field(repr=False)
    held: int


@dataclass(frozen=True, slots=True)
class Undoing:
    """What redo needs: the command taken back, and the history as it stood with it."""

    gone: Taken
    history: Taken
    earlier: Undoing | None = field(repr=False)


def with_taken(entry: LogEntry, before: Play, earlier: Taken | None) -> Taken:
    """Return a history with one command more. Where it holds too much its oldest commands go: no undo takes them back
    any more."""
    made = _on_top(entry, before, earlier)
    if made.held <= 2 * MOST_HELD:
        return made
    newest: list[Taken] = []
    link: Taken | None = made
    held = 0
    while link is not None and held <= MOST_HELD:
        newest.append(link)
        held += _own(link.before, link.earlier)
        link = link.earlier
    kept = None
    for each in reversed(newest):
        kept = _on_top(each.entry, each.before, kept)
    assert kept is not None
    return kept


def newest_undoable(history: Taken | None) -> Taken | None:
    """Give the newest command of this history that can be taken back."""
    while history is not None and not isinstance(history.entry.command, UNDOABLE):
        history = history.earlier
    return history


def countable(history: Taken | None, present: Play) -> Taken | None:
    """Give the time away that the present pause began with. None where there is no pause, or it began otherwise."""
    if present.phase is not Phase.PAUSED:
        return None
    # Away once more in the same pause changed nothing, and a time typed in it moves nothing.
    while (
        history is not None
        and history.before.phase is Phase.PAUSED
        and isinstance(history.entry.command, Away | Correct)
    ):
        history = history.earlier
    return history if history is not None and isinstance(history.entry.command, Away) else None


def without(history: Taken, gone: Taken, now_ms: int, rules: Rules, arranging: Arranging) -> tuple[Taken | None, Play]:
    """Give history and state as if `gone` had never been given, at now_ms. Time away goes with what came of it: away
    once more in its pause."""
    later: list[LogEntry] = []
    link: Taken | None = history
    counted = isinstance(gone.entry.command, Away)
    while link is not None and link is not gone:
        if not (counted and isinstance(link.entry.command, Away)):
            later.append(link.entry)
        link = link.earlier
    kept = gone.earlier
    flow = Flow(gone.before, rules)
    for entry in reversed(later):
        _run_up_to(flow, entry)
        before = flow.play
        if _give_again(flow, entry, arranging):
            kept = with_taken(entry, before, kept)
    flow.run_to(now_ms)
    return kept, flow.play


def restored(history: Taken, now_ms: int, rules: Rules, arranging: Arranging) -> Play:
    """Give the state of a history that was set aside, at now_ms."""
    flow = Flow(history.before, rules)
    _give_again(flow, history.entry, arranging)
    flow.run_to(now_ms)
    return flow.play


def ended_anew(play: Play, present: Play, taken: Taken) -> tuple[int, ...]:
    """Give the indices of the steps that the clock has ended since a command in one history and not in the other,
    oldest first: what an undo or redo ends that had not ended before it."""
    known = {(visit.number, visit.index, visit.ended_ms) for visit in _since(present, taken)}
    anew = [
        visit.index
        for visit in _since(play, taken)
        if visit.by is EndedBy.CLOCK and (visit.number, visit.index, visit.ended_ms) not in known
    ]
    return tuple(reversed(anew))


def reps_lost(play: Play, present: Play, taken: Taken) -> tuple[int, ...]:
    """Give the indices of the reps begun and ended since a command that the history without it lacks, oldest first."""
    work = {step.index for step in present.steps if step.is_work}
    kept = {(visit.number, visit.index, visit.ended_ms) for visit in _since(play, taken)}
    lost = [
        visit.index
        for visit in _since(present, taken)
        if visit.number > taken.before.visits
        and visit.index in work
        and visit.split is not None
        and visit.by is not EndedBy.DONE
        and (visit.number, visit.index, visit.ended_ms) not in kept
    ]
    return tuple(reversed(lost))


def _on_top(entry: LogEntry, before: Play, earlier: Taken | None) -> Taken:
    return Taken(entry, before, earlier, _own(before, earlier) + (0 if earlier is None else earlier.held))


def _own(before: Play, earlier: Taken | None) -> int:
    """Return how many steps a command holds that the one before it does not."""
    return 0 if earlier is not None and before.steps is earlier.before.steps else len(before.steps)


def _since(play: Play, taken: Taken) -> Iterator[Visit]:
    """The visits that ended at or after a command, newest first."""
    for visit in play.past or ():
        if visit.number < taken.before.visits:
            return
        yield visit


def _run_up_to(flow: Flow, entry: LogEntry) -> None:
    flow.run_to(entry.command.since_ms if isinstance(entry.command, Away) else entry.at_ms)


def _give_again(flow: Flow, entry: LogEntry, arranging: Arranging) -> bool:
    """Give an accepted command once more. In another history it may mean nothing: then it changes nothing."""
    act = cell(flow.play.phase, entry.command)
    if isinstance(act, Refusal):
        flow.run_to(entry.at_ms)
        return False
    outcome = ACTS[act](flow, Given(entry.command, arranging, entry.at_ms, forced=True))
    flow.close_boundary()
    return not isinstance(outcome, Refusal)
