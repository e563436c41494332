"""How a session ends: completed, left, thrown away; and what is given back then."""

from __future__ import annotations

import asyncio

from speedtimer.engine.commands import More, Pause, Press, Skip, Undo
from speedtimer.engine.view import Phase
from speedtimer.records.session import Ending
from speedtimer.rules import Rules
from speedtimer.runtime.clock import ManualClock
from speedtimer.runtime.conductor import Conductor
from speedtimer.runtime.keep_awake import KeepAwake
from tests.runtime.doubles import AnnouncerDouble, JournalDouble, ns, running, small_plan


async def test_what_still_sounds_at_the_end_keeps_nobody_waiting_who_does_not_want_to() -> None:
    journal, announcer = JournalDouble(), AnnouncerDouble()
    conductor = Conductor(small_plan(), Rules(), clock=ManualClock(), journal=journal, announcer=announcer)
    async with running(conductor):
        announcer.sounding.clear()
        await conductor.stop(keep=True)
        sounding_on = (journal.closed, announcer.closed)
        announcer.sounding.set()
        await conductor.silence()
    assert sounding_on == (True, False)
    assert announcer.closed


async def test_a_session_that_is_over_is_neither_muted_nor_heard_again() -> None:
    announcer = AnnouncerDouble()
    conductor = Conductor(small_plan(), Rules(), clock=ManualClock(), announcer=announcer)
    async with running(conductor):
        pass
    await conductor.mute(True)
    assert not announcer.muted


async def test_a_completed_session_is_written_at_once_and_again_when_it_was_undone() -> None:
    clock, journal = ManualClock(), JournalDouble()
    conductor = Conductor(small_plan(1), Rules(), clock=clock, journal=journal)
    async with running(conductor):
        await conductor.give(Press())
        for _ in range(3):
            await conductor.give(Skip())
            await clock.pass_time(ns(1))
        assert conductor.view().phase is Phase.RECOVERY
        await conductor.give(Skip())
        await clock.pass_time(ns(650))
        await conductor.give(Press())
        assert conductor.view().phase is Phase.COMPLETE
        assert journal.endings == [Ending.COMPLETED]
        await conductor.give(Undo())
        assert conductor.view().phase is Phase.JOG
        await clock.pass_time(ns(1))
        await conductor.give(Press())
        assert journal.endings == [Ending.COMPLETED, Ending.COMPLETED]
    assert journal.endings == [Ending.COMPLETED, Ending.COMPLETED]


async def test_quitting_keeps_what_is_done_or_throws_it_away_and_closes_the_journal() -> None:
    for keep, ending in ((True, Ending.SAVED), (False, Ending.THROWN_AWAY)):
        journal = JournalDouble()
        conductor = Conductor(small_plan(), Rules(), clock=ManualClock(), journal=journal)
        task = asyncio.create_task(conductor.run())
        await conductor.give(Press())
        await conductor.stop(keep)
        await task
        assert journal.endings == [ending]
        assert journal.closed
        assert await conductor.give(Skip()) == ()


async def test_once_it_has_stopped_no_time_passes_any_more() -> None:
    clock = ManualClock()
    conductor = Conductor(small_plan(), Rules(), clock=clock)
    async with running(conductor):
        await conductor.give(Press())
        await clock.pass_time(ns(2.5))
    clock.move(ns(2))
    assert conductor.view().at_ms == 2500


async def test_the_computer_is_kept_awake_from_the_first_press_to_the_end_and_the_home_is_given_back_last() -> None:
    said, journal = list[str](), JournalDouble()

    class Awake(KeepAwake):
        def begin(self) -> None:
            said.append("awake")

        def end(self) -> None:
            said.append("asleep")

    def give_back() -> None:
        assert journal.closed
        said.append("given back")

    conductor = Conductor(
        small_plan(), Rules(), clock=ManualClock(), journal=journal, awake=Awake(said.append), give_back=give_back
    )
    async with running(conductor):
        assert said == []
        await conductor.give(Press())
        assert said == ["awake"]
    assert said == ["awake", "asleep", "given back"]


async def test_a_session_that_never_began_leaves_nothing() -> None:
    journal = JournalDouble()
    conductor = Conductor(small_plan(), Rules(), clock=ManualClock(), journal=journal)
    async with running(conductor):
        await conductor.give(Skip())
    assert journal.said == []
    assert journal.closed


async def test_one_whose_start_was_undone_is_thrown_away() -> None:
    journal = JournalDouble()
    conductor = Conductor(small_plan(), Rules(), clock=ManualClock(), journal=journal)
    async with running(conductor):
        await conductor.give(Press())
        await conductor.give(Undo())
    assert journal.endings == [Ending.THROWN_AWAY]


async def test_what_cannot_be_written_at_the_end_is_said() -> None:
    journal, said = JournalDouble(), list[str]()
    conductor = Conductor(small_plan(), Rules(), clock=ManualClock(), journal=journal)
    conductor.notes(said.append)
    async with running(conductor):
        await conductor.give(Press())
        journal.slow = True
        await conductor.give(Pause())
    # The pause, and the session's end.
    assert said == ["Saving: 2 to go", "Not kept: 2 entries of this session"]


async def test_one_rep_more_at_the_end_opens_the_session_again_and_it_is_ended_anew() -> None:
    clock, journal = ManualClock(), JournalDouble()
    conductor = Conductor(small_plan(1), Rules(), clock=clock, journal=journal)
    async with running(conductor):
        await conductor.give(Press())
        await clock.pass_time(ns(905))
        await conductor.give(Press())
        await clock.pass_time(ns(150))
        await conductor.give(Press())
        await clock.pass_time(ns(905))
        assert (conductor.engine.phase, journal.endings) == (Phase.COMPLETE, [Ending.COMPLETED])
        await clock.pass_time(ns(20))
        await conductor.give(More())
        view = conductor.view()
        # The warm-down, 15 min at most, ended five seconds before the 20 s.
        assert (view.phase, view.paused_ms) == (Phase.LEAD_IN, 25_000)
        await clock.pass_time(ns(50))
        assert journal.endings == [Ending.COMPLETED]
    assert journal.endings == [Ending.COMPLETED, Ending.SAVED]
