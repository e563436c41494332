"""Plans as they were made the last time, so that a session is ready without its workout being read again.

Reading a workout takes pydantic and YAML, longer than all else between the call and the plan on the screen. A plan is
kept with everything it was made of: the file and its blocks, what was asked for, paces and lead-ins, the splits that
teach. Where one of these has changed it is made again, so a cached plan equals one made now.
"""

from __future__ import annotations

from typing import Any, Final

from speedtimer.errors import StorageError
from speedtimer.plan import Mode, Plan, Section
from speedtimer.records.codec import plan_text, read_plan
from speedtimer.rules import Rules
from speedtimer.workout import cache
from speedtimer.workout.expected_times import Taught
from speedtimer.workout.library import ShelfEntry, fingerprint_of_parts
from speedtimer.workout.sections import SectionSelection

MOST: Final = 6
"""How many plans of one workout are kept, the newest first: as it is, and as its sections were switched of late."""

_MADE_OF: Final = "of"
_PLAN: Final = "plan"


def made_of(
    entry: ShelfEntry,
    sections: SectionSelection | frozenset[Section],
    mode: Mode,
    rules: Rules,
    taught: Taught,
    times_done: int,
) -> list[Any]:
    """Return all that a plan hangs on, as plain JSON data: two plans made of the same are equal.

    Args:
        entry: the workout.
        sections, mode: what is asked for.
        rules, taught, times_done: what is known of the one who runs; of times_done a plan knows only whether it is 0.
    """
    against = (
        (sections.with_, sections.without, sections.named) if isinstance(sections, SectionSelection) else (sections,)
    )
    return [
        [fingerprint_of_parts(entry.path), entry.file],
        [sorted(names) for names in against],
        [sorted(mode.timed), sorted(mode.auto), mode.lead_in_ms],
        [repr(rules.lead_ins), rules.cues.count_s, repr(rules.paces)],
        sorted([kind.value, distance_m, *splits] for (kind, distance_m), splits in taught.items()),
        times_done > 0,
    ]


def recall(entry: ShelfEntry, of: list[Any]) -> Plan | None:
    """Return the plan that was made of exactly that, or None."""
    for row in _rows(entry):
        if row.get(_MADE_OF) == of:
            try:
                return read_plan(row[_PLAN])
            except (StorageError, KeyError, TypeError):
                return None
    return None


def keep(entry: ShelfEntry, of: list[Any], plan: Plan) -> None:
    """Keep a plan with what it was made of. Where that cannot be written it is made again the next time."""
    others = [row for row in _rows(entry) if row.get(_MADE_OF) != of]
    cache.store(_name(entry), [], [{_MADE_OF: of, _PLAN: plan_text(plan)}, *others[: MOST - 1]])


def _rows(entry: ShelfEntry) -> list[cache.Row]:
    return [row for row in cache.load(_name(entry), []) or [] if isinstance(row, dict)]


def _name(entry: ShelfEntry) -> str:
    return f"plan-{entry.id}"
