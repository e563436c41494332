"""The journal: everything said to a running session, on the disk before it is shown as done."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Final

from speedtimer.engine.log import LogEntry, Verdict
from speedtimer.engine.view import View
from speedtimer.errors import StorageError
from speedtimer.plan import Plan
from speedtimer.records import database, rows
from speedtimer.records.codec import LOG_VERSION, command_parts, plan_text, rules_text
from speedtimer.records.moments import Moment, Started, moment_now
from speedtimer.records.outage import USUAL, Patience
from speedtimer.records.rows import EntryRow, SessionRow
from speedtimer.records.session import NOTHING, Ending, Result, result_of
from speedtimer.records.unfinished import Unfinished
from speedtimer.records.writer import Writer
from speedtimer.rules import RULES_VERSION, Rules

OPENING_S: Final = 2.0
"""The longest that opening may hold up a start; whatever takes longer is waited for by the writer."""

LONGEST_NAME: Final = 40

NOT_KEPT: Final = "not-kept"
"""The id of every session that cannot be kept."""


class Journal:
    """Keeps one session at a time in the database of one home.

    Nothing here waits: what is asked is queued and done by another thread. A future that is returned is done when the
    commit is on the disk. The conductor waits for it at most PATIENCE_MS, and not at all while `in_arrears`. A future
    cannot be cancelled: what was handed over is kept, whoever waits.
    """

    def __init__(self, path: Path, writer: Writer, app_version: str, moment: Callable[[], Moment] = moment_now) -> None:
        self._path, self._writer, self._app_version, self._moment = path, writer, app_version, moment
        self._session: str | None = None
        self._ended = False

    @classmethod
    def open(
        cls,
        home: Path,
        *,
        app_version: str,
        fault: Callable[[str], None] = lambda sentence: None,  # noqa: ARG005
        connect: Callable[[Path], sqlite3.Connection] = database.connect,
        moment: Callable[[], Moment] = moment_now,
        patience: Patience = USUAL,
    ) -> Journal:
        """Open the journal of a home, and make it where there is none. Whoever opens it holds the home's lock.

        A damaged file is put aside and named; a lock or a full disk is waited for while the session runs.

        Args:
            home: the folder of the database, as `places.data()` gives it.
            fault: called with a sentence when something cannot be kept, once, and when all is kept again. It is called
                in the writer's thread and must not wait.

        Raises:
            StorageError: the folder or file cannot be written, its schema is newer, or it is another program's. It
                names the place and what would help; the session can go on with a NullJournal.
        """
        path = home / database.FILE_NAME
        writer = Writer(path, fault, connect, patience)
        try:
            writer.opened.result(OPENING_S)
        except TimeoutError:
            # The disk is slow beyond measure; what is written waits in the queue.
            return cls(path, writer, app_version, moment)
        except StorageError:
            writer.close(0.0)
            raise
        return cls(path, writer, app_version, moment)

    def begin(self, plan: Plan, rules: Rules, source_hash: str, started: Started) -> str:
        """Open a session when its time begins to run. Return its id, short and unique in this home."""
        row = SessionRow(
            id=self._free_id(plan.workout_id, started),
            workout=plan.workout_id,
            identity=plan.identity,
            name=plan.name,
            focus=plan.focus,
            log_version=LOG_VERSION,
            rules_version=RULES_VERSION,
            app_version=self._app_version,
            source_hash=source_hash,
            scale=rules.speed,
            plan=plan_text(plan),
            rules=rules_text(rules),
            started=started,
        )
        self._session, self._ended = row.id, False
        self._writer.submit(lambda connection: rows.add_session(connection, row), first=True)
        return row.id

    def resume(self, unfinished: Unfinished, *, ended: bool = False) -> None:
        """Go on with a session: what is written from now on belongs to it. ended: it has an ending, which the next
        command that is taken takes back."""
        self._session, self._ended = unfinished.id, ended
        # As a rule it is on the disk already, so nobody need be told that it is not kept yet.
        self._writer.submit(lambda connection: _add_whole(connection, unfinished), counts=0, first=True)

    def write(self, entries: Sequence[LogEntry]) -> Future[None]:
        """Keep commands, in the order of their seq. One that is there already is left as it is."""
        session = self._under_way()
        found = [
            EntryRow(entry.seq, entry.at_ms, *command_parts(entry.command), entry.verdict.value) for entry in entries
        ]
        reopens = self._ended and any(entry.verdict is Verdict.TAKEN for entry in entries)
        self._ended = self._ended and not reopens

        def add(connection: sqlite3.Connection) -> None:
            # Undone from its end on, the session is under way again, and can be cut off again.
            if reopens:
                rows.reopen_session(connection, session)
            rows.add_entries(connection, session, found)

        return self._writer.submit(add, counts=len(found))

    def alive(self, at_ms: int) -> None:
        """Note that the session was awake at this session time."""
        session, moment = self._under_way(), self._moment()
        # Not to be repeated: a later one says more, and a long session would pile them up.
        self._writer.submit(
            lambda connection: rows.add_alive(connection, session, at_ms, moment), counts=0, repeat=False
        )

    def finish(self, ending: Ending, view: View) -> Future[None]:
        """End the session and keep its splits, read from its last view, in one transaction.

        A command that is taken after that (an undo on the summary) opens it again, and it has to be ended once more.
        """
        self._ended = True
        return self._end(self._under_way(), ending, result_of(view))

    def save_as_it_is(self, unfinished: Unfinished) -> Future[None]:
        """End a session that was cut off and cannot be resumed. Its log stays; splits it has none, since under other
        rules the log would fold to something else."""
        return self._end(unfinished.id, Ending.SAVED, replace(NOTHING, length_ms=unfinished.seen_ms))

    @property
    def in_arrears(self) -> bool:
        """A commit took, or is taking, more than PATIENCE_MS, and what is queued has not been caught up with yet."""
        return self._writer.in_arrears

    def pending(self) -> int:
        """Count what is not kept yet: commands, and a session's beginning and end."""
        return self._writer.pending()

    def close(self, patience_s: float, tell: Callable[[int], None] = lambda _: None) -> bool:
        """Keep what is queued and stop. Return whether everything is kept; if not, `pending` counts what is not.

        Args:
            patience_s: if nothing is written for so long, the rest is given up.
            tell: receives how much is left, where that takes a while.
        """
        return self._writer.close(patience_s, tell)

    def _end(self, session: str, ending: Ending, result: Result) -> Future[None]:
        return self._writer.submit(lambda connection: rows.end_session(connection, session, ending, result))

    def _under_way(self) -> str:
        if self._session is None:
            raise StorageError("no session is under way", "begin or resume one first", str(self._path))
        return self._session

    def _free_id(self, workout: str, started: Started) -> str:
        """Return an id that no session of this home bears: by day, minute and workout, numbered where that is taken."""
        slug = re.sub(r"[^a-z0-9]+", "-", workout.lower()).strip("-")[:LONGEST_NAME] or "session"
        plain = f"{started.local:%Y%m%d-%H%M}-{slug}"
        taken: set[str] | None = None
        # Where the database cannot be asked now, seconds and milliseconds make it unique without asking.
        with contextlib.suppress(StorageError):
            taken = _ids_like(self._path, plain)
        if taken is None:
            return f"{plain}-{started.utc_ms % 60_000:05}"
        number = 1
        while (chosen := plain if number == 1 else f"{plain}-{number}") in taken:
            number += 1
        return chosen


def _ids_like(path: Path, plain: str) -> set[str]:
    with database.reading(path) as connection:
        # '.' is the character after '-', so this is every id that begins with plain, found by the index on ids.
        found = connection.execute("SELECT id FROM session WHERE id >= ? AND id < ?", (plain, f"{plain}."))
        return {str(row[0]) for row in found}


def _add_whole(connection: sqlite3.Connection, unfinished: Unfinished) -> None:
    """Write all that is known of a session. In the file that it came from there is nothing to do; in one made anew
    after damage it is all there is."""
    rows.add_session(connection, unfinished.row)
    rows.add_entries(connection, unfinished.id, unfinished.entries)
    if unfinished.seen is not None:
        rows.add_alive(connection, unfinished.id, unfinished.awake_ms, unfinished.seen)


class NullJournal:
    """Keeps nothing: for a home that cannot be written, so that the session goes on all the same.

    It owes nothing either, so it is never in arrears. What is not kept is the caller's to say, once.
    """

    def begin(self, plan: Plan, rules: Rules, source_hash: str, started: Started) -> str:  # noqa: ARG002
        return NOT_KEPT

    def resume(self, unfinished: Unfinished, *, ended: bool = False) -> None:
        """Nothing is kept, so there is nothing to go on with."""

    def write(self, entries: Sequence[LogEntry]) -> Future[None]:  # noqa: ARG002
        return done()

    def alive(self, at_ms: int) -> None:
        """There is no session to note it of."""

    def finish(self, ending: Ending, view: View) -> Future[None]:  # noqa: ARG002
        return done()

    @property
    def in_arrears(self) -> bool:
        return False

    def pending(self) -> int:
        return 0

    def close(self, patience_s: float, tell: Callable[[int], None] = lambda _: None) -> bool:  # noqa: ARG002
        return True


def done() -> Future[None]:
    """Return a future that is done already."""
    future: Future[None] = Future()
    future.set_result(None)
    return future
