"""Locks, full disks, damaged files, newer schemas: the session goes on, and what can be kept is kept."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from queue import Queue
from typing import Any

import pytest

from speedtimer.engine.commands import Press
from speedtimer.engine.log import LogEntry
from speedtimer.errors import StorageError
from speedtimer.records import database
from speedtimer.records.history import History
from speedtimer.records.journal import Journal, NullJournal
from speedtimer.records.migrations import MIGRATIONS
from speedtimer.records.outage import Patience
from speedtimer.records.session import Ending
from speedtimer.records.unfinished import find_unfinished
from speedtimer.records.writer import PATIENCE_MS
from speedtimer.rules import Rules
from tests.records.sessions import PATIENCE_S, STARTED, Told, driven, keep, plan_of, presses

ENGINE = driven(plan_of(), *presses(0, 7, 14, 21))
SOON = Patience(locked_ms=1, retry_ms=5, closing_ms=5, tell_locked_ms=0, tell_saving_ms=0)


def begun(home: Path, told: Callable[[str], None], connect: Any = database.connect) -> Journal:
    journal = Journal.open(home, app_version="1", fault=told, connect=connect, patience=SOON)
    journal.begin(plan_of(), Rules(), "hash", STARTED)
    return journal


def late(future: Future[None]) -> bool:
    """Wait as long as a press would, and tell whether the commit took longer."""
    try:
        future.result(PATIENCE_MS / 1000)
    except TimeoutError:
        return True
    return False


class Lock:
    """Another program that keeps the database locked until it is released."""

    def __init__(self, home: Path) -> None:
        self._connection = sqlite3.connect(home / database.FILE_NAME, isolation_level=None)
        self._connection.execute("BEGIN IMMEDIATE")

    def release(self) -> None:
        self._connection.execute("ROLLBACK")
        self._connection.close()


class Faulty:
    """A connection that fails with a code of SQLite's while `broken` is set."""

    def __init__(self, path: Path, broken: threading.Event, code: int, at: str) -> None:
        self._connection = database.connect(path)
        self._broken, self._code, self._at = broken, code, at

    def execute(self, statement: str, *values: Any) -> sqlite3.Cursor:
        if self._broken.is_set() and statement.startswith(self._at):
            error = sqlite3.DatabaseError("as ordered by the test")
            error.sqlite_errorcode = self._code
            raise error
        return self._connection.execute(statement, *values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


class Slow:
    """A connection whose every commit waits until it is let through, as on a slow disk."""

    def __init__(self, path: Path, disk: SlowDisk) -> None:
        self._connection, self._disk = database.connect(path), disk

    def execute(self, statement: str, *values: Any) -> sqlite3.Cursor:
        if self._disk.slow.is_set() and statement == "COMMIT":
            self._disk.begun.release()
            assert self._disk.commits.acquire(timeout=PATIENCE_S)
        return self._connection.execute(statement, *values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


class SlowDisk:
    """A journal on a disk that is slow once it has begun. begun: a commit waits; commits: lets one through."""

    def __init__(self, home: Path) -> None:
        self.begun, self.commits, self.slow = threading.Semaphore(0), threading.Semaphore(0), threading.Event()
        self.told = Told()
        self.left: Queue[int] = Queue()
        self.journal = begun(home, self.told, lambda path: Slow(path, self))
        self.journal.write(ENGINE.log[:1]).result(PATIENCE_S)
        self.slow.set()

    def begin_a_write(self, entries: Sequence[LogEntry]) -> None:
        """Hand commands over, and wait until their commit has begun."""
        self.journal.write(entries)
        assert self.begun.acquire(timeout=PATIENCE_S)

    def close(self, patience_s: float) -> Future[bool]:
        done: Future[bool] = Future()
        closing = threading.Thread(target=lambda: done.set_result(self.journal.close(patience_s, self.left.put)))
        closing.start()
        return done


def test_the_end_waits_as_long_as_a_slow_disk_makes_progress_and_says_how_much_is_left(tmp_path: Path) -> None:
    disk = SlowDisk(tmp_path)
    disk.begin_a_write(ENGINE.log[1:2])
    disk.journal.write(ENGINE.log[2:])
    closed = disk.close(PATIENCE_S)
    # One is being written, two wait for the next write.
    assert disk.left.get(timeout=PATIENCE_S) == 3
    disk.commits.release()
    assert disk.left.get(timeout=PATIENCE_S) == 2
    assert not closed.done()
    disk.commits.release()
    assert closed.result(PATIENCE_S)
    assert disk.journal.pending() == 0
    assert find_unfinished(tmp_path)[0].log() == ENGINE.log


def test_a_disk_that_writes_nothing_is_given_up_and_what_is_not_kept_is_counted(tmp_path: Path) -> None:
    disk = SlowDisk(tmp_path)
    disk.begin_a_write(ENGINE.log[1:2])
    disk.journal.write(ENGINE.log[2:])
    assert not disk.close(0.0).result(PATIENCE_S)
    assert disk.journal.pending() == 3
    disk.commits.release()


def test_nothing_was_lost_is_said_only_when_nothing_waits_any_more(tmp_path: Path) -> None:
    disk = SlowDisk(tmp_path)
    lock = Lock(tmp_path)
    disk.journal.write(ENGINE.log[1:2])
    assert "another program has it locked" in disk.told.next()
    lock.release()
    assert disk.begun.acquire(timeout=PATIENCE_S)
    # The commit of the first has begun, and these wait behind it.
    last = disk.journal.write(ENGINE.log[2:])
    disk.commits.release()
    assert disk.begun.acquire(timeout=PATIENCE_S)
    assert disk.journal.pending() == 2
    assert disk.told.nothing_more
    disk.commits.release()
    last.result(PATIENCE_S)
    assert disk.told.next() == "the session is kept on the disk again, and nothing of it was lost"
    assert disk.journal.pending() == 0
    assert disk.journal.close(PATIENCE_S)
    assert disk.told.nothing_more


def test_a_lock_puts_the_writer_in_arrears_until_it_has_caught_up(tmp_path: Path) -> None:
    told = Told()
    journal = begun(tmp_path, told)
    journal.write(ENGINE.log[:1]).result(PATIENCE_S)
    assert (journal.in_arrears, journal.pending()) == (False, 0)

    lock = Lock(tmp_path)
    # None of these comes back before the lock is released by this very thread unless it does not wait for the commit.
    first = journal.write(ENGINE.log[1:2])
    assert late(first)
    assert (journal.in_arrears, journal.pending()) == (True, 1)
    second = journal.write(ENGINE.log[2:])
    assert (journal.in_arrears, journal.pending()) == (True, 3)
    assert "another program has it locked" in told.next()

    lock.release()
    second.result(PATIENCE_S)
    assert first.done()
    assert (journal.in_arrears, journal.pending()) == (False, 0)
    assert "kept on the disk again" in told.next()
    assert journal.close(PATIENCE_S)
    assert told.nothing_more
    assert find_unfinished(tmp_path)[0].log() == ENGINE.log


def test_a_waiter_who_gives_up_does_not_cancel_the_write(tmp_path: Path) -> None:
    journal = begun(tmp_path, Told())
    journal.write(ENGINE.log[:1]).result(PATIENCE_S)
    lock = Lock(tmp_path)
    future = journal.write(ENGINE.log[1:])
    assert not future.cancel()
    lock.release()
    assert journal.close(PATIENCE_S)
    assert find_unfinished(tmp_path)[0].log() == ENGINE.log


def test_closing_a_locked_journal_says_what_is_not_kept(tmp_path: Path) -> None:
    journal = begun(tmp_path, Told())
    journal.write(ENGINE.log[:1]).result(PATIENCE_S)
    lock = Lock(tmp_path)
    future = journal.write(ENGINE.log[1:])
    assert not journal.close(0.0)
    with pytest.raises(StorageError, match="could not be kept"):
        future.result(PATIENCE_S)
    assert journal.pending() == 3
    lock.release()


def test_a_database_locked_from_the_start_does_not_hold_up_the_session(tmp_path: Path) -> None:
    keep(tmp_path, plan_of(), ENGINE, Ending.SAVED)
    lock = Lock(tmp_path)
    told = Told()
    journal = begun(tmp_path, told)
    future = journal.write(ENGINE.log)
    assert "another program has it locked" in told.next()
    lock.release()
    future.result(PATIENCE_S)
    assert "kept on the disk again" in told.next()
    assert journal.close(PATIENCE_S)
    assert find_unfinished(tmp_path)[0].log() == ENGINE.log


def test_a_full_disk_is_told_once_and_waited_for(tmp_path: Path) -> None:
    keep(tmp_path, plan_of(), ENGINE, Ending.SAVED)
    full = threading.Event()
    full.set()

    def connect(path: Path) -> sqlite3.Connection:
        connection = database.connect(path)
        if full.is_set():
            # SQLite will not let the file grow beyond the pages it has: the very error of a full disk.
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count = {pages}")
        return connection

    told = Told()
    journal = begun(tmp_path, told, connect)
    many = [LogEntry(seq, seq, ENGINE.log[0].command, ENGINE.log[0].verdict) for seq in range(1, 500)]
    future = journal.write(many)
    assert told.next().endswith(
        "speedtimer.db: the disk is full: make room on it; until then the session is kept in memory only"
    )
    assert late(future)
    assert journal.in_arrears
    full.clear()
    future.result(PATIENCE_S)
    assert "nothing of it was lost" in told.next()
    assert told.nothing_more
    assert journal.close(PATIENCE_S)
    assert find_unfinished(tmp_path)[0].log() == tuple(many)


def test_a_file_that_becomes_read_only_is_told_once_and_waited_for(tmp_path: Path) -> None:
    only_read = threading.Event()
    told = Told()
    keep(tmp_path, plan_of(), ENGINE, Ending.SAVED)
    journal = begun(tmp_path, told, lambda path: Faulty(path, only_read, sqlite3.SQLITE_READONLY, "COMMIT"))
    only_read.set()
    future = journal.write(ENGINE.log)
    assert "it cannot be opened or written" in told.next()
    only_read.clear()
    future.result(PATIENCE_S)
    assert "kept on the disk again" in told.next()
    assert journal.close(PATIENCE_S)
    assert find_unfinished(tmp_path)[0].log() == ENGINE.log


def test_a_file_that_may_only_be_read_is_said_at_once(tmp_path: Path) -> None:
    keep(tmp_path, plan_of(), ENGINE, Ending.SAVED)

    def connect(path: Path) -> sqlite3.Connection:
        return sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None)

    with pytest.raises(StorageError, match="set SPEEDTIMER_HOME to another folder"):
        Journal.open(tmp_path, app_version="1", connect=connect)


def test_a_home_that_is_a_file_is_said_at_once(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.write_text("no folder")
    with pytest.raises(StorageError) as caught:
        Journal.open(home, app_version="1")
    assert caught.value.place == str(home)
    assert "SPEEDTIMER_HOME" in caught.value.remedy
    assert home.read_text() == "no folder"


def test_a_damaged_file_is_put_aside_whole_and_named(tmp_path: Path) -> None:
    path = tmp_path / database.FILE_NAME
    path.write_bytes(b"this is no database, but it may be all that is left of one" * 100)
    before = path.read_bytes()
    (tmp_path / "speedtimer-damaged-1.db").write_text("an earlier one")
    told = Told()
    journal = begun(tmp_path, told)
    journal.write(ENGINE.log).result(PATIENCE_S)
    assert journal.close(PATIENCE_S)
    assert "is damaged: it was put aside as speedtimer-damaged-2.db" in told.next()
    assert told.nothing_more
    assert (tmp_path / "speedtimer-damaged-2.db").read_bytes() == before
    assert (tmp_path / "speedtimer-damaged-1.db").read_text() == "an earlier one"
    assert find_unfinished(tmp_path)[0].log() == ENGINE.log


def test_a_file_that_goes_bad_in_the_middle_costs_nothing_of_the_session(tmp_path: Path) -> None:
    broken = threading.Event()

    def connect(path: Path) -> Faulty:
        broken.clear()
        return Faulty(path, broken, sqlite3.SQLITE_CORRUPT, "COMMIT")

    told = Told()
    journal = begun(tmp_path, told, connect)
    journal.write(ENGINE.log[:2]).result(PATIENCE_S)
    broken.set()
    journal.write(ENGINE.log[2:]).result(PATIENCE_S)
    assert journal.close(PATIENCE_S)
    assert "put aside as speedtimer-damaged-1.db" in told.next()
    assert (tmp_path / "speedtimer-damaged-1.db").exists()
    assert find_unfinished(tmp_path)[0].log() == ENGINE.log


def test_a_resumed_session_survives_a_file_that_goes_bad(tmp_path: Path) -> None:
    plan = plan_of()
    keep(tmp_path, plan, driven(plan, *presses(0, 7)), None)
    (found,) = find_unfinished(tmp_path)
    broken = threading.Event()

    def connect(path: Path) -> Faulty:
        broken.clear()
        return Faulty(path, broken, sqlite3.SQLITE_CORRUPT, "COMMIT")

    journal = Journal.open(tmp_path, app_version="1", connect=connect, patience=SOON)  # type: ignore[arg-type]
    broken.set()
    journal.resume(found)
    journal.write(ENGINE.log[2:]).result(PATIENCE_S)
    assert journal.close(PATIENCE_S)
    (again,) = find_unfinished(tmp_path)
    assert (again.id, again.log()) == (found.id, ENGINE.log)


def test_a_session_that_has_ended_survives_a_file_that_goes_bad(tmp_path: Path) -> None:
    broken = threading.Event()

    def connect(path: Path) -> Faulty:
        broken.clear()
        return Faulty(path, broken, sqlite3.SQLITE_CORRUPT, "COMMIT")

    plan = plan_of()
    engine = driven(plan, *presses(0, 1_000, 1_100)).advance(1_148_000)[0]
    journal = begun(tmp_path, Told(), connect)
    journal.write(engine.log)
    journal.finish(Ending.COMPLETED, engine.view()).result(PATIENCE_S)
    broken.set()
    journal.write(engine.give(1_150_000, Press())[0].log[-1:]).result(PATIENCE_S)
    assert journal.close(PATIENCE_S)
    assert (tmp_path / "speedtimer-damaged-1.db").exists()
    with History.open(tmp_path) as history:
        (kept,) = history.sessions()
    assert (kept.ending, len(kept.result.splits)) == (Ending.COMPLETED, 6)


def test_a_disk_that_spoils_every_file_is_not_given_ever_more(tmp_path: Path) -> None:
    always = threading.Event()
    always.set()
    told = Told()
    keep(tmp_path, plan_of(), ENGINE, Ending.SAVED)
    journal = begun(tmp_path, told, lambda path: Faulty(path, always, sqlite3.SQLITE_CORRUPT, "COMMIT"))
    said = [told.next() for _ in range(4)]
    assert sum("was put aside as" in sentence for sentence in said) == 3
    assert sum("kept in memory only" in sentence for sentence in said) == 1
    assert not journal.close(0.0)
    assert len(list(tmp_path.glob("speedtimer-damaged-*.db"))) == 3


def test_a_newer_schema_is_said_and_not_touched(tmp_path: Path) -> None:
    keep(tmp_path, plan_of(), ENGINE, Ending.SAVED)
    path = tmp_path / database.FILE_NAME
    newer = sqlite3.connect(path)
    newer.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    newer.close()
    before = path.read_bytes()
    for attempt in (lambda: Journal.open(tmp_path, app_version="1"), lambda: find_unfinished(tmp_path)):
        with pytest.raises(StorageError, match="newer speedtimer") as caught:
            attempt()
        assert caught.value.remedy.startswith("update speedtimer")
        assert caught.value.place == str(path)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == [database.FILE_NAME]


def test_another_programs_database_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / database.FILE_NAME
    foreign = sqlite3.connect(path)
    foreign.execute("CREATE TABLE recipes (name TEXT)")
    foreign.commit()
    foreign.close()
    before = path.read_bytes()
    with pytest.raises(StorageError, match="another program's database"):
        Journal.open(tmp_path, app_version="1")
    assert path.read_bytes() == before


def test_a_record_that_can_never_be_written_holds_up_no_other(tmp_path: Path) -> None:
    told = Told()
    journal = begun(tmp_path, told)
    session, journal._session = journal._session, "no such session"
    wrong = journal.write(ENGINE.log)
    with pytest.raises(StorageError, match="a fault in speedtimer"):
        wrong.result(PATIENCE_S)
    assert "a record could not be written" in told.next()
    journal._session = session
    lock = Lock(tmp_path)
    future = journal.write(ENGINE.log)
    assert "another program has it locked" in told.next()
    lock.release()
    future.result(PATIENCE_S)
    # Something was lost, so the other half of the sentence would not be so.
    assert told.next() == "the session is kept on the disk again"
    assert journal.close(PATIENCE_S)
    assert find_unfinished(tmp_path)[0].log() == ENGINE.log


def test_a_face_that_is_gone_does_not_stop_the_keeping(tmp_path: Path) -> None:
    def gone(_sentence: str) -> None:
        raise RuntimeError("Event loop is closed")

    (tmp_path / database.FILE_NAME).write_text("damaged")
    journal = begun(tmp_path, gone)
    journal.write(ENGINE.log).result(PATIENCE_S)
    assert journal.close(PATIENCE_S)


def test_a_journal_that_keeps_nothing_holds_up_nothing() -> None:
    journal = NullJournal()
    assert journal.begin(plan_of(), Rules(), "hash", STARTED) == "not-kept"
    journal.alive(5_000)
    assert journal.write(ENGINE.log).done()
    assert journal.finish(Ending.SAVED, ENGINE.view()).done()
    assert (journal.in_arrears, journal.pending(), journal.close(0.0)) == (False, 0, True)
