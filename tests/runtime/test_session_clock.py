from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speedtimer.runtime.clock import ManualClock
from speedtimer.runtime.session_clock import Reading, SessionClock, SleepDetector, read
from tests.runtime.doubles import ns


def reading(now_s: float, asleep_s: float = 0) -> Reading:
    return Reading(ns(now_s), ns(now_s + asleep_s))


def test_session_time_is_0_until_it_is_begun() -> None:
    assert SessionClock().at(reading(5000)) == 0


def test_session_time_runs_from_its_beginning_in_whole_milliseconds_cut_off() -> None:
    timeline = SessionClock()
    timeline.begin(reading(100))
    assert timeline.at(reading(100)) == 0
    assert timeline.at(Reading(ns(101) + 999_999, ns(101) + 999_999)) == 1000


def test_a_rehearsal_runs_as_many_times_faster() -> None:
    timeline = SessionClock(5)
    timeline.begin(reading(100))
    assert timeline.at(reading(102)) == 10_000
    assert timeline.due_ns(30_000, reading(100)) == ns(106)
    assert timeline.session_ms(ns(2)) == 10_000


def test_session_time_goes_on_while_the_computer_sleeps_and_deadlines_come_that_much_earlier() -> None:
    timeline = SessionClock()
    timeline.begin(reading(100))
    assert timeline.at(reading(110, asleep_s=50)) == 60_000
    assert timeline.due_ns(90_000, reading(110, asleep_s=50)) == ns(140)


def test_it_can_begin_in_the_middle() -> None:
    timeline = SessionClock()
    timeline.begin(reading(100), at_ms=40_000)
    assert timeline.at(reading(101)) == 41_000


class HeldUpClock(ManualClock):
    """Its process is held up, for some milliseconds each, before the readings that are said."""

    def __init__(self, held_up_ms: dict[int, int]) -> None:
        super().__init__()
        self._held_up_ms = held_up_ms
        self.readings = 0

    def now_ns(self) -> int:
        self._pass()
        return super().now_ns()

    def boot_ns(self) -> int:
        self._pass()
        # Of the manual clock's own hands, since these readings are not among those that are counted.
        return self._now_ns + self._asleep_ns

    def _pass(self) -> None:
        self.move(ns(self._held_up_ms.get(self.readings, 0) / 1000))
        self.readings += 1


@pytest.mark.parametrize("held_up_ms", [{}, {0: 700}, {1: 700}, {2: 700}, {1: 700, 5: 400}, {1: 9, 4: 9, 7: 9, 10: 9}])
def test_a_process_held_up_between_two_readings_does_not_believe_the_hands_to_be_apart(
    held_up_ms: dict[int, int],
) -> None:
    clock = HeldUpClock(held_up_ms)
    clock.sleep(ns(50))
    seen = read(clock)
    assert seen.boot_ns - seen.now_ns == ns(50)
    assert seen.now_ns == clock.now_ns()


def test_of_readings_that_are_all_held_up_the_narrowest_is_taken() -> None:
    clock = HeldUpClock({1: 40, 4: 30, 7: 6, 10: 20, 13: 10})
    seen = read(clock)
    assert clock.readings == 15
    # Held up 6 ms before the second reading of three, so the first hand is taken to have been half way.
    assert (seen.now_ns, seen.boot_ns) == (ns(0.076), ns(0.073))


@given(
    st.sampled_from([1.0, 0.5, 3.0, 5.0, 7.3, 60.0, 1000.0]),
    st.integers(0, 86_400_000),
    st.integers(0, 10**15),
)
def test_at_the_moment_a_deadline_is_due_it_is_reached_and_just_before_it_is_not(
    speed: float, at_ms: int, origin_ns: int
) -> None:
    timeline = SessionClock(speed)
    timeline.begin(Reading(origin_ns, origin_ns))
    due_ns = timeline.due_ns(at_ms, Reading(origin_ns, origin_ns))
    assert timeline.at(Reading(due_ns, due_ns)) >= at_ms
    if at_ms:
        assert timeline.at(Reading(due_ns - 1, due_ns - 1)) < at_ms


def test_all_is_well_while_both_hands_keep_step_and_nobody_is_late() -> None:
    wakefulness = SleepDetector(reading(10))
    wakefulness.expect(ns(11))
    assert not wakefulness.was_away(reading(12))


def test_a_sleep_is_noticed_by_the_boot_clock_and_began_when_last_awake() -> None:
    wakefulness = SleepDetector(reading(10))
    wakefulness.is_awake(reading(11))
    assert wakefulness.was_away(reading(11.5, asleep_s=600))
    assert wakefulness.last == reading(11)


def test_a_process_that_was_stopped_is_noticed_by_its_lateness() -> None:
    wakefulness = SleepDetector(reading(10))
    wakefulness.expect(ns(11))
    assert not wakefulness.was_away(reading(14))
    assert wakefulness.was_away(reading(14.001))


def test_an_absence_counts_once() -> None:
    wakefulness = SleepDetector(reading(10))
    wakefulness.is_awake(reading(11, asleep_s=600))
    assert not wakefulness.was_away(reading(12, asleep_s=600))


def test_who_expects_nothing_is_never_late() -> None:
    wakefulness = SleepDetector(reading(10))
    wakefulness.expect(None)
    assert not wakefulness.was_away(reading(5000))
