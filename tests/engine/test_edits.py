"""Skip, back, again, done and jump: what they leave of the plan, and where they lead."""

from __future__ import annotations

import pytest

from speedtimer.engine.commands import Again, Back, Done, Jump, Press, Skip
from speedtimer.engine.events import EndedBy, Refusal, Source, Split, StepEnded
from speedtimer.engine.view import Phase
from speedtimer.plan import ByDistance, Kind, Mode, Section
from tests.engine.hills import here, hills, refused
from tests.engine.plans import WALK_100, Driven, efforts


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
