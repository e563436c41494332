from __future__ import annotations

import pytest

from speedtimer.doctor import machine
from speedtimer.doctor.finding import Finding, State
from speedtimer.runtime.battery import Battery
from speedtimer.runtime.clock import Hands, hands
from speedtimer.runtime.keep_awake import Attempt


def test_the_clocks_are_named_with_their_step_and_whether_sleep_is_noticed() -> None:
    found = machine.clock(Hands("CLOCK_MONOTONIC", "CLOCK_BOOTTIME", 60, True))
    says = "cues by CLOCK_MONOTONIC, steps of 60 ns; the session by CLOCK_BOOTTIME; sleep is noticed"
    assert found == Finding("clock", State.OK, says)


def test_a_coarse_clock_is_worth_a_note() -> None:
    found = machine.clock(Hands("GetTickCount64", "GetTickCount64", 15_600_000, False))
    assert found.state is State.NOTE
    assert found.says.endswith("sleep is noticed by how late the program wakes")
    assert found.remedy


def test_this_computers_own_clock_makes_small_steps() -> None:
    assert 0 < hands().step_ns < 1_000_000


def test_a_computer_that_cannot_be_kept_awake_has_a_remedy() -> None:
    kept = machine.awake(Attempt(True, "org.gnome.SessionManager"))
    assert kept.state is State.OK
    assert "(org.gnome.SessionManager)" in kept.says
    found = machine.awake(Attempt(False, "no service answered"), "linux")
    assert (found.state, found.says) == (State.NOTE, "the computer may fall asleep (no service answered)")
    assert found.remedy.endswith("on Linux a desktop with a session bus is needed for it")


@pytest.mark.parametrize(
    ("battery", "state", "says"),
    [
        (None, State.OK, "none that can be asked"),
        (Battery(24, True), State.OK, "24 %, plugged in"),
        (Battery(25, False), State.OK, "25 %, not charging"),
        (Battery(24, False), State.NOTE, "24 %, not charging"),
    ],
)
def test_a_battery_is_doubtful_below_a_quarter(battery: Battery | None, state: State, says: str) -> None:
    found = machine.power(battery)
    assert (found.state, found.says) == (state, says)
    assert bool(found.remedy) == (state is State.NOTE)
