"""A session driven over a real journal: what is shown, and what is on the disk."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

from speedtimer.app.cut_off import described
from speedtimer.engine.commands import Away, Press, Skip, Undo
from speedtimer.engine.events import Event
from speedtimer.engine.view import Phase, View
from speedtimer.plan import Kind
from speedtimer.records.history import History
from speedtimer.records.journal import Journal
from speedtimer.records.moments import Moment
from speedtimer.records.session import Ending
from speedtimer.records.unfinished import find_unfinished
from speedtimer.rules import Rules
from speedtimer.runtime.clock import ManualClock
from speedtimer.runtime.conductor import Conductor
from tests.records.sessions import PATIENCE_S
from tests.runtime.doubles import ns, running, small_plan


def conductor_in(home: Path, clock: ManualClock, reps: int = 1) -> Conductor:
    journal = Journal.open(home, app_version="test")
    return Conductor(small_plan(reps), Rules(), clock=clock, journal=journal)


async def test_what_was_done_stands_in_the_history_when_the_session_is_over(tmp_path: Path) -> None:
    clock = ManualClock()
    async with running(conductor_in(tmp_path, clock)) as conductor:
        await conductor.give(Press())
        await clock.pass_time(ns(905))
        await conductor.give(Press())
        await clock.pass_time(ns(60))
    with History.open(tmp_path) as history:
        (kept,) = history.sessions()
    assert (kept.id, kept.ending, kept.result.length_ms) == (conductor.session, Ending.SAVED, 965_000)
    assert [(split.kind, split.ms) for split in kept.result.splits if split.kind is not Kind.GET_READY] == [
        (Kind.WARM_UP, 905_000),
        (Kind.EFFORT, 38_000),
    ]
    assert kept.started == ManualClock().wall()


async def test_under_another_programs_lock_presses_are_shown_marked_and_kept_when_it_is_free(tmp_path: Path) -> None:
    clock = ManualClock()
    async with running(conductor_in(tmp_path, clock)) as conductor:
        await conductor.give(Press())
        assert conductor.not_kept == 0
        with closing(sqlite3.connect(tmp_path / "speedtimer.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await conductor.give(Skip())
            await clock.pass_time(ns(1))
            await conductor.give(Skip())
            assert conductor.view().phase is Phase.WORK
            assert conductor.not_kept == 2
            other.execute("ROLLBACK")
    assert conductor.not_kept == 0
    with closing(sqlite3.connect(tmp_path / "speedtimer.db")) as connection:
        assert connection.execute("SELECT name FROM entry ORDER BY seq").fetchall() == [
            ("press",),
            ("skip",),
            ("skip",),
        ]


async def test_a_session_undone_from_its_end_is_kept_as_it_went_on(tmp_path: Path) -> None:
    clock, journal = ManualClock(), Journal.open(tmp_path, app_version="test")
    async with running(Conductor(small_plan(1), Rules(), clock=clock, journal=journal)) as conductor:
        await conductor.give(Press())
        for index in (0, 1, 2, 3):
            assert conductor.engine.play.step.index == index
            await conductor.give(Skip())
            await clock.pass_time(ns(1))
        await clock.pass_time(ns(600))
        await conductor.give(Press())
        # The end is written by the journal's own thread, in order; nobody waits for it on the way to the summary.
        await asyncio.wrap_future(journal.write(()))
        with History.open(tmp_path) as history:
            assert [kept.ending for kept in history.sessions()] == [Ending.COMPLETED]
        await conductor.give(Undo())
        await clock.pass_time(ns(100))
        await conductor.give(Press())
    with History.open(tmp_path) as history:
        (kept,) = history.sessions()
    assert kept.ending is Ending.COMPLETED
    assert [(split.kind, split.ms) for split in kept.result.splits] == [(Kind.WARM_DOWN, 701_000)]


async def test_the_calendar_set_back_an_hour_changes_no_time_and_the_lid_closed_after_that_is_noticed_all_the_same(
    tmp_path: Path,
) -> None:
    clock, set_back_ms = ManualClock(), 0

    def moment() -> Moment:
        return Moment(clock.wall().utc_ms - set_back_ms, clock.boot_ns() // 1_000_000, "this start")

    journal = Journal.open(tmp_path, app_version="test", moment=moment)
    async with running(Conductor(small_plan(1), Rules(), clock=clock, journal=journal)) as conductor:
        await conductor.give(Press())
        await clock.pass_time(ns(300))
        set_back_ms = 3_600_000
        await clock.pass_time(ns(300))
        view = conductor.view()
        assert (view.phase, view.in_step_ms, view.away_ms) == (Phase.JOG, 600_000, 0)
        noticed = asyncio.Event()

        def notice(_events: tuple[Event, ...], shown: View) -> None:
            if shown.phase is Phase.PAUSED:
                noticed.set()

        conductor.listen(notice)
        clock.sleep(ns(600))
        await clock.pass_time(ns(1))
        # It is on the disk first, which is written by a thread of its own.
        await asyncio.wait_for(noticed.wait(), PATIENCE_S)
        # Known awake at 600 s; noticed a second after it woke.
        assert conductor.engine.log[1].command == Away(600_000)
        await conductor.give(Press())
        await clock.pass_time(ns(99.5))
        await conductor.leave()
    (found,) = find_unfinished(tmp_path)
    # 600 s before the lid was closed, 600 s away and a second until it was noticed, 99.5 s since.
    assert found.seen_ms == found.awake_ms == 1_300_500
    assert found.seen == Moment(found.started.utc_ms + 1_300_500 - 3_600_000, 1_300_500, "this start")
    clock.sleep(ns(120))
    # By the clock since the computer's start it is two minutes ago, though the calendar says an hour before its own.
    assert described(found, moment()).ago == "2 min ago"
    assert (found.engine().view().phase, found.engine().view().in_step_ms) == (Phase.JOG, 699_500)


async def test_what_was_thrown_away_is_in_no_history(tmp_path: Path) -> None:
    clock = ManualClock()
    conductor = conductor_in(tmp_path, clock)
    async with running(conductor):
        await conductor.give(Press())
        await conductor.stop(keep=False)
    with History.open(tmp_path) as history:
        assert history.sessions() == ()
