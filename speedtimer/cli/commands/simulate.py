"""`speedtimer simulate`: the whole session on a virtual clock at once, every event and cue with its time."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from typing import Any, Final

from speedtimer.app.planner import Planner
from speedtimer.app.profile import Profile
from speedtimer.cli import options
from speedtimer.cli.options import read_milliseconds
from speedtimer.cli.stdio import on_stderr
from speedtimer.engine.events import (
    Bounced,
    CommandTaken,
    CueSounded,
    Event,
    Refused,
    SessionCompleted,
    StepEnded,
    StepStarted,
)
from speedtimer.errors import CallError
from speedtimer.runtime.simulate import Athlete, simulate
from speedtimer.units import LONGEST_MS, clock_text
from speedtimer.wording import REFUSALS, Roll, split_said, step_text

Record = dict[str, Any]


def run(arguments: argparse.Namespace) -> int:
    """Print a simulation."""
    sections, request = options.chosen(arguments)
    athlete = Athlete(_open_ms(arguments.open), _press_at_ms(arguments.press_at))
    profile = Profile(on_stderr, request=request)
    plan = Planner(profile).plan(arguments.workout, sections, cached=False)
    roll = Roll(plan.steps)
    events = simulate(plan, profile.rules, athlete)
    lines = _json_lines(events, roll) if arguments.json else _table(events, roll)
    sys.stdout.writelines(lines)
    return 0


def record(event: Event, roll: Roll) -> Record:
    """Return one event as `simulate --json` writes it.

    Raises:
        LookupError: it is of a kind that no simulation has.
    """
    return _RECORDS[type(event)](event, roll)


def _json_lines(events: Iterator[Event], roll: Roll) -> Iterator[str]:
    encode = json.JSONEncoder(ensure_ascii=False, separators=(", ", ": ")).encode
    for event in events:
        yield f"{encode(record(event, roll))}\n"


def _table(events: Iterator[Event], roll: Roll) -> Iterator[str]:
    for event in events:
        said = record(event, roll)
        yield f"{clock_text(event.at_ms, tenths=True):>9}  {said['event']:<17}  {_told(event, roll)}".rstrip() + "\n"


def _told(event: Event, roll: Roll) -> str:
    """Return what an event is about, for the table."""
    match event:
        case StepStarted(index=index) | StepEnded(index=index):
            step = roll.step(index)
            assert step is not None
            said = f"{index:>3}  {step_text(step)}"
            if not isinstance(event, StepEnded):
                return said
            return f"{said}  by {event.by}{'' if event.split is None else f', {split_said(event.split)}'}"
        case CueSounded():
            return str(event.cue)
        case Refused():
            return REFUSALS[event.reason]
        case _:
            return ""


def _started(event: StepStarted, roll: Roll) -> Record:
    step = roll.step(event.index)
    assert step is not None
    return {
        "t_ms": event.at_ms,
        "event": "step_started",
        "index": event.index,
        "kind": step.kind,
        "name": step.name,
        "section": step.section,
        "rep": step.rep,
        "reps": step.reps,
        "visit": event.visit,
    }


def _ended(event: StepEnded, _: Roll) -> Record:
    split = event.split
    return {
        "t_ms": event.at_ms,
        "event": "step_ended",
        "index": event.index,
        "kind": event.kind,
        "by": event.by,
        "ms": event.ms,
        "source": None if split is None else split.source,
        "visit": event.visit,
    }


def _cue(event: CueSounded, _: Roll) -> Record:
    return {"t_ms": event.at_ms, "event": "cue", "cue": event.cue, "index": event.index, "visit": event.visit}


def _taken(event: CommandTaken, _: Roll) -> Record:
    return {"t_ms": event.at_ms, "event": "press_taken"}


def _refused(event: Refused, _: Roll) -> Record:
    return {"t_ms": event.at_ms, "event": "press_refused", "reason": event.reason, "second": event.second}


def _bounced(event: Bounced, _: Roll) -> Record:
    return {"t_ms": event.at_ms, "event": "press_bounced"}


def _completed(event: SessionCompleted, _: Roll) -> Record:
    return {"t_ms": event.at_ms, "event": "session_completed"}


_RECORDS: Final[dict[type[Event], Callable[[Any, Roll], Record]]] = {
    StepStarted: _started,
    StepEnded: _ended,
    CueSounded: _cue,
    CommandTaken: _taken,
    Refused: _refused,
    Bounced: _bounced,
    SessionCompleted: _completed,
}


def _open_ms(value: str | None) -> int | None:
    return None if value is None else _milliseconds("--open", value)


def _press_at_ms(value: str | None) -> tuple[int, ...]:
    return () if value is None else tuple(sorted(_milliseconds("--press-at", word) for word in value.split(",")))


def _milliseconds(option: str, value: str) -> int:
    """Seconds as the command line has them, to the millisecond; at most a day."""
    length_ms = read_milliseconds(value)
    if length_ms is None:
        example = "--open 90" if option == "--open" else "--press-at 905,940.5"
        raise CallError(f"{option} {value.strip()} is no number of seconds", f"write it as {example}")
    if not 0 <= length_ms <= LONGEST_MS:
        raise CallError(f"{option} {value.strip()} is out of range", "give seconds from 0 to a day (86400)")
    return round(length_ms)
