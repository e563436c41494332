"""The verdict on building sessions, held against figures worked out by hand."""

from __future__ import annotations

import pytest

from speedtimer.coach.verdict import verdict
from tests.coach.sets import solo, timed, without


def test_a_build_is_called_one() -> None:
    # First two 20.0 and 19.8: median 19.9. Middle, reps 3 to 7: 19.0 18.9 18.7 18.6 18.5, median 18.7, so 1.2 faster.
    # Last three 18.5 18.4 18.2: median 18.4, 0.3 below the middle. The slowest of the rest is
    # rep 3 with 19.0; rep 2 has 19.8.
    found = verdict(timed([20.0, 19.8, 19.0, 18.9, 18.7, 18.6, 18.5, 18.5, 18.4, 18.2], 100), "build", completed=True)
    assert found.sentence == (
        "Built as it should be: the first two easiest, the middle 1.2 s faster, the last three no slower."
    )
    assert [(figure.name, figure.value) for figure in found.figures] == [
        ("reps done", 10),
        ("first two", 19.9),
        ("middle", 18.7),
        ("last three", 18.4),
        ("middle against first two", -1.2),
        ("last three against middle", -0.3),
        ("fastest", 18.2),
        ("slowest", 20.0),
    ]


def test_a_fast_start_and_a_slow_end_are_each_named() -> None:
    # First two 19.0 18.2: median 18.6. Middle 18.1 18.0 18.0 18.0 18.0: median 18.0, 0.6 faster. Last three 18.0 18.6
    # 18.4: 18.6 is 0.6 and 18.4 is 0.4 slower than the middle. Slowest of the rest is rep 9 with 18.6: rep 2 (18.2) was
    # 0.4 faster than it, so rep 2 was not among the easiest.
    found = verdict(timed([19.0, 18.2, 18.1, 18.0, 18.0, 18.0, 18.0, 18.0, 18.6, 18.4], 100), "build", completed=True)
    assert found.sentence == (
        "Not quite a build: rep 2 was not among the easiest, since rep 9 was slower; "
        "rep 9 was 0.6 s slower than the middle; rep 10 was 0.4 s slower than the middle."
    )
    assert [(line.number, line.mark) for line in found.reps if line.mark] == [
        (2, "not among the easiest"),
        (9, "slower than the middle"),
        (10, "slower than the middle"),
    ]


def test_a_set_run_at_one_pace_is_no_build() -> None:
    # All within 0.2 of each other: the first two count as easiest, the last as no slower, but the middle, 18.0 against
    # 18.1, is no faster.
    found = verdict(timed([18.1, 18.1, 18.0, 18.0, 18.0, 18.1, 18.2, 18.2], 100), "build", completed=True)
    assert found.sentence == "Not quite a build: the middle was no faster than the first two."


def test_both_first_reps_run_hard_are_named_together() -> None:
    # 17.5 and 17.6 first, 18.5 after: neither was easiest, and the middle is slower, not faster.
    found = verdict(timed([17.5, 17.6, 18.5, 18.4, 18.4, 18.4], 100), "build", completed=True)
    assert found.sentence == (
        "Not quite a build: the first two were not the easiest, since rep 3 was slower; "
        "the middle was no faster than the first two."
    )


@pytest.mark.parametrize(("last_s", "fault"), [(18.299, False), (18.3, True)])
def test_under_three_tenths_counts_as_equal_and_three_tenths_do_not(last_s: float, fault: bool) -> None:
    # The middle is rep 3 alone, 18.0; the last rep is 0.299 or 0.300 slower.
    found = verdict(timed([19.0, 19.0, 18.0, 18.0, 18.0, last_s], 100), "build", completed=True)
    assert ("rep 6 was 0.3 s slower than the middle" in found.sentence) is fault


@pytest.mark.parametrize(("middle_s", "built"), [(18.7, True), (18.701, False)])
def test_the_middle_is_faster_from_three_tenths_on(middle_s: float, built: bool) -> None:
    # First two 19.0: 18.7 is 0.300 faster, 18.701 only 0.299.
    found = verdict(timed([19.0, 19.0, middle_s, 18.6, 18.6, 18.6], 100), "build", completed=True)
    assert found.sentence.startswith("Built as it should be") is built


@pytest.mark.parametrize(("second_s", "easiest"), [(18.701, True), (18.7, False)])
def test_the_easiest_may_be_up_to_three_tenths_faster_than_a_later_one(second_s: float, easiest: bool) -> None:
    # The slowest of the rest is rep 3 with 19.0: 18.701 is 0.299 faster than it, 18.7 is 0.300 faster.
    found = verdict(timed([20.0, second_s, 19.0, 18.0, 18.0, 18.0], 100), "build", completed=True)
    assert ("rep 2 was not among the easiest" not in found.sentence) is easiest


def test_five_reps_are_too_few() -> None:
    found = verdict(timed([20.0, 19.0, 18.0, 18.0, 18.0], 100), "build", completed=True)
    assert found.sentence == "All 5 reps are done. A build shows from 6 reps on, and the set had 5."


def test_a_part_without_any_value_is_named() -> None:
    found = verdict(timed([None, None, 18.0, 18.0, 18.0, 18.0], 100), "build", completed=True)
    assert found.sentence == (
        "All 6 reps are done. Of the first two nothing was measured, so the build cannot be seen."
    )


def test_a_skipped_rep_moves_no_other_into_its_part() -> None:
    # Rep 2 is skipped: rep 3 is still of the middle, and the first two are rep 1 alone, 20.0. Middle 19.0 18.9: median
    # 18.95, 1.05 faster, rounded to 1.1. Last three 18.8 18.7 18.6.
    found = verdict(
        without(timed([20.0, 19.9, 19.0, 18.9, 18.8, 18.7, 18.6], 100), 2), "build", completed=False, planned=7
    )
    assert found.sentence == (
        "Built as it should be: the first two easiest, the middle 1.1 s faster, the last three no slower. "
        "6 of 7 reps are done."
    )


def test_round_trips_show_a_build_too_and_are_named() -> None:
    found = verdict(solo([100, 100, 98, 97, 97, 97], 100), "build", completed=True)
    assert found.sentence == (
        "Built as it should be: the first two easiest, the middle 2.0 s faster, the last three no slower, "
        "by round trip."
    )


def test_nothing_measured_is_said() -> None:
    found = verdict(solo([None] * 10, 100), "build", completed=True)
    assert found.sentence == "All 10 reps are done. Nothing was measured, so nothing is said of the pace."
