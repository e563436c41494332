"""Sets of reps for the tests of the coach, written as times in seconds."""

from __future__ import annotations

from collections.abc import Sequence

from speedtimer.coach.reps import Back, Rep
from speedtimer.engine.events import Source
from speedtimer.plan import Kind, Section


def ms(seconds: float) -> int:
    return round(seconds * 1000)


def rep(
    number: int,
    split_s: float | None,
    of: int,
    *,
    metres: int | None = 200,
    source: Source = Source.MEASURED,
    trip_s: float | None = None,
    recovery_s: float | None = None,
    kind: Kind = Kind.EFFORT,
    section: Section = Section.MAIN,
    name: str | None = None,
    back: Back | None = None,
) -> Rep:
    return Rep(
        index=3 * number - 1,
        kind=kind,
        section=section,
        name=name or (f"{metres} m" if metres else "30 s uphill"),
        rep=number,
        of=of,
        distance_m=metres,
        ms=None if split_s is None else ms(split_s),
        source=source if split_s is not None else Source.UNTIMED,
        round_trip_ms=None if trip_s is None else ms(trip_s),
        recovery_ms=None if recovery_s is None else ms(recovery_s),
        back=back,
    )


def timed(splits_s: Sequence[float | None], metres: int = 200, source: Source = Source.MEASURED) -> tuple[Rep, ...]:
    """A set with the watch in hand; None for a rep that was done without a time."""
    return tuple(
        rep(number, split_s, len(splits_s), metres=metres, source=source) for number, split_s in enumerate(splits_s, 1)
    )


WALK: Back = ("Walk", 100)


def solo(
    trips_s: Sequence[float | None], metres: int = 200, estimated_s: float = 38.0, back: Back = WALK
) -> tuple[Rep, ...]:
    """A set run alone: every split is the same estimate, the round trips are what was measured."""
    return tuple(
        rep(number, estimated_s, len(trips_s), metres=metres, source=Source.ESTIMATED, trip_s=trip_s, back=back)
        for number, trip_s in enumerate(trips_s, 1)
    )


def pyramid(splits_s: Sequence[float | None], distances: Sequence[int] = (100, 150, 200, 150, 100)) -> tuple[Rep, ...]:
    return tuple(
        rep(number, split_s, len(distances), metres=metres)
        for number, (split_s, metres) in enumerate(zip(splits_s, distances, strict=True), 1)
    )


def without(reps: Sequence[Rep], *numbers: int) -> tuple[Rep, ...]:
    """The same set with reps skipped, which leaves no split."""
    return tuple(each for each in reps if each.rep not in numbers)
