from __future__ import annotations

import pytest

from speedtimer.engine.events import CommandTaken, Event, Refused, SessionCompleted, StepEnded
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
from speedtimer.rules import Guards, LeadIns, Rules
from speedtimer.runtime.simulate import Athlete, simulate
from tests.runtime.doubles import small_plan

DEFAULT = Athlete()


def step(ends: Ends, kind: Kind = Kind.EFFORT) -> Step:
    return Step(0, kind, "step", Section.MAIN, ends)


@pytest.mark.parametrize(
    ("ends", "after_ms", "after_ms_under_auto"),
    [
        (ByRange(900_000, 1_500_000), 910_000, None),
        (ByRange(900_000, 1_500_000, waits=True), 910_000, 910_000),
        (ByTime(30_000), None, None),
        (ByTime(2_400_000, waits=True), 2_410_000, 2_410_000),
        (ByDistance(200, 38_000), None, None),
        (ByDistance(200, 38_000, held=True), 38_000, 38_000),
        (Open(25_000, 80_000, 100), 80_000, 80_000),
        (Open(), 60_000, 60_000),
        (Open(25_000, 80_000, 100, clock_ms=70_000), None, None),
    ],
)
def test_the_athlete_presses_by_the_rules_and_leaves_the_rest_to_the_clock(
    ends: Ends, after_ms: int | None, after_ms_under_auto: int | None
) -> None:
    assert DEFAULT.press_after_ms(step(ends), auto=False) == after_ms
    assert DEFAULT.press_after_ms(step(ends), auto=True) == after_ms_under_auto


def test_an_athlete_with_a_wish_leaves_open_steps_when_he_wishes() -> None:
    assert Athlete(open_ms=0).press_after_ms(step(Open(25_000, 80_000)), auto=False) == 0
    assert Athlete(open_ms=5000).press_after_ms(step(ByTime(30_000)), auto=False) is None


def test_a_jog_over_a_distance_that_waits_is_left_ten_seconds_after_its_length() -> None:
    jog = step(Open(suggested_ms=400_000, distance_m=1000), Kind.EASY)
    assert Athlete(open_ms=90_000).press_after_ms(jog, auto=False) == 410_000


def presses(events: list[Event]) -> list[int]:
    return [event.at_ms for event in events if isinstance(event, CommandTaken | Refused)]


def test_a_session_is_run_from_its_first_press_at_0_to_its_end() -> None:
    events = list(simulate(small_plan(1), Rules()))
    # 15 min and 10 s; the lead-in of 10 s and 38 s; the walk of 80 s; 10 min and 10 s.
    assert presses(events) == [0, 910_000, 1_038_000, 1_648_000]
    assert events[-1] == SessionCompleted(1_648_000)


def test_what_the_clock_ends_first_needs_no_press() -> None:
    jog = Step(0, Kind.WARM_DOWN, "Jog", Section.WARM_DOWN, ByRange(600_000, 605_000))
    plan = Plan("short", "Short", "even", (), arrange([jog], Arranging(Mode(), LeadIns(), 3)))
    events = list(simulate(plan, Rules()))
    assert presses(events) == [0]
    assert [event.ms for event in events if isinstance(event, StepEnded)] == [605_000]


def test_a_given_press_that_is_refused_is_not_followed_by_a_second_of_its_own() -> None:
    events = list(simulate(small_plan(1), Rules(), Athlete(press_at_ms=(5000,))))
    assert presses(events)[:3] == [0, 5000, 910_000]


def test_a_second_press_is_later_than_a_bounce_and_in_time_under_any_guards() -> None:
    rules = Rules(guards=Guards(bounce_ms=100, second_press_ms=1000))
    events = list(simulate(small_plan(1), rules, Athlete(open_ms=1000)))
    assert [event.ms for event in events if isinstance(event, StepEnded) and event.kind is Kind.RECOVERY] == [2000]


def test_a_step_that_opens_with_the_press_before_it_is_pressed_when_that_is_no_bounce() -> None:
    free = Rest("Free", Open())
    work = [Step(0, Kind.EFFORT, "10 s", Section.MAIN, ByTime(10_000), group=1, rest=free)] * 2
    plan = Plan("free", "Free", "even", (), arrange(work, Arranging(Mode(), LeadIns(), 3)))
    events = list(simulate(plan, Rules(), Athlete(open_ms=0, press_at_ms=(19_900,))))
    # Refused at 19.9 s, as 10 s are not up; the effort ends at 20 s; at 20 s the press would be a bounce.
    assert presses(events) == [0, 19_900, 20_600]


def test_a_recovery_is_not_left_so_soon_after_a_timed_rep_that_the_press_would_be_another_finish() -> None:
    free, main = Rest("Free", Open()), Mode(timed=frozenset({Section.MAIN}))
    work = [Step(0, Kind.EFFORT, "200 m", Section.MAIN, ByDistance(200, 38_000), group=1, rest=free)] * 2
    plan = Plan("free", "Free", "even", (), arrange(work, Arranging(main, LeadIns(), 3)), main)
    events = list(simulate(plan, Rules(), Athlete(open_ms=1000)))
    # The lead-in of 5 s and 38 s; 3 s later the recovery is left; the lead-in and 38 s once more.
    assert presses(events) == [0, 43_000, 46_000, 89_000]
