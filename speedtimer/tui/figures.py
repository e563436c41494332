"""The drills and the stride as figures in motion: joint angles, frame by frame. All angles are ours, drawn by eye.

Seen from the side, running to the right. Angles are degrees: `lean` of the trunk forward from upright; a thigh and an
upper arm forward from hanging down; knee and elbow are how far they are bent, 0 when straight; `rise` is how far both
feet have left the ground, in body heights. The two legs do the same half a cycle apart, and each arm swings with the
opposite leg.
"""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Pose:
    """One leg at one moment, and how high the body is."""

    thigh: float
    knee: float
    rise: float = 0.0


@dataclass(frozen=True, slots=True)
class Figure:
    """One movement. poses: of one leg through a whole cycle, evenly spaced. swing: how far the arms go, as a share of
    how far the opposite thigh goes."""

    name: str
    lean: float
    poses: tuple[Pose, ...]
    swing: float = 0.7
    elbow: float = 85.0

    @property
    def still(self) -> int:
        """The frame that stands for the whole where nothing may move: the leg lifted and bent the most."""
        lifted = [pose.thigh + pose.knee / 2 for pose in self.poses]
        return lifted.index(max(lifted))


def _poses(thighs: str, knees: str, rises: str = "") -> tuple[Pose, ...]:
    columns = [[float(number) for number in text.split()] for text in (thighs, knees, rises) if text]
    if len(columns) == 2:
        columns.append([0.0] * len(columns[0]))
    return tuple(Pose(*row) for row in zip(*columns, strict=True))


BUTT_KICKS: Final = Figure(
    "butt kicks",
    4,
    _poses(
        "  4  -4 -10 -12  -4   4   8   8",
        " 12   8  14  60 115 142 105  45",
        " .00 .00 .00 .02 .00 .00 .00 .02",
    ),
    swing=1.6,
)
HIGH_KNEES: Final = Figure(
    "high knees",
    0,
    _poses(
        "  6  -4 -10   8  50  88  74  34",
        "  8   5  16  70 100  98  84  40",
        " .00 .00 .02 .03 .00 .00 .02 .03",
    ),
)
SKIPS: Final = Figure(
    "high-knee skips",
    0,
    _poses(
        "  8   0  -4  -8  -6   0  40  80  92  90  60  28",
        " 14  10   6   4   8  30  90 102 100  96  80  36",
        " .00 .00 .04 .08 .06 .00 .00 .00 .04 .08 .06 .00",
    ),
    swing=0.8,
)
STRIDE: Final = Figure(
    "stride",
    7,
    _poses(
        " 28  10 -10 -26 -22   4  38  54",
        " 18  22  12  18  78 122 104  48",
        " .00 .00 .00 .03 .02 .00 .00 .03",
    ),
    swing=1.0,
    elbow=95.0,
)

_BY_NAME: Final = {figure.name: figure for figure in (BUTT_KICKS, HIGH_KNEES, SKIPS)}


def figure_of(step: Step) -> Figure | None:
    """Give the figure of a drill, by its name, or of a stride; None for what has no figure."""
    if step.kind is Kind.STRIDE:
        return STRIDE
    return _BY_NAME.get(step.name.lower()) if step.kind is Kind.DRILL else None


def limbs(figure: Figure, frame: int) -> tuple[Limb, ...]:
    """Give the figure at one frame as lines, in body heights: x forward from the hip, y up from the ground.

    First the trunk with the neck, then arm and leg of the far side, then of the near one. The head is not among them;
    see `head`.
    """
    hip = _hip(figure, frame)
    shoulder = _along(hip, figure.lean, -TRUNK)
    crown = _along(shoulder, figure.lean, -NECK)
    near, far = _pose(figure, frame), _pose(figure, frame + len(figure.poses) // 2)
    return (
        (hip, crown),
        _arm(figure, shoulder, near),
        _leg(hip, far),
        _arm(figure, shoulder, far),
        _leg(hip, near),
    )


def head(figure: Figure, frame: int) -> Point:
    """Give the middle of the head; its radius is HEAD."""
    shoulder = _along(_hip(figure, frame), figure.lean, -TRUNK)
    return _along(shoulder, figure.lean, -(NECK + HEAD))


def _pose(figure: Figure, frame: int) -> Pose:
    return figure.poses[frame % len(figure.poses)]


def _hip(figure: Figure, frame: int) -> Point:
    """Where the hip is, so that the lower foot stands on the ground, or as far above it as the body has risen."""
    legs = [_leg((0.0, 0.0), _pose(figure, frame + half)) for half in (0, len(figure.poses) // 2)]
    lowest = min(y for leg in legs for _, y in leg)
    return 0.0, _pose(figure, frame).rise - lowest


def _leg(hip: Point, pose: Pose) -> Limb:
    knee = _along(hip, pose.thigh, THIGH)
    ankle = _along(knee, pose.thigh - pose.knee, SHIN)
    # The foot is held square to the shin.
    toe = _along(ankle, pose.thigh - pose.knee + 90, FOOT)
    return hip, knee, ankle, toe


def _arm(figure: Figure, shoulder: Point, opposite: Pose) -> Limb:
    """The arm on the other side from a leg, which swings with it."""
    upper = (opposite.thigh - 10) * figure.swing
    elbow = _along(shoulder, upper, UPPER_ARM)
    return shoulder, elbow, _along(elbow, upper + figure.elbow, FOREARM)


def _along(start: Point, forward: float, length: float) -> Point:
    """The point at a length from another, in a direction that lies so many degrees forward of straight down."""
    angle = radians(forward)
    if length < 0:
        # Upwards: forward is still to the right.
        return start[0] + sin(angle) * -length, start[1] + cos(angle) * -length
    return start[0] + sin(angle) * length, start[1] - cos(angle) * length
