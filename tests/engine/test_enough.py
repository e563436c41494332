"""Enough: what of the main set is left, and where it leads."""

from __future__ import annotations

from speedtimer.engine.commands import Again, Enough, Jump, Press, Undo
from speedtimer.engine.events import Refusal, SessionCompleted
from speedtimer.engine.view import Phase
from speedtimer.plan import ByTime, Kind, Section
from tests.engine.hills import here, hills, order, refused
from tests.engine.plans import WARM_DOWN, WARM_UP, Driven, drills, efforts, jog


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


def test_enough_outside_the_main_set_is_refused() -> None:
    driven = Driven(WARM_UP, *drills(2), *efforts(ByTime(30_000)))
    driven.give(0, Press())
    driven.give(1_000, Press())
    assert refused(driven.give(1_002, Enough())) == [Refusal.NOT_IN_MAIN]
