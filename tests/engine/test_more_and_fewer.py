"""One rep more or fewer in a set."""

from __future__ import annotations

import pytest

from speedtimer.engine.commands import Command, Fewer, Jump, More, Press, Undo
from speedtimer.engine.events import Refusal, SessionCompleted
from speedtimer.plan import ByDistance, ByTime, Kind, Mode, Section
from tests.engine.hills import here, hills, order, refused
from tests.engine.plans import WALK_100, WARM_DOWN, Driven, efforts


def test_a_rep_that_was_run_is_not_taken_away() -> None:
    driven = hills(2)
    driven.give(100, Press())
    driven.run_to(160)
    driven.give(160, Jump(2))
    assert refused(driven.give(165, Fewer())) == [Refusal.NO_REP_LEFT]


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
