"""A step made longer or shorter."""

from __future__ import annotations

import pytest

from speedtimer.engine.commands import Again, Extend, More, Press
from speedtimer.engine.events import Refusal
from speedtimer.plan import ByDistance, ByTime, Mode, Open, Rest, Section
from tests.engine.hills import hills, refused
from tests.engine.plans import WARM_UP, Driven, drills, efforts


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
