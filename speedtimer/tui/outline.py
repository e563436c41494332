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
        after = "" if rest is None else f"; {step_text(rest)[0].lower()}{step_text(rest)[1:]}"
        yield f"{_works(works)}{after}"


def _works(works: list[Step]) -> str:
    """Say a set: `10 x 30 s uphill`, or its reps one by one where they differ."""
    first = works[0]
    lengths = [ends_text(step.ends) for step in works]
    if len(set(lengths)) > 1:
        return ", ".join(lengths)
    length = "" if not lengths[0] or lengths[0] in first.name else f", {lengths[0]}"
    named = f"{first.name}{length}"
    return f"{len(works)} x {named}" if len(works) > 1 else named
