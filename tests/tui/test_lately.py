from __future__ import annotations

from speedtimer.engine.commands import Command, Correct, Done, Press, Skip
from speedtimer.plan import Arranging, ByDistance, Kind, Mode, Open, Plan, Rest, Section, Step, arrange
from speedtimer.rules import LeadIns
from speedtimer.tui.lately import Lately, RepBars, lately, small_bars
from tests.tui.plans import TIMED, hills, seen

WALK = Rest("Walk back", Open(suggested_ms=80_000, distance_m=100))


def hundreds(mode: Mode, reps: int = 4) -> Plan:
    """So many times 100 m in about 18 s, each after a lead-in of 5 s (timed) or 10 s."""
    effort = Step(0, Kind.EFFORT, "100 m", Section.MAIN, ByDistance(100, 18_000), group=1, rest=WALK)
    return Plan("x", "X", "build", (), arrange([effort] * reps, Arranging(mode, LeadIns(), 3)), mode)


def presses(*at_s: float) -> list[tuple[int, Command]]:
    return [(round(when * 1000), Press()) for when in at_s]


def test_a_first_time_taken_stands_beside_what_was_expected() -> None:
    # GO at 5 s, the line at 23.4 s.
    found = lately(seen(hundreds(TIMED), *presses(23.4), at_ms=30_000))
    assert found == Lately(
        "Last 18.4, 18 s expected", "Last 18.4, 18 s expected", RepBars((1,), (18_400,), 18_000, "time")
    )


def test_the_hundredths_of_a_time_typed_stay() -> None:
    typed = lately(seen(hundreds(TIMED), *presses(23.4), (25_000, Correct(18_350)), at_ms=30_000))
    assert typed.text == "Last 18.35, 18 s expected"


def test_a_time_taken_is_compared_with_the_best_of_its_set() -> None:
    # 18.4 s, then from 100 s on a walk ended, 5 s of lead-in and 18.9 s.
    slower = presses(23.4, 100, 123.9)
    assert lately(seen(hundreds(TIMED), *slower, at_ms=130_000)).text == "Last 18.9, 0.5 over the best, 18.4"
    # And a third one of 18.1 s.
    faster = [*slower, *presses(200, 223.1)]
    found = lately(seen(hundreds(TIMED), *faster, at_ms=230_000))
    assert found.text == "Last 18.1, the best so far, by 0.3"
    assert found.bars == RepBars((1, 2, 3), (18_400, 18_900, 18_100), 18_000, "time")
    assert found.bars.best == 2


def test_what_differs_by_less_than_is_shown_is_as_fast() -> None:
    # 18.40 s, then 18.36: 0.04 apart; then 18.29: 0.07 below that, which is 0.1.
    equal = presses(23.4, 100, 123.36)
    assert lately(seen(hundreds(TIMED), *equal, at_ms=130_000)).text == "Last 18.3, as fast as the best"
    faster = [*equal, *presses(200, 223.29)]
    assert lately(seen(hundreds(TIMED), *faster, at_ms=230_000)).text == "Last 18.2, the best so far, by 0.1"


def test_alone_the_round_trips_are_what_is_known() -> None:
    # GO at 10 s; back at the line at 120 s: 110 s. The walk of the first rep itself is not over before that.
    assert lately(seen(hills(4), at_ms=60_000)) == Lately()
    # Expected: 30 s and a walk of 1:40.
    assert lately(seen(hills(4), *presses(120), at_ms=170_000)).text == "Round trip 1: 1:50.0, 2:10 expected"
    # The second GO at 130 s; back at 245 s: 115 s.
    view = seen(hills(4), *presses(120, 245), at_ms=300_000)
    assert lately(view).text == "Round trip 2: 1:55.0, 5.0 over the best, 1:50.0, 2:10 expected"
    assert lately(view).short == "Round trip 2: 1:55.0, 5.0 over the best, 1:50.0"
    assert lately(view).bars == RepBars((1, 2), (110_000, 115_000), 130_000, "round trip")


def test_a_round_trip_longer_ago_than_the_rep_before_is_no_news() -> None:
    # The first round trip is 110 s. The second rep is counted as done a second after its GO at 130 s, its walk skipped,
    # likewise the third after its GO at 141 s; both without a round trip.
    given: list[tuple[int, Command]] = [*presses(120), (131_000, Done()), (131_000, Skip()), (142_000, Done())]
    during_second = lately(seen(hills(5), *given[:2], at_ms=131_000))
    assert during_second.text.startswith("Round trip 1: 1:50.0")
    during_third = lately(seen(hills(5), *given, at_ms=143_000))
    assert (during_third.text, during_third.short) == ("", "")
    assert during_third.bars == RepBars((1,), (110_000,), 130_000, "round trip")


def test_in_a_lead_in_only_the_bars_stay_and_in_an_effort_nothing() -> None:
    assert lately(seen(hills(4), *presses(120), at_ms=125_000)) == Lately(
        bars=RepBars((1,), (110_000,), 130_000, "round trip")
    )
    assert lately(seen(hills(4), *presses(120), at_ms=140_000)) == Lately()


def test_a_skipped_rep_has_no_time_and_no_bar() -> None:
    given = [*presses(23.4), (30_000, Skip()), (40_000, Skip()), *presses(100, 123.9)]
    found = lately(seen(hundreds(TIMED), *given, at_ms=130_000)).bars
    assert found is not None
    assert len(found.reps) == len(found.times_ms) < 3


def test_only_the_newest_twelve_are_bars() -> None:
    given = presses(*(when for rep in range(14) for when in (100 * rep + 23, 100 * rep + 95)))
    found = lately(seen(hundreds(TIMED, 20), *given[:-1], at_ms=1_325_000)).bars
    assert found is not None
    assert found.reps == tuple(range(3, 15))


def test_small_bars_show_a_tenth_at_least() -> None:
    # From 80 to 100 is more than a tenth; 90 lies half-way.
    assert small(80, 90, 100) == "▁▅█"
    assert small(50, 100) == "▁█"
    # A tenth of 100 is 10, and 95 lies half-way.
    assert small(95, 100) == "▅█"
    assert small(100, 100) == "██"


def small(*times_ms: int) -> str:
    return small_bars(RepBars(tuple(range(1, len(times_ms) + 1)), times_ms, None, "time"))


def test_the_caption_says_what_is_drawn() -> None:
    assert RepBars((1,), (18_400,), None, "time").caption == "Each rep's time, lower is faster, * the best"
    said = RepBars((1,), (118_400,), 130_000, "round trip").caption
    assert said == "Each rep's round trip, lower is faster, * the best, the line: 2:10 expected"
