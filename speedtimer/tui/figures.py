"""The drills and the stride as figures in motion: joint angles, frame by frame. All angles are ours, drawn by eye.

Seen from the side, running to the right. Angles are degrees: `lean` of the trunk forward from upright; a thigh and an
upper arm forward from hanging down; knee and elbow are how far they are bent, 0 when straight; `ankle` is how far the
toes point down, 0 when the foot is square to the shin. `rise` is how far both feet have left the ground, in body
heights. The two legs do the same half a cycle apart, and each arm swings against the leg on its own side.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians, sin
from typing import Final

from speedtimer.plan import Kind, Step

Point = tuple[float, float]
Limb = tuple[Point, ...]

TRUNK: Final = 0.31
NECK: Final = 0.05
HEAD: Final = 0.075
THIGH: Final = 0.24
SHIN: Final = 0.24
FOOT: Final = 0.085
UPPER_ARM: Final = 0.16
FOREARM: Final = 0.15
"""Lengths in body heights, near those of D. A. Winter, "Biomechanics and Motor Control of Human Movement" (2009);
HEAD is a radius."""

_ELBOWS_BACK: Final = 12
"""How far behind the trunk an upper arm is in the middle of its swing."""


@dataclass(frozen=True, slots=True)
class Pose:
    """One leg at one moment, and how high the body is."""

    thigh: float
    knee: float
    ankle: float
    rise: float


@dataclass(frozen=True, slots=True)
class Figure:
    """One movement.

    name: what it is called. how: what to do, in one sentence for somebody who has never done it. lean: see above.
    poses: of one leg through a whole cycle, evenly spaced. still: the frame that stands for the whole where nothing
    moves. swing: how far an upper arm goes to either side of the middle, as a share of how far the thighs are apart
    from theirs. elbow: how far it is bent.
    """

    name: str
    how: str
    lean: float
    poses: tuple[Pose, ...]
    still: int
    swing: float
    elbow: float = 85.0


@dataclass(frozen=True, slots=True)
class Body:
    """A figure at one frame, in body heights: x forward from the hip, y up from the ground. head: its middle. Legs go
    from the hip over knee and ankle to the toes, arms from the shoulder over the elbow to the hand; the near ones are
    those on the side it is seen from."""

    head: Point
    trunk: Limb
    near_arm: Limb
    near_leg: Limb
    far_arm: Limb
    far_leg: Limb


def _poses(thighs: str, knees: str, ankles: str, rises: str) -> tuple[Pose, ...]:
    columns = [[float(number) for number in text.split()] for text in (thighs, knees, ankles, rises)]
    return tuple(Pose(*row) for row in zip(*columns, strict=True))


BUTT_KICKS: Final = Figure(
    "butt kicks",
    "Run with short quick steps and flick each heel up to the seat, knees down.",
    lean=4,
    poses=_poses(
        "  6  -2 -10 -14  -6   4   8  10",
        " 14  10  16  64 126 144 106  48",
        "  0   0   0  20  30  30  20   5",
        " .00 .00 .00 .02 .00 .00 .00 .02",
    ),
    still=4,
    swing=2.2,
)
HIGH_KNEES: Final = Figure(
    "high knees",
    "Run with short quick steps and lift each knee to hip height, body tall.",
    lean=0,
    poses=_poses(
        "  6  -4 -10   8  50  90  76  34",
        "  8   5  16  70 100 100  84  40",
        "  0   0   5  20  10   0   0   0",
        " .00 .00 .00 .03 .00 .00 .00 .03",
    ),
    still=5,
    swing=0.8,
)
SKIPS: Final = Figure(
    "high-knee skips",
    "Step and hop on one foot, the other knee up to the hip; then change.",
    lean=0,
    poses=_poses(
        " 10   2  -6  -8  -6   0  40  80  94  94  66  30",
        " 14  16   4   2   2  10  84 104 100  96  78  36",
        "  0   0  15  35  30   5  10   0   0   0   0   0",
        " .00 .00 .05 .12 .09 .00 .00 .00 .05 .12 .09 .00",
    ),
    still=9,
    swing=0.9,
)
STRIDE: Final = Figure(
    "stride",
    "Build from easy to fast with long loose steps, tall and never all out.",
    lean=8,
    poses=_poses(
        " 26  10 -10 -28 -24   4  40  56",
        " 22  24  14  16  78 124 106  52",
        "  0   0   0  25  30  20   5   0",
        " .00 .00 .00 .04 .00 .00 .00 .04",
    ),
    still=7,
    swing=0.95,
    elbow=95.0,
)
FIGURES: Final = (BUTT_KICKS, HIGH_KNEES, SKIPS, STRIDE)

_NAMES: Final = {
    BUTT_KICKS: ("butt kick", "butt kicker", "bum kick", "heel kick", "heel flick", "heel to seat", "heels to seat"),
    HIGH_KNEES: ("high knee", "high knee run", "high knee running", "running high knee", "knee lift", "knee raise"),
    SKIPS: ("high knee skip", "high knee skipping", "knee skip", "a skip", "skip", "skipping"),
}
"""What each drill goes by, in the singular, lower case and without hyphens."""

_BY_NAME: Final = {name: figure for figure, names in _NAMES.items() for name in names}


def figure_of(step: Step) -> Figure | None:
    """Give the figure of a drill, by its name, or of a stride; None for what has no figure."""
    if step.kind is Kind.STRIDE:
        return STRIDE
    if step.kind is not Kind.DRILL:
        return None
    name = " ".join(step.name.lower().replace("-", " ").split())
    return _BY_NAME.get(name) or _BY_NAME.get(name.removesuffix("s"))


def figures_of(steps: Iterable[Step]) -> tuple[Figure, ...]:
    """Give the figures of all steps that have one, each once, in the order in which they come."""
    return tuple(dict.fromkeys(figure for figure in map(figure_of, steps) if figure is not None))


@lru_cache(maxsize=64)
def body(figure: Figure, frame: int) -> Body:
    """Work out where everything is at one frame; frames go round."""
    near, far = _pose(figure, frame), _pose(figure, frame + len(figure.poses) // 2)
    legs = [_leg((0.0, 0.0), pose) for pose in (near, far)]
    # The lower foot stands on the ground, or as far above it as the body has risen.
    hip = 0.0, near.rise - min(y for leg in legs for _, y in leg)
    shoulder = _along(hip, 180 - figure.lean, TRUNK)
    apart = (far.thigh - near.thigh) / 2 * figure.swing
    return Body(
        head=_along(shoulder, 180 - figure.lean, NECK + HEAD),
        trunk=(hip, shoulder),
        near_arm=_arm(figure, shoulder, apart),
        near_leg=_leg(hip, near),
        far_arm=_arm(figure, shoulder, -apart),
        far_leg=_leg(hip, far),
    )


def _pose(figure: Figure, frame: int) -> Pose:
    return figure.poses[frame % len(figure.poses)]


def _leg(hip: Point, pose: Pose) -> Limb:
    knee = _along(hip, pose.thigh, THIGH)
    ankle = _along(knee, pose.thigh - pose.knee, SHIN)
    toes = _along(ankle, pose.thigh - pose.knee + 90 - pose.ankle, FOOT)
    return hip, knee, ankle, toes


def _arm(figure: Figure, shoulder: Point, swung: float) -> Limb:
    upper = swung - _ELBOWS_BACK
    elbow = _along(shoulder, upper, UPPER_ARM)
    return shoulder, elbow, _along(elbow, upper + figure.elbow, FOREARM)


def _along(start: Point, forward: float, length: float) -> Point:
    """The point at a length from another, in a direction that lies so many degrees forward of straight down."""
    angle = radians(forward)
    return start[0] + sin(angle) * length, start[1] - cos(angle) * length
