"""What the judges of the five focuses are given, and what they find."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from speedtimer.coach.figures import Figure, counted
from speedtimer.coach.measured import Measures, Value, commonest_way
from speedtimer.coach.reps import Judged, Rep

EQUAL_MS: Final = 300
"""Less than 0.3 s apart counts as equal; 0.3 s itself does not. Ours: a hand on a watch errs by a tenth or two at
either end, so that a smaller difference may be none."""


class Plotted(StrEnum):
    """Which value of a rep a plot shows."""

    TIME = "ms"
    SPEED = "speed_mm_s"
    RECOVERY = "recovery_ms"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many reps were done, and of how many. asked: None where nobody knows."""

    done: int
    asked: int | None

    @property
    def all_done(self) -> bool | None:
        return None if self.asked is None else self.done >= self.asked

    @property
    def sentence(self) -> str:
        if self.asked is None or not self.done:
            return f"{counted(self.done, 'rep')} {'is' if self.done == 1 else 'are'} done."
        if self.done >= self.asked:
            few = {1: "The one rep is done.", 2: "Both reps are done."}
            return few.get(self.done, f"All {self.done} reps are done.")
        return f"{self.done} of {counted(self.asked, 'rep')} {'is' if self.done == 1 else 'are'} done."

    @property
    def figure(self) -> Figure:
        return Figure("reps done", self.done, "" if self.asked is None else f"of {self.asked}")


@dataclass(frozen=True, slots=True)
class Case:
    """What a verdict is made from. form: the athlete's own mark, 1 to 10."""

    judged: Judged
    measures: Measures
    tally: Tally
    form: int | None = None

    @property
    def reps(self) -> tuple[Rep, ...]:
        return self.judged.reps


@dataclass(frozen=True, slots=True)
class Finding:
    """What a judge has found. marks: a few words on single reps, by their number."""

    sentence: str
    figures: tuple[Figure, ...] = ()
    marks: dict[int, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    plotted: Plotted = Plotted.TIME


def comparable(case: Case) -> tuple[tuple[Value, ...], tuple[str, ...]]:
    """Return the values over the one distance, and by the one way back, that are compared, and a note where others are
    left out."""
    values = commonest_way(case.measures.values, case.measures.basis)
    others = [value.rep.distance_m for value in case.measures.values if value not in values]
    if not others or len(values) < 2:
        return values, ()
    metres = values[0].rep.distance_m
    left_out = f"{counted(len(others), 'rep')} %s {'is' if len(others) == 1 else 'are'} left out."
    if metres in others:
        return values, (f"Round trips are compared by one way back only: {left_out % 'by another'}",)
    return values, (f"Times are compared at one distance only, here {metres} m: {left_out % 'over another'}",)


def not_compared(case: Case, values: Sequence[Value]) -> Finding | None:
    """Say why nothing can be compared, or give None where at least two reps can."""
    if len(values) >= 2:
        return None
    if not values:
        return Finding(f"{case.tally.sentence} Nothing was measured, so nothing is said of the pace.")
    if len(case.measures.values) > 1:
        return Finding(f"{case.tally.sentence} No distance was run twice, so their times are not compared.")
    return Finding(f"{case.tally.sentence} Only one was measured, and it takes two to compare.")
