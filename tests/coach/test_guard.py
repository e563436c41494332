"""The form guard: when it speaks, and what it says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speedtimer.coach.guard import form_guard
from speedtimer.coach.measured import Basis
from tests.coach.sets import rep, solo, timed, without


def test_two_slow_efforts_running_suggest_enough() -> None:
    # The median of 38.0, 38.2, 37.8 is 38.0; 5 % more is 39.9. Reps 4 and 5 took 40.0 and 40.4.
    advice = form_guard(timed([38.0, 38.2, 37.8, 40.0, 40.4]), "even")
    assert advice is not None
    assert advice.sentence == (
        "Reps 4 and 5 took 40.0 s and 40.4 s, over 5 % more than your first three (38.0 s). "
        "Consider enough (e): the warm-down comes next, and what you have done counts."
    )
    assert (advice.basis, advice.slow, advice.first_ms, advice.key) == (Basis.SPLITS, (4, 5), 38_000, "e")


@pytest.mark.parametrize(("slow_s", "speaks"), [(39.9, False), (39.901, True)])
def test_exactly_five_per_cent_is_not_slow(slow_s: float, speaks: bool) -> None:
    # 38.0 s and 5 % of it, 1.9 s, are 39.9 s.
    advice = form_guard(timed([38.0, 38.0, 38.0, slow_s, slow_s]), "even")
    assert (advice is not None) is speaks


@pytest.mark.parametrize(
    "splits",
    [
        [38.0, 38.0, 38.0, 40.0],
        [38.0, 38.0, 38.0, 40.0, 38.0, 40.0],
        [38.0, 38.0, 38.0, 40.0, 40.0, 38.0],
        [38.0, 38.0, 38.0, 40.0, None, 40.0],
        [38.0, 40.0, 40.0],
        [38.0, 40.0],
    ],
)
def test_it_is_silent_without_two_slow_efforts_running_just_now(splits: list[float | None]) -> None:
    assert form_guard(timed(splits), "even") is None


def test_the_third_and_fourth_rep_may_be_the_two() -> None:
    # The median of 38.0, 38.0, 40.0 is 38.0, so the third is slow against the three of which it is one.
    advice = form_guard(timed([38.0, 38.0, 40.0, 40.0]), "even")
    assert advice is not None
    assert advice.slow == (3, 4)


@pytest.mark.parametrize("focus", ["build", "pyramid", "power", "technique"])
def test_only_even_sessions_are_guarded(focus: str) -> None:
    assert form_guard(timed([38.0, 38.0, 38.0, 41.0, 41.0]), focus) is None


def test_alone_it_goes_by_round_trips_while_that_of_the_rep_just_done_is_not_known() -> None:
    # The median of three times 118 is 118; 5 % more is 123.9. Rep 6 has just ended and the athlete is walking back.
    advice = form_guard(solo([118, 118, 118, 124, 125, None]), "even")
    assert advice is not None
    assert advice.basis is Basis.ROUND_TRIPS
    assert advice.slow == (4, 5)
    assert "(1:58.0, each with the way back in it)" in advice.sentence


def test_two_reps_without_a_value_are_one_too_many() -> None:
    assert form_guard(solo([118, 118, 118, 124, 125, None, None]), "even") is None


def test_estimates_never_raise_it() -> None:
    assert form_guard(solo([None] * 6, estimated_s=45.0), "even") is None


def test_a_skipped_rep_is_no_effort_between_two() -> None:
    # Rep 5 was skipped: reps 4 and 6 are the two efforts run last.
    advice = form_guard(without(timed([38.0, 38.0, 38.0, 40.0, 38.0, 40.0]), 5), "even")
    assert advice is not None
    assert advice.slow == (4, 6)


def test_only_reps_at_the_distance_of_the_latest_are_compared() -> None:
    hundred = rep(1, 18.0, 3, metres=100)
    assert form_guard((*timed([38.0, 38.0, 38.0, 40.0]), hundred), "even") is None
    assert form_guard((hundred, *timed([38.0, 38.0, 38.0, 40.0, 40.0])), "even") is not None


def test_a_session_without_a_rep_is_left_alone() -> None:
    assert form_guard((), "even") is None


def test_the_key_is_the_one_that_the_settings_give() -> None:
    advice = form_guard(timed([38.0, 38.0, 38.0, 41.0, 41.0]), "even", key="x")
    assert advice is not None
    assert "enough (x)" in advice.sentence


@given(st.lists(st.integers(30_000, 50_000), min_size=4, max_size=12))
def test_it_speaks_when_and_only_when_the_rule_holds(times: list[int]) -> None:
    middle = sorted(times[:3])[1]
    expected = all(each * 20 > middle * 21 for each in times[-2:])
    assert (form_guard(timed([each / 1000 for each in times]), "even") is not None) is expected
