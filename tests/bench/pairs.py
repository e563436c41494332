"""What every bench shares: ways tried in turn within one run, medians, ratios, and a table of goals met or not.

Times of one run on a shared machine mean little; two things done in turn, each right after the other, are slowed down
alike, so that their ratio holds. The order changes from pair to pair, since the second of two is a little warmer.
"""

from __future__ import annotations

import argparse
import math
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]

PAIRS: Final = 9
"""As many pairs as a figure that is quoted takes at least."""


@dataclass(frozen=True, slots=True)
class Goal:
    """One line of the table. number: the goal's, as in .github/docs/performance.md. measured, reach: in unit, which is
    `x` for a ratio; measured may be NaN where it could not be measured. aside: what else is worth knowing."""

    number: str
    what: str
    measured: float
    reach: float
    unit: str = "x"
    aside: str = ""

    @property
    def met(self) -> bool:
        return self.measured <= self.reach


def options(description: str, *, pairs: int = PAIRS) -> argparse.ArgumentParser:
    """Give a parser for `--pairs`, the one option that every bench has."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("--pairs", type=int, default=pairs, help=f"how often each is measured (default {pairs})")
    return parser


def in_turn(pairs: int, ways: Mapping[str, Callable[[], float]]) -> dict[str, list[float]]:
    """Measure each way so many times, one after the other and in changing order; first once without counting it."""
    for way in ways.values():
        way()
    found: dict[str, list[float]] = {name: [] for name in ways}
    for pair in range(pairs):
        for name in list(ways)[:: 1 if pair % 2 == 0 else -1]:
            found[name].append(ways[name]())
    return found


def median(figures: Sequence[float]) -> float:
    """The middle one; NaN of none."""
    ordered = sorted(figures)
    if not ordered:
        return math.nan
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


def p99(figures: Sequence[float]) -> float:
    """The one that 99 of 100 do not exceed; of fewer than 100 the largest; NaN of none."""
    ordered = sorted(figures)
    return ordered[math.ceil(0.99 * len(ordered)) - 1] if ordered else math.nan


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The median of what each pair comes to."""
    return median([our / their for our, their in zip(ours, theirs, strict=True)])


def told(goals: Sequence[Goal]) -> int:
    """Print the table. Give the exit code: 0 when every goal is met."""
    print(f"\n{'goal':<5} {'what':<64} {'measured':>10} {'reach':>8}")
    for goal in goals:
        verdict = "not measured" if math.isnan(goal.measured) else "met" if goal.met else "NOT MET"
        aside = f"  ({goal.aside})" if goal.aside else ""
        measured = f"{goal.measured:.2f} {goal.unit}"
        print(f"{goal.number:<5} {goal.what:<64} {measured:>10} {goal.reach:>6g} {goal.unit:<3} {verdict}{aside}")
    return 0 if all(goal.met for goal in goals) else 1


def clean_environment() -> dict[str, str]:
    """The environment as a runner has it: compiled modules are kept, and the terminal shows all colours."""
    left_out = ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "NO_COLOR", "TEXTUAL_FPS", "SPEEDTIMER_HOME")
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    return kept | {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}


@contextmanager
def burning(*, on: bool = True) -> Iterator[None]:
    """Keep every core at work."""
    cores = os.cpu_count() or 1
    burners = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(cores) if on]
    try:
        yield
    finally:
        for burner in burners:
            burner.kill()
            burner.wait()
