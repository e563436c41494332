from __future__ import annotations

import math
from itertools import pairwise

import pytest

from speedtimer.app.planner import prepare
from speedtimer.plan import ByDistance, Kind, Section, Step
from speedtimer.tui.figures import (
    BUTT_KICKS,
    FIGURES,
    FOOT,
    FOREARM,
    HEAD,
    HIGH_KNEES,
    NECK,
    SHIN,
    SKIPS,
    STRIDE,
    THIGH,
    TRUNK,
    UPPER_ARM,
    Figure,
    body,
    figure_of,
    figures_of,
)
from tests.tui.plans import hills

every_figure = pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.name)


def drill(name: str, kind: Kind = Kind.DRILL) -> Step:
    return Step(0, kind, name, Section.DRILLS, ByDistance(20, 10_000))


def test_every_drill_and_stride_of_the_five_workouts_has_its_figure() -> None:
    steps = prepare("drills-and-strides").steps

    assert figures_of(steps) == (BUTT_KICKS, HIGH_KNEES, SKIPS, STRIDE)
    assert [figure_of(step) for step in steps if step.is_work] == [
        *[BUTT_KICKS] * 2,
        *[HIGH_KNEES] * 2,
        *[SKIPS] * 2,
        *[STRIDE] * 3,
    ]
    assert figures_of(hills().steps) == ()


@pytest.mark.parametrize(
    ("name", "figure"),
    [
        ("Butt kicks", BUTT_KICKS),
        ("heel flicks", BUTT_KICKS),
        ("HIGH-KNEE  RUNS", HIGH_KNEES),
        ("High knee", HIGH_KNEES),
        ("A-skips", SKIPS),
        ("high knee skips", SKIPS),
        ("Skipping", SKIPS),
        ("B-skips", None),
        ("Carioca", None),
        ("", None),
    ],
)
def test_a_drill_of_one_s_own_has_the_figure_its_name_asks_for_or_none(name: str, figure: Figure | None) -> None:
    assert figure_of(drill(name)) is figure
    # A stride is a stride whatever it is called, and an effort has no figure even if it is called a drill.
    assert figure_of(drill(name, Kind.STRIDE)) is STRIDE
    assert figure_of(drill(name, Kind.EFFORT)) is None


@every_figure
def test_one_foot_is_on_the_ground_unless_the_body_has_risen_and_none_is_below(figure: Figure) -> None:
    rises = [pose.rise for pose in figure.poses]
    for frame, rise in enumerate(rises):
        now = body(figure, frame)
        assert min(y for _, y in (*now.far_leg, *now.near_leg)) == pytest.approx(rise)
    assert 0 in rises
    assert max(rises) > 0


@every_figure
def test_bones_keep_their_lengths_whatever_they_do(figure: Figure) -> None:
    for frame in range(len(figure.poses)):
        now = body(figure, frame)
        for leg in (now.near_leg, now.far_leg):
            assert [math.dist(*ends) for ends in pairwise(leg)] == pytest.approx([THIGH, SHIN, FOOT])
        for arm in (now.near_arm, now.far_arm):
            assert [math.dist(*ends) for ends in pairwise(arm)] == pytest.approx([UPPER_ARM, FOREARM])
        assert math.dist(*now.trunk) == pytest.approx(TRUNK)
        assert math.dist(now.trunk[1], now.head) == pytest.approx(NECK + HEAD)


@every_figure
def test_joints_bend_as_they_do_in_people_who_run_to_the_right(figure: Figure) -> None:
    for pose in figure.poses:
        # A knee goes back and not through, a heel no further than to the seat, a thigh not above level.
        assert 0 <= pose.knee <= 150
        assert -30 <= pose.thigh <= 100
        assert -20 <= pose.ankle <= 50
    assert figure.lean >= 0
    for frame in range(len(figure.poses)):
        now = body(figure, frame)
        for shoulder, elbow, hand in (now.near_arm, now.far_arm):
            # A bent arm has its hand before its elbow.
            assert hand[0] > elbow[0]
            assert elbow[1] < shoulder[1]


@every_figure
def test_the_two_sides_do_the_same_half_a_cycle_apart(figure: Figure) -> None:
    half, odd = divmod(len(figure.poses), 2)
    assert not odd
    for frame in range(half):
        now, then = body(figure, frame), body(figure, frame + half)
        for near, far in ((now.near_leg, then.far_leg), (now.near_arm, then.far_arm)):
            assert [x for x, _ in near] == pytest.approx([x for x, _ in far])


@every_figure
def test_each_arm_goes_with_the_leg_on_the_other_side(figure: Figure) -> None:
    now = body(figure, figure.still)
    near_knee, far_knee = now.near_leg[1][0], now.far_leg[1][0]
    near_elbow, far_elbow = now.near_arm[1][0], now.far_arm[1][0]
    assert (near_knee > far_knee) == (near_elbow < far_elbow)


def test_what_is_typical_of_each_is_seen_in_its_still() -> None:
    knees, skip, kick, stride = (body(figure, figure.still) for figure in (HIGH_KNEES, SKIPS, BUTT_KICKS, STRIDE))
    # The knee as high as the hip; in the skip with the other foot off the ground.
    assert knees.near_leg[1][1] >= knees.near_leg[0][1] - 0.01
    assert skip.near_leg[1][1] >= skip.near_leg[0][1] - 0.01
    assert min(y for _, y in knees.far_leg) == pytest.approx(0)
    assert min(y for _, y in skip.far_leg) > 0.1
    # The heel behind and nearly up to the seat, the knee below it.
    hip, knee, heel, _ = kick.near_leg
    assert hip[1] - heel[1] < THIGH / 2
    assert heel[0] < knee[0] - SHIN / 2
    assert abs(knee[0] - hip[0]) < THIGH / 4
    # Both feet off the ground, further apart than a leg is long.
    assert min(y for _, y in (*stride.near_leg, *stride.far_leg)) > 0
    assert stride.near_leg[2][0] - stride.far_leg[2][0] > THIGH + SHIN


@every_figure
def test_how_it_is_done_is_one_sentence_that_fits_on_one_line(figure: Figure) -> None:
    # The fewest columns there are, 78, without the two sides and a blank beside each.
    assert len(figure.how) <= 74
    assert figure.how.endswith(".")
    assert ". " not in figure.how
