"""The sessions that were: lists by pages, and what they teach. Everything here only reads."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from speedtimer.engine.events import Source
from speedtimer.errors import SpeedtimerError, StorageError
from speedtimer.files import is_there
from speedtimer.plan import WORK, Kind, Plan, Section
from speedtimer.records import bounds, database
from speedtimer.records.bests import NEWEST, REAL, SHOWN, TEACHING, Looking
from speedtimer.records.migrations import migrate
from speedtimer.records.moments import Started
from speedtimer.records.rows import by_name, document_text, name_of
from speedtimer.records.session import NOTHING, Ending, KeptSession, KeptSplit, Remarks, Result, Week, result_of
from speedtimer.units import FARTHEST_M, LONGEST_MS

PAGE: Final = 50
"""Sessions on a page where nobody says how many."""

WEEKLY: Final = 1_000
"""How many sessions are added up to weeks: more than five a day for half a year, so that no table is read whole."""

LATEST: Final = 5
"""How many splits of one kind and distance teach: what pace is a median of."""

_MINUTE_MS: Final = 60_000
_DAY_MS: Final = 86_400_000
_FIRST_MONDAY: Final = date(1969, 12, 29)
_UNDATED: Final = Started(0, 0, "UTC")
_ILLEGIBLE: Final = "(illegible)"
_SESSION: Final = """SELECT key, id, workout, identity, name, focus, started_utc_ms, started_offset_min, started_zone,
    scale, ending, length_ms, paused_ms, away_ms, completed, main_done, efforts, effort_m, effort_ms,
    effort, form, surface, weather, notes FROM session"""
_SPLIT: Final = """SELECT step, kind, section, name, rep, reps, m, ms, source, round_trip_ms, started_ms, ended_ms
    FROM split WHERE session = ? ORDER BY place"""
# In the words of its index, or SQLite would not take that.
_DONE: Final = """identity = ? AND main_done > 0 AND scale = 1
    AND deleted_utc_ms IS NULL AND ending IN ('completed', 'saved')"""
# To SQLite every text is larger than every number, so these leave out damaged values of any type.
_DATED: Final = f"""started_utc_ms BETWEEN 0 AND {bounds.LATEST_UTC_MS}
    AND started_offset_min BETWEEN {bounds.OFFSETS_MIN[0]} AND {bounds.OFFSETS_MIN[-1]}"""
_COUNTED: Final = f"""coalesce(efforts, 0) BETWEEN 0 AND {bounds.MOST_STEPS}
    AND coalesce(effort_m, 0) BETWEEN 0 AND {bounds.MOST_STEPS * FARTHEST_M}
    AND coalesce(length_ms, 0) BETWEEN 0 AND {bounds.LONGEST_SESSION_MS}"""


class History:
    """The sessions of one home. Use it in a `with`, or close it."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path, self._connection = path, connection

    @classmethod
    def open(cls, home: Path) -> History:
        """Open the history of a home, as `places.data()` gives it. A home without a database reads as an empty one.

        Raises:
            StorageError: the database is of a newer schema, or cannot be read.
        """
        path = home / database.FILE_NAME
        if not is_there(path):
            connection = sqlite3.connect(":memory:", isolation_level=None)
            migrate(connection)
            return cls(path, connection)
        try:
            return cls(path, database.connect_reading(path))
        except sqlite3.Error as error:
            raise database.explained(error, path) from error

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> History:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def sessions(
        self,
        *,
        limit: int = PAGE,
        before: int | None = None,
        workout: str | None = None,
        rehearsals: bool = False,
    ) -> tuple[KeptSession, ...]:
        """Give a page of sessions, newest first. What was thrown away or deleted is left out.

        Args:
            limit: how many at most.
            before: the key of a session: only those of an earlier date.
            workout: which one, as `Plan.identity` has it: only sessions of it.
            rehearsals: with those that ran faster than real time.

        Raises:
            StorageError: the database cannot be read.
        """
        wanted = [SHOWN]
        values: list[object] = []
        if before is not None:
            wanted.append("key < ?")
            values.append(before)
        if workout is not None:
            wanted.append("identity = ?")
            values.append(workout)
        if not rehearsals:
            wanted.append(REAL)
        query = f"{_SESSION} WHERE {' AND '.join(wanted)} ORDER BY key DESC LIMIT ?"
        return tuple(self._session(row) for row in self._ask(query, *values, limit))

    def every(self, *, rehearsals: bool = False) -> Iterator[KeptSession]:
        """Give all sessions, newest first, read a page at a time."""
        before: int | None = None
        while page := self.sessions(limit=10 * PAGE, before=before, rehearsals=rehearsals):
            yield from page
            before = page[-1].key

    def session(self, session: str) -> KeptSession | None:
        """Give the session of that id, None where there is none (any more)."""
        which, value = by_name(session)
        found = self._ask(f"{_SESSION} WHERE {which} AND {SHOWN}", value)
        return self._session(found[0]) if found else None

    def some(self, keys: Iterable[int]) -> tuple[KeptSession, ...]:
        """Give the sessions of these keys, newest first."""
        found = (self._ask(f"{_SESSION} WHERE key = ?", key) for key in sorted(keys, reverse=True))
        return tuple(self._session(row) for rows in found for row in rows)

    def looking(self, workout: str, before: int | None = None) -> Looking:
        """Look for the bests and the latest values of a workout's reps.

        Args:
            workout: which one, as `Plan.identity` has it.
            before: the key of a session: only in those begun before it.
        """
        return Looking(self._ask, workout, NEWEST if before is None else before)

    def taught(self, latest: int = LATEST) -> dict[tuple[Kind, int], tuple[int, ...]]:
        """Give the splits that teach, by kind and metres: milliseconds, newest first, the latest of each.

        Only what was measured by somebody who held the watch, or typed; never a rehearsal.
        """
        query = f"""SELECT ms FROM split CROSS JOIN session ON session.key = split.session
            WHERE kind = ? AND m = ? AND {TEACHING} AND ms BETWEEN 1 AND {LONGEST_MS} AND {SHOWN} AND {REAL}
            ORDER BY split.session DESC, place DESC LIMIT ?"""
        taught = {
            (Kind(kind), metres): tuple(int(ms) for (ms,) in self._ask(query, kind, metres, latest))
            for kind, metres in self._taught_distances()
        }
        return {which: splits for which, splits in taught.items() if splits}

    def times_done(self, workout: str) -> int:
        """Count the sessions of a workout in which something of its main set was done; never a rehearsal."""
        return int(self._ask(f"SELECT count(*) FROM session WHERE {_DONE}", workout)[0][0])

    def last_done(self, workout: str) -> Started | None:
        """Give when a workout was last done, by the same measure; None for never."""
        found = self._ask(
            f"""SELECT started_utc_ms, started_offset_min, started_zone FROM session WHERE {_DONE} AND {_DATED}
                ORDER BY key DESC LIMIT 1""",
            workout,
        )
        return Started(*found[0]) if found else None

    def last_plan(self) -> Plan | None:
        """Give the plan of the newest session as it was begun, whatever became of it; None where there is none. Never
        that of a rehearsal.

        Raises:
            StorageError: the database or the plan in it cannot be read.
        """
        return self._plan(f"WHERE {SHOWN} AND {REAL} ORDER BY session.key DESC LIMIT 1")

    def plan_of(self, session: KeptSession) -> Plan | None:
        """Return the plan of a session as it was begun; None where it was imported without one, or cannot be read."""
        with suppress(StorageError):
            return self._plan("WHERE session.key = ?", session.key)
        return None

    def _plan(self, which: str, *values: object) -> Plan | None:
        # Here and not above: lists and totals need no commands, nor what reads them.
        from speedtimer.records.codec import read_plan

        found = self._ask(
            f"SELECT document.body FROM session JOIN document ON document.key = session.plan {which}", *values
        )
        return read_plan(document_text(found[0][0])) if found else None

    def weeks(self, since_utc_ms: int = 0) -> tuple[Week, ...]:
        """Add up the weeks of the newest WEEKLY sessions, oldest first.

        A week without a session is left out, and so are rehearsals and what has no ending.

        Args:
            since_utc_ms: only sessions begun at this moment or later.
        """
        # Days are counted from 1970-01-01, a Thursday: three days on, whole weeks begin on Mondays.
        found = self._ask(
            f"""SELECT (started_utc_ms + started_offset_min * {_MINUTE_MS} + 3 * {_DAY_MS}) / (7 * {_DAY_MS}) AS week,
                count(*), coalesce(sum(efforts), 0), coalesce(sum(effort_m), 0), coalesce(sum(length_ms), 0)
                FROM (SELECT * FROM session WHERE {SHOWN} AND {REAL} AND ending IS NOT NULL AND {_DATED}
                    AND {_COUNTED} ORDER BY key DESC LIMIT ?)
                WHERE started_utc_ms >= ? GROUP BY week ORDER BY week""",
            *(WEEKLY, since_utc_ms),
        )
        return tuple(Week(_FIRST_MONDAY + timedelta(weeks=int(row[0])), *map(int, row[1:])) for row in found)

    def _taught_distances(self) -> Iterator[tuple[str, int]]:
        """Step from one kind and distance to the next along the index; there are few, and each has many splits."""
        for kind in sorted(WORK):
            metres = -1
            while found := self._ask(
                f"""SELECT m FROM split WHERE kind = ? AND m > ? AND m <= {FARTHEST_M} AND {TEACHING}
                    ORDER BY m LIMIT 1""",
                *(kind.value, metres),
            ):
                metres = found[0][0]
                if type(metres) is int and metres > 0:
                    yield kind.value, metres

    def _session(self, row: Sequence[Any]) -> KeptSession:
        """Read a session; one whose record is damaged keeps no other from being read."""
        name = name_of(*row[:2])
        try:
            kept = self._read(name, row)
            bounds.check(kept, f"session {name}")
        except (ValueError, bounds.BoundsError, database.DamagedError) as error:
            return _damaged(name, row, str(error))
        return kept

    def _read(self, name: str, row: Sequence[Any]) -> KeptSession:
        key, _, workout, identity, title, focus, utc_ms, offset_min, zone, scale, ending = row[:11]
        # The first schema kept an ending and the log, and nothing that it came to.
        added_up = ending is not None and row[11] is not None
        result, unknown = (self._kept(row), None) if added_up else self._known_so_far(key)
        return KeptSession(
            *(key, name, workout, identity, title, focus, Started(utc_ms, offset_min, zone), scale),
            *(Ending(ending) if ending is not None else None, result, Remarks(*row[19:]), unknown),
        )

    def _kept(self, row: Sequence[Any]) -> Result:
        splits = tuple(_split(found) for found in self._ask(_SPLIT, row[0]))
        length_ms, paused_ms, away_ms, completed, main_done, efforts, effort_m, effort_ms = row[11:19]
        return Result(length_ms, paused_ms, away_ms, bool(completed), main_done, efforts, effort_m, effort_ms, splits)

    def _known_so_far(self, key: int) -> tuple[Result, str | None]:
        """Fold a session of which only the log is kept, as far as that goes."""
        # Here and not above: hardly any session is such a one, and the engine need not be loaded for the others.
        from speedtimer.records.unfinished import unfinished_at

        try:
            unfinished = unfinished_at(self._connection, key)
        except sqlite3.Error as error:
            raise database.explained(error, self._path) from error
        try:
            return result_of(unfinished.engine().view()), None
        except SpeedtimerError as error:
            return replace(NOTHING, length_ms=unfinished.seen_ms), str(error)

    def _ask(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        try:
            with closing(self._connection.execute(query, values)) as found:
                return found.fetchall()
        except sqlite3.Error as error:
            raise database.explained(error, self._path) from error


def _split(row: Sequence[Any]) -> KeptSplit:
    step, kind, section, name, rep, reps, metres, ms, source, round_trip_ms, started_ms, ended_ms = row
    return KeptSplit(
        *(step, Kind(kind), Section(section), name, rep, reps, metres, ms, Source(source)),
        *(round_trip_ms, started_ms, ended_ms),
    )


def _damaged(name: str, row: Sequence[Any], why: str) -> KeptSession:
    """Give what can be shown of a session whose record is damaged."""
    key, _, *texts = row[:6]
    utc_ms, offset_min, zone, _, ending = row[6:11]
    started = Started(utc_ms, offset_min, zone)
    try:
        bounds.check_started(started, name)
    except bounds.BoundsError:
        started = _UNDATED
    workout, identity, title, focus = (text if isinstance(text, str) else _ILLEGIBLE for text in texts)
    known = None if ending is None else Ending(ending) if ending in set(Ending) else Ending.SAVED
    return KeptSession(
        *(key, name, workout, identity, title, focus, started, 1.0, known, NOTHING), unknown=why, damaged=True
    )
