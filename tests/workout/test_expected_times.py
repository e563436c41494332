"""How long work is expected to take, and where that is known from."""

from __future__ import annotations

import pytest

from speedtimer.plan import Kind
from speedtimer.rules import Paces
from speedtimer.workout.expected_times import Expected, Known, expected, way_ms


@pytest.mark.parametrize(
    ("kind", "distance_m", "ms"),
    [
        (Kind.DRILL, 20, 10_000),
        (Kind.STRIDE, 50, 10_000),
        (Kind.EFFORT, 100, 18_000),
        (Kind.EFFORT, 150, 28_000),
        (Kind.EFFORT, 200, 38_000),
    ],
)
def test_without_anything_better_the_times_are_ours(kind: Kind, distance_m: int, ms: int) -> None:
    assert expected(kind, distance_m, Paces(), {}) == Expected(ms, Known.OURS)


@pytest.mark.parametrize(
    ("kind", "distance_m", "ms"),
    [
        # 38 s x 2^1.06 = 38 s x 2.084932
        (Kind.EFFORT, 400, 79_227),
        # 18 s x 0.6^1.06 = 18 s x 0.581889
        (Kind.EFFORT, 60, 10_474),
        # As near to 100 as to 150: from the shorter, 18 s x 1.25^1.06 = 18 s x 1.266849
        (Kind.EFFORT, 125, 22_803),
        # 10 s x 1.5^1.06 = 10 s x 1.536939
        (Kind.DRILL, 30, 15_369),
        # 10 s x 2^1.06
        (Kind.STRIDE, 100, 20_849),
    ],
)
def test_other_distances_come_from_the_nearest_by_riegels_exponent(kind: Kind, distance_m: int, ms: int) -> None:
    assert expected(kind, distance_m, Paces(), {}) == Expected(ms, Known.RIEGEL)


def test_settings_come_before_ours_and_history_before_settings() -> None:
    paces = Paces(effort_ms=((100, 16_000), (200, 38_000)))
    assert expected(Kind.EFFORT, 100, paces, {}) == Expected(16_000, Known.SETTINGS)
    assert expected(Kind.EFFORT, 200, paces, {}) == Expected(38_000, Known.OURS)
    taught = {(Kind.EFFORT, 100): [15_000]}
    assert expected(Kind.EFFORT, 100, paces, taught) == Expected(15_000, Known.HISTORY)


def test_history_teaches_for_its_own_kind_and_distance_only() -> None:
    taught = {(Kind.EFFORT, 100): [15_000], (Kind.STRIDE, 50): [], (Kind.DRILL, 50): [9_000]}
    assert expected(Kind.EFFORT, 200, Paces(), taught) == Expected(38_000, Known.OURS)
    assert expected(Kind.STRIDE, 50, Paces(), taught) == Expected(10_000, Known.OURS)


@pytest.mark.parametrize(
    ("newest_first", "ms"),
    [
        ([17_000], 17_000),
        ([17_000, 16_001], 16_500),
        ([20_000, 15_000, 16_000], 16_000),
        ([20_000, 15_000, 16_000, 19_000], 17_500),
        ([20_000, 15_000, 16_000, 19_000, 18_000], 18_000),
        ([20_000, 15_000, 16_000, 19_000, 18_000, 1_000, 1_000, 1_000], 18_000),
    ],
)
def test_the_median_of_the_last_five_counts(newest_first: list[int], ms: int) -> None:
    taught = {(Kind.EFFORT, 100): newest_first}
    assert expected(Kind.EFFORT, 100, Paces(), taught) == Expected(ms, Known.HISTORY)


def test_settings_for_one_distance_leave_ours_for_the_others() -> None:
    paces = Paces(effort_ms=((100, 16_000),))
    assert expected(Kind.EFFORT, 150, paces, {}) == Expected(28_000, Known.OURS)
    assert expected(Kind.EFFORT, 200, paces, {}) == Expected(38_000, Known.OURS)


def test_settings_without_any_time_of_a_kind_leave_ours() -> None:
    assert expected(Kind.EFFORT, 100, Paces(effort_ms=()), {}) == Expected(18_000, Known.OURS)


def test_an_expected_time_is_never_nothing() -> None:
    assert expected(Kind.EFFORT, 1, Paces(effort_ms=((2, 1),)), {}) == Expected(1, Known.RIEGEL)


@pytest.mark.parametrize(
    ("distance_m", "speed_mm_s", "ms"),
    [(20, 1_250, 16_000), (50, 1_250, 40_000), (100, 1_250, 80_000), (50, 4_000, 12_500), (1, 3_000, 334)],
)
def test_a_way_takes_its_distance_over_its_speed(distance_m: int, speed_mm_s: int, ms: int) -> None:
    assert way_ms(distance_m, speed_mm_s) == ms
