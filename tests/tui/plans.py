"""A small plan whose times are easy to work out by hand."""

from __future__ import annotations

from speedtimer.engine.commands import Command, Press
from speedtimer.engine.engine import Engine
from speedtimer.engine.view import View
from speedtimer.plan import (
    Arranging,
    ByDistance,
    ByRange,
    ByTime,
    Kind,
    Mode,
    Open,
    Plan,
    Rest,
    Section,
    Step,
    arrange,
)
from speedtimer.rules import LeadIns, Rules

SOLO = Mode()
TIMED = Mode(timed=frozenset({Section.MAIN}))
AUTO = Mode(auto=frozenset(Section))
WALK = Rest("Walk back", Open(at_least_ms=20_000, suggested_ms=100_000))


def jogged(mode: Mode = SOLO) -> Plan:
    """A jog of 15-25 min (0), one effort of 100 m in about 18 s (1 lead-in, 2, 3 walk), 10 min (4)."""
    rest = Rest("Walk back", Open(at_least_ms=25_000, suggested_ms=80_000, distance_m=100))
    return _plan(
        mode,
        Step(0, Kind.WARM_UP, "Warm up", Section.WARM_UP, ByRange(900_000, 1_500_000)),
        Step(0, Kind.EFFORT, "100 m", Section.MAIN, ByDistance(100, 18_000), group=1, rest=rest),
        Step(0, Kind.WARM_DOWN, "Warm down", Section.WARM_DOWN, ByTime(600_000)),
    )


def hills(reps: int = 2, mode: Mode = SOLO) -> Plan:
    """Efforts of 30 s: 0 lead-in, 1 effort, 2 walk back, 3 lead-in, and so on; the last walk back is left out."""
    effort = Step(0, Kind.EFFORT, "30 s uphill", Section.MAIN, ByTime(30_000), group=1, rest=WALK, tip="Drive.")
    return _plan(mode, *[effort] * reps)


def floated() -> Plan:
    """One effort of 30 s (0 lead-in, 1) and an easy minute after it (2), which the clock ends, and with it all."""
    rest = Rest("Jog 1 min", Open(0, 60_000), jogged=True)
    return _plan(AUTO, Step(0, Kind.EFFORT, "30 s uphill", Section.MAIN, ByTime(30_000), group=1, rest=rest))


def waiting() -> Plan:
    """An easy jog of 5 min (0) that waits for the press, since work follows it."""
    effort = Step(0, Kind.EFFORT, "30 s uphill", Section.MAIN, ByTime(30_000), group=1, rest=WALK)
    return _plan(SOLO, Step(0, Kind.EASY, "Easy jog", Section.EASY_JOG, ByTime(300_000)), effort)


def seen(plan: Plan, *given: tuple[int, Command], at_ms: int, rules: Rules | None = None) -> View:
    """The view at a moment of a session that was started by a press at 0 and given those commands."""
    engine = Engine.open(plan, rules or Rules())
    engine, _ = engine.give(0, Press())
    for when_ms, command in given:
        engine, _ = engine.give(when_ms, command)
    return engine.view(at_ms)


def _plan(mode: Mode, *items: Step) -> Plan:
    steps = arrange(items, Arranging(mode, LeadIns(), 3))
    return Plan("small", "Small", "power", ("A hill that is steep enough.",), steps, mode)
