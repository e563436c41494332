"""How a session is driven in time: when a press counts, and what is told of it, ahead and afterwards."""

from __future__ import annotations

import asyncio
from itertools import pairwise

from speedtimer.engine.commands import Press, Skip
from speedtimer.engine.cue_table import Cue
from speedtimer.engine.engine import Engine
from speedtimer.engine.events import CommandTaken, CueSounded, SessionCompleted, StepEnded, StepStarted
from speedtimer.engine.view import Phase
from speedtimer.rules import Rules
from speedtimer.runtime.clock import ManualClock
from speedtimer.runtime.conductor import Conductor
from speedtimer.runtime.simulate import simulate
from tests.runtime.doubles import EVERYWHERE_AUTO, AnnouncerDouble, Heard, JournalDouble, ended, ns, running, small_plan


async def test_ninety_minutes_meet_every_end_exactly() -> None:
    clock = ManualClock(jumps=True)
    conductor = Conductor(small_plan(24, EVERYWHERE_AUTO), Rules(), clock=clock)
    heard, over = Heard(clock), asyncio.Event()
    conductor.listen(heard)
    conductor.listen(lambda events, _: over.set() if isinstance(events[-1], SessionCompleted) else None)
    async with running(conductor):
        await conductor.give(Press())
        await over.wait()
    by_clock = [(at_ns, event) for at_ns, event in heard.told if isinstance(event, StepEnded | CueSounded)]
    assert [at_ns for at_ns, _ in by_clock] == [event.at_ms * 1_000_000 for _, event in by_clock]
    # 25 min, the long lead-in after it, 24 x 38 s, 23 x the walk of 80 s with the lead-in at its end, the last walk
    # whole, since a jog follows and no lead-in, 15 min.
    assert heard.told[-1][0] == ns(25 * 60 + 30 + 24 * 38 + 24 * 80 + 15 * 60)
    assert len(ended(heard.events)) == 1 + 24 * 3 + 1


async def test_it_tells_what_a_simulation_tells() -> None:
    plan, clock = small_plan(3), ManualClock()
    conductor, heard = Conductor(plan, Rules(), clock=clock), Heard(clock)
    conductor.listen(heard)
    expected = list(simulate(plan, Rules()))
    presses_ms = [event.at_ms for event in expected if isinstance(event, CommandTaken)]
    async with running(conductor):
        for before_ms, press_ms in pairwise([0, *presses_ms]):
            await clock.pass_time((press_ms - before_ms) * 1_000_000)
            await conductor.give(Press())
    assert heard.events == expected


async def test_session_time_is_0_until_the_first_press_is_taken() -> None:
    clock = ManualClock()
    conductor, journal = Conductor(small_plan(), Rules(), clock=clock), JournalDouble()
    async with running(conductor):
        await clock.pass_time(ns(100))
        await conductor.give(Skip())
        assert conductor.view().phase is Phase.READY
        await clock.pass_time(ns(20))
        await conductor.give(Press())
        await clock.pass_time(ns(3))
        view = conductor.view()
    assert (view.phase, view.at_ms, view.in_step_ms) == (Phase.JOG, 3000, 3000)
    assert journal.said == []


async def test_a_press_is_stamped_when_the_key_arrived_but_never_before_the_last_advance() -> None:
    clock = ManualClock()
    conductor = Conductor(small_plan(), Rules(), clock=clock)
    async with running(conductor):
        await conductor.give(Press())
        await clock.pass_time(ns(900.4))
        key_ns = clock.now_ns()
        await clock.pass_time(ns(0.25))
        events = await conductor.give(Press(), key_ns)
        assert ended(list(events)) == [(900_400, 0)]
        await clock.pass_time(ns(5))
        at_ms = conductor.engine.now_ms
        await conductor.give(Press(), key_ns)
        assert conductor.engine.newest is not None
        assert conductor.engine.newest.at_ms == at_ms >= 902_000


async def test_every_cue_that_can_be_known_is_told_ahead_with_its_moment_on_the_clock() -> None:
    clock, announcer = ManualClock(jumps=True), AnnouncerDouble()
    conductor = Conductor(small_plan(2, EVERYWHERE_AUTO), Rules(speed=5), clock=clock, announcer=announcer)
    over = asyncio.Event()
    conductor.listen(lambda events, _: over.set() if isinstance(events[-1], SessionCompleted) else None)
    async with running(conductor):
        await conductor.give(Press())
        await over.wait()
    assert announcer.begun
    assert announcer.closed
    told_ms: dict[CueSounded, int] = {}
    sounded: list[CueSounded] = []
    for happened, upcoming, now_ms, now_ns in announcer.calls:
        assert now_ns == now_ms * 1_000_000 // 5
        for cue in upcoming:
            told_ms.setdefault(cue, now_ms)
        sounded += [event for event in happened if isinstance(event, CueSounded)]
    later = [cue for cue in sounded if cue.at_ms > 0]
    assert len(later) > 10
    # 4 s of real time at least: cues are looked for 10 s ahead, anew when half of that has passed or a second later.
    assert all(cue.at_ms - told_ms[cue] >= 4 * 5000 or told_ms[cue] == 0 for cue in later)


async def test_muting_is_written_nowhere_and_what_is_to_come_is_told_anew_afterwards() -> None:
    clock, journal, announcer = ManualClock(), JournalDouble(), AnnouncerDouble()
    conductor = Conductor(small_plan(), Rules(), clock=clock, journal=journal, announcer=announcer)
    async with running(conductor):
        await conductor.mute(True)
        ready = conductor.muted
        await conductor.give(Press())
        await clock.pass_time(ns(895))
        kept, told = list(journal.said), len(announcer.calls)
        await conductor.mute(False)
        assert journal.said == kept
        (anew,) = announcer.calls[told:]
        assert (anew[0], [(cue.at_ms, cue.cue) for cue in anew[1]]) == ((), [(900_000, Cue.MINIMUM)])
    assert (ready, announcer.muted) == (True, False)


async def test_a_cue_can_be_heard_before_the_start_and_it_is_known_what_plays_it() -> None:
    announcer = AnnouncerDouble()
    conductor = Conductor(small_plan(), Rules(), clock=ManualClock(), announcer=announcer)
    silent = Conductor(small_plan(), Rules(), clock=ManualClock())
    for one in (conductor, silent):
        one.sample()
    assert announcer.samples == 1
    assert (conductor.playing, silent.playing) == ("bell", None)
    assert conductor.view().phase is Phase.READY


async def test_the_log_folds_to_what_was_shown() -> None:
    clock = ManualClock()
    conductor = Conductor(small_plan(), Rules(), clock=clock)
    heard = Heard(clock)
    conductor.listen(heard)
    async with running(conductor):
        await conductor.give(Press())
        await clock.pass_time(ns(901))
        await conductor.give(Press())
        await clock.pass_time(ns(30))
        clock.sleep(ns(60))
        await clock.pass_time(ns(2))
        await conductor.give(Press())
        await clock.pass_time(ns(14))
        engine = conductor.engine
        folded, events = Engine.fold(engine.plan, engine.rules, engine.log)
        assert folded.advance(engine.now_ms)[0].view() == engine.view()
        starts = [event for event in heard.events if isinstance(event, StepStarted)]
        assert [event for event in events if isinstance(event, StepStarted)] == starts[: len(starts) - 1]


async def test_listeners_hear_until_they_stop_listening() -> None:
    conductor, seen = Conductor(small_plan(), Rules(), clock=ManualClock()), list[int]()
    unlisten = conductor.listen(lambda events, _: seen.append(len(events)))
    async with running(conductor):
        await conductor.give(Skip())
        unlisten()
        unlisten()
        await conductor.give(Skip())
    assert len(seen) == 1
