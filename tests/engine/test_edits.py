"""Skip, back, again, done, enough, more, fewer, extend and jump: what they leave of the plan, and where they lead."""

from __future__ import annotations

import pytest

from speedtimer.engine.commands import (
    Again,
    Back,
    Command,
    Done,
    Enough,
    Extend,
    Fewer,
    Jump,
    More,
    Press,
    Skip,
    Undo,
)
from speedtimer.engine.events import EndedBy, Event, Refusal, Refused, SessionCompleted, Source, Split, StepEnded
from speedtimer.engine.view import Phase
from speedtimer.plan import ByDistance, ByTime, Kind, Mode, Open, Rest, Section
from tests.engine.plans import WALK_100, WARM_DOWN, WARM_UP, Driven, drills, efforts, jog


def refused(happened: list[Event]) -> list[Refusal]:
    return [event.reason for event in happened if isinstance(event, Refused)]


def hills(reps: int = 3, *, warm_down: bool = True, mode: Mode | None = None) -> Driven:
    """Hills begun: steps 0-2 lead-in, effort, recovery of rep 1, and so on; the first effort runs from 10 s to 40 s."""
    driven = Driven(*efforts(*[ByTime(30_000)] * reps), *([WARM_DOWN] if warm_down else []), mode=mode)
    driven.give(0, Press())
    return driven


def here(driven: Driven) -> tuple[Kind, int | None, int | None] | None:
    step = driven.engine.view().step
    return None if step is None else (step.kind, step.rep, step.reps)


def order(driven: Driven) -> list[int]:
    return [step.index for step in driven.engine.view().steps]


def test_skip_leaves_a_step_without_a_split() -> None:
    driven = hills()
    driven.give(20, Skip())
    assert here(driven) == (Kind.RECOVERY, 1, 3)
    assert set(driven.engine.view().splits) == {0}


def test_skipping_a_lead_in_starts_its_work() -> None:
    driven = hills()
    driven.give(2, Skip())
    assert here(driven) == (Kind.EFFORT, 1, 3)


def test_back_goes_to_the_steps_start_and_early_in_it_to_the_step_before() -> None:
    driven = hills()
    driven.run_to(60)
    driven.give(60, Back())
    assert (here(driven), driven.engine.view().in_step_ms) == ((Kind.RECOVERY, 1, 3), 0)
    driven.give(62.999, Back())
    assert here(driven) == (Kind.GET_READY, 1, 3)


def test_back_in_work_goes_to_its_lead_in_however_long_it_has_run() -> None:
    for at_s in (11, 30):
        driven = hills()
        driven.give(at_s, Back())
        assert here(driven) == (Kind.GET_READY, 1, 3)


def test_there_is_nothing_before_the_first_step() -> None:
    driven = hills()
    assert refused(driven.give(2, Back())) == [Refusal.NOTHING_BEFORE]
    assert refused(driven.give(5, Back())) == []
    assert (here(driven), driven.engine.view().in_step_ms) == ((Kind.GET_READY, 1, 3), 0)


@pytest.mark.parametrize(("at_s", "rep"), [(20, 1), (60, 1), (105, 1), (130, 2), (160, 2)])
def test_again_repeats_the_rep_under_way_or_the_one_just_done(at_s: float, rep: int) -> None:
    driven = hills()
    if at_s > 100:
        driven.give(100, Press())  # lead-in of rep 2 to 110, effort to 140
    driven.give(at_s, Again())
    assert here(driven) == (Kind.GET_READY, rep, 3)


def test_the_later_split_counts() -> None:
    driven = Driven(*efforts(*[ByDistance(100, 18_000)] * 2, rest=WALK_100), mode=Mode(timed=frozenset({Section.MAIN})))
    driven.give(0, Press())
    driven.give(22, Press())
    driven.give(30, Again())  # lead-in of 5 s
    driven.give(51, Press())
    assert driven.engine.view().splits[1] == Split(16_000, Source.MEASURED)


def test_again_in_a_warm_down_repeats_the_last_rep() -> None:
    driven = hills(1)
    driven.give(100, Press())
    driven.give(200, Again())
    assert here(driven) == (Kind.GET_READY, 1, 1)


def test_again_before_any_rep_is_refused() -> None:
    assert refused(hills().give(5, Again())) == [Refusal.NO_REP_BEFORE]


def test_done_counts_the_coming_work_untimed_and_begins_its_recovery() -> None:
    driven = hills()
    driven.run_to(150)
    happened = driven.give(150, Done())
    assert here(driven) == (Kind.RECOVERY, 2, 3)
    ended = [(e.index, e.by, e.ms, e.split) for e in happened if isinstance(e, StepEnded)]
    untimed = Split(None, Source.UNTIMED)
    assert ended == [(2, EndedBy.DONE, 110_000, untimed), (4, EndedBy.DONE, 0, untimed)]


def test_done_in_a_lead_in_leaves_it_without_a_split() -> None:
    driven = hills()
    driven.give(5, Done())
    assert here(driven) == (Kind.RECOVERY, 1, 3)
    assert driven.engine.view().splits == {1: Split(None, Source.UNTIMED)}


def test_done_in_work_counts_that_work_untimed() -> None:
    driven = hills()
    driven.give(20, Done())
    assert here(driven) == (Kind.RECOVERY, 1, 3)
    assert driven.engine.view().splits[1] == Split(None, Source.UNTIMED)


def test_done_with_no_work_to_come_is_refused() -> None:
    driven = hills(1)
    driven.run_to(60)
    assert refused(driven.give(60, Done())) == [Refusal.NO_WORK_COMING]


def test_enough_in_a_recovery_stays_in_it_and_the_warm_down_comes_next() -> None:
    driven = hills()
    driven.run_to(60)
    driven.give(60, Enough())
    assert (here(driven), order(driven)) == ((Kind.RECOVERY, 1, 1), [0, 1, 2, 9])
    driven.give(100, Press())
    assert here(driven) == (Kind.WARM_DOWN, None, None)


def test_enough_in_work_leaves_it_and_begins_its_recovery() -> None:
    driven = hills()
    driven.give(20, Enough())
    assert (here(driven), order(driven)) == ((Kind.RECOVERY, 1, 1), [0, 1, 2, 9])
    assert set(driven.engine.view().splits) == {0}


def test_enough_in_a_lead_in_goes_on_to_the_warm_down() -> None:
    driven = hills()
    driven.give(100, Press())
    driven.give(105, Enough())
    assert (here(driven), order(driven)) == ((Kind.WARM_DOWN, None, None), [0, 1, 2, 9])


def test_what_enough_leaves_keeps_a_session_from_being_completed() -> None:
    driven = hills(2)
    driven.run_to(60)
    driven.give(60, Enough())
    driven.give(100, Press())
    driven.run_to(2_000)
    view = driven.engine.view()
    assert (view.phase, view.left, view.completed) == (Phase.COMPLETE, (4,), False)


def test_with_every_rep_done_a_session_is_completed() -> None:
    driven = hills(1)
    driven.give(100, Press())
    driven.run_to(2_000)
    assert driven.engine.view().completed


def test_enough_with_nothing_to_follow_completes_the_session() -> None:
    driven = hills(3, warm_down=False)
    driven.run_to(60)
    happened = driven.give(60, Enough())
    assert [event for event in happened if isinstance(event, SessionCompleted)] == [SessionCompleted(60_000)]
    assert driven.engine.view().splits.keys() == {0, 1}
    driven.give(62, Undo())
    assert (here(driven), order(driven)) == ((Kind.RECOVERY, 1, 3), list(range(8)))


def test_enough_in_the_last_recovery_leaves_nothing() -> None:
    driven = hills(1)
    driven.run_to(60)
    assert refused(driven.give(60, Enough())) == [Refusal.NO_REP_LEFT]


def test_enough_keeps_the_reps_that_were_run_before_the_athlete_went_back() -> None:
    driven = hills(3)
    driven.give(100, Press())
    driven.run_to(160)  # two reps done, in the recovery of the second
    driven.give(160, Jump(0))
    driven.give(162, Enough())
    view = driven.engine.view()
    assert (here(driven), view.left) == ((Kind.RECOVERY, 2, 2), (7,))
    assert {1, 4} <= set(view.splits)
    driven.give(200, Press())
    assert here(driven) == (Kind.WARM_DOWN, None, None)


def test_enough_in_the_lead_in_of_a_rep_to_be_run_again_goes_on_to_its_recovery() -> None:
    driven = hills(1)
    driven.run_to(60)
    driven.give(60, Again())
    driven.give(62, Enough())
    assert here(driven) == (Kind.RECOVERY, 1, 1)
    driven.give(100, Press())
    driven.run_to(2_000)
    assert driven.engine.view().completed


def test_enough_after_going_back_among_reps_done_leaves_them_behind() -> None:
    driven = hills(2)
    driven.give(100, Press())
    driven.run_to(160)
    driven.give(160, Jump(2))
    driven.give(165, Enough())
    assert (here(driven), order(driven)) == ((Kind.RECOVERY, 2, 2), [3, 4, 5, 0, 1, 2, 6])
    driven.give(200, Press())
    assert here(driven) == (Kind.WARM_DOWN, None, None)


def test_enough_in_a_jog_within_the_main_set_leaves_the_jog_too() -> None:
    between = jog(Kind.EASY, Section.MAIN, ByTime(300_000))
    driven = Driven(*efforts(ByTime(30_000), rest=None), between, *efforts(ByTime(30_000), rest=None), WARM_DOWN)
    driven.give(0, Press())
    driven.run_to(60)
    driven.give(60, Enough())
    assert (here(driven), driven.engine.view().left) == ((Kind.WARM_DOWN, None, None), (4,))


def test_a_rep_that_was_run_is_not_taken_away() -> None:
    driven = hills(2)
    driven.give(100, Press())
    driven.run_to(160)
    driven.give(160, Jump(2))
    assert refused(driven.give(165, Fewer())) == [Refusal.NO_REP_LEFT]


def test_a_doubled_skip_does_not_skip_the_lead_in_too() -> None:
    driven = hills()
    driven.give(60, Skip())
    assert refused(driven.give(60.699, Skip())) == [Refusal.JUST_BEGUN]
    assert refused(driven.give(60.7, Skip())) == []
    assert here(driven) == (Kind.EFFORT, 2, 3)


def test_a_key_held_down_counts_one_rep_as_done() -> None:
    driven = hills()
    driven.run_to(60)
    answers = [refused(driven.give(60 + tenth / 10, Done())) for tenth in range(4)]
    assert answers == [[], *[[Refusal.JUST_BEGUN]] * 3]


def test_a_doubled_again_repeats_the_same_rep() -> None:
    driven = hills()
    driven.give(100, Press())
    driven.give(130, Again())
    driven.give(130.2, Again())
    assert here(driven) == (Kind.GET_READY, 2, 3)


def test_a_lead_in_is_not_shortened_into_its_count() -> None:
    driven = hills()
    driven.give(1, Extend(30_000))
    assert refused(driven.give(6.1, Extend(-30_000))) == [Refusal.TOO_SHORT]
    driven = hills()
    driven.give(1, Extend(30_000))
    driven.give(5.999, Extend(-30_000))
    assert driven.engine.view().ends_in_ms == 4_001


def test_a_longer_rep_is_longer_once() -> None:
    driven = hills(2)
    driven.give(20, Extend(30_000))
    driven.give(30, Again())
    assert driven.engine.view().steps[1].ends == ByTime(30_000)
    driven.give(35, More())
    assert [step.ends for step in driven.engine.view().steps if step.is_work] == [ByTime(30_000)] * 3


def test_enough_outside_the_main_set_is_refused() -> None:
    driven = Driven(WARM_UP, *drills(2), *efforts(ByTime(30_000)))
    driven.give(0, Press())
    driven.give(1_000, Press())
    assert refused(driven.give(1_002, Enough())) == [Refusal.NOT_IN_MAIN]


def test_one_rep_more_comes_last_with_the_next_free_indices() -> None:
    driven = hills(2)
    driven.run_to(60)
    driven.give(60, More())
    assert order(driven) == [0, 1, 2, 3, 4, 5, 7, 8, 9, 6]
    steps = driven.engine.view().steps
    assert [(step.kind, step.rep, step.reps) for step in steps[6:9]] == [
        (Kind.GET_READY, 3, 3),
        (Kind.EFFORT, 3, 3),
        (Kind.RECOVERY, 3, 3),
    ]
    assert {step.reps for step in steps[:9]} == {3}


def test_one_rep_more_gives_the_last_one_the_recovery_that_nothing_followed_before() -> None:
    driven = hills(1, warm_down=False)
    driven.run_to(20)
    assert order(driven) == [0, 1]
    driven.give(20, More())
    steps = driven.engine.view().steps
    assert [(step.index, step.kind, step.rep) for step in steps] == [
        (0, Kind.GET_READY, 1),
        (1, Kind.EFFORT, 1),
        (2, Kind.RECOVERY, 1),
        (3, Kind.GET_READY, 2),
        (4, Kind.EFFORT, 2),
    ]


def test_one_rep_more_of_work_without_recovery_adds_none() -> None:
    driven = Driven(*efforts(ByTime(30_000), rest=None), WARM_DOWN)
    driven.give(0, Press())
    driven.give(5, More())
    assert [step.kind for step in driven.engine.view().steps] == [Kind.GET_READY, Kind.EFFORT] * 2 + [Kind.WARM_DOWN]


def test_more_twice_then_undone_once_leaves_one() -> None:
    driven = hills(2)
    driven.give(2, More())
    driven.give(3, More())
    assert here(driven) == (Kind.GET_READY, 1, 4)
    driven.give(4, Undo())
    assert (here(driven), order(driven)) == ((Kind.GET_READY, 1, 3), [0, 1, 2, 3, 4, 5, 7, 8, 9, 6])


def test_under_auto_a_recovery_that_a_rep_now_follows_ends_earlier() -> None:
    driven = hills(1, mode=Mode(auto=frozenset({Section.MAIN})))
    driven.run_to(135)  # the recovery began at 40 and would end at 140, the warm-down next
    assert driven.engine.view().ends_in_ms == 5_000
    driven.give(135, More())  # now it should have ended at 130
    assert here(driven) == (Kind.GET_READY, 2, 2)


def test_one_rep_fewer_takes_the_last_one_away() -> None:
    driven = hills(3)
    driven.run_to(60)
    driven.give(60, Fewer())
    assert (here(driven), order(driven)) == ((Kind.RECOVERY, 1, 2), [0, 1, 2, 3, 4, 5, 9])


def test_one_rep_fewer_where_no_recovery_follows_the_last() -> None:
    driven = hills(3, warm_down=False)
    driven.give(20, Fewer())
    assert order(driven) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("at_s", [100, 105, 120, 150])
def test_a_rep_that_has_begun_is_not_taken_away(at_s: float) -> None:
    driven = hills(2)
    driven.give(99, Press())
    assert refused(driven.give(at_s, Fewer())) == [Refusal.NO_REP_LEFT]


def test_taking_the_only_rep_to_come_away_can_complete_the_session() -> None:
    driven = hills(2, warm_down=False)
    driven.run_to(60)
    happened = driven.give(60, Fewer())
    assert [event for event in happened if isinstance(event, SessionCompleted)] == [SessionCompleted(60_000)]
    assert driven.engine.view().completed


@pytest.mark.parametrize("command", [More(), Fewer()])
def test_no_rep_is_added_to_a_pyramid_or_taken_from_it(command: Command) -> None:
    driven = Driven(*efforts(ByDistance(100, 18_000), ByDistance(200, 38_000), rest=WALK_100, pyramid=True))
    driven.give(0, Press())
    assert refused(driven.give(2, command)) == [Refusal.PYRAMID]


@pytest.mark.parametrize(
    ("at_s", "by_ms", "ends_at_s"),
    [(5, 30_000, 40), (20, 30_000, 70)],
)
def test_a_lead_in_and_an_effort_can_be_made_longer(at_s: float, by_ms: int, ends_at_s: float) -> None:
    driven = hills()
    driven.give(at_s, Extend(by_ms))
    view = driven.engine.view()
    assert view.ends_in_ms == (ends_at_s - at_s) * 1000


def test_what_has_passed_is_not_made_shorter() -> None:
    driven = hills()
    assert refused(driven.give(5, Extend(-30_000))) == [Refusal.TOO_SHORT]
    driven.run_to(45)
    assert refused(driven.give(45, Extend(-30_000))) == []
    assert driven.engine.view().target_ms == 70_000
    assert refused(driven.give(90, Extend(-30_000))) == [Refusal.TOO_SHORT]


def test_a_range_is_not_made_shorter_than_its_minimum() -> None:
    driven = Driven(WARM_UP, *drills(1))
    driven.give(0, Press())
    for at_s in range(1, 21):
        assert refused(driven.give(at_s, Extend(-30_000))) == []
    assert driven.engine.view().target_ms == 900_000
    assert refused(driven.give(21, Extend(-30_000))) == [Refusal.TOO_SHORT]


def test_a_suggestion_that_is_past_is_moved_from_now() -> None:
    driven = hills()
    driven.run_to(160)
    driven.give(160, Extend(30_000))  # the recovery began at 40: 120 s have passed
    assert driven.engine.view().target_ms == 150_000


def test_under_auto_extending_a_recovery_moves_its_end_and_its_suggestion() -> None:
    driven = hills(2, mode=Mode(auto=frozenset({Section.MAIN})))
    driven.run_to(50)
    driven.give(50, Extend(30_000))
    view = driven.engine.view()
    assert (view.ends_in_ms, view.target_ms) == (120_000 - 10_000, 130_000)
    for at_s in (51, 52, 53):  # 90 s, 60 s, 30 s to the clock's end
        assert refused(driven.give(at_s, Extend(-30_000))) == []
    assert refused(driven.give(54, Extend(-30_000))) == [Refusal.TOO_SHORT]


def test_what_has_no_length_cannot_be_extended() -> None:
    driven = Driven(*efforts(*[ByDistance(100, 18_000)] * 2, rest=Rest("Rest", Open(0))))
    driven.give(0, Press())
    assert refused(driven.give(12, Extend(30_000))) == [Refusal.NO_LENGTH]
    assert refused(driven.give(40, Extend(30_000))) == [Refusal.NO_LENGTH]


@pytest.mark.parametrize(
    ("index", "kind", "rep"), [(4, Kind.GET_READY, 2), (5, Kind.RECOVERY, 2), (9, Kind.WARM_DOWN, None)]
)
def test_a_jump_leads_to_any_step_and_to_work_by_its_lead_in(index: int, kind: Kind, rep: int | None) -> None:
    driven = hills()
    driven.give(20, Jump(index))
    view = driven.engine.view()
    assert view.step is not None
    assert (view.step.kind, view.step.rep) == (kind, rep)


def test_a_jump_to_no_step_is_refused() -> None:
    assert refused(hills().give(20, Jump(10))) == [Refusal.NO_SUCH_STEP]


def test_a_step_jumped_over_has_no_split_and_the_session_is_not_completed() -> None:
    driven = hills()
    driven.give(20, Jump(9))
    driven.run_to(2_000)
    view = driven.engine.view()
    assert (view.phase, view.completed, set(view.splits)) == (Phase.COMPLETE, False, {0, 9})
