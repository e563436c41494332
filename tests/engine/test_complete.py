"""Complete is not the end: the last rep once more, one rep more, a time typed, and no press that leaves by accident."""

from __future__ import annotations

import pytest

from speedtimer.engine.commands import Again, Away, Correct, Count, More, Pause, Press, Redo, Skip, Undo
from speedtimer.engine.engine import Engine
from speedtimer.engine.events import CueSounded, Event, Refusal, Refused, SessionCompleted, Source, Split
from speedtimer.engine.view import Phase
from speedtimer.plan import ByDistance, ByTime, Kind, Mode, Section
from speedtimer.records.session import result_of
from speedtimer.rules import Rules
from tests.engine.plans import WALK_100, WARM_DOWN, Driven, efforts, plan_of

HUNDREDS = efforts(*[ByDistance(100, 18_000)] * 2, rest=WALK_100)
"""0-2 the first rep: lead-in to 10 s, effort to 28 s by the clock, walk; 3-4 the second, which ends the session."""


def complete() -> Driven:
    """Two reps of 100 m: the walk ends at 100 s, the second GO is at 110 s, and the session is complete at 128 s."""
    driven = Driven(*HUNDREDS)
    driven.give(0, Press())
    driven.give(100, Press())
    driven.run_to(128)
    assert driven.phase() is Phase.COMPLETE
    return driven


def reasons(happened: tuple[Event, ...] | list[Event]) -> list[Refusal]:
    return [event.reason for event in happened if isinstance(event, Refused)]


def test_the_last_rep_once_more_begins_with_its_lead_in_and_the_time_between_was_a_pause() -> None:
    driven = complete()
    driven.give(140, Again())
    view = driven.engine.view()
    assert view.phase is Phase.LEAD_IN
    assert view.step is not None
    assert (view.step.index, view.paused_ms, view.elapsed_ms) == (3, 12_000, 140_000)
    happened = driven.run_to(168)  # ten seconds of lead-in, and eighteen of the rep
    assert [event for event in happened if isinstance(event, SessionCompleted)] == [SessionCompleted(168_000)]
    result = result_of(driven.engine.view())
    assert (result.length_ms, result.paused_ms, result.completed) == (168_000, 12_000, True)
    assert [(split.index, split.started_ms) for split in result.splits if split.kind is Kind.EFFORT] == [
        (1, 10_000),
        (4, 150_000),
    ]


def test_one_rep_more_gets_the_recovery_that_was_missing_before_it_and_its_lead_in_begins_now() -> None:
    driven = complete()
    driven.give(200, More())
    view = driven.engine.view()
    kinds = [(step.index, step.kind, step.rep, step.reps) for step in view.steps[3:]]
    assert kinds == [
        (3, Kind.GET_READY, 2, 3),
        (4, Kind.EFFORT, 2, 3),
        (5, Kind.RECOVERY, 2, 3),
        (6, Kind.GET_READY, 3, 3),
        (7, Kind.EFFORT, 3, 3),
    ]
    assert view.step is not None
    assert (view.phase, view.step.index, view.paused_ms) == (Phase.LEAD_IN, 6, 72_000)
    driven.run_to(228)
    after = driven.engine.view()
    assert (after.phase, after.completed, set(after.splits)) == (Phase.COMPLETE, True, {0, 1, 2, 3, 4, 6, 7})
    # The recovery stands in the plan, and was spent at the end: it has no time of its own.


def test_one_rep_more_before_a_warm_down_that_is_done_comes_before_it() -> None:
    driven = Driven(*efforts(*[ByTime(30_000)] * 2), WARM_DOWN)
    driven.give(0, Press())
    driven.give(60, Press())
    driven.give(120, Press())  # the warm-down, 10 to 15 min
    driven.run_to(1_020)
    assert driven.phase() is Phase.COMPLETE
    driven.give(1_050, More())
    view = driven.engine.view()
    assert [step.kind for step in view.steps[view.position :]] == [
        Kind.GET_READY,
        Kind.EFFORT,
        Kind.RECOVERY,
        Kind.WARM_DOWN,
    ]
    assert (view.step and view.step.rep, view.paused_ms) == (3, 30_000)


def test_both_can_be_taken_back_and_given_again() -> None:
    driven = complete()
    driven.give(140, Again())
    assert SessionCompleted(145_000) in driven.give(145, Undo())
    view = driven.engine.view()
    assert (view.phase, view.elapsed_ms, view.paused_ms) == (Phase.COMPLETE, 128_000, 0)
    driven.give(147, Redo())
    assert driven.phase() is Phase.LEAD_IN
    assert driven.engine.view().in_step_ms == 7_000


def test_where_no_rep_was_run_there_is_none_to_run_again_nor_a_set_to_add_to() -> None:
    driven = Driven(*efforts(ByTime(30_000), rest=None))
    driven.give(0, Press())
    driven.give(1, Skip())
    driven.give(2, Skip())
    assert driven.phase() is Phase.COMPLETE
    assert reasons(driven.give(10, Again())) == [Refusal.NO_REP_BEFORE]
    driven.give(11, More())  # the rep was begun, and skipped: its set is known
    assert driven.phase() is Phase.LEAD_IN
    jogged = Driven(WARM_DOWN)
    jogged.give(0, Press())
    jogged.run_to(900)
    assert reasons(jogged.give(910, More())) == [Refusal.NO_REP_BEFORE]


@pytest.mark.parametrize(("speed", "window_s"), [(1.0, 3.0), (10.0, 30.0)])
def test_a_press_within_three_seconds_of_the_end_does_not_leave_and_a_later_one_does(
    speed: float, window_s: float
) -> None:
    engine = Engine.open(plan_of(*HUNDREDS), Rules(speed=speed))
    engine, _ = engine.give(0, Press())
    engine, _ = engine.give(100_000, Press())
    early, happened = engine.give(128_000 + int(window_s * 1000) - 1, Press())
    assert reasons(happened) == [Refusal.JUST_OVER]
    assert early.view().armed is None
    _, happened = engine.give(128_000 + int(window_s * 1000), Press())
    assert reasons(happened) == [Refusal.COMPLETE]


def test_the_last_reps_time_can_be_typed_at_the_end() -> None:
    driven = complete()
    driven.give(150, Correct(16_900))
    view = driven.engine.view()
    assert view.phase is Phase.COMPLETE
    assert view.splits[4] == Split(16_900, Source.TYPED)


def test_a_slip_that_ended_the_session_is_undone_and_the_rep_goes_on() -> None:
    driven = Driven(*HUNDREDS, mode=Mode(timed=frozenset({Section.MAIN})))
    driven.give(0, Press())
    driven.run_to(5)  # a lead-in of 5 s
    driven.give(22, Press())
    driven.give(90, Press())
    driven.run_to(95)
    driven.give(104, Press())  # nine seconds into the rep
    assert driven.phase() is Phase.COMPLETE
    assert reasons(driven.give(105, Press())) == [Refusal.AFTER_FINISH]
    driven.give(106, Undo())
    view = driven.engine.view()
    assert (view.phase, view.in_step_ms) == (Phase.WORK, 11_000)


def test_a_time_typed_in_a_pause_stays_when_the_time_away_before_it_is_counted() -> None:
    """Away at 40 s on the first walk; the time of the first rep typed; then the time away counts after all."""
    driven = Driven(*HUNDREDS)
    driven.give(0, Press())
    driven.run_to(40)
    driven.give(60, Away(40_000))
    driven.give(61, Correct(17_300))
    driven.give(62, Away(61_500))
    assert driven.engine.view().away_before_pause_ms == 20_000
    driven.give(70, Count())
    view = driven.engine.view()
    assert (view.phase, view.in_step_ms, view.away_ms) == (Phase.RECOVERY, 42_000, 0)
    assert view.splits[1] == Split(17_300, Source.TYPED)


def test_a_time_typed_in_a_pause_leaves_the_pause_as_it_is() -> None:
    driven = Driven(*HUNDREDS)
    driven.give(0, Press())
    driven.give(40, Pause())
    driven.give(50, Correct(17_300))
    assert (driven.phase(), driven.engine.view().paused_ms) == (Phase.PAUSED, 10_000)
    assert driven.engine.view().splits[1].ms == 17_300


def test_no_cue_of_the_rep_run_again_is_one_that_was_heard() -> None:
    driven = complete()
    driven.give(128, Again())
    driven.run_to(160)
    cues = [(event.visit, event.cue, event.at_ms) for event in driven.events if isinstance(event, CueSounded)]
    assert len(cues) == len(set(cues))


def test_a_time_typed_is_for_the_rep_that_was_done_last() -> None:
    driven = Driven(*HUNDREDS)
    driven.give(0, Press())
    assert driven.engine.view().rep_done is None
    driven.run_to(40)
    first = driven.engine.view().rep_done
    assert (first and first.index, complete().engine.view().steps[4]) == (1, complete().engine.view().rep_done)
