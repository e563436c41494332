"""Small plans for the engine's tests, with every kind of end, and a session that is driven by hand."""

from __future__ import annotations

from speedtimer.engine.commands import Command
from speedtimer.engine.cue_table import Cue
from speedtimer.engine.engine import Engine
from speedtimer.engine.events import CueSounded, Event
from speedtimer.engine.view import Phase
from speedtimer.plan import Arranging, ByDistance, ByRange, ByTime, Ends, Kind, Mode, Open, Plan, Rest, Section, Step
from speedtimer.plan import arrange as arrange_steps
from speedtimer.rules import Rules

WALK_100 = Rest("Walk back", Open(25_000, 80_000, 100))
WALK_20 = Rest("Walk back", Open(5_000, 16_000, 20))
DOWNHILL = Rest("Walk back down", Open(20_000, 100_000))


def work(kind: Kind, section: Section, ends: Ends, group: int, rest: Rest | None, *, pyramid: bool = False) -> Step:
    return Step(-1, kind, "work", section, ends, group=group, pyramid=pyramid, rest=rest)


def jog(kind: Kind, section: Section, ends: Ends) -> Step:
    return Step(-1, kind, "jog", section, ends)


def efforts(*ends: Ends, rest: Rest | None = DOWNHILL, pyramid: bool = False) -> list[Step]:
    return [work(Kind.EFFORT, Section.MAIN, each, 9, rest, pyramid=pyramid) for each in ends]


def drills(reps: int = 2) -> list[Step]:
    return [work(Kind.DRILL, Section.DRILLS, ByDistance(20, 10_000), 1, WALK_20)] * reps


WARM_UP = jog(Kind.WARM_UP, Section.WARM_UP, ByRange(900_000, 1_500_000))
EASY = jog(Kind.EASY, Section.EASY_JOG, ByTime(2_400_000))
WARM_DOWN = jog(Kind.WARM_DOWN, Section.WARM_DOWN, ByRange(600_000, 900_000))


def plan_of(*items: Step, mode: Mode | None = None, rules: Rules | None = None) -> Plan:
    rules = rules or Rules()
    mode = mode or Mode()
    steps = arrange_steps(items, Arranging(mode, rules.lead_ins, rules.cues.count_s))
    return Plan("test", "Test", "power", (), steps, mode)


class Driven:
    """A session with commands given by hand. Times are seconds of session time, for tests to read well."""

    def __init__(self, *items: Step, mode: Mode | None = None, rules: Rules | None = None) -> None:
        self.rules = rules or Rules()
        self.plan = plan_of(*items, mode=mode, rules=self.rules)
        self.engine = Engine.open(self.plan, self.rules)
        self.events: list[Event] = []

    def give(self, at_s: float, command: Command) -> list[Event]:
        """Give a command; the events of it and of the time up to it."""
        self.engine, happened = self.engine.give(round(at_s * 1000), command)
        self.events += happened
        return list(happened)

    def run_to(self, at_s: float) -> list[Event]:
        self.engine, happened = self.engine.advance(round(at_s * 1000))
        self.events += happened
        return list(happened)

    def phase(self) -> Phase:
        return self.engine.phase

    def cues(self) -> list[tuple[float, Cue]]:
        return cues_in(self.events)


def cues_in(events: list[Event]) -> list[tuple[float, Cue]]:
    """The cues among events, as (seconds, cue)."""
    return [(event.at_ms / 1000, event.cue) for event in events if isinstance(event, CueSounded)]
