"""A plan in a few lines: its sections, and in each the sets and jogs, lead-ins left out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from speedtimer.plan import Kind, Plan, Step
from speedtimer.tui.face import section_name
from speedtimer.wording import ends_text, step_text


def outline(plan: Plan) -> tuple[str, ...]:
    """Say what is in a plan: a line a section, an indented one for every set and jog."""
    lines: list[str] = []
    shown = (step for step in plan.steps if step.kind is not Kind.GET_READY)
    for section, steps in groupby(shown, key=lambda step: step.section):
        lines.append(section_name(section).capitalize())
        lines += [f"  {line}" for line in _sets(list(steps))]
    return tuple(lines)


def _sets(steps: list[Step]) -> Iterator[str]:
    for group, together in groupby(steps, key=lambda step: step.group):
        if group is None:
            yield from (step_text(step) for step in together)
            continue
        members = list(together)
        works = [step for step in members if step.is_work]
        rest = next((step for step in members if step.kind is Kind.RECOVERY), None)
        yield f"{_works(works)}{_after(works, rest)}"


def _after(works: list[Step], rest: Step | None) -> str:
    """Say the recovery of a set; how far back it is goes without saying."""
    if rest is None:
        return ""
    name = f"{rest.name[0].lower()}{rest.name[1:]}"
    length = ends_text(rest.ends)
    as_far = all(step.distance_m == rest.distance_m for step in works)
    return f"; {name}" if as_far or not length or length in name else f"; {name} {length}"


def _works(works: list[Step]) -> str:
    """Say a set: `10 x 30 s uphill`, or its reps one by one where they differ."""
    first = works[0]
    lengths = [ends_text(step.ends) for step in works]
    if len(set(lengths)) > 1:
        return ", ".join(lengths)
    length = "" if not lengths[0] or lengths[0] in first.name else f", {lengths[0]}"
    named = f"{first.name}{length}"
    return f"{len(works)} x {named}" if len(works) > 1 else named
