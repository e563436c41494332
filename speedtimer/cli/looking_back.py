"""One kept session as a coach looks at it: judged, and beside the sessions before it. The command and the screens
ask here, so that they say the same. Nothing is loaded before it is asked for."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from speedtimer import places

if TYPE_CHECKING:
    from speedtimer.coach.against import Against, Earlier
    from speedtimer.coach.reps import Back, Rep
    from speedtimer.coach.verdict import Verdict
    from speedtimer.plan import Kind
    from speedtimer.records.history import History
    from speedtimer.records.session import KeptSession


def judged_as(kept: KeptSession) -> Verdict:
    """Judge a session by what is kept of it.

    Raises:
        StorageError: its plan cannot be read.
    """
    from speedtimer.coach.reps import reps_of
    from speedtimer.coach.verdict import verdict

    reps = reps_of(kept.result.splits)
    return verdict(
        reps,
        kept.focus,
        completed=None if kept.ending is None else kept.result.completed,
        planned=_planned(kept, reps),
        form=kept.remarks.form,
    )


def compared_with(history: History, kept: KeptSession) -> tuple[Against, int]:
    """Put a session beside all those before it. Give how many those are, too; a rehearsal is compared with none."""
    from speedtimer.coach.against import against
    from speedtimer.coach.reps import reps_of

    reps = reps_of(kept.result.splits)
    if kept.is_rehearsal:
        return against(reps, kept.identity, ()), 0
    wanted = {(rep.kind, rep.distance_m, rep.back) for rep in reps if rep.distance_m}
    found = against(reps, kept.identity, earlier(history, kept.identity, wanted, kept.key))
    looking = history.looking(kept.identity, kept.key)
    standings = []
    for standing in found.standings:
        which = (standing.kind, standing.distance_m)
        counted = looking.splits(*which) if standing.back is None else looking.trips(*which, standing.back)
        # What was folded, since only its log is kept, is compared with too, and not among those counted.
        before = max(standing.before, counted)
        standings.append(replace(standing, before=before))
    return replace(found, standings=tuple(standings)), looking.sessions()


def earlier(
    history: History, workout: str, wanted: Iterable[tuple[Kind, int, Back | None]], before: int | None = None
) -> tuple[Earlier, ...]:
    """Give the sessions that a session is to be put beside, newest first: of all that are over those that hold a best
    or one of the latest values, and the last of the same workout.

    Args:
        workout: which one, as `Plan.identity` has it. wanted: kind, metres and way back of its reps.
        before: its key, where it is kept and not the newest.
    """
    from speedtimer.coach.against import Earlier
    from speedtimer.coach.reps import reps_of

    found = history.some(history.looking(workout, before).holders(wanted))
    return tuple(
        Earlier(kept.id, kept.identity, f"{kept.started.local:%Y-%m-%d}", reps_of(kept.result.splits)) for kept in found
    )


def _planned(kept: KeptSession, reps: tuple[Rep, ...]) -> int | None:
    """How many reps the plan had of those that are judged: only where not all was done does nothing else say it."""
    if kept.ending is None or kept.result.completed or not reps:
        return None
    from speedtimer.coach.reps import planned
    from speedtimer.plan import Kind, Section
    from speedtimer.records.archive import take_out

    whole = next(iter(take_out(places.data(), [kept])))
    try:
        plan = json.loads(whole.row.plan)
        steps = [(Kind(step["kind"]), Section(step["section"])) for step in plan["steps"]]
    except (ValueError, TypeError, KeyError):
        # Absent after a way through CSV, or damaged.
        return None
    return planned(steps, reps, kept.focus)
