"""The geometry of a standard track: where a rep ends that starts at the laptop, and how far the straight way back is.

A lap is two straights of 84.39 m and two bends of radius 36.50 m; it is measured along a line 0.30 m out from the
kerb, which makes it 400.00 m (World Athletics, Track and Field Facilities Manual, the 400 m standard track). Places are
metres from the corner where a straight begins, x along that straight in the running direction, y into the infield.
"""

from __future__ import annotations

from math import cos, dist, pi, sin
from typing import Final

from speedtimer.plan import ByDistance, Kind, Step

STRAIGHT_M: Final = 84.39
RADIUS_M: Final = 36.50 + 0.30
BEND_M: Final = pi * RADIUS_M
LAP_M: Final = 2 * (STRAIGHT_M + BEND_M)

START_M: Final = 8
"""How far into a straight the laptop stands, so that half a lap on the way back is about 100 m."""

LEAST_M: Final = 100
"""Shorter reps are run out and back on a straight."""

Point = tuple[float, float]


def point(along_m: float) -> Point:
    """Where one is after so many metres along the lap, which begins where a straight does and turns left."""
    half, rest = divmod(along_m % LAP_M, STRAIGHT_M + BEND_M)
    if rest < STRAIGHT_M:
        x, y = rest, 0.0
    else:
        angle = (rest - STRAIGHT_M) / RADIUS_M
        x, y = STRAIGHT_M + RADIUS_M * sin(angle), RADIUS_M * (1 - cos(angle))
    # The second half of the lap is the first, turned about the middle of the infield.
    return (STRAIGHT_M - x, 2 * RADIUS_M - y) if half else (x, y)


def way_back_m(start_m: float, rep_m: float) -> float:
    """The straight way back to the start after a rep that begins start_m into a straight."""
    return dist(point(start_m), point(start_m + rep_m))


def reps_on_a_track(steps: tuple[Step, ...]) -> tuple[int, ...]:
    """The lengths of the efforts in metres, each once, where a track is the place for them: all over a distance, from
    100 m to less than a lap. Otherwise none."""
    efforts = [step.ends for step in steps if step.kind is Kind.EFFORT]
    lengths = {ends.distance_m for ends in efforts if isinstance(ends, ByDistance)}
    fits = all(isinstance(ends, ByDistance) for ends in efforts) and all(LEAST_M <= m < LAP_M - 1 for m in lengths)
    return tuple(sorted(lengths)) if fits else ()
