"""The sessions that were, for the screens; see `speedtimer.tui.past`. Whatever is read is read when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from speedtimer import places
from speedtimer.cli import looking_back
from speedtimer.errors import InputError
from speedtimer.signs import shown

if TYPE_CHECKING:
    from speedtimer.coach.against import Earlier
    from speedtimer.plan import Plan
    from speedtimer.records.moments import Started
    from speedtimer.records.session import KeptSession, Remarks, Week
    from speedtimer.tui.past import Line, LookBack

WEEKS: Final = 26
"""How many weeks are shown: half a year. Ours; more columns than that are no longer told apart in 80."""

_DAY_MS: Final = 86_400_000


class KeptPast:
    """The history of the home that SPEEDTIMER_HOME names, or the system.

    Args:
        now: gives this moment, for the weeks; None for the real one.
    """

    def __init__(self, now: Callable[[], Started] | None = None) -> None:
        self._now = now

    def page(self, before: int | None = None) -> tuple[Line, ...]:
        from speedtimer.records.history import History

        with History.open(places.data()) as history:
            return tuple(_line(kept) for kept in history.sessions(before=before, rehearsals=True))

    def weeks(self) -> tuple[Week, ...]:
        from speedtimer.records.history import History
        from speedtimer.records.moments import started_now

        now = (self._now or started_now)()
        with History.open(places.data()) as history:
            found = history.weeks(now.utc_ms - (WEEKS + 1) * 7 * _DAY_MS)
        return filled(found, now.local.date())

    def look_back(self, session: str) -> LookBack:
        from speedtimer.records.history import History
        from speedtimer.tui.past import LookBack, expected_in

        with History.open(places.data()) as history:
            kept = history.session(session)
            if kept is None:
                raise InputError(f"there is no session {session}", "it has been deleted, or never begun")
            plan = history.plan_of(kept)
            newest = history.sessions(limit=1, rehearsals=True)[0].key == kept.key
            against, compared = looking_back.compared_with(history, kept)
        return LookBack(
            session=kept.id,
            name=shown(kept.name),
            day=f"{kept.started.local:%Y-%m-%d %H:%M}",
            state=_state(kept),
            rehearsal=f"rehearsal x{kept.scale:g}" if kept.is_rehearsal else "",
            focus=kept.focus,
            result=kept.result,
            said=looking_back.judged_as(kept),
            remarks=kept.remarks,
            against=against,
            compared=compared,
            unknown=kept.unknown,
            newest=newest,
            expected_ms={} if plan is None else expected_in(plan.steps),
        )

    def earlier(self, plan: Plan) -> tuple[Earlier, ...]:
        from speedtimer.plan import way_back
        from speedtimer.records.history import History

        works = [step for step in plan.steps if step.is_work]
        wanted = {(step.kind, step.distance_m, way_back(step)) for step in works if step.distance_m}
        with History.open(places.data()) as history:
            return looking_back.earlier(history, plan.identity, wanted)

    def correct(self, session: str, index: int, ms: int | None) -> None:
        from speedtimer.records.amend import Amendments

        Amendments(places.data()).correct(session, index, ms)

    def remark(self, session: str, remarks: Remarks) -> None:
        from speedtimer.records.amend import Amendments

        Amendments(places.data()).remark(session, remarks)

    def delete(self, session: str) -> None:
        from speedtimer.records.amend import Amendments

        Amendments(places.data()).delete(session)

    def take_back(self) -> Line | None:
        from speedtimer.records.amend import Amendments
        from speedtimer.records.history import History

        session = Amendments(places.data()).take_back()
        if session is None:
            return None
        with History.open(places.data()) as history:
            kept = history.session(session)
        return None if kept is None else _line(kept)


def filled(found: tuple[Week, ...], today: date) -> tuple[Week, ...]:
    """Give the last WEEKS weeks up to today's, those without a session too, oldest first."""
    from speedtimer.records.session import Week

    known = {week.monday: week for week in found}
    this = today - timedelta(days=today.weekday())
    mondays = [this - timedelta(weeks=back) for back in reversed(range(WEEKS))]
    return tuple(known.get(monday, Week(monday)) for monday in mondays)


def _line(kept: KeptSession) -> Line:
    from speedtimer.tui.past import Line

    began = kept.started.local
    result = kept.result
    return Line(
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
