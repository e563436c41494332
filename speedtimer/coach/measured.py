"""What was really measured: the value that a rep is judged by, and what it rests on. Estimates are never used."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median
from typing import Final

from speedtimer.coach.reps import Back, Rep
from speedtimer.engine.events import Source
from speedtimer.rules import Guards

Way = tuple[int | None, Back | None]
"""A distance, and the way back from it where that is part of what was measured."""

TRUSTED: Final = frozenset({Source.MEASURED, Source.TYPED})
"""A press of who held the watch, or a time corrected by hand. `exact` is the plan's length, not the athlete's time."""


class Basis(StrEnum):
    """What figures rest on. DONE: on what was done alone, where times are not what it is about."""

    SPLITS = "splits"
    ROUND_TRIPS = "round_trips"
    DONE = "done"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Value:
    """A rep and the milliseconds it is judged by."""

    rep: Rep
    ms: int

    @property
    def number(self) -> int:
        return self.rep.number


@dataclass(frozen=True, slots=True)
class Measures:
    """All that was measured of a set, on one basis. of: how many reps were done, measured or not."""

    basis: Basis
    values: tuple[Value, ...]
    of: int

    @property
    def rests_on(self) -> str:
        """Say in a sentence what the figures rest on."""
        count = f"{len(self.values)} of {self.of} rep{'' if self.of == 1 else 's'}"
        if self.basis is Basis.SPLITS:
            return f"This rests on splits, measured or typed: {count}."
        if self.basis is Basis.ROUND_TRIPS:
            return f"This rests on round trips, from GO to back at the line, so the way back is in them: {count}."
        return "Nothing was measured, and estimates are not judged."

    @property
    def ending(self) -> str:
        """What a sentence adds where the times in it are no splits; begins with a comma."""
        return ", by round trip" if self.basis is Basis.ROUND_TRIPS else ""


def split_of(rep: Rep) -> int | None:
    """Return a rep's split in milliseconds if it was measured over a distance or typed, else None. What nobody can run,
    typed by a slip say, is no split to judge by."""
    if not rep.distance_m or not rep.ms or rep.source not in TRUSTED:
        return None
    return None if Guards().nobody_runs(rep.distance_m, rep.ms) else rep.ms


def round_trip_of(rep: Rep) -> int | None:
    """Give the round trip of a rep over a distance in milliseconds, None where there is none."""
    return rep.round_trip_ms or None if rep.distance_m else None


BY: Final[dict[Basis, Callable[[Rep], int | None]]] = {
    Basis.SPLITS: split_of,
    Basis.ROUND_TRIPS: round_trip_of,
    Basis.DONE: lambda _: None,
    Basis.NOTHING: lambda _: None,
}
"""How a rep is read on each basis."""


def measure(reps: Sequence[Rep]) -> Measures:
    """Choose one basis for the whole set and read every rep on it, so that like is compared with like.

    Splits where more than half of the reps have one, or no fewer than have a round trip; else round trips.
    """
    basis = _basis(reps)
    return Measures(basis, read(reps, basis), len(reps))


def read(reps: Iterable[Rep], basis: Basis) -> tuple[Value, ...]:
    """Read reps on a given basis; those without a value are left out."""
    return tuple(Value(rep, ms) for rep in reps if (ms := BY[basis](rep)) is not None)


def way_of(rep: Rep, basis: Basis) -> Way:
    """Return what two reps have to share for their values to be compared: the distance, and in round trips the way
    back."""
    return rep.distance_m, rep.back if basis is Basis.ROUND_TRIPS else None


def commonest_way(values: Sequence[Value], basis: Basis) -> tuple[Value, ...]:
    """Return the values that can be compared with most others, of several such groups the one run first."""
    if not values:
        return ()
    ways = [way_of(value.rep, basis) for value in values]
    chosen = max(dict.fromkeys(ways), key=ways.count)
    return tuple(value for value, way in zip(values, ways, strict=True) if way == chosen)


def middle_ms(values: Iterable[Value]) -> int:
    """The median in milliseconds; of an even number the mean of the middle two, cut. At least one is needed."""
    return int(median(value.ms for value in values))


def speed_mm_s(rep: Rep) -> int | None:
    """Give a rep's speed in millimetres a second. Only a split has one: a round trip is two ways at two speeds."""
    ms = split_of(rep)
    return None if ms is None or rep.distance_m is None else rep.distance_m * 1_000_000 // ms


def _basis(reps: Sequence[Rep]) -> Basis:
    splits = sum(split_of(rep) is not None for rep in reps)
    trips = sum(round_trip_of(rep) is not None for rep in reps)
    if splits and (2 * splits > len(reps) or splits >= trips):
        return Basis.SPLITS
    return Basis.ROUND_TRIPS if trips else Basis.NOTHING
