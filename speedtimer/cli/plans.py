"""A plan on stdout: as JSON for other programs, as a table for people."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any, Final

from speedtimer.plan import ByDistance, ByRange, ByTime, Ends, Kind, Open, Plan, Step, clock_end_ms
from speedtimer.totals import add_up
from speedtimer.units import about_text, length_text, minutes_text, seconds_number
from speedtimer.wording import ends_text, rep_text

Json = dict[str, Any]

_WIDTH: Final = 79
_NO_ENDS: Final[Json] = dict.fromkeys(
    ("by", "s", "min_s", "max_s", "m", "expected_s", "at_least_s", "suggested_s", "clock_s", "waits")
)


def plan_json(plan: Plan) -> Json:
    """Return the object of `show --json`. Absent things are None, and every key is always there."""
    totals = add_up(plan.steps)
    return {
        "workout": {
            "id": plan.workout_id,
            "name": plan.name,
            "focus": plan.focus,
            "setup": "\n\n".join(plan.setup) or None,
        },
        "steps": [step_json(step) for step in plan.steps],
        "totals": {
            "efforts": totals.efforts,
            "effort_m": totals.effort_m,
            "effort_s": seconds_number(totals.effort_ms),
            "estimated_s": {
                "min": seconds_number(totals.estimated_min_ms),
                "max": seconds_number(totals.estimated_max_ms),
            },
        },
    }


def step_json(step: Step) -> Json:
    """Return the STEP of `show --json`."""
    return {
        "index": step.index,
        "kind": step.kind.value,
        "name": step.name,
        "section": step.section.value,
        "ends": ends_json(step.ends),
        "rep": step.rep,
        "reps": step.reps,
        "tip": step.tip,
    }


def ends_json(ends: Ends) -> Json:
    """Return how a step ends. clock_s: when the clock ends a recovery, under --auto. waits: only a press ends it."""
    match ends:
        case ByTime():
            said: Json = {"by": "time", "s": seconds_number(ends.length_ms)}
        case ByRange():
            said = {
                "by": "range",
                "min_s": seconds_number(ends.min_ms),
                "max_s": seconds_number(ends.max_ms),
            }
        case ByDistance():
            said = {
                "by": "distance",
                "m": ends.distance_m,
                "expected_s": seconds_number(ends.expected_ms),
            }
        case Open():
            said = {
                "by": "open",
                "m": ends.distance_m,
                "at_least_s": seconds_number(ends.at_least_ms) if ends.at_least_ms else None,
                "suggested_s": _seconds(ends.suggested_ms),
                "clock_s": _seconds(ends.clock_ms),
            }
    return {**_NO_ENDS, **said, "waits": clock_end_ms(ends) is None}


def table(plan: Plan) -> Iterator[str]:
    """Return the lines of the plan as people read it: setup, the steps by section, what they add up to."""
    yield f"{plan.name}  ({plan.workout_id}, {plan.focus})"
    for paragraph in plan.setup:
        yield ""
        yield from textwrap.wrap(paragraph, _WIDTH, break_long_words=False)
    names = max((len(step.name) for step in plan.steps), default=0)
    digits = len(str(plan.steps[-1].index)) if plan.steps else 1
    section = None
    tips: dict[Kind, str | None] = {}
    for step in plan.steps:
        if step.section is not section:
            section = step.section
            yield from ("", section.value)
        line = f"  {step.index:>{digits}}  {step.name:<{names}}  {rep_text(step):<8}  {lasting(step.ends)}"
        yield line.rstrip()
        if step.tip is not None and step.tip != tips.get(step.kind):
            yield from _indented(step.tip, digits + 4)
        tips[step.kind] = step.tip
    yield from ("", totals_line(plan))


def lasting(ends: Ends) -> str:
    """Return in a few words how long a step is and what ends it."""
    length = ends_text(ends)
    match ends:
        case ByTime() | ByRange():
            return f"{length}, then press" if ends.waits else length
        case ByDistance():
            about = about_text(ends.expected_ms)
            return f"{length}, press at the end ({about})" if ends.held else f"{length}, {about}"
        case Open():
            parts = [length] if length else []
            if ends.clock_ms is not None:
                return ", ".join([*parts, length_text(ends.clock_ms)])
            if ends.suggested_ms is not None:
                parts.append(about_text(ends.suggested_ms))
            return ", ".join([*parts, "then press"])


def totals_line(plan: Plan) -> str:
    """Return what a plan adds up to: `8 efforts, 1600 m; 48 to 63 min`."""
    totals = add_up(plan.steps)
    parts = [f"{totals.efforts} effort{'' if totals.efforts == 1 else 's'}"] if totals.efforts else []
    parts += [f"{totals.effort_m} m"] if totals.effort_m else []
    parts += [length_text(totals.effort_ms)] if totals.effort_ms else []
    between = minutes_text(totals.estimated_min_ms, totals.estimated_max_ms)
    return f"{', '.join(parts)}; {between}" if parts else between


def _seconds(length_ms: int | None) -> int | float | None:
    return None if length_ms is None else seconds_number(length_ms)


def _indented(text: str, by: int) -> list[str]:
    lead = " " * by
    return textwrap.wrap(text, _WIDTH, initial_indent=lead, subsequent_indent=lead, break_long_words=False)
