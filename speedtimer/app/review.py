"""The sessions that were: listed, judged, compared with earlier ones, corrected. The commands and the screens ask here,
so that they show the same.

Everything that reads or writes the disk is for a worker thread.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

from speedtimer import places
from speedtimer.coach.against import Against, Earlier, against
from speedtimer.coach.reps import Back, Rep, planned, reps_of
from speedtimer.coach.verdict import Verdict, verdict
from speedtimer.engine.view import View
from speedtimer.errors import InputError
from speedtimer.plan import ByDistance, Kind, Plan, Section, Step, way_back
from speedtimer.records.amend import Amendments
from speedtimer.records.archive import take_out
from speedtimer.records.history import History
from speedtimer.records.moments import Started, started_now
from speedtimer.records.session import UNSAID, KeptSession, Remarks, Result, Week, result_of
from speedtimer.signs import shown

WEEKS: Final = 26
"""How many weeks are shown: half a year, our choice; more columns than that are no longer told apart in 80."""

_DAY_MS: Final = 86_400_000


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One session of the list.

    key: its place in the order of dates. day, clock: when it began, by the local time of then, as `2026-11-23` and
    `09:15`. state: `complete`, `saved`, `cut off`, or `rehearsal` whatever became of it. effort: the runner's own mark,
    1 to 10.
    """

    key: int
    session: str
    day: str
    clock: str
    name: str
    state: str
    length_ms: int
    efforts: int
    effort_m: int
    effort: int | None = None

    @property
    def taken_back(self) -> str:
        """The sentence that it is in the history again."""
        return f"Taken back: {self.name} of {self.day}"


@dataclass(frozen=True, slots=True)
class LookBack:
    """One session, judged and compared.

    session: its id, None where it is not kept. day: when it began, as it is shown; empty where it has just ended.
    state: as of a Line, but what became of it also for a rehearsal. rehearsal: `rehearsal x5` where it was one.
    compared: with how many sessions; None where that is not known yet.
    newest: no session of this home was begun after it. expected_ms: what its work over a distance should have taken, by
    kind and metres, as far as that is known.
    unknown: why nothing is known of what was done in it, None as a rule.
    """

    session: str | None
    name: str
    day: str
    state: str
    focus: str
    result: Result
    said: Verdict
    remarks: Remarks = UNSAID
    against: Against | None = None
    compared: int | None = None
    unknown: str | None = None
    rehearsal: str = ""
    newest: bool = False
    expected_ms: Mapping[tuple[Kind, int], int] = field(default_factory=dict)


class Review:
    """The history of the home that SPEEDTIMER_HOME names, or the system.

    Every method raises StorageError where the history cannot be read or written, and those that change something
    InputError where there is no such session, or what is given is out of range.

    Args:
        now: returns this moment, for the weeks.
    """

    def __init__(self, now: Callable[[], Started] = started_now) -> None:
        self._now = now

    def page(self, before: int | None = None) -> tuple[HistoryLine, ...]:
        """Return a page of sessions, newest first, those before the one with that key; empty behind the last."""
        with History.open(places.data()) as history:
            return tuple(_line(kept) for kept in history.sessions(before=before, rehearsals=True))

    def weeks(self) -> tuple[Week, ...]:
        """Return the last WEEKS weeks, oldest first, up to this week; those without a session are in it."""
        now = self._now()
        with History.open(places.data()) as history:
            found = history.weeks(now.utc_ms - (WEEKS + 1) * 7 * _DAY_MS)
        return filled(found, now.local.date())

    def look_back(self, session: str) -> LookBack:
        """Judge one session, and compare it with those before it."""
        with History.open(places.data()) as history:
            kept = history.session(session)
            if kept is None:
                raise InputError(f"there is no session {session}", "it has been deleted, or never begun")
            plan = history.plan_of(kept)
            newest = history.sessions(limit=1, rehearsals=True)[0].key == kept.key
            compared, sessions = compared_with(history, kept)
        return LookBack(
            session=kept.id,
            name=shown(kept.name),
            day=f"{kept.started.local:%Y-%m-%d %H:%M}",
            state=_state(kept),
            rehearsal=f"rehearsal x{kept.scale:g}" if kept.is_rehearsal else "",
            focus=kept.focus,
            result=kept.result,
            said=judged_as(kept),
            remarks=kept.remarks,
            against=compared,
            compared=sessions,
            unknown=kept.unknown,
            newest=newest,
            expected_ms={} if plan is None else expected_in(plan.steps),
        )

    def earlier(self, plan: Plan) -> tuple[Earlier, ...]:
        """Return the sessions that are over, newest first, that a session by this plan is to be compared with."""
        works = [step for step in plan.steps if step.is_work]
        wanted = {(step.kind, step.distance_m, way_back(step)) for step in works if step.distance_m}
        with History.open(places.data()) as history:
            return earlier(history, plan.identity, wanted)

    def correct(self, session: str, index: int, ms: int | None) -> None:
        """Replace a step's split by hand, `typed` from then on; None takes that back."""
        Amendments(places.data()).correct(session, index, ms)

    def remark(self, session: str, remarks: Remarks) -> None:
        """Keep what the runner says of a session, in place of what was said before."""
        Amendments(places.data()).remark(session, remarks)

    def delete(self, session: str) -> None:
        """Delete a session."""
        Amendments(places.data()).delete(session)

    def take_back(self) -> HistoryLine | None:
        """Restore the session that was deleted or thrown away last, and return it; None where there is none."""
        session = Amendments(places.data()).take_back()
        if session is None:
            return None
        with History.open(places.data()) as history:
            kept = history.session(session)
        return None if kept is None else _line(kept)


def judged_as(kept: KeptSession) -> Verdict:
    """Judge a session by what is kept of it.

    Raises:
        StorageError: its plan cannot be read.
    """
    reps = reps_of(kept.result.splits)
    return verdict(
        reps,
        kept.focus,
        completed=None if kept.ending is None else kept.result.completed,
        planned=_planned(kept, reps),
        form=kept.remarks.form,
    )


def compared_with(history: History, kept: KeptSession) -> tuple[Against, int]:
    """Compare a session with all those before it, and return how many those are; a rehearsal is compared with none."""
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
    """Return the sessions that a session is to be compared with, newest first: of all that are over those that hold a
    best or one of the latest values, and the last of the same workout.

    Args:
        workout: which one, as `Plan.identity` has it. wanted: kind, metres and way back of its reps.
        before: its key, where it is kept and not the newest.
    """
    found = history.some(history.looking(workout, before).holders(wanted))
    return tuple(
        Earlier(kept.id, kept.identity, f"{kept.started.local:%Y-%m-%d}", reps_of(kept.result.splits)) for kept in found
    )


def just_ended(plan: Plan, view: View, session: str | None) -> LookBack:
    """Judge a session by its last view, before anything is read back. session: its id, None where it is not kept."""
    result = result_of(view)
    reps = reps_of(result.splits)
    said = verdict(
        reps,
        plan.focus,
        completed=view.completed,
        planned=planned(((step.kind, step.section) for step in plan.steps), reps, plan.focus),
    )
    state = "complete" if view.completed else "saved"
    expected_ms = expected_in(view.steps)
    newest = session is not None
    return LookBack(session, plan.name, "", state, plan.focus, result, said, newest=newest, expected_ms=expected_ms)


def expected_in(steps: Iterable[Step]) -> dict[tuple[Kind, int], int]:
    """Return what work over a distance should take, by kind and metres."""
    ends = ((step.kind, step.ends) for step in steps if step.is_work)
    return {(kind, end.distance_m): end.expected_ms for kind, end in ends if isinstance(end, ByDistance)}


def without_comparison(looked: LookBack) -> LookBack:
    """Return it with nothing compared."""
    return replace(looked, against=None, compared=0)


def filled(found: tuple[Week, ...], today: date) -> tuple[Week, ...]:
    """Return the last WEEKS weeks up to today's, those without a session too, oldest first."""
    known = {week.monday: week for week in found}
    this = today - timedelta(days=today.weekday())
    mondays = [this - timedelta(weeks=back) for back in reversed(range(WEEKS))]
    return tuple(known.get(monday, Week(monday)) for monday in mondays)


def _line(kept: KeptSession) -> HistoryLine:
    began = kept.started.local
    result = kept.result
    return HistoryLine(
        *(kept.key, kept.id, f"{began:%Y-%m-%d}", f"{began:%H:%M}", shown(kept.name)),
        "rehearsal" if kept.is_rehearsal else _state(kept),
        *(result.length_ms, result.efforts, result.effort_m, kept.remarks.effort),
    )


def _state(kept: KeptSession) -> str:
    if kept.damaged:
        return "damaged"
    if kept.ending is None:
        return "cut off"
    return "complete" if kept.result.completed else "saved"


def _planned(kept: KeptSession, reps: tuple[Rep, ...]) -> int | None:
    """Return how many reps the plan had of those that are judged, where not all was done: nothing else tells then."""
    if kept.ending is None or kept.result.completed or not reps:
        return None
    whole = next(iter(take_out(places.data(), [kept])))
    try:
        plan = json.loads(whole.row.plan)
        steps = [(Kind(step["kind"]), Section(step["section"])) for step in plan["steps"]]
    except (ValueError, TypeError, KeyError):
        # Absent after a way through CSV, or damaged.
        return None
    return planned(steps, reps, kept.focus)
