"""How long the program takes to be there: goals 1 and 2.

    python -m tests.bench.start_up [--pairs N]

Each start is a process of its own. On the screen it is timed from its start to the first line that it draws, and to the
plan, beside a bare Textual app to its text; without one from its start to its end, beside a Python that does nothing.
The ratio of CPU time stands in brackets: it holds on a busy machine too.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.bench.pairs import ROOT, Goal, clean_environment, in_turn, options, ratio, told
from tests.bench.watched import Watched, cpu_s

SPEEDTIMER: Final = (sys.executable, "-m", "speedtimer")
RUN: Final = (*SPEEDTIMER, "run", "8x200m", "--mute")
BARE: Final = (sys.executable, "-m", "tests.bench.bare", "still")
NOTHING: Final = (sys.executable, "-c", "pass")


@dataclass
class Start:
    """One program that draws. texts: by name, what it draws; times_ms: by name, when; cpu: CPU seconds up to then."""

    command: Sequence[str]
    texts: dict[str, bytes]
    home: Path
    times_ms: dict[str, list[float]] = field(default_factory=dict)
    cpu: dict[str, list[float]] = field(default_factory=dict)

    def __call__(self) -> float:
        with Watched(self.command, {"SPEEDTIMER_HOME": str(self.home)}) as program:
            for name, text in self.texts.items():
                at_ns = program.when(text)
                self.times_ms.setdefault(name, []).append((at_ns - program.begun_ns) / 1e6)
                self.cpu.setdefault(name, []).append(cpu_s(program.pid))
        return 0.0

    def counted(self, name: str) -> list[float]:
        """The times of all but the first start, which warms up."""
        return self.times_ms[name][1:]

    def counted_cpu(self, name: str) -> list[float]:
        return self.cpu[name][1:]


@dataclass
class Call:
    """One command that ends by itself. before: what is done each time before it starts."""

    command: Sequence[str]
    home: Path
    before: Callable[[], None] = lambda: None
    cpu: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        self.before()
        env = {**clean_environment(), "SPEEDTIMER_HOME": str(self.home)}
        begun_ns = time.monotonic_ns()
        process = subprocess.Popen(
            self.command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _, status, used = os.wait4(process.pid, 0)
        took_ms = (time.monotonic_ns() - begun_ns) / 1e6
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise RuntimeError(f"{self.command} ended with {process.returncode}")
        self.cpu.append(used.ru_utime + used.ru_stime)
        return took_ms


def on_the_screen(pairs: int, home: Path) -> list[Goal]:
    """Goal 1."""
    ours = Start(RUN, {"first": b"Opening 8x200m", "plan": b"Press Space to start"}, home)
    bare = Start(BARE, {"text": b"bare"}, home)
    in_turn(pairs, {"ours": ours, "bare": bare})
    goals = []
    for name, what, reach in (("first", "to the first paint", 1.25), ("plan", "to the plan on screen", 1.5)):
        cpu = ratio(ours.counted_cpu(name), bare.counted_cpu("text"))
        measured = ratio(ours.counted(name), bare.counted("text"))
        goals.append(Goal("1", f"run 8x200m: start {what}, over bare Textual", measured, reach, aside=f"CPU {cpu:.2f}"))
    return goals


def without_a_screen(pairs: int, home: Path) -> list[Goal]:
    """Goal 2."""

    def forget() -> None:
        for path in home.rglob("workouts.json"):
            path.unlink()

    calls = {
        "nothing": Call(NOTHING, home),
        "--version": Call((*SPEEDTIMER, "--version"), home),
        "list, unchanged": Call((*SPEEDTIMER, "list"), home),
        "list, cold": Call((*SPEEDTIMER, "list"), home, forget),
    }
    # Unchanged needs a list before it, which the cold one of the pair before is, and the uncounted first.
    times = in_turn(pairs, dict(calls))
    reaches = {"--version": 4, "list, unchanged": 8, "list, cold": 16}
    goals = []
    for name, reach in reaches.items():
        cpu = ratio(calls[name].cpu[1:], calls["nothing"].cpu[1:])
        what = f"{name}, over a Python that does nothing"
        goals.append(Goal("2", what, ratio(times[name], times["nothing"]), reach, aside=f"CPU {cpu:.2f}"))
    return goals


def main() -> int:
    chosen = options(__doc__ or "").parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        return told([*on_the_screen(chosen.pairs, home), *without_a_screen(chosen.pairs, home)])


if __name__ == "__main__":
    sys.exit(main())
