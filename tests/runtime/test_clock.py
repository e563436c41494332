from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from speedtimer.records.moments import Started
from speedtimer.runtime.clock import ManualClock, RealClock
from tests.runtime.doubles import ns


class Laters:
    """A `call_later` that only remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[float, Callable[[], None]]] = []
        self.cancelled = 0

    def __call__(self, delay_s: float, wake: Callable[[], None]) -> Laters:
        self.asked.append((delay_s, wake))
        return self

    def cancel(self) -> None:
        self.cancelled += 1


def test_a_manual_clock_stands_still_until_it_is_moved() -> None:
    clock = ManualClock()
    assert (clock.now_ns(), clock.boot_ns()) == (0, 0)
    clock.move(ns(1.5))
    assert (clock.now_ns(), clock.boot_ns()) == (1_500_000_000, 1_500_000_000)


def test_in_sleep_only_the_boot_clock_and_the_calendar_go_on() -> None:
    clock = ManualClock(start=Started(1_000_000, 60, "CET"))
    clock.sleep(ns(10))
    assert (clock.now_ns(), clock.boot_ns()) == (0, 10_000_000_000)
    assert clock.wall() == Started(1_010_000, 60, "CET")


def test_moving_a_manual_clock_wakes_whoever_is_due_in_order_and_nobody_else() -> None:
    clock, woken = ManualClock(), list[str]()
    clock.wake_at(ns(2), lambda: woken.append("two"), Laters())
    clock.wake_at(ns(1), lambda: woken.append("one"), Laters())
    clock.wake_at(ns(3), lambda: woken.append("three"), Laters())
    clock.move(ns(2))
    assert woken == ["one", "two"]
    assert clock.next_ns == ns(3)


def test_a_wake_up_that_is_taken_back_does_not_come() -> None:
    clock, woken = ManualClock(), list[str]()
    take_back = clock.wake_at(ns(1), lambda: woken.append("one"), Laters())
    take_back()
    assert clock.next_ns is None
    clock.move(ns(5))
    assert woken == []


def test_one_that_was_woken_already_can_still_be_taken_back() -> None:
    clock, woken = ManualClock(), list[str]()
    take_back = clock.wake_at(ns(1), lambda: woken.append("one"), Laters())
    clock.move(ns(1))
    take_back()
    clock.wake_at(ns(2), lambda: woken.append("two"), Laters())
    clock.move(ns(1))
    assert woken == ["one", "two"]


async def test_a_jumping_clock_goes_from_deadline_to_deadline() -> None:
    clock, seen = ManualClock(jumps=True), list[int]()
    over = asyncio.Event()

    def wake() -> None:
        seen.append(clock.now_ns())
        if len(seen) == 3:
            over.set()
        else:
            clock.wake_at(clock.now_ns() + ns(60), wake, asyncio.get_running_loop().call_later)

    clock.wake_at(ns(60), wake, asyncio.get_running_loop().call_later)
    await over.wait()
    assert seen == [ns(60), ns(120), ns(180)]


async def test_passing_time_wakes_everyone_at_his_own_moment() -> None:
    clock, seen = ManualClock(), list[int]()

    async def walker() -> None:
        for _ in range(3):
            woken = asyncio.Event()
            clock.wake_at(clock.now_ns() + ns(2), woken.set, asyncio.get_running_loop().call_later)
            await woken.wait()
            seen.append(clock.now_ns())

    task = asyncio.create_task(walker())
    await asyncio.sleep(0)
    await clock.pass_time(ns(5))
    assert seen == [ns(2), ns(4)]
    assert clock.now_ns() == ns(5)
    await clock.pass_time(ns(1))
    await task
    assert seen == [ns(2), ns(4), ns(6)]


def test_the_real_clock_shows_what_the_sound_goes_by_and_never_runs_backwards() -> None:
    clock = RealClock()
    before = time.perf_counter_ns()
    now, boot = clock.now_ns(), clock.boot_ns()
    assert before <= now <= time.perf_counter_ns()
    assert clock.boot_ns() >= boot


def test_the_real_clock_asks_the_loop_for_the_time_that_is_left() -> None:
    clock, laters = RealClock(), Laters()
    take_back = clock.wake_at(clock.now_ns() + ns(100), lambda: None, laters)
    delay_s, _ = laters.asked[0]
    assert 90 < delay_s <= 100
    take_back()
    assert laters.cancelled == 1


def test_the_real_clock_wakes_at_once_for_what_is_past() -> None:
    clock, laters = RealClock(), Laters()
    clock.wake_at(clock.now_ns() - ns(1), lambda: None, laters)
    assert laters.asked[0][0] == 0
