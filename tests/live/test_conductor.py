from __future__ import annotations

import asyncio
from dataclasses import replace
from itertools import pairwise

from speedtimer.engine.commands import Away, Pause, Press, Skip, Undo
from speedtimer.engine.engine import Engine
from speedtimer.engine.events import (
    Bounced,
    CommandTaken,
    Cue,
    CueSounded,
    Event,
    Refusal,
    Refused,
    SessionCompleted,
    StepEnded,
    StepStarted,
)
from speedtimer.engine.view import Phase, View
from speedtimer.live.clock import ManualClock
from speedtimer.live.conductor import Conductor
from speedtimer.live.simulate import simulate
from speedtimer.plan import Mode, Section
from speedtimer.records.session import Ending
from speedtimer.rules import Rules
from tests.live.doubles import AnnouncerDouble, JournalDouble, ns, running, small_plan

EVERYWHERE_AUTO = Mode(auto=frozenset(Section))


class Heard:
    """A listener that remembers every event with the clock's time at which it was told."""

    def __init__(self, clock: ManualClock) -> None:
        self._clock = clock
        self.told: list[tuple[int, Event]] = []

    def __call__(self, events: tuple[Event, ...], view: View) -> None:
        assert view.at_ms >= max(event.at_ms for event in events)
        self.told += [(self._clock.now_ns(), event) for event in events]

    @property
    def events(self) -> list[Event]:
        return [event for _, event in self.told]


def ended(events: list[Event]) -> list[tuple[int, int]]:
    """(when, which step) of every end."""
    return [(event.at_ms, event.index) for event in events if isinstance(event, StepEnded)]


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
        assert bounced.result() == (Bounced(60_000),)
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


async def test_the_journal_hears_every_5_s_and_at_each_boundary_that_the_session_is_awake() -> None:
    clock, journal = ManualClock(), JournalDouble()
    conductor = Conductor(small_plan(), Rules(), clock=clock, journal=journal)
    async with running(conductor):
        await conductor.give(Press())
        await clock.pass_time(ns(12))
        await conductor.give(Skip())
        await clock.pass_time(ns(11))
    assert journal.alive_ms == [0, 5000, 10_000, 12_000, 17_000, 22_000]


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

    class Awake:
        def begin(self) -> None:
            said.append("awake")

        def end(self) -> None:
            said.append("asleep")

    def give_back() -> None:
        assert journal.closed
        said.append("given back")

    conductor = Conductor(
        small_plan(), Rules(), clock=ManualClock(), journal=journal, awake=Awake(), give_back=give_back
    )
    async with running(conductor):
        assert said == []
        await conductor.give(Press())
        assert said == ["awake"]
    assert said == ["awake", "asleep", "given back"]


async def test_a_cue_can_be_heard_before_the_start_and_it_is_known_what_plays_it() -> None:
    announcer = AnnouncerDouble()
    conductor = Conductor(small_plan(), Rules(), clock=ManualClock(), announcer=announcer)
    silent = Conductor(small_plan(), Rules(), clock=ManualClock())
    for one in (conductor, silent):
        one.sample()
    assert announcer.samples == 1
    assert (conductor.playing, silent.playing) == ("bell", None)
    assert conductor.view().phase is Phase.READY


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
    assert said == ["The end of this session could not be written to the disk"]


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


async def until(true: object) -> None:
    """Let the loop turn until something is so."""
    assert callable(true)
    for _ in range(1000):
        if true():
            return
        await asyncio.sleep(0)
    raise AssertionError("it never came to be")
