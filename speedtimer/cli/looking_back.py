"""One kept session as a coach looks at it: judged, and beside the sessions before it. The command and the screens
ask here, so that they say the same. Nothing is loaded before it is asked for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from speedtimer import places

if TYPE_CHECKING:
    from speedtimer.coach.against import Against, Earlier
    from speedtimer.coach.reps import Rep
    from speedtimer.coach.verdict import Verdict
    from speedtimer.records.history import History, KeptSession

LOOK_BACK: Final = 500
"""How many sessions before it one is compared with: three years of three a week. Ours; reading them takes a quarter of
a second, and ten thousand would take five."""


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
    """Put a session beside those before it. Give how many those are, too; a rehearsal is compared with none."""
    from speedtimer.coach.against import against
    from speedtimer.coach.reps import reps_of

    past = () if kept.is_rehearsal else tuple(earlier(history, kept.key))
    return against(reps_of(kept.result.splits), kept.workout, past), len(past)


def earlier(history: History, before: int | None = None) -> Iterator[Earlier]:
    """Give the sessions before the one with that key, newest first, LOOK_BACK at most; without a key the newest."""
    from speedtimer.coach.against import Earlier
    from speedtimer.coach.reps import reps_of

    for session in history.sessions(limit=LOOK_BACK, before=before):
        day = f"{session.started.local:%Y-%m-%d}"
        yield Earlier(session.id, session.workout, day, reps_of(session.result.splits))


def _planned(kept: KeptSession, reps: tuple[Rep, ...]) -> int | None:
    """How many reps the plan had of those that are judged: only where not all was done does nothing else say it."""
    if kept.ending is None or kept.result.completed or not reps:
        return None
    from speedtimer.coach.reps import planned
    from speedtimer.plan import Kind, Section
    from speedtimer.records.archive import take_out

    whole = next(iter(take_out(places.data(), [kept])))
    # Absent after a way through CSV.
    plan = json.loads(whole.row.plan or "null")
    if not isinstance(plan, dict):
        return None
    steps = ((Kind(step["kind"]), Section(step["section"])) for step in plan.get("steps", []))
    return planned(steps, reps, kept.focus)
