"""The one file that everything is kept in: opening it, naming what is wrong with it, putting it aside when damaged."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from speedtimer.errors import StorageError
from speedtimer.files import is_there
from speedtimer.records.migrations import check_version, migrate

FILE_NAME: Final = "speedtimer.db"

BUSY_MS: Final = 50
"""How long SQLite itself waits for another process's lock; after that the writer tries again by itself."""

CHANGE_MS: Final = 2000
"""How long a change to what was kept waits for a lock: nobody is running meanwhile."""

_DAMAGED: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_NOT_OURS: Final = re.compile(r"no such (column|table): |table \w+ has no column named ")
"""What SQLite says of statements that never change when the schema in the file is spoilt."""
_LOCKED: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL})
_CLOSED_TO_US: Final = frozenset(
    {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}
)
_SAID: Final = {
    sqlite3.SQLITE_FULL: ("the disk is full", "make room on it"),
    sqlite3.SQLITE_IOERR: ("the disk failed to read or write it", "look after the disk"),
}
_COMPANIONS: Final = ("-wal", "-shm", "-journal")


class DamagedError(StorageError):
    """What was kept cannot be read, or not all of it, however often it is tried."""


def connect(path: Path) -> sqlite3.Connection:
    """Open the database for writing, made or brought to the newest schema where needed.

    A commit is on the disk when it returns: WAL with synchronous FULL, or a rollback journal where the file system
    cannot do WAL. The connection is in autocommit and belongs to the thread that asked for it.

    Raises:
        StorageError: the folder cannot be made, the schema is newer, the file is another program's.
        sqlite3.Error: anything else; `explained` puts it into words.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"the folder cannot be made ({error.strerror})", "set SPEEDTIMER_HOME to one that can", str(path.parent)
        ) from error
    _refuse_what_is_no_file(path)
    connection = sqlite3.connect(path, timeout=BUSY_MS / 1000, isolation_level=None, factory=_Connection)
    connection.text_factory = _text
    with _closed_on_error(connection, path):
        connection.execute("PRAGMA foreign_keys = ON")
        # The schema first: a file of a newer one is left exactly as it is.
        migrate(connection)
        _make_durable(connection)
    return connection


@contextlib.contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the database for reading while a block runs, with every error in words.

    Raises:
        StorageError: it cannot be opened or read.
    """
    try:
        with contextlib.closing(connect_reading(path)) as connection:
            yield connection
    except sqlite3.Error as error:
        raise explained(error, path) from error


@contextlib.contextmanager
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the database for one change while a block runs: all of it is kept, or nothing if the block raises.

    Raises:
        StorageError: it cannot be opened or written, or another connection has it locked for longer than a moment.
    """
    try:
        with contextlib.closing(connect(path)) as connection:
            connection.execute(f"PRAGMA busy_timeout = {CHANGE_MS}")
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                # A full disk has SQLite roll back by itself.
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise explained(error, path) from error


def connect_reading(path: Path) -> sqlite3.Connection:
    """Open the database for reading alone. It has to be there.

    An older schema is brought up to date first, where the file can be written.

    Raises:
        StorageError: as `connect`, and when an old file cannot be brought up to date.
        sqlite3.Error: anything else; `explained` puts it into words.
    """
    try:
        return _opened_to_read(path, "mode=rw")
    except StorageError:
        connect(path).close()
        return _opened_to_read(path, "mode=rw")
    except sqlite3.OperationalError:
        # Without the right to write in its folder SQLite cannot share a WAL; with no WAL left there is none to share.
        if path.with_name(f"{path.name}-wal").exists():
            raise
        return _opened_to_read(path, "mode=ro&immutable=1")


def is_damaged(error: sqlite3.Error) -> bool:
    """Tell whether the file itself is no good, so that trying again cannot help."""
    return _primary(error) in _DAMAGED or _NOT_OURS.match(str(error)) is not None


def is_locked(error: sqlite3.Error) -> bool:
    """Tell whether another connection is in the way, so that trying again soon will help."""
    return _primary(error) in _LOCKED


def is_closed_to_us(error: sqlite3.Error) -> bool:
    """Tell whether the file or its folder may not be written, which nobody but the user can change."""
    return _primary(error) in _CLOSED_TO_US


def explained(error: sqlite3.Error, path: Path) -> StorageError:
    """Put what SQLite said into a sentence and what would help."""
    code = _primary(error)
    if is_damaged(error):
        fault, remedy = "it is damaged", "move it away; what can be read of it, sqlite3's .recover will tell"
    elif is_locked(error):
        fault, remedy = "another program has it locked", "close that program, or wait until it is done"
    elif is_closed_to_us(error):
        fault, remedy = "it cannot be opened or written", "see to its rights, or set SPEEDTIMER_HOME to another folder"
    else:
        fault, remedy = _SAID.get(code, (f"SQLite says: {error}", "see that the file and its disk are sound"))
    return (DamagedError if is_damaged(error) else StorageError)(fault, remedy, str(path))


def put_aside(path: Path) -> Path:
    """Rename a damaged database and what belongs to it to names that are free. Give the new name of the file.

    Raises:
        StorageError: it cannot be renamed.
    """
    number = 1
    while (aside := path.with_name(f"{path.stem}-damaged-{number}{path.suffix}")).exists():
        number += 1
    try:
        path.rename(aside)
        for companion in _COMPANIONS:
            beside = path.with_name(path.name + companion)
            if beside.exists():
                beside.rename(aside.with_name(aside.name + companion))
    except OSError as error:
        raise StorageError(
            f"it is damaged and cannot be put aside ({error.strerror})", "move it away by hand", str(path)
        ) from error
    return aside


def _opened_to_read(path: Path, how: str) -> sqlite3.Connection:
    _refuse_what_is_no_file(path)
    uri = f"{path.resolve().as_uri()}?{how}"
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY_MS / 1000, isolation_level=None, factory=_Connection)
    connection.text_factory = _text
    with _closed_on_error(connection, path):
        # Not SQLite's own read-only mode: that cannot roll back what a crash left half done, nor tidy up its files.
        connection.execute("PRAGMA query_only = ON")
        check_version(connection)
    return connection


def _refuse_what_is_no_file(path: Path) -> None:
    """Refuse a folder or a pipe in the file's place: of the latter SQLite would wait for ever.

    Raises:
        StorageError: it is no file.
    """
    if is_there(path) and not path.is_file():
        raise StorageError("it is no file", "move it away", str(path))


class _Connection(sqlite3.Connection):
    """A connection whose faults are all errors of SQLite's: Python fails to read what is said of a damaged schema where
    the names in it are no UTF-8 any more."""

    def execute(self, *statement: Any) -> sqlite3.Cursor:
        try:
            return super().execute(*statement)
        except UnicodeDecodeError as error:
            damaged = sqlite3.DatabaseError("the schema is damaged")
            damaged.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
            raise damaged from error


def _text(raw: bytes) -> str | bytes:
    """Read a text; one that is not UTF-8 stays as it is, so that a damaged one costs nothing but itself."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw


@contextlib.contextmanager
def _closed_on_error(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    try:
        yield
    except StorageError as error:
        connection.close()
        raise StorageError(error.fault, error.remedy, str(path)) from error
    except BaseException:
        connection.close()
        raise


def _make_durable(connection: sqlite3.Connection) -> None:
    mode = None
    # A file system without shared memory refuses WAL with an error, or silently by another answer.
    with contextlib.suppress(sqlite3.OperationalError):
        mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    if mode != "wal":
        connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA synchronous = FULL")
    # On macOS fsync alone does not reach the disk; elsewhere this does nothing.
    connection.execute("PRAGMA fullfsync = ON")


def _primary(error: sqlite3.Error) -> int:
    # Extended codes bear the primary one in their lowest byte; an error made by the module itself bears none.
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    return code & 0xFF
