"""The verdict on a `pyramid` session: the way down against the way up, each at the same distance."""

from __future__ import annotations

from collections.abc import Sequence

from speedtimer.coach.figures import Figure, apart, difference, listed, metres_a_second, seconds
from speedtimer.coach.finding import EQUAL_MS, Case, Finding, Plotted
from speedtimer.coach.measured import Basis, Value, speed_mm_s, way_of

Pair = tuple[Value, Value]
"""The same distance on the way up and on the way down."""


def judge(case: Case) -> Finding:
    """Find how the reps on the way down compare with their mirror images on the way up."""
    values = case.measures.values
    speeds = [speed for value in values if (speed := speed_mm_s(value.rep)) is not None]
    by_split = case.measures.basis is Basis.SPLITS
    plotted = Plotted.SPEED if by_split else Plotted.TIME
    fastest = (metres_a_second("fastest", max(speeds)),) if speeds and by_split else ()
    marks = {rep.number: _leg(rep.rep, rep.of) for rep in case.reps}
    pairs = pairs_of(values, case.measures.basis)
    if not pairs:
        why = (
            "Nothing was measured, so nothing is said of the pace."
            if not values
            else "No distance was measured both on the way up and on the way down."
        )
        return Finding(f"{case.tally.sentence} {why}", fastest, marks, plotted=plotted)
    return Finding(_sentence(pairs, case.measures.ending), (*_figures(pairs), *fastest), marks, plotted=plotted)


def pairs_of(values: Sequence[Value], basis: Basis) -> tuple[Pair, ...]:
    """Pair each rep on the way up with its mirror image, where both were measured: in five reps 1 with 5, 2 with 4."""
    pairs = []
    for place, up in enumerate(values):
        down = _mirror(up, values[place + 1 :])
        if down is not None and way_of(up.rep, basis) == way_of(down.rep, basis):
            pairs.append((up, down))
    return tuple(pairs)


def _mirror(up: Value, later: Sequence[Value]) -> Value | None:
    """Find the mirror image of a rep among those after it, as far as they are of the same pyramid."""
    mirrored = up.rep.of + 1 - up.rep.rep
    for value in later:
        if value.rep.rep <= up.rep.rep:
            return None
        if value.rep.rep == mirrored:
            return value if (up.rep.of, up.rep.distance_m) == (value.rep.of, value.rep.distance_m) else None
    return None


def _sentence(pairs: Sequence[Pair], ending: str) -> str:
    gains = [up.ms - down.ms for up, down in pairs]
    over = [f"over {up.rep.distance_m} m" for up, _ in pairs]
    if all(abs(gain) < EQUAL_MS for gain in gains):
        return f"As fast on the way down as on the way up, {listed(over)}{ending}."
    by = listed([f"{apart(gain)} {where}" for gain, where in zip(gains, over, strict=True)])
    if all(gain >= EQUAL_MS for gain in gains):
        return f"Faster on the way down: by {by}{ending}."
    if all(gain <= -EQUAL_MS for gain in gains):
        return f"Slower on the way down: by {by}{ending}. Less on the way up would leave more for it."
    parts = listed([f"{_compared(gain)} {where}" for gain, where in zip(gains, over, strict=True)])
    return f"On the way down you were {parts}{ending}."


def _compared(gain_ms: int) -> str:
    if abs(gain_ms) < EQUAL_MS:
        return "as fast"
    return f"{apart(gain_ms)} {'faster' if gain_ms > 0 else 'slower'}"


def _figures(pairs: Sequence[Pair]) -> tuple[Figure, ...]:
    figures: list[Figure] = []
    for up, down in pairs:
        metres = f"{up.rep.distance_m} m"
        figures += [
            seconds(f"{metres} up", up.ms),
            seconds(f"{metres} down", down.ms),
            difference(f"{metres} down against up", down.ms - up.ms),
        ]
    up_ms, down_ms = (sum(pair[leg].ms for pair in pairs) for leg in (0, 1))
    figures += [seconds("way up", up_ms), seconds("way down", down_ms), difference("down against up", down_ms - up_ms)]
    return tuple(figures)


def _leg(rep: int, of: int) -> str:
    mirrored = of + 1 - rep
    return "up" if rep < mirrored else "top" if rep == mirrored else "down"
