from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speedtimer.engine.commands import Command, Pause, Press, Resume, Resumption
from speedtimer.engine.engine import Engine
from speedtimer.plan import Plan
from speedtimer.rules import Rules
from speedtimer.tui.dial import Dial, changes_in_ms, dial
from tests.tui.plans import AUTO, TIMED, floated, hills, jogged, seen, waiting


@pytest.mark.parametrize(
    ("at_ms", "text"),
    [(0, "10"), (1, "10"), (1000, "9"), (7000, "3"), (7001, "3"), (8000, "2"), (9000, "1"), (9999, "1")],
)
def test_a_lead_in_counts_whole_seconds_down_each_shown_until_it_is_over(at_ms: int, text: str) -> None:
    assert dial(seen(hills(), at_ms=at_ms)) == Dial(text, "to GO")


@pytest.mark.parametrize("at_ms", [10_000, 10_999])
def test_zero_is_go_and_stands_for_a_second(at_ms: int) -> None:
    assert dial(seen(hills(), at_ms=at_ms)).text == "GO"


@pytest.mark.parametrize(
    ("at_ms", "text"),
    [(11_000, "0:29"), (11_001, "0:29"), (12_000, "0:28"), (30_000, "0:10"), (30_099, "0:10"), (30_100, "9.9")],
)
def test_work_by_time_counts_down_and_shows_tenths_in_its_last_ten_seconds(at_ms: int, text: str) -> None:
    assert dial(seen(hills(), at_ms=at_ms)) == Dial(text, "left of 30 s")


def test_the_last_tenth_is_shown_until_the_end() -> None:
    assert dial(seen(hills(), at_ms=39_999)).text == "0.1"


@pytest.mark.parametrize(
    ("at_ms", "expected"),
    [
        (40_000, Dial("0:00", "of about 1:40")),
        (139_999, Dial("1:39", "of about 1:40")),
        (140_000, Dial("1:40", "0:00 over 1:40", overdue=True)),
        (152_500, Dial("1:52", "0:12 over 1:40", overdue=True)),
    ],
)
def test_a_recovery_that_a_press_ends_counts_up_and_says_what_it_is_over(at_ms: int, expected: Dial) -> None:
    assert dial(seen(hills(), at_ms=at_ms)) == expected


@pytest.mark.parametrize(
    ("at_ms", "text"),
    [
        (40_000, "1:40"),
        (41_000, "1:39"),
        (80_001, "1:00"),
        (81_000, "59"),
        (129_999, "11"),
        (130_000, "10"),
        (139_999, "1"),
    ],
)
def test_a_recovery_that_the_clock_ends_counts_down_to_go_through_its_lead_in(at_ms: int, text: str) -> None:
    # From 40 s on, 100 s to GO; the lead-in begins at 130 s.
    assert dial(seen(hills(mode=AUTO), at_ms=at_ms)) == Dial(text, "to GO")


def test_a_recovery_that_the_clock_ends_and_no_work_follows_counts_down_to_its_end() -> None:
    # The effort from 10 s on, and a last easy minute from 40 s on.
    assert dial(seen(floated(), at_ms=40_000)) == Dial("1:00", "to go")
    assert dial(seen(floated(), at_ms=98_001)) == Dial("0:02", "to go")


def test_a_range_counts_up_towards_both_its_ends() -> None:
    assert dial(seen(jogged(), at_ms=725_400)) == Dial("12:05", "of 15-25 min")


def test_a_jog_past_its_length_shows_by_how_much() -> None:
    assert dial(seen(waiting(), at_ms=299_001)) == Dial("0:01", "left of 5 min")
    assert dial(seen(waiting(), at_ms=300_000)) == Dial("+0:00", "over 5 min", overdue=True)
    assert dial(seen(waiting(), at_ms=312_900)) == Dial("+0:12", "over 5 min", overdue=True)


def test_a_distance_counts_up_to_about_its_expected_time() -> None:
    started = ((900_000, Press()),)
    assert dial(seen(jogged(), *started, at_ms=910_999)).text == "GO"
    assert dial(seen(jogged(), *started, at_ms=922_300)) == Dial("0:12", "of about 18 s")


def test_a_distance_that_somebody_times_is_over_its_expected_time_but_goes_on() -> None:
    view = seen(jogged(TIMED), (900_000, Press()), at_ms=905_000 + 21_700)
    assert dial(view) == Dial("0:21", "0:03 over 18 s", overdue=True)


def test_a_pause_holds_the_clock_and_the_count_after_it_counts() -> None:
    paused = ((22_300, Pause()),)
    assert dial(seen(hills(), *paused, at_ms=99_000)).text == "0:18"
    resumed = (*paused, (60_000, Resume(Resumption.ON)))
    # The count of three and a second before it.
    assert dial(seen(hills(), *resumed, at_ms=60_000)) == Dial("4", "then on")
    assert dial(seen(hills(), *resumed, at_ms=63_001)).text == "1"
    assert dial(seen(hills(), *resumed, at_ms=64_000)).text == "0:18"


def test_the_end_by_the_clock_is_left_to_the_driver_to_tell() -> None:
    # GO at 10 s, the end at 40 s: of the tenths before it 0.1 is the last, and the end of the lead-in is no other.
    assert changes_in_ms(seen(hills(), at_ms=39_850), 1.0) == 50
    assert changes_in_ms(seen(hills(), at_ms=39_900), 1.0) is None
    assert changes_in_ms(seen(hills(), at_ms=9_500), 1.0) is None


def test_nothing_changes_by_itself_while_ready_paused_or_complete() -> None:
    assert changes_in_ms(Engine.open(hills(), Rules()).view(), 1.0) is None
    assert changes_in_ms(seen(hills(), (22_300, Pause()), at_ms=30_000), 1.0) is None
    # 10 s, 30 s, a walk ended by its press at 100 s, 10 s, 30 s.
    assert changes_in_ms(seen(hills(), (100_000, Press()), at_ms=150_000), 1.0) is None


@pytest.mark.parametrize(("speed", "at_ms", "change"), [(1, 12_300, 700), (5, 12_300, 700), (20, 12_300, 700 + 1000)])
def test_a_rehearsal_changes_the_clock_no_more_than_ten_times_a_real_second(
    speed: float, at_ms: int, change: int
) -> None:
    # At twenty times the speed two seconds of the session pass in a tenth of a real one: 17.7 s left, then 16.
    assert changes_in_ms(seen(hills(), at_ms=at_ms), speed) == change


PLANS = (hills(), hills(mode=AUTO), floated(), jogged(), jogged(TIMED), waiting())
PRESSES = st.lists(st.integers(0, 1_700_000), max_size=4)


@given(plan=st.sampled_from(PLANS), presses=PRESSES, at_ms=st.integers(0, 1_800_000))
def test_until_the_next_change_or_end_is_due_the_clock_reads_the_same_and_then_otherwise(
    plan: Plan, presses: list[int], at_ms: int
) -> None:
    given_then: list[tuple[int, Command]] = [(when_ms, Press()) for when_ms in sorted(presses) if when_ms <= at_ms]
    now = seen(plan, *given_then, at_ms=at_ms)
    change_ms = changes_in_ms(now, 1.0)
    if change_ms is None:
        ends_in_ms = now.ends_in_ms or now.resumes_in_ms
        later = seen(plan, *given_then, at_ms=at_ms + (3_600_000 if ends_in_ms is None else ends_in_ms - 1))
        assert (dial(later), later.armed) == (dial(now), now.armed)
        return
    assert 0 < change_ms <= 3000
    before = seen(plan, *given_then, at_ms=at_ms + change_ms - 1)
    if before.visit == now.visit and before.phase == now.phase:
        assert (dial(before), before.armed) == (dial(now), now.armed)
    after = seen(plan, *given_then, at_ms=at_ms + change_ms)
    assert (dial(after), after.armed, after.visit) != (dial(now), now.armed, now.visit)
