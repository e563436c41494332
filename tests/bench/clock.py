"""How true the clock on the screen is: goal 9.

    python -m tests.bench.clock [--minutes M] [--stop S]

One long effort runs in a terminal, in real time. Its clock stands in the window's title, which is drawn anew each
second: how far behind its moment each second comes is the clock's error. Then the process is stopped for ten seconds
and told to go on, the time away is counted, and the clock is looked at again: it has to be where it would have been.
How exactly ends are met and cues told is another bench's, `tests.bench.real_clock`.
"""

from __future__ import annotations

import argparse
import re
import signal
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.pairs import Goal, median, told
from tests.bench.running import SPEEDTIMER
from tests.bench.watched import Watched
from tests.bench.workouts import written

LEAD_IN_S = 4
REACH_MS = 50
AFTER_S = 15
"""So long the clock is looked at after the stop."""


def errors_ms(program: Watched, zero_ns: float, length_s: int, since: int) -> list[float]:
    """How late each second was drawn. zero_ns: when the effort began."""
    late = []
    for shown in re.finditer(rb"\]2;RUN (\d+):(\d\d) ", bytes(program.drawn)):
        if shown.start() < since:
            continue
        left_s = int(shown[1]) * 60 + int(shown[2])
        due_ns = zero_ns + (length_s - left_s) * 1e9
        late.append((program.moment(shown.end()) - due_ns) / 1e6)
    return late


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10, help="how long the clock runs first (default 10)")
    parser.add_argument("--stop", type=float, default=10, help="seconds that the process is stopped for (default 10)")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        workout = written(Path(folder), "long", 1, "50 min")
        command = (*SPEEDTIMER, workout, "--mute", "--lead-in", str(LEAD_IN_S))
        with Watched(command, {"SPEEDTIMER_HOME": folder}) as program:
            program.when(b"Press Space to start")
            time.sleep(1)
            pressed_ns, _ = program.type(" ")
            zero_ns = pressed_ns + LEAD_IN_S * 1e9
            program.when(b"]2;RUN GO")
            time.sleep(chosen.minutes * 60)
            before = errors_ms(program, zero_ns, 50 * 60, 0)
            program.signal(signal.SIGSTOP)
            time.sleep(chosen.stop)
            stopped = len(program.drawn)
            program.signal(signal.SIGCONT)
            program.when(b"You were away", since=stopped)
            _, counted = program.type("c")
            program.when(b"]2;RUN ", since=counted)
            # The first one drawn stands in the middle of its second.
            begun = len(program.drawn)
            time.sleep(AFTER_S)
            after = errors_ms(program, zero_ns, 50 * 60, begun)
    # Of the first ten the first is GO's end, which a whole second is no part of.
    early, late = before[1:11], before[-10:]
    print(f"{len(before)} seconds; of the first ten {median(early):.1f} ms late, of the last ten {median(late):.1f} ms")
    return told(
        [
            Goal("9", f"clock error after {chosen.minutes:g} min", max(map(abs, late)), REACH_MS, "ms"),
            Goal("9", "growth of the error meanwhile", median(late) - median(early), 5, "ms"),
            Goal("9", f"clock error after {chosen.stop:g} s of SIGSTOP", max(map(abs, after)), REACH_MS, "ms"),
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
