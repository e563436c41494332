"""What the screens ask of the sessions that were. The command line puts an object of the shape `Past` behind it.

Every call may read or write the disk, so it is made in a thread; each stands for itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from speedtimer.coach.against import Against, Earlier
from speedtimer.coach.reps import planned, reps_of
from speedtimer.coach.verdict import Verdict, verdict
from speedtimer.engine.view import View
from speedtimer.plan import ByDistance, Kind, Plan, Step
from speedtimer.records.session import UNSAID, Remarks, Result, Week, result_of


@dataclass(frozen=True, slots=True)
class Line:
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
        """Say that it is in the history again."""
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


class Past(Protocol):
    """The sessions that were.

    Every method raises StorageError where the history cannot be read or written, and those that change something
    InputError where there is no such session, or what is given is out of range.
    """

    def page(self, before: int | None = None) -> tuple[Line, ...]:
        """Give a page of sessions, newest first, those before the one with that key; empty behind the last."""

    def weeks(self) -> tuple[Week, ...]:
        """Give the last half year week by week, oldest first, up to this week; those without a session are in it."""

    def look_back(self, session: str) -> LookBack:
        """Judge one session, and compare it with those before it."""

    def earlier(self, plan: Plan) -> tuple[Earlier, ...]:
        """Give the sessions that are over, newest first, that a session by this plan is to be compared with."""

    def correct(self, session: str, index: int, ms: int | None) -> None:
        """Give a step's split by hand, `typed` from then on; None takes that back."""

    def remark(self, session: str, remarks: Remarks) -> None:
        """Keep what the runner says of a session, in place of what was said before."""

    def delete(self, session: str) -> None:
        """Delete a session."""

    def take_back(self) -> Line | None:
        """Restore the session that was deleted or thrown away last, and return it; None where there is none."""


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
    """Say that nothing could be compared."""
    return replace(looked, against=None, compared=0)
