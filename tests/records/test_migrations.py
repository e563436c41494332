"""A home that an earlier speedtimer wrote, opened by this one: everything that was in it is still there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from speedtimer.engine.events import Source
from speedtimer.plan import Kind
from speedtimer.records import database
from speedtimer.records.amend import Amendments
from speedtimer.records.archive import take_out
from speedtimer.records.history import History
from speedtimer.records.journal import Journal
from speedtimer.records.migrations import MIGRATIONS, Migration, migrate
from speedtimer.records.moments import Started
from speedtimer.records.session import Ending, Remarks
from speedtimer.records.unfinished import find_unfinished
from tests.records.sessions import PATIENCE_S, STARTED, driven, keep, plan_of, presses

EARLIER = range(1, len(MIGRATIONS))
TABLES = ("document", "session", "entry", "alive", "split")
REMARKS = Remarks(effort=7, form=8, surface="track", weather="wind", notes="good legs")

TIMED = plan_of(held=True)
WHOLE = driven(TIMED, *presses(0, 1_000, 1_036, 1_096, 1_133))
"""With the watch in hand: lead-ins of 5 s, efforts of 31 s and 32 s, a walk of 60 s between."""

CUT_OFF = driven(plan_of(), *presses(0, 1_000))


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


def columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]


def written_by(home: Path, schema: int) -> tuple[str, str]:
    """A home of that schema with a session that is over and one that was cut off. Every table that the schema had is
    filled with what the program writes today, as far as it had those columns."""
    over = keep(home, TIMED, WHOLE, Ending.COMPLETED)
    Amendments(home).remark(over, REMARKS)
    Amendments(home).correct(over, 2, 30_500)
    cut_off = keep(home, plan_of(), CUT_OFF, None)
    newest, older = home / "newest.db", home / database.FILE_NAME
    older.rename(newest)
    with opened(newest) as source, opened(older) as target:
        migrate(target, MIGRATIONS[:schema])
        for table in TABLES:
            if not (known := ", ".join(columns(target, table))):
                continue
            rows = source.execute(f"SELECT {known} FROM {table}").fetchall()
            assert rows
            target.executemany(f"INSERT INTO {table} ({known}) VALUES ({', '.join('?' * len(rows[0]))})", rows)
    newest.unlink()
    return over, cut_off


def rows_of(path: Path, tables: dict[str, str]) -> dict[str, list[tuple[object, ...]]]:
    with opened(path) as connection:
        return {table: connection.execute(f"SELECT {known} FROM {table}").fetchall() for table, known in tables.items()}


def _but_keys(connection: sqlite3.Connection, table: str) -> list[str]:
    """What a table keeps, without the keys of sessions, which a step of the schema makes anew."""
    return [name for name in columns(connection, table) if (table, name) != ("session", "key") and name != "session"]


@pytest.mark.parametrize("schema", EARLIER)
def test_every_row_of_an_earlier_schema_is_there_after_the_first_look_at_the_history(
    tmp_path: Path, schema: int
) -> None:
    written_by(tmp_path, schema)
    path = tmp_path / database.FILE_NAME
    with opened(path) as connection:
        known = {table: ", ".join(names) for table in TABLES if (names := _but_keys(connection, table))}
    before = rows_of(path, known)
    with History.open(tmp_path):
        pass
    assert rows_of(path, known) == before
    with opened(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.parametrize("schema", EARLIER)
def test_sessions_of_an_earlier_schema_are_listed_with_their_splits_and_teach_what_it_kept(
    tmp_path: Path, schema: int
) -> None:
    over, cut_off = written_by(tmp_path, schema)
    with History.open(tmp_path) as history:
        newest, oldest = history.sessions()
        taught, weeks = history.taught(), history.weeks()
    assert [newest.id, oldest.id] == [cut_off, over]
    assert (newest.ending, oldest.ending, oldest.result.completed) == (None, Ending.COMPLETED, True)
    # The jog 1000 s, 5 + 31, the walk 60 with the second lead-in in it, 5 + 32: pressed at 1133 s.
    assert oldest.result.length_ms == 1_133_000
    # Corrected from 31.0 to 30.5. The first schema kept no splits: its log is folded, and knows of no correction.
    first_ms = 31_000 if schema == 1 else 30_500
    first = Source.MEASURED if schema == 1 else Source.TYPED
    efforts = [split for split in oldest.result.splits if split.kind is Kind.EFFORT]
    assert [(split.ms, split.source) for split in efforts] == [(first_ms, first), (32_000, Source.MEASURED)]
    assert oldest.remarks == (REMARKS if schema >= 3 else Remarks())
    assert taught == ({} if schema == 1 else {(Kind.EFFORT, 200): (32_000, 30_500)})
    # What the first schema did not add up counts as a session of that week without efforts.
    assert [(week.sessions, week.efforts) for week in weeks] == [(1, 0 if schema == 1 else 2)]


@pytest.mark.parametrize("schema", EARLIER)
def test_what_an_earlier_schema_kept_can_be_gone_on_with_and_taken_out(tmp_path: Path, schema: int) -> None:
    over, cut_off = written_by(tmp_path, schema)
    (found,) = find_unfinished(tmp_path)
    assert (found.id, found.log(), found.plan()) == (cut_off, CUT_OFF.log, plan_of())
    journal = Journal.open(tmp_path, app_version="2")
    journal.resume(found)
    journal.finish(Ending.SAVED, found.engine().view())
    assert journal.close(PATIENCE_S)
    with History.open(tmp_path) as history:
        newest, oldest = history.sessions()
    assert (newest.ending, oldest.id) == (Ending.SAVED, over)
    (whole,) = take_out(tmp_path, [oldest])
    assert len(whole.entries) == len(WHOLE.log)
    # What the split was before its correction came with the third schema.
    assert [split.ms for split in whole.corrected] == ([31_000] if schema >= 3 else [])


def test_the_order_of_writing_becomes_the_order_of_dates(tmp_path: Path) -> None:
    # Written first the newest, then one of the first millisecond of 1970, then one of the week before and its twin.
    week_ago = replace(STARTED, utc_ms=STARTED.utc_ms - 7 * 86_400_000)
    begun = (STARTED, Started(0, 0, "UTC"), week_ago, week_ago)
    newest, oldest, older, twin = (keep(tmp_path, TIMED, WHOLE, Ending.COMPLETED, started) for started in begun)
    with opened(tmp_path / database.FILE_NAME) as connection:
        for number, session in enumerate((newest, oldest, older, twin), 1):
            was = connection.execute("SELECT key FROM session WHERE id = ?", (session,)).fetchone()
            connection.execute("UPDATE session SET key = ? WHERE key = ?", (number, *was))
            for table in ("split", "entry"):
                connection.execute(f"UPDATE {table} SET session = ? WHERE session = ?", (number, *was))
        # The schema before differs from this one in its keys, and in what came after them.
        connection.execute("DROP INDEX session_by_identity")
        connection.execute("DROP INDEX session_done")
        connection.execute("ALTER TABLE session DROP COLUMN identity")
        connection.execute("CREATE INDEX session_by_workout ON session (workout)")
        connection.execute("CREATE INDEX session_done ON session (workout)")
        connection.execute("PRAGMA user_version = 4")
    with History.open(tmp_path) as history:
        found = history.sessions()
    assert [kept.id for kept in found] == [newest, twin, older, oldest]
    for kept in found:
        efforts = [split.ms for split in kept.result.splits if split.kind is Kind.EFFORT]
        assert (efforts, len(kept.result.splits)) == ([31_000, 32_000], 6)
    with opened(tmp_path / database.FILE_NAME) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_migration_that_fails_leaves_the_old_schema() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection, MIGRATIONS[:1])
    before = connection.execute("SELECT sql FROM sqlite_schema ORDER BY name").fetchall()
    half = (MIGRATIONS[0], Migration("half", ("CREATE TABLE fine (x)", "CREATE TABLE not fine")))
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, half)
    assert connection.execute("SELECT sql FROM sqlite_schema ORDER BY name").fetchall() == before
    assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    connection.close()
