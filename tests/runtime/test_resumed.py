"""A session gone on with: where it stands, what is on the disk, what the faces are told."""

from __future__ import annotations

from pathlib import Path

from speedtimer.engine.commands import Away, Count, Pause, Press, Undo
from speedtimer.engine.engine import Engine
from speedtimer.engine.events import Refusal, Refused
from speedtimer.engine.view import Phase
from speedtimer.records.journal import Journal
from speedtimer.records.session import Ending
from speedtimer.records.unfinished import find_unfinished
from speedtimer.rules import Rules
from speedtimer.runtime.clock import ManualClock
from speedtimer.runtime.conductor import Conductor, Resumed
from speedtimer.runtime.keep_awake import KeepAwake
from tests.runtime.doubles import AnnouncerDouble, JournalDouble, ns, running, small_plan

PLAN = small_plan()


def engine_at(at_s: int, *presses_s: int) -> Engine:
    engine = Engine.open(PLAN, Rules())
    for press_s in presses_s:
        engine, _ = engine.give(press_s * 1000, Press())
    return engine.advance(at_s * 1000)[0]


def conductor_of(engine: Engine, away_s: int, *, counts: bool, journal: JournalDouble, clock: ManualClock) -> Conductor:
    resumed = Resumed("the-session", engine, away_s * 1000, counts)
    return Conductor(PLAN, Rules(), clock=clock, journal=journal, resumed=resumed)


async def test_it_stands_where_it_was_paused_and_a_press_goes_on() -> None:
    clock, journal = ManualClock(), JournalDouble()
    # The lead-in from 900 s, 200 m from 910 s.
    conductor = conductor_of(engine_at(931, 0, 900), 600, counts=False, journal=journal, clock=clock)
    assert (conductor.view().phase, conductor.view().at_ms) == (Phase.WORK, 931_000)
    async with running(conductor):
        await clock.pass_time(ns(5))
        view = conductor.view()
        assert (view.phase, view.in_step_ms, view.away_ms, view.at_ms) == (Phase.PAUSED, 21_000, 600_000, 1_536_000)
        assert journal.said == ["write Away at 1531000"]
        await conductor.give(Press())
        assert conductor.view().phase is Phase.LEAD_IN
        await clock.pass_time(ns(10))
        assert (conductor.view().phase, conductor.view().in_step_ms) == (Phase.WORK, 0)
    assert [entry.seq for entry in journal.entries] == [3, 4]
    assert conductor.session == "the-session"


async def test_in_a_jog_the_time_away_can_count_from_the_first_moment() -> None:
    clock, journal, announcer = ManualClock(), JournalDouble(), AnnouncerDouble()
    resumed = Resumed("the-session", engine_at(60, 0), 600_000, counts=True)
    conductor = Conductor(PLAN, Rules(), clock=clock, journal=journal, announcer=announcer, resumed=resumed)
    async with running(conductor):
        await clock.pass_time(ns(7))
        view = conductor.view()
        assert (view.phase, view.in_step_ms, view.away_ms) == (Phase.JOG, 667_000, 0)
        assert [entry.command for entry in journal.entries] == [Away(60_000), Count(60_000)]
    # From then on what will sound is told ahead: the jog's least time is at 900 s.
    assert announcer.begun


async def test_a_key_that_comes_before_all_else_finds_it_paused() -> None:
    clock, journal = ManualClock(), JournalDouble()
    conductor = conductor_of(engine_at(60, 0), 600, counts=False, journal=journal, clock=clock)
    events = await conductor.give(Pause())
    assert [event.reason for event in events if isinstance(event, Refused)] == [Refusal.ALREADY_PAUSED]
    await conductor.stop(keep=True)
    assert journal.endings == [Ending.SAVED]


async def test_what_was_pressed_before_can_be_taken_back() -> None:
    clock, journal = ManualClock(), JournalDouble()
    conductor = conductor_of(engine_at(905, 0, 900), 60, counts=False, journal=journal, clock=clock)
    async with running(conductor):
        await conductor.give(Undo())
        view = conductor.view()
        # The jog goes on from the moment last known awake, 905 s, once somebody presses.
        assert (view.phase, view.in_step_ms, view.step) == (Phase.PAUSED, 905_000, PLAN.steps[0])


async def test_one_that_was_paused_stays_so_and_has_not_been_away() -> None:
    clock, journal = ManualClock(), JournalDouble()
    paused, _ = engine_at(60, 0).give(60_000, Pause())
    conductor = conductor_of(paused, 600, counts=False, journal=journal, clock=clock)
    async with running(conductor):
        await clock.pass_time(ns(1))
        view = conductor.view()
        assert (view.phase, view.paused_ms, view.away_ms) == (Phase.PAUSED, 601_000, 0)
    assert journal.entries == []


async def test_one_whose_start_was_taken_back_begins_where_it_stands() -> None:
    clock, journal = ManualClock(), JournalDouble()
    ready, _ = engine_at(3, 0).give(3_000, Undo())
    conductor = conductor_of(ready, 600, counts=False, journal=journal, clock=clock)
    async with running(conductor):
        await clock.pass_time(ns(50))
        assert (conductor.view().phase, conductor.view().at_ms) == (Phase.READY, 3_000)
        await clock.pass_time(ns(1))
        await conductor.give(Press())
        await clock.pass_time(ns(2))
        assert (conductor.view().phase, conductor.view().in_step_ms) == (Phase.JOG, 2_000)
    assert journal.said[0] == "write Press at 3000"


async def test_the_computer_is_kept_awake_again() -> None:
    said: list[str] = []

    class Awake(KeepAwake):
        def begin(self) -> None:
            said.append("awake")

        def end(self) -> None:
            said.append("asleep")

    resumed = Resumed("the-session", engine_at(60, 0), 0, counts=False)
    async with running(Conductor(PLAN, Rules(), clock=ManualClock(), awake=Awake(said.append), resumed=resumed)):
        assert said == ["awake"]


async def test_left_it_has_no_ending_and_can_be_gone_on_with(tmp_path: Path) -> None:
    clock, journal = ManualClock(), Journal.open(tmp_path, app_version="test")
    conductor = Conductor(PLAN, Rules(), clock=clock, journal=journal)
    async with running(conductor):
        await conductor.give(Press())
        await clock.pass_time(ns(3.5))
        await conductor.leave()
    (found,) = find_unfinished(tmp_path)
    assert (found.id, found.seen_ms, found.awake_ms) == (conductor.session, 3_500, 3_500)

    again = Journal.open(tmp_path, app_version="test")
    again.resume(found)
    resumed = Resumed(found.id, found.engine(), 60_000, counts=False)
    async with running(Conductor(found.plan(), found.rules(), clock=clock, journal=again, resumed=resumed)) as onward:
        await onward.leave()
    (found,) = find_unfinished(tmp_path)
    assert [type(entry.command) for entry in found.log()] == [Press, Away]


async def test_left_before_its_start_or_at_its_end_there_is_nothing_to_go_on_with() -> None:
    never, taken_back, complete = JournalDouble(), JournalDouble(), JournalDouble()
    await Conductor(PLAN, Rules(), clock=ManualClock(), journal=never).leave()
    assert never.said == []
    conductor = Conductor(PLAN, Rules(), clock=ManualClock(), journal=taken_back)
    await conductor.give(Press())
    await conductor.give(Undo())
    await conductor.leave()
    assert taken_back.endings == [Ending.THROWN_AWAY]
    clock = ManualClock()
    async with running(Conductor(small_plan(1), Rules(), clock=clock, journal=complete)) as conductor:
        for at_s in (0, 1_000, 1_100, 1_801):
            await clock.pass_time(ns(at_s) - clock.now_ns())
            await conductor.give(Press())
        assert conductor.view().phase is Phase.COMPLETE
        await conductor.leave()
    assert complete.endings == [Ending.COMPLETED]
