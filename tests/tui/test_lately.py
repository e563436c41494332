from __future__ import annotations

from speedtimer.engine.commands import Command, Press, Skip
from speedtimer.plan import Arranging, ByDistance, Kind, Mode, Open, Plan, Rest, Section, Step, arrange
from speedtimer.rules import LeadIns
from speedtimer.tui.lately import bars, lately
from tests.tui.plans import TIMED, hills, seen

WALK = Rest("Walk back", Open(suggested_ms=80_000, distance_m=100))


def hundreds(mode: Mode) -> Plan:
    """Four times 100 m in about 18 s, each after a lead-in of 5 s (timed) or 10 s."""
    effort = Step(0, Kind.EFFORT, "100 m", Section.MAIN, ByDistance(100, 18_000), group=1, rest=WALK)
    return Plan("x", "X", "build", (), arrange([effort] * 4, Arranging(mode, LeadIns(), 3)), mode)


def presses(*at_s: float) -> list[tuple[int, Command]]:
    return [(round(when * 1000), Press()) for when in at_s]


def test_a_first_time_taken_stands_beside_what_was_expected() -> None:
    # GO at 5 s, the line at 23.4 s.
    assert lately(seen(hundreds(TIMED), *presses(23.4), at_ms=30_000)) == "Last 18.4, expected 18 s"


def test_a_time_taken_is_compared_with_the_best_of_its_set() -> None:
    # 18.4 s, then from 100 s on a walk ended, 5 s of lead-in and 18.9 s.
    slower = presses(23.4, 100, 123.9)
    assert lately(seen(hundreds(TIMED), *slower, at_ms=130_000)) == "Last 18.9: 0.5 over the best, 18.4  ▆█"
    # And a third one of 18.1 s.
    faster = [*slower, *presses(200, 223.1)]
    assert lately(seen(hundreds(TIMED), *faster, at_ms=230_000)) == "Last 18.1: the best so far, by 0.3  ▆█▅"


def test_alone_the_round_trips_are_what_is_known() -> None:
    # GO at 10 s; back at the line at 120 s: 110 s. The walk of the first rep itself is not over before that.
    assert lately(seen(hills(4), at_ms=60_000)) == ""
    assert lately(seen(hills(4), *presses(120), at_ms=170_000)) == "Round trip 1: 1:50.0, expected 2:10"
    # The second GO at 130 s; back at 245 s: 115 s.
    view = seen(hills(4), *presses(120, 245), at_ms=300_000)
    assert lately(view) == "Round trip 2: 1:55.0: 5.0 over the best, 1:50.0  ▅█"


def test_outside_a_recovery_nothing_is_said_of_the_reps() -> None:
    assert lately(seen(hills(4), *presses(120), at_ms=125_000)) == ""
    assert lately(seen(hills(4), *presses(120), at_ms=140_000)) == ""


def test_a_skipped_rep_has_no_time_and_no_bar() -> None:
    given = [*presses(23.4), (30_000, Skip()), (40_000, Skip()), *presses(100, 123.9)]
    assert lately(seen(hundreds(TIMED), *given, at_ms=130_000)).startswith("Last")


def test_the_bars_show_a_tenth_at_least_and_the_newest_twelve() -> None:
    # From 80 to 100 is more than a tenth; 90 lies half-way.
    assert bars([80, 90, 100]) == "▁▅█"
    assert bars([50, 100]) == "▁█"
    # A tenth of 100 is 10, and 95 lies half-way.
    assert bars([95, 100]) == "▅█"
    assert bars([100, 100]) == "██"
    assert len(bars([100] * 14)) == 12
