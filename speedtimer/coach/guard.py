"""The form guard: in an `even` session, two slow efforts running are a reason to think of stopping.

It advises and never decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from speedtimer.actions import DEFAULT_KEYS
from speedtimer.coach.figures import rep_numbers, said
from speedtimer.coach.measured import BY, Basis, Value, measure, middle_ms, read, way_of
from speedtimer.coach.reps import Rep, judged

FOCUS: Final = "even"

SLOWER_PERCENT: Final = 5
"""More than this slower than the first three is slow; exactly this is not. The issue's; at 38 s it is 1.9 s."""

FIRST: Final = 3
RUNNING: Final = 2


@dataclass(frozen=True, slots=True)
class Advice:
    """What the recovery screen says. slow: the numbers of the reps; first_ms: the median that they are held against;
    key: the one for `enough`."""

    sentence: str
    basis: Basis
    slow: tuple[int, ...]
    first_ms: int
    key: str


def form_guard(reps: Sequence[Rep], focus: str, key: str = DEFAULT_KEYS["enough"][0]) -> Advice | None:
    """Look at the reps so far, and give advice while the latest two that were measured are slow; else None.

    The rep just done may have no value yet: its round trip is known only back at the line. Any other rep without a
    value between the two parts them. Only reps over the distance of the latest are compared, in round trips by the same
    way back.

    Args:
        reps: those of the session so far, as `reps_of` gives them.
        focus: the workout's; only `even` has a guard.
        key: what gives `enough` in this session.
    """
    if focus != FOCUS:
        return None
    so_far = judged(reps, focus).reps
    basis = measure(so_far).basis
    if basis is Basis.NOTHING:
        return None
    if BY[basis](so_far[-1]) is None:
        so_far = so_far[:-1]
    latest = read(so_far[-RUNNING:], basis)
    if len(latest) < RUNNING or len({way_of(value.rep, basis) for value in latest}) != 1:
        return None
    way = way_of(latest[0].rep, basis)
    alike = [value for value in read(so_far, basis) if way_of(value.rep, basis) == way]
    if len(alike) < FIRST:
        return None
    first_ms = middle_ms(alike[:FIRST])
    if not all(is_slow(value.ms, first_ms) for value in latest):
        return None
    return _advice(latest, first_ms, basis, key)


def is_slow(ms: int, first_ms: int) -> bool:
    """Whether a time is more than SLOWER_PERCENT slower than the median of the first."""
    return ms * 100 > first_ms * (100 + SLOWER_PERCENT)


def _advice(latest: Sequence[Value], first_ms: int, basis: Basis, key: str) -> Advice:
    numbers = tuple(value.number for value in latest)
    times = " and ".join(said(value.ms) for value in latest)
    trips = ", each with the way back in it" if basis is Basis.ROUND_TRIPS else ""
    sentence = (
        f"{rep_numbers(numbers).capitalize()} took {times}, over {SLOWER_PERCENT} % more than your first three "
        f"({said(first_ms)}{trips}). Consider enough ({key}): the warm-down comes next, and what you have done counts."
    )
    return Advice(sentence, basis, numbers, first_ms, key)
