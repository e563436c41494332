"""What a long history costs: its first page, the commands that look back, and the room it takes.

    python -m tests.bench.history [--pairs N] [--sessions N]

Two homes of copies, one with twenty sessions and one with ten thousand, half of them with the watch in hand and half
alone. The reading of a page and of the weeks is timed within one process, `verdict` and `paces` as processes of their
own, in both homes in turn. A page is of fifty sessions, so that with twenty it is shorter by itself. How soon the
screen has it is timed by `tests.bench.many_sessions`; by which indexes each query goes is a test, in
tests/records/test_history.py.
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
from speedtimer.app.review import Review
from speedtimer.records import database
from speedtimer.records.session import Ending
from tests.bench.pairs import Goal, in_turn, median, options, ratio, told
from tests.bench.start_up import SPEEDTIMER, Call
from tests.records.sessions import copy_newest, driven, keep, presses
from tests.tui.kept import given, timed_200s
from tests.tui.rehearsal import MAIN_ONLY

FEW: Final = 20
MANY: Final = 10_000


def made(folder: Path, sessions: int) -> Path:
    """A home with so many sessions: 8 x 200 m, first alone, then with the watch in hand."""
    home = folder / str(sessions)
    home.mkdir()
    alone = prepare("8x200m", sections=MAIN_ONLY)
    # GO ten seconds after each press, the effort 38 s by the clock, and back at the line 90 s after the press before.
    trips = driven(alone, *presses(*range(0, 8 * 90, 90))).advance(1_000_000)[0]
    keep(home, alone, trips, Ending.COMPLETED)
    copy_newest(home, sessions // 2)
    held = timed_200s()
    keep(home, held, driven(held, *given([40, 39, 39, 38, 38, 39, 39, 40])), Ending.COMPLETED)
    copy_newest(home, sessions)
    return home


def read_ms(home: Path, read: Callable[[], object]) -> float:
    """One reading, with the opening of the file."""
    os.environ["SPEEDTIMER_HOME"] = str(home)
    begun = time.perf_counter()
    read()
    return (time.perf_counter() - begun) * 1000


def main() -> int:
    parser = options(__doc__ or "")
    parser.add_argument("--sessions", type=int, default=MANY, help=f"how many are many (default {MANY})")
    chosen = parser.parse_args()
    past = Review()
    ways: dict[str, tuple[Callable[[Path], float], float]] = {
        "first page": (lambda home: read_ms(home, past.page), 3),
        "weeks": (lambda home: read_ms(home, past.weeks), 3),
        "verdict": (lambda home: Call((*SPEEDTIMER, "verdict"), home)(), 1.5),
        "paces": (lambda home: Call((*SPEEDTIMER, "paces"), home)(), 1.5),
    }
    goals = []
    with tempfile.TemporaryDirectory() as folder:
        few, many = made(Path(folder), FEW), made(Path(folder), chosen.sessions)
        size = (many / database.FILE_NAME).stat().st_size
        for name, (way, reach) in ways.items():
            times = in_turn(chosen.pairs, {"few": partial(way, few), "many": partial(way, many)})
            of_few, of_many = median(times["few"]), median(times["many"])
            print(f"{name}: {of_few:.1f} ms of {FEW}, {of_many:.1f} ms of {chosen.sessions}")
            if name == "first page":
                goals.append(Goal("12", f"{name} of {chosen.sessions}", of_many, 200, "ms"))
            over = ratio(times["many"], times["few"])
            goals.append(Goal("12", f"{name} of {chosen.sessions}, over {FEW}", over, reach))
    print(f"{size / 1e6:.1f} MB, {size / chosen.sessions:.0f} bytes a session")
    return told(goals)


if __name__ == "__main__":
    sys.exit(main())
