"""Against yourself: this session's reps beside what was best and what was usual before.

Splits are compared across workouts. Round trips only within one workout and by the same way back, since that is in
them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from speedtimer.coach.figures import apart, said
from speedtimer.coach.measured import Basis, Value, measure, read, way_of
from speedtimer.coach.reps import Back, Rep
from speedtimer.plan import Kind
from speedtimer.units import is_apart

RECENT: Final = 5
"""How many values the recent median is taken of, as many as expected times are."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A session before this one. session: its id, by which it is named. workout: which one, see
    `Plan.identity`. day: when it was, as it is shown."""

    session: str
    workout: str
    day: str
    reps: tuple[Rep, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """One kind and distance: the best of the session judged (today_ms), the best before and when, the recent median, in
    milliseconds.

    before: how many values there were before; where it is 0 best and recent are None. recent_of: how many the median
    is of. back: the way back of round trips.
    """

    kind: Kind
    distance_m: int
    basis: Basis
    today_ms: int
    today_number: int
    before: int
    best_ms: int | None
    best_session: str | None
    best_day: str | None
    recent_ms: int | None
    recent_of: int
    back: Back | None = None

    @property
    def new_best(self) -> bool:
        """Faster than ever before. The first time of all is no best, nor is one that only equals it."""
        return self.best_ms is not None and self.today_ms < self.best_ms

    @property
    def sentence(self) -> str:
        trips = self.basis is Basis.ROUND_TRIPS
        what = f"{self.distance_m} m{'' if self.kind is Kind.EFFORT else f' {self.kind.value}'}"
        here = f"{what}{', there and back' if trips else ''}: {said(self.today_ms)}"
        if self.best_ms is None or self.recent_ms is None:
            return f"{here}, the first that was measured."
        recent = f"recently {said(self.recent_ms)}"
        if self.new_best:
            called = "your shortest round trip so far, the way back included" if trips else "a new best"
            return f"{here}, {called}; before it {said(self.best_ms)} on {self.best_day}, {recent}."
        return f"{here}; {'shortest' if trips else 'best'} {said(self.best_ms)} on {self.best_day}, {recent}."


@dataclass(frozen=True, slots=True)
class RepBefore:
    """One rep beside the same rep of the same workout before. last: of the session before; best: of all. None where
    there was none; ms is None where this rep was not measured."""

    index: int
    kind: Kind
    name: str
    rep: int
    distance_m: int
    basis: Basis
    ms: int | None
    last_ms: int | None
    best_ms: int | None


@dataclass(frozen=True, slots=True)
class Against:
    """This session beside the ones before. last_day: of the same workout's last session, None where there is none."""

    standings: tuple[Standing, ...]
    reps: tuple[RepBefore, ...]
    last_day: str | None

    @property
    def new_bests(self) -> tuple[Standing, ...]:
        return tuple(standing for standing in self.standings if standing.new_best)


@dataclass(frozen=True, slots=True)
class Latest:
    """The newest rep with a value, in recovery. best_ms: of the reps before it in this session at its distance; None
    where it is the first. target_ms: None for a round trip, which has no target."""

    value: Value
    basis: Basis
    best_ms: int | None
    target_ms: int | None
    sentence: str


def against(reps: Sequence[Rep], workout: str, earlier: Sequence[Earlier]) -> Against:
    """Compare a session with those before it.

    Args:
        reps: this session's, as `reps_of` gives them. workout: which one, see `Plan.identity`.
        earlier: the sessions before it, newest first; without it itself, and without rehearsals. Of very many those are
            enough that hold a best or one of the latest values, and the last of the same workout.
    """
    same = [session for session in earlier if session.workout == workout]
    standings: list[Standing] = []
    befores: list[RepBefore] = []
    for kind, metres in dict.fromkeys((rep.kind, rep.distance_m) for rep in reps if rep.distance_m):
        alike = _at(reps, kind, metres)
        basis = measure(alike).basis
        if basis is Basis.NOTHING:
            continue
        past = earlier if basis is Basis.SPLITS else same
        backs = dict.fromkeys(way_of(value.rep, basis)[1] for value in read(alike, basis))
        standings += [_standing(alike, basis, back, past) for back in backs]
        befores += [_before(rep, metres, basis, same) for rep in alike]
    return Against(tuple(standings), tuple(befores), same[0].day if same else None)


def latest(reps: Sequence[Rep], target_ms: int | None = None) -> Latest | None:
    """Say in a recovery how the rep just done compares, or, while its round trip is not known yet, the one right before
    it; None where neither was measured: what is longer ago has been said.

    Args:
        reps: this session's so far. target_ms: the expected time of that rep, where there is one.
    """
    measured = _just_measured(reps)
    if measured is None or measured.distance_m is None:
        return None
    basis = measure([measured]).basis
    value = read([measured], basis)[0]
    way = way_of(measured, basis)
    alike = [rep for rep in _at(reps, measured.kind, measured.distance_m) if way_of(rep, basis) == way]
    before = [each.ms for each in read(alike, basis) if each.rep is not measured]
    best_ms = min(before, default=None)
    target_ms = target_ms if basis is Basis.SPLITS else None
    trip = ", there and back" if basis is Basis.ROUND_TRIPS else ""
    parts = [f"Rep {measured.rep}{trip}: {said(value.ms)}"]
    if best_ms is not None:
        name = "this session's shortest" if trip else "this session's best"
        parts.append(_apart(value.ms, best_ms, name) if is_apart(value.ms - best_ms) else f"the same as {name}")
    if target_ms is not None:
        is_off = is_apart(value.ms - target_ms)
        parts.append(_apart(value.ms, target_ms, "the target") if is_off else "on the target")
    return Latest(value, basis, best_ms, target_ms, f"{', '.join(parts)}.")


def _just_measured(reps: Sequence[Rep]) -> Rep | None:
    if not reps:
        return None
    newest = reps[-1]
    if measure([newest]).values:
        return newest
    before = reps[-2] if len(reps) > 1 else newest
    right_before = (before.section, before.kind, before.rep) == (newest.section, newest.kind, newest.rep - 1)
    return before if right_before and measure([before]).basis is Basis.ROUND_TRIPS else None


def _apart(ms: int, other_ms: int, name: str) -> str:
    return f"{apart(ms - other_ms)} {'faster' if ms < other_ms else 'slower'} than {name}"


def _at(reps: Sequence[Rep], kind: Kind, metres: int) -> list[Rep]:
    return [rep for rep in reps if (rep.kind, rep.distance_m) == (kind, metres)]


def _standing(alike: Sequence[Rep], basis: Basis, back: Back | None, earlier: Sequence[Earlier]) -> Standing:
    kind, metres = alike[0].kind, alike[0].distance_m
    assert metres is not None

    def mine(reps: Sequence[Rep]) -> list[Value]:
        return [value for value in read(reps, basis) if way_of(value.rep, basis) == (metres, back)]

    today = min(mine(alike), key=lambda value: value.ms)
    past = [(value.ms, session) for session in earlier for value in reversed(mine(_at(session.reps, kind, metres)))]
    best = min(past, key=lambda each: each[0], default=None)
    recent = [ms for ms, _ in past[:RECENT]]
    return Standing(
        *(kind, metres, basis, today.ms, today.rep.rep, len(past)),
        best_ms=None if best is None else best[0],
        best_session=None if best is None else best[1].session,
        best_day=None if best is None else best[1].day,
        recent_ms=int(median(recent)) if recent else None,
        recent_of=len(recent),
        back=back,
    )


def _before(rep: Rep, metres: int, basis: Basis, same: Sequence[Earlier]) -> RepBefore:
    """The same rep is the one of the same name, number, kind and distance, for round trips by the same way back."""

    def mine(reps: Sequence[Rep]) -> list[int]:
        found = [each for each in _at(reps, rep.kind, metres) if (each.name, each.rep) == (rep.name, rep.rep)]
        return [value.ms for value in read(found, basis) if way_of(value.rep, basis) == way_of(rep, basis)]

    past = [ms for session in same for ms in mine(session.reps)]
    today, last = mine([rep]), mine(same[0].reps) if same else []
    return RepBefore(
        *(rep.index, rep.kind, rep.name, rep.rep, metres, basis, next(iter(today), None)),
        last_ms=next(iter(last), None),
        best_ms=min(past, default=None),
    )
