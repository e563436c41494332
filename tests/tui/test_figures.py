from __future__ import annotations

import math
from itertools import pairwise

import pytest

from speedtimer.plan import Kind
from speedtimer.prepare import prepare
from speedtimer.tui.figures import (
    BUTT_KICKS,
    FOOT,
    HIGH_KNEES,
    SHIN,
    SKIPS,
    STRIDE,
    THIGH,
    TRUNK,
    figure_of,
    head,
    limbs,
)
from speedtimer.tui.widgets.dots import Dots
from speedtimer.tui.widgets.runner import drawn
from tests.tui.plans import hills

FIGURES = (BUTT_KICKS, HIGH_KNEES, SKIPS, STRIDE)
every_figure = pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.name)


def test_every_drill_and_stride_of_the_five_workouts_has_its_figure() -> None:
    steps = [step for step in prepare("drills-and-strides").steps if step.is_work]

    assert [figure_of(step) for step in steps] == [BUTT_KICKS] * 2 + [HIGH_KNEES] * 2 + [SKIPS] * 2 + [STRIDE] * 3
    assert {figure_of(step) for step in hills().steps} == {None}
    assert {step.kind for step in steps} == {Kind.DRILL, Kind.STRIDE}


@every_figure
def test_one_foot_is_on_the_ground_unless_the_body_has_risen(figure: object) -> None:
    chosen = next(f for f in FIGURES if f is figure)
    for frame, pose in enumerate(chosen.poses):
        _, _, far, _, near = limbs(chosen, frame)
        assert min(y for _, y in (*far, *near)) == pytest.approx(pose.rise)


@every_figure
def test_limbs_keep_their_lengths_whatever_they_do(figure: object) -> None:
    chosen = next(f for f in FIGURES if f is figure)
    for frame in range(len(chosen.poses)):
        trunk, _, far, _, near = limbs(chosen, frame)
        for leg in (far, near):
            lengths = [math.dist(*ends) for ends in pairwise(leg)]
            assert lengths == pytest.approx([THIGH, SHIN, FOOT])
        assert math.dist(*trunk) > TRUNK
        assert head(chosen, frame)[1] > trunk[1][1]


@every_figure
def test_the_two_legs_do_the_same_half_a_cycle_apart(figure: object) -> None:
    chosen = next(f for f in FIGURES if f is figure)
    half = len(chosen.poses) // 2
    assert len(chosen.poses) == 2 * half
    for frame in range(half):
        for now, then in zip(limbs(chosen, frame)[2], limbs(chosen, frame + half)[4], strict=True):
            assert now[0] == pytest.approx(then[0])


def test_what_is_typical_of_each_is_seen_in_its_still() -> None:
    # The knee as high as the hip; the heel near the seat; thigh down for the kick.
    knees_up, kick = HIGH_KNEES.poses[HIGH_KNEES.still], BUTT_KICKS.poses[BUTT_KICKS.still]
    assert knees_up.thigh >= 80
    assert kick.knee >= 135
    assert abs(kick.thigh) <= 15
    hip, knee, ankle, _ = limbs(BUTT_KICKS, BUTT_KICKS.still)[4]
    assert hip[1] - ankle[1] < THIGH / 2
    assert ankle[0] < knee[0]


@every_figure
@pytest.mark.parametrize("size", [(18, 6), (24, 11), (60, 27)])
def test_a_figure_stays_within_its_room_with_its_feet_at_the_foot(figure: object, size: tuple[int, int]) -> None:
    chosen = next(f for f in FIGURES if f is figure)
    for frame, pose in enumerate(chosen.poses):
        rows = drawn(chosen, frame, *size)
        assert len(rows) == size[1]
        assert {len(row) for row in rows} == {size[0]}
        assert rows[-1].strip() or pose.rise


def test_a_dot_is_where_unicode_puts_it() -> None:
    # The dots of a cell are numbered 1 2 3 7 down the left and 4 5 6 8 down the right: bits 0 1 2 6 and 3 4 5 7.
    dots = Dots(1, 1)
    dots.disc((0.5, 0.5), 0.1)
    assert dots.rows == ["⠁"]
    dots.line([(1.5, 0.5), (1.5, 3.5)], 1)
    assert dots.rows == ["⢹"]


def test_nothing_drawn_is_blank_and_what_lies_outside_is_left_out() -> None:
    dots = Dots(2, 1)
    dots.disc((-9, -9), 2)
    assert dots.rows == ["  "]
