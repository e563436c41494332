"""The verdict on pyramids, held against figures worked out by hand."""

from __future__ import annotations

import pytest

from speedtimer.coach.finding import Plotted
from speedtimer.coach.verdict import verdict
from tests.coach.sets import pyramid, rep, solo, without


def test_a_faster_way_down_is_said_for_each_distance() -> None:
    # 100 m: 18.0 up, 17.2 down, 0.8 faster. 150 m: 28.0 up, 27.5 down, 0.5 faster. The 200 m has no mirror image.
    # Up 18.0 + 28.0 = 46.0, down 17.2 + 27.5 = 44.7, 1.3 less. Fastest: 100 m in 17.2 s is 5.81 m/s.
    found = verdict(pyramid([18.0, 28.0, 38.0, 27.5, 17.2]), "pyramid", completed=True)
    assert found.sentence == "Faster on the way down: by 0.8 s over 100 m and 0.5 s over 150 m."
    assert [(figure.name, figure.text) for figure in found.figures] == [
        ("reps done", "5 of 5"),
        ("100 m up", "18.0 s"),
        ("100 m down", "17.2 s"),
        ("100 m down against up", "-0.8 s"),
        ("150 m up", "28.0 s"),
        ("150 m down", "27.5 s"),
        ("150 m down against up", "-0.5 s"),
        ("way up", "46.0 s"),
        ("way down", "44.7 s"),
        ("down against up", "-1.3 s"),
        ("fastest", "5.81 m/s"),
    ]
    assert [line.mark for line in found.reps] == ["up", "up", "top", "down", "down"]


def test_a_slower_way_down_comes_with_a_kind_word() -> None:
    # 100 m: 18.0 up, 18.4 down. 150 m: 28.0 up, 28.5 down.
    found = verdict(pyramid([18.0, 28.0, 38.0, 28.5, 18.4]), "pyramid", completed=True)
    assert found.sentence == (
        "Slower on the way down: by 0.4 s over 100 m and 0.5 s over 150 m. Less on the way up would leave more for it."
    )


def test_distances_that_differ_in_it_are_said_one_by_one() -> None:
    # 100 m: 18.0 up, 17.2 down, 0.8 faster. 150 m: 28.0 up, 28.1 down, 0.1 apart and so as fast.
    found = verdict(pyramid([18.0, 28.0, 38.0, 28.1, 17.2]), "pyramid", completed=True)
    assert found.sentence == "On the way down you were 0.8 s faster over 100 m and as fast over 150 m."


@pytest.mark.parametrize(
    ("down_s", "begins"),
    [
        (17.701, "As fast on the way down"),
        (17.7, "Faster on the way down"),
        (18.299, "As fast on the way down"),
        (18.3, "Slower on the way down"),
    ],
)
def test_three_tenths_are_a_difference_and_less_is_none(down_s: float, begins: str) -> None:
    found = verdict(pyramid([18.0, 38.0, down_s], (100, 200, 100)), "pyramid", completed=True)
    assert found.sentence.startswith(begins)


def test_a_skipped_top_leaves_the_pairs_as_they_are() -> None:
    found = verdict(without(pyramid([18.0, 28.0, 38.0, 27.5, 17.2]), 3), "pyramid", completed=False, planned=5)
    assert found.sentence == ("Faster on the way down: by 0.8 s over 100 m and 0.5 s over 150 m. 4 of 5 reps are done.")


def test_a_skipped_rep_takes_its_mirror_image_out_of_the_comparison() -> None:
    found = verdict(without(pyramid([18.0, 28.0, 38.0, 27.5, 17.2]), 5), "pyramid", completed=False, planned=5)
    assert found.sentence == "Faster on the way down: by 0.5 s over 150 m. 4 of 5 reps are done."


def test_a_pyramid_cut_short_before_its_way_down_is_compared_with_nothing() -> None:
    found = verdict(without(pyramid([18.0, 28.0, 38.0, 27.5, 17.2]), 4, 5), "pyramid", completed=False, planned=5)
    assert found.sentence == ("3 of 5 reps are done. No distance was measured both on the way up and on the way down.")


def test_round_trips_are_compared_at_the_same_distance_and_have_no_speed() -> None:
    # Solo: 100 m 98 s up and 97 s down, the same walk of 100 m in both.
    reps = tuple(
        rep(each.rep, 38.0, 3, metres=metres, source=each.source, trip_s=trip_s)
        for each, metres, trip_s in zip(solo([1, 1, 1]), (100, 200, 100), (98.0, 118.0, 97.0), strict=True)
    )
    found = verdict(reps, "pyramid", completed=True)
    assert found.sentence == "Faster on the way down: by 1.0 s over 100 m, by round trip."
    assert found.plotted is Plotted.TIME
    assert "fastest" not in [figure.name for figure in found.figures]


def test_nothing_measured_is_said() -> None:
    found = verdict(pyramid([None] * 5), "pyramid", completed=True)
    assert found.sentence == "All 5 reps are done. Nothing was measured, so nothing is said of the pace."


def test_two_pyramids_are_each_compared_with_themselves() -> None:
    # The first 18.0 and 17.0, the second 19.0 and 18.0: 1.0 each, and neither against the other.
    first, second = (pyramid([up, 38.0, down], (100, 200, 100)) for up, down in ((18.0, 17.0), (19.0, 18.0)))
    found = verdict((*first, *second), "pyramid", completed=True)
    assert found.sentence == "Faster on the way down: by 1.0 s over 100 m and 1.0 s over 100 m."
