"""A workout as it is written to a plan as it is run: repeats multiplied out, expected times filled in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Final

from speedtimer.plan import (
    Arranging,
    ByDistance,
    ByRange,
    ByTime,
    Ends,
    Kind,
    Mode,
    Open,
    Plan,
    Rest,
    Section,
    Step,
    arrange,
)
from speedtimer.rules import Rules
from speedtimer.workout.expected_times import JOG_MM_S, JOG_TOP_MM_S, Taught, expected, way_ms
from speedtimer.workout.model import (
    Drill,
    Effort,
    Include,
    Jog,
    Part,
    Pyramid,
    Repeat,
    Stride,
    Workout,
    WrittenRecovery,
)
from speedtimer.workout.model import Step as WrittenStep
from speedtimer.workout.values import Distance, Length, RecoveryKind, Time, ToStart, UntilPressed

OPEN_WORK_AT_LEAST_MS: Final = 3_000
"""Before this no press ends work of no given length: it would be a press too many at its GO. Ours."""

REST_AT_LEAST_MS: Final = 5_000
"""Before this no press ends a recovery by time, unless it is shorter itself or its file says so."""

_JOGS: Final = {
    Section.WARM_UP: (Kind.WARM_UP, "Warm up"),
    Section.WARM_DOWN: (Kind.WARM_DOWN, "Warm down"),
}
_EASY: Final = (Kind.EASY, "Easy jog")


@dataclass(frozen=True, slots=True)
class AthleteProfile:
    """What is known of the one who runs: the rules, the splits that teach, how often this workout has been done."""

    rules: Rules = field(default_factory=Rules)
    taught: Taught = field(default_factory=dict)
    times_done: int = 0


def unroll(workout: Workout, workout_id: str, on: frozenset[Section], mode: Mode, athlete: AthleteProfile) -> Plan:
    """Unroll the sections that are on.

    A recovery waits for the press, however long it is written to be, unless the mode leaves it to the clock: else only
    a press, at the line, leads to work.
    """
    unrolling = _Unrolling(athlete)
    items = [
        step
        for section in workout.sections
        if section.name in on
        for step in unrolling.steps(section.name, section.steps, {})
    ]
    arranging = Arranging(mode, athlete.rules.lead_ins, athlete.rules.cues.count_s)
    advice = workout.advice
    said = None if advice is None else advice.later if athlete.times_done else advice.first_time
    setup = workout.setup if said is None else (said, *workout.setup)
    return Plan(workout_id, workout.name, workout.focus, setup, arrange(items, arranging), mode)


class _Unrolling:
    """One walk through a workout. Hands out the numbers of the sets."""

    def __init__(self, athlete: AthleteProfile) -> None:
        self._rules = athlete.rules
        self._taught = athlete.taught
        self._first_time = athlete.times_done == 0
        self._groups = count()

    def steps(self, section: Section, steps: tuple[WrittenStep, ...], shared: dict[int, int]) -> Iterator[Step]:
        """Unroll steps one after the other. shared: the sets that go on counting through the passes of a repeat."""
        for step in steps:
            match step:
                case Jog():
                    yield self._jog(section, step)
                case Drill() | Stride() | Effort():
                    yield from self._set(section, step, shared)
                case Pyramid():
                    yield from self._pyramid(section, step)
                case Repeat():
                    yield from self._repeat(section, step)
                case Include():
                    yield from self.steps(section, step.steps, shared)

    def _jog(self, section: Section, jog: Jog) -> Step:
        kind, name = _JOGS.get(section, _EASY)
        ends: Ends
        match jog.length:
            case Time(min_ms, max_ms) if min_ms == max_ms:
                ends = ByTime(max_ms)
            case Time(min_ms, max_ms):
                ends = ByRange(min_ms, max_ms)
            case Distance(distance_m):
                # Nobody stands at the key where a jog over a distance ends: it waits, like a walk back.
                ends = Open(way_ms(distance_m, JOG_TOP_MM_S), way_ms(distance_m, JOG_MM_S), distance_m)
            case UntilPressed():
                ends = Open()
        return Step(0, kind, jog.name or name, section, ends, tip=jog.tip)

    def _set(self, section: Section, work: Drill | Stride | Effort, shared: dict[int, int]) -> Iterator[Step]:
        """Unroll reps of one length. Where their number is not given they count through the passes of a repeat."""
        amount = work.amount
        if amount.reps is not None or id(work) not in shared:
            shared[id(work)] = next(self._groups)
        first = Step(
            0,
            work.kind,
            work.name or _name(work.kind, amount.length),
            section,
            self._work_ends(work.kind, amount.length),
            tip=work.tip,
            group=shared[id(work)],
            rest=self._rest(work.recovery, amount.length),
        )
        ranges = (*work.tips.items(), *(work.first_time_tips.items() if self._first_time else ()))
        tips = {rep: tip for range_, tip in ranges for rep in range(range_.first, range_.last + 1)}
        for rep in range(1, (amount.reps or 1) + 1):
            yield replace(first, tip=tips[rep]) if rep in tips else first

    def _pyramid(self, section: Section, pyramid: Pyramid) -> Iterator[Step]:
        group = next(self._groups)
        top = len(pyramid.up) - 1
        for at, length in enumerate((*pyramid.up, *reversed(pyramid.up[:-1]))):
            part = Part.UP if at < top else Part.TOP if at == top else Part.DOWN
            yield Step(
                0,
                Kind.EFFORT,
                pyramid.name or _name(Kind.EFFORT, length),
                section,
                self._work_ends(Kind.EFFORT, length),
                tip=pyramid.tips.get(part, pyramid.tip),
                group=group,
                pyramid=True,
                rest=self._rest(pyramid.recovery, length),
            )

    def _repeat(self, section: Section, repeat: Repeat) -> Iterator[Step]:
        shared: dict[int, int] = {}
        for number in range(1, repeat.passes + 1):
            steps = list(self.steps(section, repeat.steps, shared))
            if repeat.between is not None and number < repeat.passes:
                last = steps[-1]
                steps[-1] = replace(last, rest=self._rest(repeat.between, _length_of(last)))
            yield from steps

    def _work_ends(self, kind: Kind, length: Length) -> Ends:
        match length:
            case Distance(distance_m):
                return ByDistance(distance_m, expected(kind, distance_m, self._rules.paces, self._taught).ms)
            case Time(_, max_ms):
                return ByTime(max_ms)
            case UntilPressed():
                return Open(OPEN_WORK_AT_LEAST_MS)

    def _rest(self, written: WrittenRecovery, work: Length) -> Rest:
        way, length = written.do.way, written.do.length
        if isinstance(length, ToStart):
            name = f"{way.capitalize()} back"
            length = work if isinstance(work, Distance) else UntilPressed()
        else:
            name = str(written.do).capitalize()
        ends = self._rest_ends(way, length)
        at_least_ms = None if written.at_least is None else written.at_least.min_ms
        suggested_ms = None if written.suggested is None else written.suggested.min_ms
        ends = _as_written(ends, at_least_ms, suggested_ms)
        return Rest(written.name or name, ends, written.tip, jogged=way is RecoveryKind.JOG)

    def _rest_ends(self, way: RecoveryKind, length: Length) -> Open:
        match length:
            case Distance(distance_m):
                top, usual = (
                    (JOG_TOP_MM_S, JOG_MM_S)
                    if way is RecoveryKind.JOG
                    else (self._rules.paces.walk_top_mm_s, self._rules.paces.walk_mm_s)
                )
                return Open(way_ms(distance_m, top), way_ms(distance_m, usual), distance_m)
            case Time(min_ms, max_ms):
                return Open(min_ms if length.is_range else _least_ms(max_ms), max_ms)
            case UntilPressed():
                return Open()


def _least_ms(rest_ms: int) -> int:
    """Return how long a recovery by time has to last at the least, where its file does not say: a press before that is
    one too many at the end of the rep. The third and the 5 s are our choice."""
    return min(rest_ms, max(rest_ms // 3, REST_AT_LEAST_MS))


def _as_written(ends: Open, at_least_ms: int | None, suggested_ms: int | None) -> Open:
    """Put what the file says in place of what was worked out. Where it says one of the two, the other gives way, so
    that the runner is not called back before the press is taken."""
    least_ms = ends.at_least_ms if at_least_ms is None else at_least_ms
    usual_ms = ends.suggested_ms if suggested_ms is None else suggested_ms
    if usual_ms is not None and least_ms > usual_ms:
        least_ms, usual_ms = (least_ms, least_ms) if suggested_ms is None else (usual_ms, usual_ms)
    return replace(ends, at_least_ms=least_ms, suggested_ms=usual_ms)


def _name(kind: Kind, length: Length) -> str:
    """Name a rep that has no name of its own, short enough for the big display."""
    if kind is Kind.DRILL:
        return "Drill"
    if kind is Kind.STRIDE:
        return "Stride"
    return "Effort" if isinstance(length, UntilPressed) else str(length)


def _length_of(step: Step) -> Length:
    return UntilPressed() if step.distance_m is None else Distance(step.distance_m)
