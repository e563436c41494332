"""What a session costs while it runs, and while it does not: goals 3, 4, 5 and 13.

    python -m tests.bench.running [--pairs N] [--seconds S] [--termdown PATH]

All programs run at the same time, each in a terminal of its own, and their CPU seconds are counted over the same
windows, so that whatever else the machine does falls on all alike. One window is from a GO on, as long as an effort of
30 s; `--seconds` makes the efforts shorter for a quick look (the last ten seconds of each still show tenths).
What memory a session takes on as it goes on is measured by `growth`.

termdown (GPL-3) is not among what the tests install: `pip install termdown==2.0.0` somewhere and give its path, or have
it on the PATH.
"""

from __future__ import annotations

import math
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from tests.bench.pairs import Goal, options, ratio, told
from tests.bench.watched import Watched, cpu_s, resident_mib
from tests.bench.workouts import written

SPEEDTIMER: Final = (sys.executable, "-m", "speedtimer", "run")
BARE: Final = (sys.executable, "-m", "tests.bench.bare")
MUTE: Final = ("--mute", "--lead-in", "4")
SETTLED_S: Final = 3.0
"""So long after everything has been started nothing is counted: start-up is another bench."""


@contextmanager
def all_started(folder: Path, effort_s: int, termdown: str | None) -> Iterator[dict[str, Watched]]:
    """Every program that is measured, by name, each in the state that it is measured in."""
    one = written(folder, "one", 2, "50 min")
    many = written(folder, "many", 500, f"{effort_s} s", "rest 1 s")
    short = written(folder, "short", 1, "5 s")
    commands = {
        "seconds": (*SPEEDTIMER, "own", *MUTE),
        "tenths": (*SPEEDTIMER, many, *MUTE, "--auto"),
        "first start": (*SPEEDTIMER, "own", *MUTE),
        "paused": (*SPEEDTIMER, one, *MUTE),
        "summary": (*SPEEDTIMER, short, *MUTE, "--speed", "20"),
        "bare at 10 Hz": (*BARE, "10"),
        "bare still": (*BARE, "still"),
        "bare + pydantic": (*BARE, "pydantic"),
    }
    if termdown is not None:
        commands["termdown"] = (termdown, "1h")
    with ExitStack() as stack:
        running: dict[str, Watched] = {}
        for name, command in commands.items():
            home = folder / name
            (home / "workouts").mkdir(parents=True)
            written(home / "workouts", "own", 2, "50 min")
            if name == "seconds":
                _started_before(command, home)
            running[name] = stack.enter_context(Watched(command, {"SPEEDTIMER_HOME": str(home)}))
        _bring_on(running)
        yield running


def _started_before(command: Sequence[str], home: Path) -> None:
    """Start it once, so that its plan is kept: all starts of a workout but the first are so, and load no pydantic."""
    with Watched(command, {"SPEEDTIMER_HOME": str(home)}) as once:
        once.when(b"Press Space to start")
        # And the shelf, which is read behind the first paint.
        time.sleep(SETTLED_S)


def _bring_on(running: Mapping[str, Watched]) -> None:
    for name in ("seconds", "first start", "tenths", "paused", "summary"):
        running[name].when(b"Press Space to start")
        running[name].type(" ")
    for name in ("seconds", "first start", "paused"):
        running[name].when(b"]2;RUN GO")
    running["paused"].type("p")
    running["paused"].when(b"Paused.")
    running["summary"].when(b"]2;DONE")
    # A press within 3 s of the end does not leave.
    time.sleep(4)
    _, drawn = running["summary"].type(" ")
    running["summary"].when(b"Splits", since=drawn)
    for name in ("bare at 10 Hz", "bare still", "bare + pydantic"):
        running[name].when(b"bare")
    time.sleep(SETTLED_S)


def used_in_windows(running: Mapping[str, Watched], windows: int, effort_s: int) -> dict[str, list[float]]:
    """The CPU seconds of each program in each window."""
    used: dict[str, list[float]] = {name: [] for name in running}
    for _ in range(windows):
        tenths = running["tenths"]
        go_ns = tenths.when(b"]2;RUN GO", since=len(tenths.drawn), patience_s=effort_s + 60)
        before = {name: cpu_s(program.pid) for name, program in running.items()}
        # Not quite to its end, which is a change of phase and no running effort.
        time.sleep((go_ns - time.monotonic_ns()) / 1e9 + effort_s - 0.1)
        for name, program in running.items():
            used[name].append(cpu_s(program.pid) - before[name])
    return used


def cpu_goals(used: Mapping[str, list[float]]) -> list[Goal]:
    """Goals 3, 4 and 5."""
    theirs = used.get("termdown")
    beside = math.nan if theirs is None else ratio(used["seconds"], theirs)
    missing = "" if theirs is not None else "give --termdown: it is not on the PATH"
    still = used["bare still"]
    return [
        Goal("3", "CPU in a running effort, seconds shown, over termdown", beside, 0.8, aside=missing),
        Goal(
            "4",
            "CPU with tenths in the last 10 s, over bare at 10 Hz",
            ratio(used["tenths"], used["bare at 10 Hz"]),
            0.7,
        ),
        Goal("5", "CPU paused, over bare still", ratio(used["paused"], still), 1.5),
        Goal("5", "CPU on the summary, over bare still", ratio(used["summary"], still), 1.5),
    ]


def main() -> int:
    parser = options(__doc__ or "")
    parser.add_argument("--seconds", type=int, default=30, help="length of a window (default 30)")
    parser.add_argument("--termdown", default=shutil.which("termdown"), help="path of termdown 2.0.0")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        with all_started(Path(folder), chosen.seconds, chosen.termdown) as running:
            used = used_in_windows(running, chosen.pairs, chosen.seconds)
            held = {name: resident_mib(running[name].pid) for name in ("seconds", "first start", "bare + pydantic")}
        for name, figures in used.items():
            print(f"{name:<16} {1000 * sum(figures) / len(figures) / chosen.seconds:8.2f} ms of CPU a second")
        print("memory:", ", ".join(f"{name} {mib:.1f} MiB" for name, mib in held.items()))
    rss, first = (held[name] / held["bare + pydantic"] for name in ("seconds", "first start"))
    what = "memory running, without the sound's process, over bare + pydantic"
    memory = Goal("13", what, rss, 1.35, aside=f"{first:.2f} where the workout had to be read")
    return told([*cpu_goals(used), memory])


if __name__ == "__main__":
    sys.exit(main())
