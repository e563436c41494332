"""From what is asked for to a plan: every face goes this way.

Importing this costs nothing; pydantic and YAML are loaded by the first plan that is made.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from speedtimer.errors import CallError
from speedtimer.plan import Mode, Plan, Section
from speedtimer.rules import Rules
from speedtimer.workout.expected_times import Taught
from speedtimer.workout.sections import SectionSelection, exactly, switched


def prepare(
    named: str | Path,
    *,
    sections: SectionSelection | frozenset[Section] | None = None,
    mode: Mode | None = None,
    rules: Rules | None = None,
    taught: Taught | None = None,
    times_done: int = 0,
) -> Plan:
    """Make the plan of one session.

    Args:
        named: an id, or a file: a Path, or what ends in .yaml or .yml or has a slash in it.
        sections: what to switch on and off against the workout, nothing where None; or, as a set, exactly what to do.
        mode: where somebody holds the watch, where the clock ends what it may, and the lead-in; solo where None.
        rules: lead-ins, the length of the count, paces; the defaults where None.
        taught: splits that teach, by kind and metres, newest first.
        times_done: how often the workout was done before, which chooses the advice of the first time.

    Raises:
        InputError: there is no such workout.
        FileError: the file is at fault.
        CallError: the workout has no such section, or nothing is left to do.
    """
    from speedtimer.workout.library import file_at, find
    from speedtimer.workout.reader import read
    from speedtimer.workout.unroll import AthleteProfile, unroll

    entry = file_at(named) if isinstance(named, Path) else find(named)
    workout = read(entry.path)
    written = [(section.name, section.on) for section in workout.sections]
    on = exactly(written, sections) if isinstance(sections, frozenset) else switched(written, sections)
    athlete = AthleteProfile(rules or Rules(), {} if taught is None else taught, times_done)
    plan = unroll(workout, entry.id, on, mode or Mode(), athlete)
    plan = plan if entry.file is None else replace(plan, file=entry.file)
    if not plan.steps:
        raise CallError("nothing is left to do", f"leave a section on: {', '.join(name for name, _ in written)}")
    return plan


__all__ = ["SectionSelection", "Taught", "prepare"]
