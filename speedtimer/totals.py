"""What a plan adds up to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from speedtimer.plan import ByDistance, ByTime, Kind, Step, estimate_ms


@dataclass(frozen=True, slots=True)
class Totals:
    """What a plan adds up to. Efforts alone are counted; estimates take in every step, lead-ins too."""

    efforts: int
    effort_m: int
    effort_ms: int
    estimated_min_ms: int
    estimated_max_ms: int


def add_up(steps: Iterable[Step]) -> Totals:
    """Add up a plan: efforts, their metres (those by distance) and milliseconds (those by time), and its length."""
    efforts = effort_m = effort_ms = min_ms = max_ms = 0
    for step in steps:
        shortest_ms, longest_ms = estimate_ms(step.ends)
        min_ms, max_ms = min_ms + shortest_ms, max_ms + longest_ms
        if step.kind is Kind.EFFORT:
            efforts += 1
            effort_m += step.ends.distance_m if isinstance(step.ends, ByDistance) else 0
            effort_ms += step.ends.length_ms if isinstance(step.ends, ByTime) else 0
    return Totals(efforts, effort_m, effort_ms, min_ms, max_ms)
