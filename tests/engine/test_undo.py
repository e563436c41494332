"""Undo and redo: what they take, what they want a second for, and what they leave."""

from __future__ import annotations

import pytest

from speedtimer.engine.commands import (
    Again,
    Away,
    Command,
    Done,
    Extend,
    More,
    Pause,
    Press,
    Redo,
    Resume,
    Resumption,
    Skip,
    Undo,
)
from speedtimer.engine.cue_table import Cue
from speedtimer.engine.engine import Engine
from speedtimer.engine.events import Bounced, EndedBy, Redone, Refusal, Refused, SessionCompleted, Source, Split, Undone
from speedtimer.engine.log import Verdict
from speedtimer.engine.view import Phase
from speedtimer.errors import ClockError
from speedtimer.plan import ByTime
from tests.engine.plans import WARM_DOWN, WARM_UP, Driven, cues_in, drills, efforts


def hills(reps: int = 3) -> Driven:
    """Hills begun: the first effort runs from 10 s to 40 s."""
    driven = Driven(*efforts(*[ByTime(30_000)] * reps), WARM_DOWN)
    driven.give(0, Press())
    return driven


def refused(happened: list[object]) -> list[Refusal]:
    return [event.reason for event in happened if isinstance(event, Refused)]


def test_undo_takes_a_mistaken_press_back_as_if_it_had_never_been() -> None:
    driven, twin = hills(), hills()
    driven.run_to(70)
    driven.give(70, Press())
    happened = driven.give(73, Undo())
    assert [event for event in happened if isinstance(event, Undone)] == [Undone(73_000, Press(), ())]
    twin.run_to(73)
    view, other = driven.engine.view(), twin.engine.view()
    assert (view.steps, view.position, view.in_step_ms, view.visits) == (
        other.steps,
        other.position,
        other.in_step_ms,
        other.visits,
    )
    assert driven.engine.next_ms == twin.engine.next_ms


def test_an_undo_that_would_end_a_step_wants_a_second() -> None:
    driven = hills()
    driven.give(35, Extend(30_000))
    driven.run_to(50)
    assert refused(list(driven.give(50, Undo()))) == [Refusal.UNDO_ENDS_STEPS]
    assert driven.phase() is Phase.WORK
    happened = driven.give(51, Undo())
    assert [event for event in happened if isinstance(event, Undone)] == [Undone(51_000, Extend(30_000), (1,))]
    assert driven.phase() is Phase.RECOVERY
    assert cues_in(happened) == [(51, Cue.PRESS)]
    assert driven.engine.view().in_step_ms == 11_000


def test_undo_at_the_moment_of_a_cue_that_it_brings_back_sounds_press() -> None:
    """The lead-in was skipped at 1 s; with it back its count is at 7, 8 and 9 s, and the first is not replayed."""
    driven = hills()
    driven.give(1, Skip())
    assert cues_in(driven.give(7, Undo())) == [(7, Cue.PRESS)]
    assert cues_in(driven.run_to(9.5)) == [(8, Cue.COUNT), (9, Cue.COUNT)]


def test_redo_at_the_moment_of_a_cue_that_it_brings_back_sounds_press() -> None:
    """The walk down began at 40 s and suggests its end at 140 s; half a minute more, taken back and given again."""
    driven = hills()
    driven.give(50, Extend())
    driven.give(60, Undo())
    assert cues_in(driven.give(170, Redo())) == [(140, Cue.SUGGESTION), (170, Cue.PRESS)]


def test_two_refusals_with_an_undo_between_them_in_one_millisecond_are_heard_once() -> None:
    driven = hills()
    driven.give(20, Extend())
    happened = [*driven.give(25, Resume()), *driven.give(25, Undo()), *driven.give(25, Resume(Resumption.ON))]
    assert refused([*happened]) == [Refusal.NOT_PAUSED, Refusal.NOT_PAUSED]
    assert cues_in(happened) == [(25, Cue.REFUSED)]


def test_an_undo_that_would_lose_a_rep_done_since_wants_a_second() -> None:
    driven = hills()
    driven.run_to(70)
    driven.give(100, Press())
    driven.run_to(160)
    assert refused(list(driven.give(160, Undo()))) == [Refusal.UNDO_LOSES_REPS]
    assert driven.give(160.5, Undo()) == [Bounced(160_500, Undo())]
    assert [event.ended for event in driven.give(161.3, Undo()) if isinstance(event, Undone)] == [()]


def test_an_undo_that_changes_nothing_that_has_ended_needs_no_second() -> None:
    driven = hills()
    driven.give(5, More())
    driven.run_to(60)
    happened = driven.give(60, Undo())
    undone = [event for event in happened if isinstance(event, Undone)]
    assert [event.ended for event in undone] == [()]
    assert driven.engine.view().step == driven.plan.steps[2]


def test_undoing_into_a_completed_session_says_that_it_is_complete() -> None:
    driven = Driven(*efforts(ByTime(30_000)))
    driven.give(0, Press())
    driven.give(20, Extend(30_000))
    driven.give(50, Undo())
    assert SessionCompleted(51_000) in driven.give(51, Undo())


def test_redo_gives_a_press_back_at_its_own_time() -> None:
    driven, twin = hills(), hills()
    for session in (driven, twin):
        session.give(100, Press())
    driven.run_to(115)
    driven.give(115, Undo())
    assert driven.phase() is Phase.RECOVERY
    happened = driven.give(118, Redo())
    assert [event for event in happened if isinstance(event, Redone)] == [Redone(118_000, Press(), (3,))]
    twin.run_to(118)
    assert driven.engine.view().visits == twin.engine.view().visits
    assert driven.engine.next_ms == twin.engine.next_ms


def test_several_undos_are_redone_in_turn() -> None:
    driven = hills()
    driven.give(5, Extend(30_000))
    driven.give(6, Extend(60_000))
    driven.give(7, Undo())
    driven.give(7.7, Undo())
    assert driven.engine.next_ms == 8_000  # the count of the lead-in of 10 s
    driven.give(7.8, Redo())
    assert driven.engine.next_ms == 30_000  # ten seconds are left of 40 s
    driven.give(8.5, Redo())
    assert driven.engine.view().ends_in_ms == 100_000 - 8_500
    assert refused(list(driven.give(9.2, Redo()))) == [Refusal.NOTHING_TO_REDO]


@pytest.mark.parametrize("command", [Extend(30_000), Pause(), Skip()])
def test_a_new_accepted_command_clears_what_redo_had(command: Command) -> None:
    driven = hills()
    driven.give(4, Extend(30_000))
    driven.give(5, Undo())
    assert driven.engine.view().can_redo == Extend(30_000)
    driven.give(6, command)
    assert driven.engine.view().can_redo is None
    assert refused(list(driven.give(6.5, Redo()))) == [Refusal.NOTHING_TO_REDO]


def test_a_refusal_clears_nothing() -> None:
    driven = hills()
    driven.give(4, Extend(30_000))
    driven.give(5, Undo())
    driven.give(6, Press())
    assert driven.engine.view().can_redo == Extend(30_000)


def test_undo_passes_over_pauses_which_stay_where_they_were() -> None:
    driven = Driven(WARM_UP, *drills(1))
    driven.give(0, Press())
    driven.give(100, Extend(30_000))
    driven.give(200, Pause())
    driven.give(260, Resume())
    driven.give(300, Undo())
    view = driven.engine.view()
    assert (view.target_ms, view.paused_ms, view.in_step_ms) == (1_500_000, 60_000, 240_000)
    assert view.can_undo == Press()


def test_undo_in_a_pause_leaves_the_session_paused() -> None:
    driven = hills()
    driven.give(12, Skip())
    driven.give(14, Pause())
    driven.give(15, Undo())
    view = driven.engine.view()
    assert (view.phase, view.in_step_ms, view.step and view.step.index) == (Phase.PAUSED, 4_000, 1)


def test_a_pause_that_falls_after_the_end_in_the_new_history_means_nothing() -> None:
    driven = Driven(*efforts(ByTime(30_000)))
    driven.give(0, Press())
    driven.give(35, Extend(30_000))  # the effort, and the session with it, would have ended at 40
    driven.give(45, Pause())
    driven.give(50, Resume())
    assert refused(list(driven.give(51, Undo()))) == [Refusal.UNDO_ENDS_STEPS]
    driven.give(52, Undo())
    view = driven.engine.view()
    assert (view.phase, view.elapsed_ms, view.paused_ms) == (Phase.COMPLETE, 40_000, 0)


def test_time_away_stays_away_when_what_came_before_it_is_taken_back() -> None:
    driven = Driven(WARM_UP, *drills(1))
    driven.give(0, Press())
    driven.give(100, Extend(30_000))
    driven.give(800, Away(200_000))
    driven.give(801, Undo())
    view = driven.engine.view()
    assert (view.phase, view.away_ms, view.paused_ms, view.in_step_ms) == (Phase.PAUSED, 600_000, 1_000, 200_000)


def test_the_start_can_be_taken_back_and_the_session_is_ready_again() -> None:
    driven = hills()
    driven.give(2, Undo())
    view = driven.engine.view()
    assert (view.phase, view.elapsed_ms, view.visits) == (Phase.READY, 0, ())
    assert refused(list(driven.give(3, Undo()))) == [Refusal.NOTHING_TO_UNDO]
    driven.give(60, Press())
    driven.run_to(70)
    assert (driven.phase(), driven.engine.view().elapsed_ms) == (Phase.WORK, 10_000)


def test_a_completed_session_can_be_opened_again() -> None:
    driven = Driven(*efforts(ByTime(30_000)), WARM_DOWN)
    for at_s in (0, 100, 800):
        driven.give(at_s, Press())
    assert driven.phase() is Phase.COMPLETE
    driven.give(805, Undo())
    view = driven.engine.view()
    assert (view.phase, view.in_step_ms, view.elapsed_ms) == (Phase.JOG, 705_000, 805_000)


def test_the_press_taken_back_still_counts_as_received() -> None:
    driven = hills()
    driven.run_to(70)
    driven.give(100, Press())
    driven.give(100.2, Undo())
    driven.give(100.5, Press())
    newest = driven.engine.newest
    assert newest is not None
    assert newest.verdict is Verdict.BOUNCED


def test_a_second_press_that_was_redone_is_not_held_up_again() -> None:
    driven = hills()
    driven.give(20, Press())
    driven.give(21, Press())
    driven.give(22, Undo())
    assert driven.phase() is Phase.WORK
    driven.give(23, Redo())
    assert driven.engine.view().splits[1] == Split(11_000, Source.MEASURED)


def test_the_state_after_a_forgotten_press_is_undone_with_its_rep() -> None:
    driven = hills()
    driven.run_to(60)
    driven.give(120, Done())
    view = driven.engine.view()
    assert (view.phase, view.splits[4], view.splits[2]) == (
        Phase.RECOVERY,
        Split(None, Source.UNTIMED),
        Split(None, Source.UNTIMED),
    )
    assert refused(list(driven.give(125, Undo()))) == []
    assert set(driven.engine.view().splits) == {0, 1}


def test_again_then_undo_brings_the_first_split_back() -> None:
    driven = hills()
    driven.run_to(50)
    driven.give(50, Again())
    assert driven.phase() is Phase.LEAD_IN
    assert driven.engine.view().visits[-2].by is EndedBy.AGAIN
    driven.give(52, Undo())
    assert (driven.phase(), driven.engine.view().splits[1]) == (Phase.RECOVERY, Split(30_000, Source.EXACT))


def test_the_log_folds_to_the_same_events_and_the_same_view() -> None:
    driven = hills()
    for at_s, command in (
        (5, Extend(30_000)),
        (6, Undo()),
        (20, Press()),
        (20.3, Press()),
        (21.2, Press()),
        (50, Press()),
        (60, Pause()),
        (70, Undo()),
        (72, Redo()),
    ):
        driven.give(at_s, command)
    engine, events = Engine.fold(driven.plan, driven.rules, driven.engine.log)
    assert list(events) == driven.events
    assert engine.view() == driven.engine.view()


def test_time_never_runs_backwards() -> None:
    driven = hills()
    driven.run_to(20)
    with pytest.raises(ClockError, match="19999 ms after it had been 20000 ms"):
        driven.run_to(19.999)
    with pytest.raises(ClockError):
        driven.give(19.999, Press())
    with pytest.raises(ClockError):
        driven.engine.view(19_999)
