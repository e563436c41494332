"""What a conductor makes of a computer that slept, and of a program that was stopped."""

from __future__ import annotations

from speedtimer.engine.commands import Away, Pause, Press, Skip
from speedtimer.engine.events import CueSounded, Event, Refusal, Refused
from speedtimer.engine.view import Phase, View
from speedtimer.rules import Rules
from speedtimer.runtime.clock import ManualClock
from speedtimer.runtime.conductor import Conductor
from tests.runtime.doubles import EVERYWHERE_AUTO, AnnouncerDouble, Heard, JournalDouble, ended, ns, running, small_plan


async def test_sleep_is_time_away_from_the_last_moment_known_awake() -> None:
    clock, journal, announcer = ManualClock(), JournalDouble(), AnnouncerDouble()
    conductor = Conductor(small_plan(), Rules(), clock=clock, journal=journal, announcer=announcer)
    async with running(conductor):
        await conductor.give(Press())
        await clock.pass_time(ns(300.4))
        clock.sleep(ns(1200))
        before = conductor.view()
        await clock.pass_time(ns(1))
        view = conductor.view()
    # Woken every second since 0, so last known awake at 300; dealt with at the next second, 301 + 1200.
    assert (before.at_ms, before.phase) == (300_000, Phase.JOG)
    assert journal.said[2] == "write Away at 1501000"
    assert conductor.engine.log[1].command == Away(300_000)
    assert (view.phase, view.in_step_ms) == (Phase.PAUSED, 300_000)
    assert [call for call in announcer.calls if call[0]][-1][1] == ()


async def test_a_process_that_was_stopped_ends_nothing_meanwhile() -> None:
    clock, journal = ManualClock(), JournalDouble()
    conductor = Conductor(small_plan(), Rules(), clock=clock, journal=journal)
    async with running(conductor):
        await conductor.give(Press())
        await clock.pass_time(ns(1499))
        clock.move(ns(10))
        await clock.pass_time(0)
        view = conductor.view()
        assert (view.phase, view.step) == (Phase.PAUSED, conductor.engine.plan.steps[0])
        assert conductor.engine.log[1].command == Away(1_499_000)
        await conductor.give(Press())
        await clock.pass_time(ns(0.999))
        assert conductor.view().in_step_ms == 1_499_999


async def test_a_process_that_was_stopped_in_the_middle_of_its_own_work_has_been_away_too() -> None:
    clock, journal = ManualClock(), JournalDouble()
    conductor = Conductor(small_plan(), Rules(), clock=clock, journal=journal)

    def stopped(events: tuple[Event, ...], view: View) -> None:
        if view.at_ms == 900_000 and any(isinstance(event, CueSounded) for event in events):
            clock.move(ns(30))

    conductor.listen(stopped)
    async with running(conductor):
        await conductor.give(Press())
        await clock.pass_time(ns(900))
        view = conductor.view()
        # The cue at the jog's least time was being told when it was stopped.
        assert journal.entries[1].command == Away(900_000)
        assert (view.phase, view.in_step_ms, view.away_ms) == (Phase.PAUSED, 900_000, 30_000)


async def test_a_key_that_comes_first_after_an_absence_finds_the_session_paused() -> None:
    clock = ManualClock()
    conductor = Conductor(small_plan(), Rules(), clock=clock)
    async with running(conductor):
        await conductor.give(Press())
        await clock.pass_time(ns(100))
        clock.sleep(ns(900))
        events = await conductor.give(Skip())
        assert [event.reason for event in events if isinstance(event, Refused)] == [Refusal.PAUSED]
        assert conductor.view().phase is Phase.PAUSED


async def test_a_short_stall_is_no_absence_and_every_end_has_its_own_time() -> None:
    clock = ManualClock()
    conductor, heard = Conductor(small_plan(1, EVERYWHERE_AUTO), Rules(), clock=clock), Heard(clock)
    conductor.listen(heard)
    async with running(conductor):
        await conductor.give(Press())
        await clock.pass_time(ns(1499.9))
        clock.move(ns(2.5))
        await clock.pass_time(0)
        assert conductor.view().phase is Phase.LEAD_IN
        assert ended(heard.events) == [(1_500_000, 0)]


async def test_sleep_before_the_start_in_a_pause_and_after_the_end_changes_nothing() -> None:
    clock = ManualClock()
    conductor = Conductor(small_plan(1, EVERYWHERE_AUTO), Rules(), clock=clock)
    async with running(conductor):
        clock.sleep(ns(600))
        await conductor.give(Press())
        await conductor.give(Pause())
        clock.sleep(ns(600))
        await clock.pass_time(ns(10))
        await conductor.give(Press())
        await clock.pass_time(ns(3600))
        assert conductor.view().phase is Phase.COMPLETE
        clock.sleep(ns(600))
        await conductor.give(Skip())
    assert [type(entry.command) for entry in conductor.engine.log] == [Press, Pause, Press, Skip]
    assert conductor.engine.view().paused_ms == 610_000
