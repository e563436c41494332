"""What a long shelf of own workouts costs: goal 18.

    python -m tests.bench.shelf [--pairs N] [--workouts N]

`list` as a process of its own, in turn over a shelf on which nothing was touched, one on which a file was touched that
says what it said, and one on which a file says something else. Each list before it saw the shelf as it was.
"""

from __future__ import annotations

import os
import sys
import tempfile
from itertools import count
from pathlib import Path
from typing import Final

from tests.bench.pairs import Goal, in_turn, median, options, ratio, told
from tests.bench.start_up import SPEEDTIMER, Call
from tests.bench.workouts import written

MANY: Final = 5_000


def shelf(home: Path, workouts: int) -> Path:
    """Fill a home with so many own workouts. Give the one that will be touched."""
    folder = home / "workouts"
    folder.mkdir(parents=True)
    for number in range(workouts):
        written(folder, f"own-{number:05}", 2 + number % 9, f"{100 + number % 300} m", "walk back")
    return folder / f"own-{workouts // 2:05}.yaml"


def goals(home: Path, workouts: int, pairs: int) -> list[Goal]:
    """Goal 18, for a file touched and for one changed."""
    touched, numbers = shelf(home, workouts), count(2)

    def touch() -> None:
        os.utime(touched)

    def change() -> None:
        written(touched.parent, touched.stem, next(numbers), "200 m", "walk back")

    command = (*SPEEDTIMER, "list")
    calls = {
        "none": Call(command, home),
        "touched": Call(command, home, touch),
        "changed": Call(command, home, change),
    }
    times = in_turn(pairs, dict(calls))
    found = []
    for name in ("touched", "changed"):
        cpu = ratio(calls[name].cpu[1:], calls["none"].cpu[1:])
        aside = f"{median(times[name]):.0f} ms, CPU {cpu:.2f}"
        what = f"list of {workouts} own workouts, one {name}, over none"
        found.append(Goal("18", what, ratio(times[name], times["none"]), 1.3, aside=aside))
    return found


def main() -> int:
    parser = options(__doc__ or "")
    parser.add_argument("--workouts", type=int, default=MANY, help=f"how many there are (default {MANY})")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return told(goals(Path(folder), chosen.workouts, chosen.pairs))


if __name__ == "__main__":
    sys.exit(main())
