"""A session that has ended and is to be gone on with."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from pathlib import Path

from speedtimer.engine.commands import Correct, Pause
from speedtimer.engine.engine import Engine
from speedtimer.engine.view import Phase
from speedtimer.errors import InputError, StorageError
from speedtimer.records import database
from speedtimer.records.bests import SHOWN
from speedtimer.records.unfinished import Unfinished, unfinished_at


@dataclass(frozen=True, slots=True)
class Ended:
    """A session with an ending, as it stands in the journal.

    kept: its log; seen_ms is its end. corrected: the times that were typed after its end, as (step's index, ms).
    """

    kept: Unfinished
    corrected: tuple[tuple[int, int], ...]

    def engine(self) -> Engine:
        """Return the session at its end, to be gone on with: complete, or paused from its end on.

        What was typed since is given to it once more, so that it stays when the session ends anew.

        Raises:
            StorageError: it was run by other rules, or its records cannot be read.
        """
        engine = self.kept.engine()
        if engine.phase is Phase.READY:
            raise StorageError("its commands are not kept", "only a session that was run here goes on", self.kept.id)
        for index, ms in self.corrected:
            engine, _ = engine.give(engine.now_ms, Correct(ms, index))
        if engine.phase not in (Phase.COMPLETE, Phase.PAUSED):
            engine, _ = engine.give(engine.now_ms, Pause())
        return engine


def newest_ended(home: Path, session: str) -> Ended:
    """Return a session that has ended, to be gone on with.

    Raises:
        InputError: it is not the newest of its home (any more), or it is not over.
        StorageError: the journal cannot be read.
    """
    path = home / database.FILE_NAME
    if path.exists():
        with database.reading(path) as connection:
            found = connection.execute(
                f"SELECT key, id, ending, length_ms FROM session WHERE {SHOWN} ORDER BY key DESC LIMIT 1"
            ).fetchone()
            if found is not None and found[1] == session and found[2] is not None:
                return _ended(connection, found[0], found[3])
    raise InputError(f"session {session} is not the newest any more", "only the newest session goes on")


def _ended(connection: sqlite3.Connection, key: int, length_ms: int) -> Ended:
    kept = unfinished_at(connection, key)
    corrected = connection.execute(
        "SELECT step, ms FROM split WHERE session = ? AND was_source IS NOT NULL AND ms IS NOT NULL ORDER BY place",
        (key,),
    )
    return Ended(replace(kept, seen_ms=max(kept.seen_ms, length_ms)), tuple(corrected.fetchall()))
