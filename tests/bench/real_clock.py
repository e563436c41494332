"""How exactly a session's ends are met on the real clock, and whether anything grows.

`python -m tests.bench.real_clock` drives a session of five-second reps through the conductor, with a real journal, for
ten minutes (`--minutes`). At each end the lateness is the clock's time at which it was published, less its moment.
Beside it, in the same loop and for the same moments, runs what the event loop alone can do: a bare one-shot timer.
Memory is the process's own, read from /proc.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from speedtimer.engine.commands import Press
from speedtimer.engine.events import Event, StepEnded
from speedtimer.engine.view import View
from speedtimer.plan import Arranging, ByTime, Kind, Mode, Plan, Rest, Section, Step, arrange
from speedtimer.records.journal import Journal
from speedtimer.rules import Rules
from speedtimer.runtime.clock import NS_PER_MS, RealClock
from speedtimer.runtime.conductor import Conductor

GOAL_MS = 5


@dataclass
class Measured:
    """Lateness in milliseconds, resident memory in KiB at each end."""

    ends: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    memory_kib: list[int] = field(default_factory=list)


def plan_of(minutes: float) -> Plan:
    """Lead-ins of 4 s, reps of 5 s and rests of 1 s, as many as the time holds."""
    rules = Rules()
    rest = Rest("Stand", ByTime(1_000))
    rep = Step(0, Kind.EFFORT, "5 s", Section.MAIN, ByTime(5_000), group=1, rest=rest)
    reps = max(2, round(minutes * 6))
    steps = arrange([rep] * reps, Arranging(Mode(lead_in_ms=0), rules.lead_ins, rules.cues.count_s))
    return Plan("bench", "Bench", "power", (), steps)


async def measure(minutes: float, home: Path) -> Measured:
    clock, measured, rules = RealClock(), Measured(), Rules()
    journal = Journal.open(home, app_version="bench")
    conductor = Conductor(plan_of(minutes), rules, clock=clock, journal=journal)
    loop = asyncio.get_running_loop()
    begun_ns, over = 0, asyncio.Event()

    def heard(events: tuple[Event, ...], view: View) -> None:
        now_ns = clock.now_ns()
        for event in events:
            if isinstance(event, StepEnded):
                measured.ends.append((now_ns - begun_ns) / NS_PER_MS - event.at_ms)
                measured.memory_kib.append(_resident_kib())
        if view.step is None:
            over.set()
        elif events and view.ends_in_ms is not None:
            due_ns = begun_ns + (view.at_ms + view.ends_in_ms) * NS_PER_MS
            loop.call_later(
                (due_ns - now_ns) / 1e9, lambda: measured.bare.append((clock.now_ns() - due_ns) / NS_PER_MS)
            )

    driving = asyncio.create_task(conductor.run())
    begun_ns = clock.now_ns()
    conductor.listen(heard)
    await conductor.give(Press(), begun_ns)
    await over.wait()
    await conductor.stop(keep=True)
    await driving
    return measured


def _resident_kib() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4


def _row(name: str, late_ms: list[float]) -> str:
    ordered = sorted(late_ms)
    at = [ordered[len(ordered) // 2], ordered[len(ordered) * 99 // 100], ordered[-1]]
    return f"{name:<24}{len(late_ms):>6}" + "".join(f"{figure:>10.2f}" for figure in at)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--minutes", type=float, default=10)
    with tempfile.TemporaryDirectory() as home:
        measured = asyncio.run(measure(options.parse_args().minutes, Path(home)))
    print(f"{'late by, ms':<24}{'ends':>6}{'median':>10}{'p99':>10}{'most':>10}")
    print(_row("ends, published", measured.ends))
    print(_row("a bare one-shot timer", measured.bare))
    half = len(measured.ends) // 2
    first, second = (sorted(part)[len(part) // 2] for part in (measured.ends[:half], measured.ends[half:]))
    print(f"median of the first half {first:.2f}, of the second {second:.2f}: drift {second - first:+.2f} ms")
    grown = measured.memory_kib[-1] - measured.memory_kib[len(measured.memory_kib) // 10]
    print(f"memory after the first tenth and at the end: {grown:+d} KiB")
    within = sum(late <= GOAL_MS for late in measured.ends)
    print(f"{within} of {len(measured.ends)} ends within {GOAL_MS} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
