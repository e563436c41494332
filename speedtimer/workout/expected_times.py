"""How long work over a distance is expected to take, and where that is known from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from speedtimer.plan import Kind
from speedtimer.rules import Paces

LATEST: Final = 5
"""How many splits a median is taken of."""

JOG_MM_S: Final = 2_500
"""A jog over a distance: 2.5 m/s, 6:40 a kilometre. Ours."""

JOG_TOP_MM_S: Final = 5_000
"""Faster than this it was no jog. Ours."""

Taught = Mapping[tuple[Kind, int], Sequence[int]]
"""Splits that teach, by kind and metres: milliseconds, newest first."""


class Known(StrEnum):
    """Where an expected time is known from."""

    HISTORY = "history"
    SETTINGS = "settings"
    OURS = "ours"
    RIEGEL = "riegel"


@dataclass(frozen=True, slots=True)
class Expected:
    """An expected time in milliseconds, at least 1, and where it is known from.

    nearest_m: the listed distance that Riegel's formula went out from, None where it did not; told along only, so that
    two times known alike are equal.
    """

    ms: int
    known: Known
    nearest_m: int | None = field(default=None, compare=False)


def expected(kind: Kind, distance_m: int, paces: Paces, taught: Taught) -> Expected:
    """Return how long a drill, a stride or an effort over a distance should take.

    The median of the last five splits that teach; else the time that the paces list for the distance; else the one
    for the nearest distance listed, of two as near the shorter one's, by Riegel's formula.
    """
    if splits := taught.get((kind, distance_m)):
        return Expected(_median(splits[:LATEST]), Known.HISTORY)
    listed = _listed(kind, paces)
    if distance_m in listed:
        is_ours = _listed(kind, Paces()).get(distance_m) == listed[distance_m]
        return Expected(listed[distance_m], Known.OURS if is_ours else Known.SETTINGS)
    nearest_m = min(sorted(listed), key=lambda metres: abs(metres - distance_m))
    exponent = paces.riegel_permille / 1000
    ms = max(1, round(listed[nearest_m] * (distance_m / nearest_m) ** exponent))
    return Expected(ms, Known.RIEGEL, nearest_m)


def way_ms(distance_m: int, speed_mm_s: int) -> int:
    """Return how long a way takes at a speed, in whole milliseconds, a part of one counted as a whole."""
    return -(-distance_m * 1_000_000 // speed_mm_s)


def _listed(kind: Kind, paces: Paces) -> dict[int, int]:
    """The listed times of a kind: those of the settings, and ours for the distances that they leave out."""

    def of(which: Paces) -> tuple[tuple[int, int], ...]:
        return {Kind.DRILL: which.drill_ms, Kind.STRIDE: which.stride_ms}.get(kind, which.effort_ms)

    return {**dict(of(Paces())), **dict(of(paces))}


def _median(splits: Sequence[int]) -> int:
    """The middle one; of an even number the mean of the middle two, cut to the millisecond."""
    ordered = sorted(splits)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) // 2
