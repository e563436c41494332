"""What may be changed afterwards: a split corrected by hand, a remark, a session deleted and taken back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from speedtimer.engine.events import Source
from speedtimer.errors import InputError
from speedtimer.files import is_there
from speedtimer.plan import Kind
from speedtimer.records import database, rows
from speedtimer.records.bests import LEFT_OUT
from speedtimer.records.bounds import LONGEST_TEXT, MARKS
from speedtimer.records.history import History
from speedtimer.records.moments import moment_now
from speedtimer.records.session import Remarks
from speedtimer.units import LONGEST_MS

DAYS_KEPT: Final = 30
"""How long a deleted session can be taken back; the next deletion after that removes it for good."""

_DAY_MS: Final = 86_400_000


class Amendments:
    """Changes the history of one home. Each change is one transaction, and waits its turn while a session is written.

    Every method raises StorageError where the database cannot be written, and InputError where there is no such
    session or it is not over yet.
    """

    def __init__(self, home: Path) -> None:
        self._path = home / database.FILE_NAME

    def correct(self, session: str, index: int, ms: int | None) -> None:
        """Give a step's split by hand, `typed` from then on, or with None take that back.

        Raises:
            InputError: the step has no split, or the time is not within 1 ms and a day.
        """
        if ms is not None and not 0 < ms <= LONGEST_MS:
            raise InputError(f"{ms} ms is no split", "a split is more than nothing and at most 24 hours")
        with self._change() as connection:
            key = _key(connection, session, over=True)
            where = "WHERE session = ? AND step = ?"
            found = connection.execute(f"SELECT was_source FROM split {where}", (key, index)).fetchone()
            if found is None:
                raise InputError(f"step {index} of session {session} has no split", "a skipped step cannot get one")
            if ms is None:
                if found[0] is not None:
                    back = "SET ms = was_ms, source = was_source, was_ms = NULL, was_source = NULL"
                    connection.execute(f"UPDATE split {back} {where}", (key, index))
            else:
                if found[0] is None:
                    connection.execute(f"UPDATE split SET was_ms = ms, was_source = source {where}", (key, index))
                connection.execute(f"UPDATE split SET ms = ?, source = ? {where}", (ms, Source.TYPED.value, key, index))
            _add_up_again(connection, key)

    def remark(self, session: str, remarks: Remarks) -> None:
        """Keep what the runner says of a session, in place of what was said before.

        Raises:
            InputError: a mark is not 1 to 10, or a text is longer than 2,000 characters.
        """
        for name, mark in (("effort", remarks.effort), ("form", remarks.form)):
            if mark is not None and mark not in MARKS:
                raise InputError(f"{mark} is no mark for {name}", "a mark is a whole number from 1 to 10")
        texts = (remarks.surface, remarks.weather, remarks.notes)
        if any(text is not None and len(text) > LONGEST_TEXT for text in texts):
            raise InputError("the text is too long", f"write at most {LONGEST_TEXT} characters")
        with self._change() as connection:
            rows.set_remarks(connection, _key(connection, session), remarks)

    def delete(self, session: str, now_utc_ms: int | None = None) -> None:
        """Delete a session that is over, or whose record is damaged. `restore` takes that back, for DAYS_KEPT days at
        least."""
        now_utc_ms = moment_now().utc_ms if now_utc_ms is None else now_utc_ms
        with self._change() as connection:
            kept = History(self._path, connection).session(session)
            key = _key(connection, session, over=kept is None or not kept.damaged)
            connection.execute("UPDATE session SET deleted_utc_ms = ? WHERE key = ?", (now_utc_ms, key))
            _remove_old(connection, now_utc_ms - DAYS_KEPT * _DAY_MS)

    def restore(self, session: str) -> None:
        """Take a deletion back, or that a session was thrown away."""
        with self._change() as connection:
            _restore(connection, _key(connection, session))

    def take_back(self) -> str | None:
        """Restore what was deleted or thrown away last, and return its id; None where nothing can be taken back."""
        if not is_there(self._path):
            return None
        with self._change() as connection:
            # The first condition in the words of its index.
            found = connection.execute(
                f"""SELECT key, id FROM session WHERE ({LEFT_OUT})
                    AND (deleted_utc_ms IS NOT NULL OR ending = 'thrown_away') AND length_ms > 0
                    ORDER BY coalesce(deleted_utc_ms, started_utc_ms + length_ms) DESC, key DESC LIMIT 1"""
            ).fetchone()
            if found is not None:
                _restore(connection, found[0])
        return None if found is None else rows.name_of(*found)

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        if not is_there(self._path):
            raise InputError("there is no history yet", "run a session first", str(self._path))
        with database.writing(self._path) as connection:
            yield connection


def back_up(home: Path, target: Path) -> None:
    """Copy the database of a home into a file of its own, whole and in order, also while a session is written.

    Raises:
        InputError: there is nothing to copy, or the target exists already or cannot be made.
        StorageError: the database cannot be read, or the copy not written.
    """
    source = home / database.FILE_NAME
    if not is_there(source):
        raise InputError("there is no history yet", "run a session first", str(source))
    try:
        # Made here and by nobody else, so that no file is ever written over.
        target.touch(exist_ok=False)
    except FileExistsError as error:
        raise InputError("it exists already", "name a file that does not", str(target)) from error
    except OSError as error:
        raise InputError(f"it cannot be made ({error.strerror})", "name another place", str(target)) from error
    try:
        with database.reading(source) as connection:
            _copy(connection, target)
    except BaseException:
        target.unlink()
        raise


def _copy(connection: sqlite3.Connection, target: Path) -> None:
    try:
        with closing(sqlite3.connect(target)) as copy:
            connection.backup(copy)
            # One file and no companions beside it, so that it can be carried about as it is.
            copy.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        raise database.explained(error, target) from error


def _key(connection: sqlite3.Connection, session: str, *, over: bool = False) -> int:
    which, value = rows.by_name(session)
    found = connection.execute(f"SELECT key, ending FROM session WHERE {which}", (value,)).fetchone()
    if found is None:
        raise InputError(f"there is no session {session}", "`speedtimer history` lists them")
    if over and found[1] is None:
        raise InputError(f"session {session} is not over", "end it first: `speedtimer run` offers to")
    return int(found[0])


def _restore(connection: sqlite3.Connection, key: int) -> None:
    connection.execute(
        """UPDATE session SET deleted_utc_ms = NULL, ending = CASE WHEN ending <> 'thrown_away' THEN ending
            WHEN completed THEN 'completed' ELSE 'saved' END WHERE key = ?""",
        (key,),
    )


def _add_up_again(connection: sqlite3.Connection, key: int) -> None:
    connection.execute(
        """UPDATE session SET effort_ms = (SELECT coalesce(sum(ms), 0) FROM split WHERE session = key AND kind = ?)
            WHERE key = ?""",
        (Kind.EFFORT.value, key),
    )


def _remove_old(connection: sqlite3.Connection, before_utc_ms: int) -> None:
    """Remove for good what was deleted or thrown away before then, with the plans that nobody else was run by."""
    connection.execute(
        """DELETE FROM session WHERE deleted_utc_ms < ?
            OR (ending = 'thrown_away' AND started_utc_ms + coalesce(length_ms, 0) < ?)""",
        (before_utc_ms, before_utc_ms),
    )
    connection.execute(
        "DELETE FROM document WHERE key NOT IN (SELECT plan FROM session UNION ALL SELECT rules FROM session)"
    )
