"""A session's last view as what is kept of it: a row for each split, and what they add up to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from speedtimer.engine.events import Source
from speedtimer.engine.view import Phase, View, Visit
from speedtimer.plan import Kind, Section, Step
from speedtimer.records.moments import Started


class Ending(StrEnum):
    """How a session came to its end. One that was killed or cut off has none, and can be resumed."""

    COMPLETED = "completed"
    SAVED = "saved"
    THROWN_AWAY = "thrown_away"


@dataclass(frozen=True, slots=True)
class KeptSplit:
    """The split that counts for one step.

    index: the step's name in its session. distance_m: None where it has none. ms: None when untimed.
    started_ms, ended_ms: session time of the visit that it comes from.
    """

    index: int
    kind: Kind
    section: Section
    name: str
    rep: int | None
    reps: int | None
    distance_m: int | None
    ms: int | None
    source: Source
    round_trip_ms: int | None
    started_ms: int
    ended_ms: int


@dataclass(frozen=True, slots=True)
class Result:
    """What a session came to.

    length_ms: session time at its end, pauses and time away included. completed: every work step done.
    main_done: work steps done in the main section, or in any where the plan has no main section.
    efforts, effort_m, effort_ms: the efforts done, the metres of those with a distance, the time of those with one.
    splits: in the order in which the steps stood at the end.
    """

    length_ms: int
    paused_ms: int
    away_ms: int
    completed: bool
    main_done: int
    efforts: int
    effort_m: int
    effort_ms: int
    splits: tuple[KeptSplit, ...]


@dataclass(frozen=True, slots=True)
class Remarks:
    """What the runner says of a session. effort: perceived, 1 to 10; form: one mark, 1 to 10; the rest is free text."""

    effort: int | None = None
    form: int | None = None
    surface: str | None = None
    weather: str | None = None
    notes: str | None = None


@dataclass(frozen=True, slots=True)
class Week:
    """What one week came to, Monday to Sunday in the local time of then. effort_m: of the efforts with a distance."""

    monday: date
    sessions: int = 0
    efforts: int = 0
    effort_m: int = 0
    length_ms: int = 0


UNSAID: Final = Remarks()
"""Nothing was said of a session."""

NOTHING: Final = Result(0, 0, 0, False, 0, 0, 0, 0, ())
"""What a session came to of which nothing is known."""


@dataclass(frozen=True, slots=True)
class KeptSession:
    """One session.

    key: its place in the order of dates: a later start has a larger one.
    workout: the id, as it is shown. identity: which workout it is, see `Plan.identity`.
    scale: how many times faster than real time; 1 unless it was a rehearsal.
    ending: None when it was cut off, or is under way just now. Then result is what is known so far, and `unknown` says
    why nothing is, if nothing is.
    damaged: its record cannot be used; what of it can be read is here, and `unknown` says what is wrong.
    """

    key: int
    id: str
    workout: str
    identity: str
    name: str
    focus: str
    started: Started
    scale: float
    ending: Ending | None
    result: Result
    remarks: Remarks = UNSAID
    unknown: str | None = None
    damaged: bool = False

    @property
    def is_rehearsal(self) -> bool:
        return self.scale != 1

    @property
    def started_at(self) -> str:
        """RFC 3339 with the offset that held."""
        return self.started.after(0)

    @property
    def ended_at(self) -> str:
        """RFC 3339: the start and the session time, so that no wall clock can make it shorter."""
        return self.started.after(self.result.length_ms)


def result_of(view: View) -> Result:
    """Read off a view what a session came to by then."""
    splits = tuple(_splits(view))
    has_main = any(step.section is Section.MAIN for step in view.steps)
    main = [split for split in splits if not has_main or split.section is Section.MAIN]
    works = {step.index for step in view.steps if step.is_work}
    efforts = [split for split in splits if split.kind is Kind.EFFORT]
    return Result(
        length_ms=_length_ms(view),
        paused_ms=view.paused_ms,
        away_ms=view.away_ms,
        completed=view.completed,
        main_done=sum(1 for split in main if split.index in works),
        efforts=len(efforts),
        effort_m=sum(split.distance_m or 0 for split in efforts),
        effort_ms=sum(split.ms or 0 for split in efforts),
        splits=splits,
    )


def _splits(view: View) -> Iterable[KeptSplit]:
    counting = {visit.index: visit for visit in view.visits if visit.split is not None}
    for step in view.steps:
        visit = counting.get(step.index)
        if visit is not None:
            yield _kept(step, visit, view.at_ms)


def _kept(step: Step, visit: Visit, now_ms: int) -> KeptSplit:
    assert visit.split is not None
    return KeptSplit(
        index=step.index,
        kind=step.kind,
        section=step.section,
        name=step.name,
        rep=step.rep,
        reps=step.reps,
        distance_m=step.distance_m,
        ms=visit.split.ms,
        source=visit.split.source,
        round_trip_ms=visit.split.round_trip_ms,
        started_ms=visit.started_ms,
        ended_ms=now_ms if visit.ended_ms is None else visit.ended_ms,
    )


def _length_ms(view: View) -> int:
    """A completed session ended with its last step, however long the summary was looked at."""
    if view.phase is Phase.COMPLETE:
        return max((visit.ended_ms or 0 for visit in view.visits), default=0)
    return view.at_ms
