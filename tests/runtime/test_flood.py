"""What comes faster than anybody presses: how much is let through, and that the session stays what its log says."""

from __future__ import annotations

import asyncio
import contextlib
import os
import time
from collections.abc import Callable

from speedtimer.engine.commands import Pause, Press, Resume, Skip, Undo
from speedtimer.engine.engine import Engine
from speedtimer.engine.log import Verdict
from speedtimer.rules import Rules
from speedtimer.runtime.clock import NS_PER_S, ManualClock
from speedtimer.runtime.conductor import Conductor
from speedtimer.runtime.flood import Bucket
from speedtimer.runtime.stdin_events import Inbox, InputEnded, Leave, LeftOut, Line
from tests.runtime.doubles import JournalDouble, running, small_plan

MS = 1_000_000


def test_so_many_may_come_at_once_and_from_then_on_so_many_a_second() -> None:
    bucket = Bucket(3, 10)
    at_once = [bucket.takes(5 * NS_PER_S) for _ in range(5)]
    assert at_once == [True, True, True, False, False]
    # One more has room 100 ms later, and after a long rest no more than three again.
    assert [bucket.takes(5 * NS_PER_S + 99 * MS), bucket.takes(5 * NS_PER_S + 100 * MS)] == [False, True]
    assert [bucket.takes(60 * NS_PER_S) for _ in range(5)] == [True, True, True, False, False]


async def test_a_key_held_for_long_stands_in_the_log_ten_times_a_second_and_bounces_until_it_is_released() -> None:
    clock, journal = ManualClock(), JournalDouble()
    plan, rules = small_plan(), Rules()
    conductor = Conductor(plan, rules, clock=clock, journal=journal)
    async with running(conductor):
        # 5,000 presses a second for two seconds: the first is taken, the second bounces, and after that each that comes
        # 100 ms later or more.
        for _ in range(10_000):
            await conductor.give(Press())
            clock.move(200_000)
        log = conductor.engine.log
        assert [entry.verdict for entry in log] == [Verdict.TAKEN] + [Verdict.BOUNCED] * 20
        # Released, it is a press again once the bounce is over.
        clock.move(700 * MS)
        await conductor.give(Press())
        assert conductor.engine.log[-1].verdict is not Verdict.BOUNCED
        folded = Engine.open(plan, rules)
        for entry in conductor.engine.log:
            folded, _ = folded.give(entry.at_ms, entry.command)
        assert folded.log == conductor.engine.log
        assert folded.view() == conductor.engine.view()


async def test_two_keys_in_turn_and_one_that_comes_again_at_its_time_are_not_held() -> None:
    clock = ManualClock()
    conductor = Conductor(small_plan(), Rules(), clock=clock, journal=JournalDouble())
    async with running(conductor):
        await conductor.give(Press())
        clock.move(2 * NS_PER_S)
        for command in (Pause(), Skip(), Undo(), Skip()):
            await conductor.give(command)
        clock.move(700 * MS)
        await conductor.give(Resume())
        # The second skip bounces, and nothing is spared.
        assert [type(entry.command) for entry in conductor.engine.log] == [Press, Pause, Skip, Undo, Skip, Resume]


async def test_lines_in_excess_are_left_out_and_counted_and_said_when_the_flood_is_over() -> None:
    clock = ManualClock()
    inbox = Inbox(clock)
    reading, writing = os.pipe()
    try:
        inbox.watch_lines(reading)
        os.write(writing, b"\n" * 1000)
        for _ in range(200):
            assert await inbox.next() == Line("", 0)
        await asyncio.to_thread(wait_for, lambda: inbox._left_out == 800)
        clock.move(2 * NS_PER_S)
        os.write(writing, b"u\n")
        assert await inbox.next() == Line("u", 2 * NS_PER_S)
        assert await inbox.next() == LeftOut()
        assert (inbox.take_left_out(), inbox.take_left_out()) == (800, 0)
    finally:
        with contextlib.suppress(OSError):
            os.close(writing)
    assert await inbox.next() == InputEnded()
    os.close(reading)
    await inbox.close()


async def test_what_asks_to_leave_comes_before_every_line_that_waits() -> None:
    inbox = Inbox(ManualClock())
    for message in (Line("", 0), Line("u", 0), Leave("SIGTERM"), Line("p", 0)):
        inbox.put(message)
    assert [await inbox.next() for _ in range(4)] == [Leave("SIGTERM"), Line("", 0), Line("u", 0), Line("p", 0)]
    await inbox.close()


def wait_for(what: Callable[[], bool]) -> None:
    until_s = time.monotonic() + 20
    while not what():
        assert time.monotonic() < until_s
        time.sleep(0.001)
