"""How soon a long history is on the screen: goal 12.

    python -m tests.bench.many_sessions [--pairs N] [--sessions N]

Two homes, one with twenty sessions and one with a hundred thousand. In each the library is opened in a terminal, and
from the key that asks for the history it is timed until the list is painted.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from tests.bench.pairs import Goal, in_turn, median, options, ratio, told
from tests.bench.watched import Watched
from tests.tui.test_history import copied

FEW: Final = 20
MANY: Final = 100_000
LIBRARY: Final = (sys.executable, "-m", "speedtimer")


def made(folder: Path, sessions: int) -> Path:
    """A home with so many sessions."""
    home = folder / str(sessions)
    home.mkdir()
    os.environ["SPEEDTIMER_HOME"] = str(home)
    copied(sessions)
    return home


def opened_ms(home: Path) -> float:
    """From the key to the list."""
    with Watched(LIBRARY, {"SPEEDTIMER_HOME": str(home)}) as program:
        program.when(b"8 x 200 m")
        time.sleep(1)
        at_ns, drawn = program.type("\t")
        return (program.when(b"2026-11-22", since=drawn) - at_ns) / 1e6


def main() -> int:
    parser = options(__doc__ or "")
    parser.add_argument("--sessions", type=int, default=MANY, help=f"how many are many (default {MANY})")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        few, many = made(Path(folder), FEW), made(Path(folder), chosen.sessions)
        times = in_turn(chosen.pairs, {"few": lambda: opened_ms(few), "many": lambda: opened_ms(many)})
    print(f"{FEW}: {median(times['few']):.1f} ms, {chosen.sessions}: {median(times['many']):.1f} ms")
    measured = ratio(times["many"], times["few"])
    return told([Goal("12", f"history of {chosen.sessions}: key to painted, over {FEW}", measured, 1.3)])


if __name__ == "__main__":
    sys.exit(main())
