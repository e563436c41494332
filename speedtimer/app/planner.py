"""The planner: from a workout, its sections and a mode to the plan of one session.

Importing it is cheap; pydantic and YAML are loaded by the first plan that is not in the cache.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from speedtimer import places
from speedtimer.app.profile import Profile
from speedtimer.errors import CallError
from speedtimer.plan import Mode, Plan, Section
from speedtimer.rules import Rules
from speedtimer.workout.expected_times import Taught
from speedtimer.workout.library import file_at, find
from speedtimer.workout.sections import SectionSelection, exactly, switched


@dataclass(frozen=True, slots=True)
class Choice:
    """What to run: an id or a FILE, the sections that are on (None: as the workout has them), and the mode (None: the
    usual one)."""

    workout: str
    sections: frozenset[Section] | None = None
    mode: Mode | None = None


def choice_of(plan: Plan) -> Choice:
    """Return the choice that leads to a plan like this one."""
    return Choice(plan.file or plan.workout_id, frozenset(step.section for step in plan.steps), plan.mode)


class Planner:
    """Plans for one profile."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile

    def plan(
        self,
        workout: str,
        sections: SectionSelection | frozenset[Section] | None = None,
        mode: Mode | None = None,
        *,
        cached: bool = True,
    ) -> Plan:
        """Return the plan of one session.

        Args:
            workout: as `named` of `prepare`.
            sections: as for `prepare`.
            mode: the usual one where None.
            cached: look it up in the cache first, and keep it there.

        Raises:
            SpeedtimerError: as `prepare` raises it.
        """
        entry, rules, taught = find(workout), self._profile.rules, self._profile.taught()
        mode, sections = mode or self._profile.usual, SectionSelection() if sections is None else sections
        times_done = self._profile.times_done(places.identity_of(entry.id, entry.file))

        def made() -> Plan:
            return prepare(workout, sections=sections, mode=mode, rules=rules, taught=taught, times_done=times_done)

        if not cached:
            return made()
        # The codec loads the engine, which a choice made before the first paint must not wait for.
        from speedtimer.app import plan_cache

        made_of = plan_cache.made_of(entry, sections, mode, rules, taught, times_done)
        plan = plan_cache.recall(entry, made_of)
        if plan is None:
            plan = made()
            # A file that changed while it was read is read again the next time.
            if made_of == plan_cache.made_of(entry, sections, mode, rules, taught, times_done):
                plan_cache.keep(entry, made_of, plan)
        return plan


def prepare(
    named: str | Path,
    *,
    sections: SectionSelection | frozenset[Section] | None = None,
    mode: Mode | None = None,
    rules: Rules | None = None,
    taught: Taught | None = None,
    times_done: int = 0,
) -> Plan:
    """Unroll a workout into the plan of one session.

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
    # pydantic and YAML, which a plan from the cache needs not.
    from speedtimer.workout.reader import read
    from speedtimer.workout.unroll import AthleteProfile, unroll

    entry = file_at(named) if isinstance(named, Path) else find(named)
    workout = read(entry.path)
    written = [(section.name, section.on) for section in workout.sections]
    on = exactly(written, sections) if isinstance(sections, frozenset) else switched(written, sections)
    knowing = AthleteProfile(rules or Rules(), {} if taught is None else taught, times_done)
    plan = unroll(workout, entry.id, on, mode or Mode(), knowing)
    plan = plan if entry.file is None else replace(plan, file=entry.file)
    if not plan.steps:
        raise CallError("nothing is left to do", f"leave a section on: {', '.join(name for name, _ in written)}")
    return plan
