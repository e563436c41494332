"""Small sessions for the tests of the records, driven by hand, and a journal that says what it was told."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from queue import Queue

from speedtimer.engine.commands import Command, Press
from speedtimer.engine.engine import Engine
from speedtimer.plan import Arranging, ByDistance, ByRange, Kind, Mode, Open, Plan, Rest, Section, Step, arrange
from speedtimer.records import database
from speedtimer.records.journal import Journal
from speedtimer.records.moments import Moment, Started
from speedtimer.records.session import Ending
from speedtimer.rules import Rules

STARTED = Started(utc_ms=1_795_421_700_000, offset_min=60, zone="Europe/Berlin")
"""2026-11-23 08:15:00 UTC, 09:15 in Berlin."""

PATIENCE_S = 20.0
"""Far longer than anything here takes; a test that waits this long has failed."""


def plan_of(workout: str = "8x200m", reps: int = 2, *, held: bool = False) -> Plan:
    """A jog of 15 to 25 min, then 200 m expected in 38 s with a walk of 100 m after each but the last."""
    mode = Mode(timed=frozenset({Section.MAIN})) if held else Mode()
    walk = Rest("Walk", Open(25_000, 80_000, 100))
    effort = Step(-1, Kind.EFFORT, "200 m", Section.MAIN, ByDistance(200, 38_000), group=1, rest=walk)
    jog = Step(-1, Kind.WARM_UP, "Jog", Section.WARM_UP, ByRange(900_000, 1_500_000))
    rules = Rules()
    steps = arrange([jog, *[effort] * reps], Arranging(mode, rules.lead_ins, rules.cues.count_s))
    return Plan(workout, "8 × 200 m", "even", (), steps, mode)


def driven(plan: Plan, *given: tuple[int, Command], rules: Rules | None = None) -> Engine:
    """Give commands at seconds of session time."""
    engine = Engine.open(plan, rules or Rules())
    for at_s, command in given:
        engine, _ = engine.give(at_s * 1000, command)
    return engine


def presses(*at_s: int) -> tuple[tuple[int, Command], ...]:
    return tuple((second, Press()) for second in at_s)


WHOLE_S = (0, 1_000, 1_100, 1_170)
"""Presses of a session of two reps, solo: start; the jog left at 1000 s, so GO at 1010 s and the walk from 1048 s; back
at the line at 1100 s, so the second GO at 1110 s and its end by the clock at 1148 s, which completes it."""


class Told:
    """Keeps what a journal says of its faults, and waits for the next sentence."""

    def __init__(self) -> None:
        self._queue: Queue[str] = Queue()

    def __call__(self, sentence: str) -> None:
        self._queue.put(sentence)

    def next(self) -> str:
        return self._queue.get(timeout=PATIENCE_S)

    @property
    def nothing_more(self) -> bool:
        return self._queue.empty()


def still() -> Moment:
    """A moment that is always the same."""
    return Moment(utc_ms=STARTED.utc_ms, boot_ms=5_000, boot_id="boot")


def keep(home: Path, plan: Plan, engine: Engine, ending: Ending | None, started: Started = STARTED) -> str:
    """Write a whole session; without an ending it stays as if it had been cut off."""
    journal = Journal.open(home, app_version="1", moment=still)
    session = journal.begin(plan, engine.rules, "hash", started)
    journal.write(engine.log)
    journal.alive(engine.now_ms)
    if ending is not None:
        journal.finish(ending, engine.view())
    assert journal.close(PATIENCE_S)
    return session


def copy_newest(home: Path, until: int) -> None:
    """Copy the newest session of a home until there are so many: every row as it would be, without the log."""
    with closing(sqlite3.connect(home / database.FILE_NAME)) as connection:
        newest, there = connection.execute("SELECT max(key), count(*) FROM session").fetchone()
        last = newest + until - there
        numbers = f"WITH RECURSIVE n (n) AS (SELECT {newest} + 1 UNION ALL SELECT n + 1 FROM n WHERE n < {last})"
        for table, own in (("session", {"key": "n", "id": "id || '-' || n"}), ("split", {"session": "n"})):
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            values = ", ".join(own.get(column, column) for column in columns)
            key = "key" if table == "session" else "session"
            source = f"n, {table} WHERE {key} = {newest}"
            connection.execute(f"{numbers} INSERT INTO {table} SELECT {values} FROM {source}")
        connection.commit()
