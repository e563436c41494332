"""A workout unrolled into a flat sequence of steps, and how steps are put in order.

A plan knows nothing of files and nothing of time passing. `arrange` is used when a workout is unrolled, `settle` also
when a running session is edited, so that both follow the same rules for lead-ins, recoveries and reps of n.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from speedtimer.places import identity_of
from speedtimer.rules import LeadIns


class Kind(StrEnum):
    """What a step is."""

    WARM_UP = "warm_up"
    EASY = "easy"
    DRILL = "drill"
    STRIDE = "stride"
    EFFORT = "effort"
    RECOVERY = "recovery"
    GET_READY = "get_ready"
    WARM_DOWN = "warm_down"


class Section(StrEnum):
    """A part of a session that can be left out. They come in this order."""

    WARM_UP = "warm-up"
    EASY_JOG = "easy-jog"
    DRILLS = "drills"
    STRIDES = "strides"
    MAIN = "main"
    WARM_DOWN = "warm-down"


WORK: Final = frozenset({Kind.DRILL, Kind.STRIDE, Kind.EFFORT})
JOGS: Final = frozenset({Kind.WARM_UP, Kind.EASY, Kind.WARM_DOWN})
MOST_REPS: Final = 10_000
"""Reps of a set, in a workout and added live: more than anyone runs; a rehearsal of a long plan may want them."""
MOST_STEPS: Final = 20_000
"""Steps of a plan, likewise, lead-ins and recoveries included: more than a day of them."""
UNSUGGESTED_MS: Final = 60_000
"""How long an open step is taken to last where nothing suggests its length."""

LONE_RECOVERY_MS: Final = 1_000
"""The beginning of a recovery, of which no lead-in takes anything: its own and the lead-in's are to be heard apart."""


@dataclass(frozen=True, slots=True)
class ByTime:
    """Ends by itself at length_ms, unless it waits: a jog before work only sounds there and waits."""

    length_ms: int
    waits: bool = False


@dataclass(frozen=True, slots=True)
class ByRange:
    """May be left from min_ms on, and ends by itself at max_ms unless it waits (see ByTime)."""

    min_ms: int
    max_ms: int
    waits: bool = False


@dataclass(frozen=True, slots=True)
class ByDistance:
    """Ends when distance_m is covered: by the clock at expected_ms, or by a press where somebody holds the watch."""

    distance_m: int
    expected_ms: int
    held: bool = False


@dataclass(frozen=True, slots=True)
class Open:
    """Ends by a press, taken from at_least_ms on. Where clock_ms is given (auto, a jog at the end), by itself then."""

    at_least_ms: int = 0
    suggested_ms: int | None = None
    distance_m: int | None = None
    clock_ms: int | None = None


Ends = ByTime | ByRange | ByDistance | Open


@dataclass(frozen=True, slots=True)
class Rest:
    """The recovery that belongs to a work step, kept with it so that reps added live get theirs."""

    name: str
    ends: Ends
    tip: str | None = None
    jogged: bool = False


@dataclass(frozen=True, slots=True)
class Inside:
    """Where a lead-in lies: inside the recovery before it, since the clock ends that.

    whole_ms: how long the two are together, which is the recovery as it is written.
    full_ms: how long the lead-in is where something else than the clock leads to it.
    """

    whole_ms: int
    full_ms: int

    @property
    def length_ms(self) -> int:
        """How long it is there: as long as the recovery but for its first second, and not longer than it is itself."""
        return min(self.full_ms, max(0, self.whole_ms - LONE_RECOVERY_MS))


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do.

    index: its name within the session, from 0, never renumbered.
    rep, reps: which of how many in its set, from 1; None for jogs.
    group: the set it belongs to (a drill, the strides, a set of efforts), None for jogs.
    pyramid: its set rises and falls, so no rep may be added or taken away.
    turn: for lead-ins alone, the rep it leads to is the first of its pyramid that is shorter than the one before.
    rest: for work, and a jog that a recovery follows, that recovery.
    jogged: for recoveries alone, it is spent jogging.
    inside: for lead-ins alone, the clock recovery that it takes its time from; None where there is none.
    """

    index: int
    kind: Kind
    name: str
    section: Section
    ends: Ends
    rep: int | None = None
    reps: int | None = None
    tip: str | None = None
    group: int | None = None
    pyramid: bool = False
    turn: bool = False
    rest: Rest | None = None
    jogged: bool = False
    inside: Inside | None = None

    @property
    def is_work(self) -> bool:
        return self.kind in WORK

    @property
    def is_jog(self) -> bool:
        return self.kind in JOGS

    @property
    def distance_m(self) -> int | None:
        return self.ends.distance_m if isinstance(self.ends, ByDistance | Open) else None


@dataclass(frozen=True, slots=True)
class Mode:
    """How a plan is to be run: sections where somebody holds the watch, where the clock ends recoveries and jogs,
    and one lead-in for all in place of the defaults (milliseconds)."""

    timed: frozenset[Section] = frozenset()
    auto: frozenset[Section] = frozenset()
    lead_in_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A workout, unrolled, for one session.

    setup: what to arrange before it, a paragraph each.
    file: where the workout lies, None for one of the shelf, which its id names.
    """

    workout_id: str
    name: str
    focus: str
    setup: tuple[str, ...]
    steps: tuple[Step, ...]
    mode: Mode = Mode()
    file: str | None = None

    @property
    def identity(self) -> str:
        """Which workout it is to the history."""
        return identity_of(self.workout_id, self.file)


@dataclass(frozen=True, slots=True)
class Arranging:
    """What `arrange` and `settle` go by: the mode, the lengths of lead-ins, the length of the count."""

    mode: Mode
    lead_ins: LeadIns
    count_s: int

    def lead_in_ms(self, work: Step, after_auto_jog: bool = False) -> int:
        """Length of the get-ready before a work step, never shorter than the count plus one second."""
        floor_ms = (self.count_s + 1) * 1000
        if after_auto_jog:
            return max(self.lead_ins.after_auto_jog_ms, floor_ms)
        if self.mode.lead_in_ms is not None:
            return max(self.mode.lead_in_ms, floor_ms)
        if work.section in self.mode.timed:
            return max(self.lead_ins.timed_ms, floor_ms)
        by_kind = {Kind.DRILL: self.lead_ins.drill_ms, Kind.STRIDE: self.lead_ins.stride_ms}
        return max(by_kind.get(work.kind, self.lead_ins.effort_ms), floor_ms)


def arrange(items: Iterable[Step], arranging: Arranging) -> tuple[Step, ...]:
    """Put jogs and work in order, each work step between its lead-in and its recovery, and number them from 0.

    Args:
        items: jogs and work steps in the order in which they are done; their index, rep and reps are not read.
    """
    steps: list[Step] = []
    for item in items:
        if not item.is_work:
            steps += with_recovery(item)
            continue
        auto_jog = bool(steps) and steps[-1].is_jog and steps[-1].section in arranging.mode.auto
        steps.extend(with_lead_in_and_recovery(item, arranging, after_auto_jog=auto_jog))
    return settle([replace(step, index=index) for index, step in enumerate(steps)], arranging.mode)


def with_lead_in_and_recovery(work: Step, arranging: Arranging, *, after_auto_jog: bool = False) -> list[Step]:
    """Give a work step's lead-in, the step itself and its recovery; all three bear its rep and its index."""
    lead_in = replace(
        work,
        kind=Kind.GET_READY,
        name="Get ready",
        ends=ByTime(arranging.lead_in_ms(work, after_auto_jog)),
        tip=None,
        rest=None,
    )
    held = work.section in arranging.mode.timed
    ends = replace(work.ends, held=held) if isinstance(work.ends, ByDistance) else work.ends
    return [lead_in, *with_recovery(replace(work, ends=ends))]


def with_recovery(step: Step) -> list[Step]:
    """Return a step and the recovery after it, where it has one."""
    recovery = recovery_after(step)
    return [step] if recovery is None else [step, recovery]


def recovery_after(step: Step) -> Step | None:
    """Return the recovery that belongs to work or a jog, or None where it has none. It bears the step's index."""
    rest = step.rest
    if rest is None:
        return None
    return replace(
        step, kind=Kind.RECOVERY, name=rest.name, ends=rest.ends, tip=rest.tip, rest=None, jogged=rest.jogged
    )


def way_back(work: Step) -> tuple[str, int | None] | None:
    """Return name and metres of the recovery that belongs to a work step, None where it has none."""
    recovery = recovery_after(work)
    return None if recovery is None else (recovery.name, recovery.distance_m)


def settle(steps: Sequence[Step], mode: Mode) -> tuple[Step, ...]:
    """Bring into line what depends on the neighbours: a recovery that nothing follows is left out, unless it is jogged
    and the clock ends it; the reps of a set are counted in the order they stand in, a pyramid turns where it first gets
    shorter, jogs that work follows wait, and under auto the clock ends what it may, a recovery with the lead-in after
    it in the time that the recovery is written to take. Indices stay as they are."""
    kept = list(steps)
    while kept and kept[-1].kind is Kind.RECOVERY and not (kept[-1].jogged and kept[-1].section in mode.auto):
        kept.pop()
    settled: list[Step] = []
    for place, (step, ranked, turn) in enumerate(zip(kept, _ranked(kept), _turns(kept), strict=True)):
        before = kept[place - 1] if place else None
        following = kept[place + 1] if place + 1 < len(kept) else None
        inside = _inside(step, before, mode)
        ends = _settled_ends(step, following, inside, step.section in mode.auto)
        as_it_is = (step.ends, step.inside, (step.rep, step.reps), step.turn) == (ends, inside, ranked, turn)
        if not as_it_is:
            step = replace(step, ends=ends, inside=inside, rep=ranked[0], reps=ranked[1], turn=turn)  # noqa: PLW2901
        settled.append(step)
    return tuple(settled)


def estimate_ms(ends: Ends) -> tuple[int, int]:
    """Give the shortest and the longest a step is taken to last, in milliseconds."""
    if isinstance(ends, ByTime):
        return ends.length_ms, ends.length_ms
    if isinstance(ends, ByRange):
        return ends.min_ms, ends.max_ms
    if isinstance(ends, ByDistance):
        return ends.expected_ms, ends.expected_ms
    open_ms = suggested_ms(ends) if ends.clock_ms is None else ends.clock_ms
    return open_ms, open_ms


def suggested_ms(ends: Open) -> int:
    """Return how long an open step is to take, in milliseconds; ours where nothing says it."""
    return UNSUGGESTED_MS if ends.suggested_ms is None else ends.suggested_ms


def waits_for_ever(steps: Iterable[Step]) -> bool:
    """Tell whether some step never ends without a press."""
    return any(clock_end_ms(step.ends) is None for step in steps)


def clock_end_ms(ends: Ends) -> int | None:
    """Give the time within a step at which the clock ends it, in milliseconds, or None where only a press does."""
    if isinstance(ends, ByTime):
        return None if ends.waits else ends.length_ms
    if isinstance(ends, ByRange):
        return None if ends.waits else ends.max_ms
    if isinstance(ends, ByDistance):
        return None if ends.held else ends.expected_ms
    return ends.clock_ms


def _ranked(steps: Sequence[Step]) -> list[tuple[int | None, int | None]]:
    """Give each step's rep and of how many; the lead-in counts its rep up, work and recovery bear the same."""
    reps: dict[int | None, int] = {}
    ranks: list[int | None] = []
    for step in steps:
        if step.group is not None and step.kind is Kind.GET_READY:
            reps[step.group] = reps.get(step.group, 0) + 1
        ranks.append(reps.get(step.group))
    return [(rank, reps.get(step.group)) for step, rank in zip(steps, ranks, strict=True)]


def _turns(steps: Sequence[Step]) -> list[bool]:
    """Tell which step is the lead-in to the first rep of its pyramid that is shorter than the rep before it."""
    last_size: dict[int, int] = {}
    turned_groups: set[int] = set()
    turns = [False] * len(steps)
    for place, step in enumerate(steps):
        if not (step.pyramid and step.is_work) or step.group is None or step.group in turned_groups:
            continue
        size = _size(step)
        if size < last_size.get(step.group, 0):
            turned_groups.add(step.group)
            turns[place - 1] = True
        last_size[step.group] = size
    return turns


def _size(step: Step) -> int:
    """A rep's size, to be compared within a set: metres, or milliseconds where it goes by time."""
    if isinstance(step.ends, ByDistance):
        return step.ends.distance_m
    return estimate_ms(step.ends)[1]


def _settled_ends(step: Step, following: Step | None, inside: Inside | None, auto: bool) -> Ends:
    ends = step.ends
    work_follows = following is not None and following.kind is Kind.GET_READY
    if step.kind is Kind.GET_READY:
        return ByTime(_full_lead_in_ms(step) if inside is None else inside.length_ms)
    if step.is_jog and isinstance(ends, ByTime | ByRange):
        waits = work_follows and not auto
        return ends if ends.waits == waits else replace(ends, waits=waits)
    if step.kind is Kind.RECOVERY and isinstance(ends, Open):
        return _with_clock(ends, _auto_end_ms(ends, following) if auto else None)
    if step.is_jog and isinstance(ends, Open) and ends.distance_m is not None:
        return _with_clock(ends, None if work_follows and not auto else ends.suggested_ms)
    return ends


def _with_clock(ends: Open, clock_ms: int | None) -> Open:
    return ends if ends.clock_ms == clock_ms else replace(ends, clock_ms=clock_ms)


def _inside(step: Step, before: Step | None, mode: Mode) -> Inside | None:
    """The recovery that a lead-in takes its time from: one before it that the clock ends."""
    if step.kind is not Kind.GET_READY or before is None or before.kind is not Kind.RECOVERY:
        return None
    if before.section not in mode.auto or not isinstance(before.ends, Open):
        return None
    return Inside(suggested_ms(before.ends), _full_lead_in_ms(step))


def _full_lead_in_ms(lead_in: Step) -> int:
    return estimate_ms(lead_in.ends)[1] if lead_in.inside is None else lead_in.inside.full_ms


def _auto_end_ms(ends: Open, following: Step | None) -> int:
    """The end of the lead-in that follows falls on the suggestion."""
    whole_ms = suggested_ms(ends)
    if following is None or following.kind is not Kind.GET_READY:
        return whole_ms
    return whole_ms - Inside(whole_ms, _full_lead_in_ms(following)).length_ms
