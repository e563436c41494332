"""A session driven over a real journal: what is shown, and what is on the disk."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

from speedtimer.engine.commands import Press, Skip, Undo
from speedtimer.engine.view import Phase
from speedtimer.live.clock import ManualClock
from speedtimer.live.conductor import Conductor
from speedtimer.plan import Kind
from speedtimer.records.history import History
from speedtimer.records.journal import Journal
from speedtimer.records.session import Ending
from speedtimer.rules import Rules
from tests.live.doubles import ns, running, small_plan


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


async def test_what_was_thrown_away_is_in_no_history(tmp_path: Path) -> None:
    clock = ManualClock()
    conductor = conductor_in(tmp_path, clock)
    async with running(conductor):
        await conductor.give(Press())
        await conductor.stop(keep=False)
    with History.open(tmp_path) as history:
        assert history.sessions() == ()
