"""The one thread that writes: a queue in memory, a transaction at a time, tried again until it is on the disk.

Nothing that is handed over is lost while the program lives. A lock, a full disk, a folder that may not be written are
waited for; after a new connection everything of the session is written once more, so that even a file that was put
aside in the middle of it costs nothing. Hence every work given here has to leave alone what is there already.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Final

from speedtimer.errors import StorageError
from speedtimer.records import database
from speedtimer.records.outage import USUAL, Outage, Patience, briefly

Work = Callable[[sqlite3.Connection], None]
"""Writes its rows within a transaction that is open already."""

PATIENCE_MS: Final = 50
"""How long a press waits for its commit, and the longest that a commit may take without being in arrears."""

MOST_PUT_ASIDE: Final = 3
"""So often a damaged file is replaced; when that many went bad it is the disk, and new files will not help."""

_OUR_OWN_FAULT: Final = (sqlite3.ProgrammingError, sqlite3.IntegrityError, sqlite3.DataError, LookupError)


@dataclass(frozen=True, slots=True, eq=False)
class _Job:
    work: Work
    counts: int
    repeat: bool
    first: bool
    since_ns: int
    future: Future[None] = field(default_factory=Future)


class _NeverError(Exception):
    """A work that can never succeed, which is a fault in this program. The others must not wait for it."""

    def __init__(self, job: _Job) -> None:
        super().__init__(job)
        self.job = job


class Writer:
    """Does works in the order in which they are handed over, in a thread of its own.

    Args:
        path: the database.
        tell: called in the writer's thread with a sentence when keeping fails, once, and when it is right again.
        connect: opens the database.

    opened: done after the first try to open; bears a StorageError if that can never succeed by waiting.
    """

    def __init__(
        self,
        path: Path,
        tell: Callable[[str], None],
        connect: Callable[[Path], sqlite3.Connection] = database.connect,
        patience: Patience = USUAL,
    ) -> None:
        self.opened: Future[None] = Future()
        self._path, self._connect, self._patience = path, connect, patience
        self._outage = Outage(path, tell, patience.tell_locked_ms)
        self._changed = threading.Condition()
        self._queue: deque[_Job] = deque()
        self._batch: Sequence[_Job] = ()
        self._behind = self._closing = self._abandoned = self._over = False
        self._writes = 0
        # From here on only the writer's thread looks.
        self._connection: sqlite3.Connection | None = None
        self._repeats: list[Work] = []
        self._fresh = True
        self._put_aside = 0
        self._thread = threading.Thread(target=self._run, name="speedtimer-writer", daemon=True)
        self._thread.start()

    def submit(self, work: Work, *, counts: int = 1, repeat: bool = True, first: bool = False) -> Future[None]:
        """Hand a work over. The future is done when it is on the disk.

        Args:
            counts: what it adds to `pending`.
            repeat: to be done again after a new connection.
            first: nothing handed over before this needs to be repeated.
        """
        job = _Job(work, counts, repeat, first, time.monotonic_ns())
        # A waiter who gives up would else cancel the work itself.
        job.future.set_running_or_notify_cancel()
        with self._changed:
            if not self._closing:
                self._queue.append(job)
                self._changed.notify_all()
                return job.future
        job.future.set_exception(StorageError("the journal is closed", "nothing more can be written to it"))
        return job.future

    @property
    def in_arrears(self) -> bool:
        """Something has waited, or waited before and has not been caught up with, for more than PATIENCE_MS."""
        with self._changed:
            self._behind = self._behind or self._oldest_is_late()
            return self._behind

    def pending(self) -> int:
        """Add up what the works not yet on the disk count."""
        with self._changed:
            return sum(job.counts for job in chain(self._batch, self._queue))

    def close(self, patience_s: float, tell: Callable[[int], None] = lambda _: None) -> bool:
        """Do what is queued and stop. Tell whether everything is on the disk.

        Args:
            patience_s: as long as no write is finished within this, the writer is given up; each one renews it.
            tell: told, where it takes a while, how much is left (see `pending`), and again after each write.
        """
        with self._changed:
            self._closing = True
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._over, min(self._patience.tell_saving_ms / 1000, patience_s))
        if not self._has_ended(tell, patience_s):
            with self._changed:
                self._abandoned = True
                self._changed.notify_all()
            self._thread.join(database.BUSY_MS / 1000 * 4)
        with self._changed:
            return not (self._batch or self._queue)

    def _has_ended(self, tell: Callable[[int], None], patience_s: float) -> bool:
        """Wait until the thread has ended, as long as it goes on writing. Tell whether it has."""
        while True:
            with self._changed:
                if self._over:
                    return True
                before = self._writes
            if left := self.pending():
                tell(left)
            with self._changed:
                if not self._changed.wait_for(lambda: self._over or self._writes != before, patience_s):  # noqa: B023
                    return False

    def _run(self) -> None:
        if self._open_first():
            while batch := self._next_batch():
                self._keep(batch)
        with self._changed:
            self._closing = True
        self._give_up()
        self._disconnect()
        with self._changed:
            self._over = True
            self._changed.notify_all()

    def _open_first(self) -> bool:
        trial = (_Job(_change_nothing, 0, repeat=False, first=False, since_ns=0),)
        error = self._attempt(trial)
        if isinstance(error, sqlite3.Error) and database.is_damaged(error) and self._replace():
            error = self._attempt(trial)
        if isinstance(error, sqlite3.Error):
            if database.is_closed_to_us(error):
                error = database.explained(error, self._path)
            else:
                # Time may mend it: the session begins, and what it writes waits in the queue.
                self._outage.begin(error)
                error = None
        if error is not None:
            self._abandoned = True
            self.opened.set_exception(error)
            return False
        self.opened.set_result(None)
        return True

    def _next_batch(self) -> Sequence[_Job]:
        with self._changed:
            self._changed.wait_for(lambda: self._queue or self._closing or self._abandoned)
            if self._abandoned:
                return ()
            self._batch = tuple(self._queue)
            self._queue.clear()
            return self._batch

    def _keep(self, batch: Sequence[_Job]) -> None:
        while (error := self._attempt(batch)) is not None:
            if isinstance(error, _NeverError):
                batch = self._without(batch, error)
            elif isinstance(error, sqlite3.Error) and database.is_damaged(error) and self._replace():
                continue
            elif not self._wait_out(error):
                return
        for job in batch:
            if job.first:
                self._repeats.clear()
            if job.repeat:
                self._repeats.append(job.work)
        with self._changed:
            self._behind = (self._behind or self._oldest_is_late()) and bool(self._queue)
            self._batch = ()
            self._writes += 1
            caught_up = not self._queue
            self._changed.notify_all()
        self._outage.end(caught_up=caught_up)
        for job in batch:
            job.future.set_result(None)

    def _attempt(self, batch: Sequence[_Job]) -> sqlite3.Error | StorageError | _NeverError | None:
        """Do a batch in one transaction. Give what went wrong; then nothing of it is on the disk."""
        try:
            if self._connection is None:
                self._connection = self._connect(self._path)
                self._fresh = True
            self._connection.execute("BEGIN IMMEDIATE")
            if self._fresh:
                for work in self._repeats:
                    work(self._connection)
            for job in batch:
                _do(job, self._connection)
            self._connection.execute("COMMIT")
        except (sqlite3.Error, StorageError, _NeverError) as error:
            self._roll_back()
            return error
        self._fresh = False
        return None

    def _roll_back(self) -> None:
        if self._connection is not None and self._connection.in_transaction:
            try:
                self._connection.execute("ROLLBACK")
            except sqlite3.Error:
                # What is open cannot even be left in order; closing the connection undoes it too.
                self._disconnect()

    def _without(self, batch: Sequence[_Job], wrong: _NeverError) -> Sequence[_Job]:
        rest = tuple(job for job in batch if job is not wrong.job)
        with self._changed:
            self._batch = rest
        cause = wrong.__cause__
        fault = StorageError(f"a record could not be written ({cause})", "this is a fault in speedtimer: report it")
        wrong.job.future.set_exception(fault)
        self._outage.lose(briefly(fault))
        return rest

    def _replace(self) -> bool:
        """Put the damaged file aside, so that the next try makes a new one. Tell whether that could be done."""
        self._disconnect()
        if self._put_aside == MOST_PUT_ASIDE:
            return False
        self._put_aside += 1
        try:
            aside = database.put_aside(self._path)
        except StorageError as error:
            self._outage.begin(error)
            return False
        self._outage.say(f"{self._path.name} is damaged: it was put aside as {aside.name}, and a new one is begun")
        return True

    def _wait_out(self, error: sqlite3.Error | StorageError) -> bool:
        """Wait until it is worth trying again. Tell whether to try."""
        locked = isinstance(error, sqlite3.Error) and database.is_locked(error)
        if not locked:
            self._disconnect()
        self._outage.begin(error)
        with self._changed:
            closing = self._closing
            pause_ms = self._patience.locked_ms if locked else self._patience.retry_ms
            pause_ms = min(pause_ms, self._patience.closing_ms) if closing else pause_ms
            self._changed.wait_for(lambda: self._abandoned or self._closing != closing, pause_ms / 1000)
            return not self._abandoned

    def _give_up(self) -> None:
        with self._changed:
            left = (*self._batch, *self._queue)
        for job in left:
            job.future.set_exception(StorageError("it could not be kept", "the journal was closed before that"))

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _oldest_is_late(self) -> bool:
        oldest = next(chain(self._batch, self._queue), None)
        return oldest is not None and time.monotonic_ns() - oldest.since_ns > PATIENCE_MS * 1_000_000


def _do(job: _Job, connection: sqlite3.Connection) -> None:
    try:
        job.work(connection)
    except _OUR_OWN_FAULT as error:
        raise _NeverError(job) from error


def _change_nothing(connection: sqlite3.Connection) -> None:
    """Ask for the right to write: a file that may only be read opens like any other, and says so only now."""
    connection.execute("DELETE FROM session WHERE 0")
