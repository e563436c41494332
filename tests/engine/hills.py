"""A hill session that has begun, and what is asked of it: for tests of commands that change where it leads."""

from __future__ import annotations

from speedtimer.engine.commands import Press
from speedtimer.engine.events import Event, Refusal, Refused
from speedtimer.plan import ByTime, Kind, Mode
from tests.engine.plans import WARM_DOWN, Driven, efforts


def refused(happened: list[Event]) -> list[Refusal]:
    return [event.reason for event in happened if isinstance(event, Refused)]


def hills(reps: int = 3, *, warm_down: bool = True, mode: Mode | None = None) -> Driven:
    """Hills begun: steps 0-2 lead-in, effort, recovery of rep 1, and so on; the first effort runs from 10 s to 40 s."""
    driven = Driven(*efforts(*[ByTime(30_000)] * reps), *([WARM_DOWN] if warm_down else []), mode=mode)
    driven.give(0, Press())
    return driven


def here(driven: Driven) -> tuple[Kind, int | None, int | None] | None:
    step = driven.engine.view().step
    return None if step is None else (step.kind, step.rep, step.reps)


def order(driven: Driven) -> list[int]:
    return [step.index for step in driven.engine.view().steps]
