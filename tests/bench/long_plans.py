"""How long a workout of ten thousand steps takes to be checked, unrolled and simulated: goal 14.

    python -m tests.bench.long_plans [--pairs N]

The same is done with half as many steps: twice the steps may take twice the time, and not four times.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from speedtimer.app.planner import prepare
from speedtimer.plan import Plan
from speedtimer.rules import Rules
from speedtimer.runtime.simulate import simulate
from speedtimer.workout.reader import check
from tests.bench.pairs import Goal, in_turn, median, options, ratio, told
from tests.bench.workouts import written

STEPS: Final = 10_000
PER_REP: Final = 3
"""A lead-in, the effort and its recovery."""

LINEAR: Final = 2.5
"""What twice the steps may cost; work that grows with the square would cost four times as much."""


def timed(act: Callable[[], object]) -> float:
    begun_s = time.process_time()
    act()
    return time.process_time() - begun_s


def run_through(plan: Plan) -> int:
    return sum(1 for _ in simulate(plan, Rules()))


def main() -> int:
    chosen = options(__doc__ or "").parse_args()
    goals = []
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SPEEDTIMER_HOME"] = folder
        whole = Path(written(Path(folder), "whole", STEPS // PER_REP, "100 m", "walk back"))
        half = Path(written(Path(folder), "half", STEPS // PER_REP // 2, "100 m", "walk back"))
        print(f"{len(prepare(whole).steps)} steps, and {len(prepare(half).steps)}")
        acts: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
            "check": (partial(check, whole), partial(check, half)),
            "unroll": (partial(prepare, whole), partial(prepare, half)),
            "simulate": (partial(run_through, prepare(whole)), partial(run_through, prepare(half))),
        }
        for name, (of_all, of_half) in acts.items():
            times = in_turn(chosen.pairs, {"whole": partial(timed, of_all), "half": partial(timed, of_half)})
            goals.append(Goal("14", f"{name} {STEPS} steps, CPU", median(times["whole"]), 1, "s"))
            goals.append(Goal("14", f"{name}: over half as many", ratio(times["whole"], times["half"]), LINEAR))
    return told(goals)


if __name__ == "__main__":
    sys.exit(main())
