"""What a conductor writes down, and what waits for the disk."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from speedtimer.engine.commands import Pause, Press, Skip
from speedtimer.engine.cue_table import Cue
from speedtimer.engine.events import Bounced, CommandTaken, Refused
from speedtimer.engine.view import Phase
from speedtimer.rules import Rules
from speedtimer.runtime.clock import ManualClock
from speedtimer.runtime.conductor import Conductor
from tests.runtime.doubles import AnnouncerDouble, Heard, JournalDouble, ended, ns, running, small_plan, until


async def test_the_journal_begins_with_the_first_press_and_has_everything_said_before_it() -> None:
    clock, journal = ManualClock(), JournalDouble()
    conductor = Conductor(small_plan(), Rules(), clock=clock, journal=journal)
    async with running(conductor):
        await conductor.give(Skip())
        await clock.pass_time(ns(60))
        assert journal.said == []
        await conductor.give(Press())
        assert journal.said == ["begin", "write Skip at 0", "write Press at 0"]
        assert journal.started == replace(ManualClock().wall(), utc_ms=ManualClock().wall().utc_ms + 60_000)
        assert conductor.session == "the-session"
        assert [entry.seq for entry in journal.entries] == [1, 2]


async def test_what_is_cancelled_is_told_before_the_disk_and_the_rest_after_it() -> None:
    clock, journal, announcer = ManualClock(), JournalDouble(slow=True), AnnouncerDouble()
    conductor = Conductor(small_plan(), Rules(), clock=clock, journal=journal, announcer=announcer)
    heard = Heard(clock)
    async with running(conductor):
        first = asyncio.create_task(conductor.give(Press()))
        await until(lambda: bool(journal.entries))
        journal.catch_up()
        await first
        await clock.pass_time(ns(895))
        announced = announcer.calls[-1][1]
        assert [(cue.cue, cue.at_ms) for cue in announced] == [(Cue.MINIMUM, 900_000)]
        conductor.listen(heard)
        pausing = asyncio.create_task(conductor.give(Pause()))
        await until(lambda: len(journal.entries) == 2)
        assert announcer.calls[-1][:3] == ((), (), 895_000)
        assert heard.events == []
        journal.catch_up()
        await pausing
        assert announcer.calls[-1][0] == tuple(heard.events) != ()
        journal.catch_up()


async def test_nothing_advances_past_a_press_that_waits_for_the_disk() -> None:
    clock, journal = ManualClock(), JournalDouble(slow=True)
    conductor = Conductor(small_plan(), Rules(), clock=clock, journal=journal)
    heard = Heard(clock)
    conductor.listen(heard)
    async with running(conductor):
        starting = asyncio.create_task(conductor.give(Press()))
        await until(lambda: bool(journal.entries))
        journal.catch_up()
        await starting
        await clock.pass_time(ns(899.9))
        told = len(heard.told)
        skipping = asyncio.create_task(conductor.give(Skip()))
        await until(lambda: len(journal.entries) == 2)
        # The lead-in that the skip begins would begin its count 7 s on, and the minimum was due 0.1 s on.
        await clock.pass_time(ns(2))
        assert len(heard.told) == told
        assert conductor.view().at_ms == 899_900
        assert conductor.view().phase is Phase.JOG
        assert conductor.not_kept == 0
        journal.catch_up()
        await skipping
        assert ended(heard.events) == [(899_900, 0)]
        await clock.pass_time(ns(1))
        assert conductor.view().in_step_ms == 3000
        journal.catch_up()


async def test_a_press_waits_no_longer_than_is_felt_and_what_is_shown_meanwhile_is_marked() -> None:
    clock, journal = ManualClock(), JournalDouble(slow=True)
    conductor = Conductor(small_plan(), Rules(), clock=clock, journal=journal)
    async with running(conductor):
        events = await conductor.give(Press())
        assert isinstance(events[0], CommandTaken)
        assert conductor.view().phase is Phase.JOG
        assert conductor.not_kept == 1
        journal.catch_up()
        assert conductor.not_kept == 0


async def test_in_arrears_no_press_waits() -> None:
    clock, journal = ManualClock(), JournalDouble(slow=True)
    journal.late = True
    conductor = Conductor(small_plan(), Rules(), clock=clock, journal=journal)
    async with running(conductor):
        giving = asyncio.create_task(conductor.give(Press()))
        await asyncio.sleep(0)
        assert giving.done()
        assert conductor.not_kept == 1
        journal.catch_up()


async def test_a_refusal_and_a_bounce_are_written_but_wait_for_nothing() -> None:
    clock, journal = ManualClock(), JournalDouble()
    conductor = Conductor(small_plan(), Rules(), clock=clock, journal=journal)
    async with running(conductor):
        await conductor.give(Press())
        await clock.pass_time(ns(60))
        journal.slow = True
        refused = asyncio.create_task(conductor.give(Press()))
        await asyncio.sleep(0)
        assert isinstance(refused.result()[0], Refused)
        bounced = asyncio.create_task(conductor.give(Press()))
        await asyncio.sleep(0)
        assert bounced.result() == (Bounced(60_000, Press()),)
        assert [entry.verdict for entry in journal.entries] == ["taken", "refused", "bounced"]
        journal.catch_up()


async def test_a_press_that_was_given_up_while_it_waited_has_happened_all_the_same() -> None:
    clock, journal = ManualClock(), JournalDouble(slow=True)
    conductor = Conductor(small_plan(), Rules(), clock=clock, journal=journal)
    async with running(conductor):
        giving = asyncio.create_task(conductor.give(Press()))
        await until(lambda: bool(journal.entries))
        giving.cancel()
        await asyncio.wait({giving})
        assert conductor.view().phase is Phase.JOG
        journal.catch_up()


async def test_the_journal_hears_every_5_s_and_at_each_boundary_that_the_session_is_awake() -> None:
    clock, journal = ManualClock(), JournalDouble()
    conductor = Conductor(small_plan(), Rules(), clock=clock, journal=journal)
    async with running(conductor):
        await conductor.give(Press())
        await clock.pass_time(ns(12))
        await conductor.give(Skip())
        await clock.pass_time(ns(11))
    assert journal.alive_ms == [0, 5000, 10_000, 12_000, 17_000, 22_000]
