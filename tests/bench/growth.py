"""How much memory a long session takes: the second half of goal 13.

    python -m tests.bench.growth [--steps N]

The whole app with the real conductor, journal and screens, drawn to no terminal, on a clock that is moved by hand, so
that no rehearsal's speed is needed that the screen cannot follow. It takes about
four minutes; `--steps 1500` is a quick look.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from speedtimer import __version__, places
from speedtimer.app.planner import Choice
from speedtimer.engine.commands import Press
from speedtimer.engine.view import Phase
from speedtimer.plan import Mode, Plan, Section
from speedtimer.records.journal import Journal
from speedtimer.rules import Rules
from speedtimer.runtime.clock import NS_PER_S, ManualClock
from speedtimer.runtime.conductor import Conductor
from speedtimer.tui.app import SpeedtimerApp
from tests.bench.pairs import Goal, told
from tests.bench.watched import resident_mib
from tests.bench.workouts import written
from tests.tui.rehearsal import Backstage

STEPS: Final = 10_000
PER_REP: Final = 3
"""A lead-in, the effort and its recovery."""

TOGETHER_S: Final = 100
"""So much of the session passes before the screen is waited for."""


class Doors(Backstage):
    """Doors to a real conductor on that clock, which keeps what it does."""

    def __init__(self, clock: ManualClock) -> None:
        super().__init__()
        self._clock = clock
        self.opened: list[Conductor] = []

    def conductor(self, plan: Plan, ring: Callable[[], None] | None) -> Any:  # noqa: ARG002
        journal = Journal.open(places.data(), app_version=__version__)
        self.opened.append(Conductor(plan, Rules(), clock=self._clock, journal=journal))
        return self.opened[-1]


async def growth_mib(workout: str, reps: int) -> float:
    """Run a workout of so many efforts through, and give how much memory the last nine tenths of them took."""
    clock = ManualClock()
    doors = Doors(clock)
    app = SpeedtimerApp(doors.services, Choice(workout, mode=Mode(auto=frozenset(Section), lead_in_ms=1000)))
    async with app.run_test(size=(80, 24)) as pilot:
        while not doors.opened:
            await pilot.pause(0.1)
        session = doors.opened[0]
        await session.give(Press())
        early = session.engine.play.steps[len(session.engine.play.steps) // 10].index
        first: float | None = None
        while session.engine.phase is not Phase.COMPLETE:
            await clock.pass_time(TOGETHER_S * NS_PER_S)
            await pilot.pause(0)
            if first is None and session.engine.play.step.index >= early:
                first = resident_mib(os.getpid())
        assert first is not None, f"{reps} efforts are too few"
        grown = resident_mib(os.getpid()) - first
        await session.stop(keep=True)
    return grown


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steps", type=int, default=STEPS, help=f"steps of the session (default {STEPS})")
    reps = parser.parse_args().steps // PER_REP
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SPEEDTIMER_HOME"] = folder
        workout = written(Path(folder), "steps", reps, "1 s", "rest 2 s")
        grown = asyncio.run(growth_mib(workout, reps))
    return told([Goal("13", f"memory grown over {reps * PER_REP} steps", grown, 2, "MiB")])


if __name__ == "__main__":
    sys.exit(main())
