"""Sessions that were cut off: by a signal, a closed terminal, an empty battery. What the journal knows of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from speedtimer.engine.engine import Engine
from speedtimer.engine.log import LogEntry, Verdict
from speedtimer.errors import StorageError
from speedtimer.files import is_there
from speedtimer.plan import Plan
from speedtimer.records import bounds, database
from speedtimer.records.bounds import BoundsError
from speedtimer.records.codec import LOG_VERSION, read_command, read_plan, read_rules
from speedtimer.records.moments import Moment, Started
from speedtimer.records.rows import EntryRow, SessionRow, document_text
from speedtimer.rules import RULES_VERSION, Rules

_SESSION = """SELECT session.key, id, workout, identity, name, focus, log_version, rules_version, app_version,
    source_hash, scale, plan.body, rules.body, started_utc_ms, started_offset_min, started_zone
    FROM session LEFT JOIN document plan ON plan.key = session.plan
    LEFT JOIN document rules ON rules.key = session.rules"""


_FIELDS = tuple(field.name for field in fields(SessionRow))
_TEXTS = ("id", "workout", "identity", "name", "focus", "app_version", "source_hash", "plan", "rules")


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A session without an ending, as it stands in the journal.

    entries: its log, oldest first. seen_ms: session time at which it was last known awake, by its last command or its
    last `alive` row. seen: that row by the clocks, None where none was written. awake_ms: session time of that row.
    """

    row: SessionRow
    entries: tuple[EntryRow, ...]
    seen_ms: int
    seen: Moment | None
    awake_ms: int = 0

    @property
    def id(self) -> str:
        return self.row.id

    @property
    def started(self) -> Started:
        return self.row.started

    @property
    def resumable(self) -> bool:
        """It can be gone on with. Under other rules its log would fold to something else, so then it can only be
        saved as it is."""
        return (self.row.rules_version, self.row.log_version) == (RULES_VERSION, LOG_VERSION)

    def plan(self) -> Plan:
        """Give the plan as run. Raises StorageError where it cannot be read."""
        return read_plan(self.row.plan)

    def rules(self) -> Rules:
        """Give the rules as run. Raises StorageError where they cannot be read."""
        return read_rules(self.row.rules)

    def log(self) -> tuple[LogEntry, ...]:
        """Give the log. Raises StorageError where it cannot be read."""
        return tuple(_entry(row) for row in self.entries)

    def engine(self) -> Engine:
        """Fold the log and go on to the moment last known awake.

        Raises:
            StorageError: the session is not resumable, or its records cannot be read.
        """
        if not self.resumable:
            raise StorageError(
                f"it was run by rules {self.row.rules_version}, and these are rules {RULES_VERSION}",
                "it can only be saved as it is",
                f"session {self.id}",
            )
        folded, _ = Engine.fold(self.plan(), self.rules(), self.log())
        return folded.advance(max(self.seen_ms, folded.now_ms))[0]


def find_unfinished(home: Path, note: Callable[[str], None] = lambda _: None) -> tuple[Unfinished, ...]:
    """Give the sessions of a home that were cut off, newest first. One under way just now is among them, and one whose
    record is damaged is not.

    Args:
        note: told of each of those in a sentence.

    Raises:
        StorageError: there is a database and it cannot be read.
    """
    path = home / database.FILE_NAME
    if not is_there(path):
        return ()
    with database.reading(path) as connection:
        rows = connection.execute(
            f"{_SESSION} WHERE ending IS NULL AND deleted_utc_ms IS NULL ORDER BY session.key DESC"
        ).fetchall()
        found = []
        for row in rows:
            try:
                found.append(_unfinished(connection, row))
            except BoundsError as error:
                note(f"A session that was cut off is damaged and cannot be gone on with ({error.place}: {error.fault})")
        return tuple(found)


def unfinished_at(connection: sqlite3.Connection, key: int) -> Unfinished:
    """Give the session of that number as the journal has it, whether it has an ending or not. Raises BoundsError where
    its record is damaged."""
    found = connection.execute(f"{_SESSION} WHERE session.key = ?", (key,)).fetchone()
    if found is None:
        raise BoundsError("it is listed and cannot be found", "its number is damaged", f"session {key}")
    return _unfinished(connection, found)


def _unfinished(connection: sqlite3.Connection, found: tuple[Any, ...]) -> Unfinished:
    key, head, texts, started = found[0], found[1:11], found[11:13], found[13:]
    values = (*head, *map(document_text, texts), Started(*started))
    row = SessionRow(**dict(zip(_FIELDS, values, strict=True)))
    entries = tuple(
        EntryRow(*entry)
        for entry in connection.execute(
            "SELECT seq, at_ms, name, arguments, verdict FROM entry WHERE session = ? ORDER BY seq", (key,)
        )
    )
    alive = connection.execute(
        "SELECT at_ms, utc_ms, boot_ms, boot_id FROM alive WHERE session = ? ORDER BY at_ms DESC LIMIT 1", (key,)
    ).fetchone()
    alive_ms, seen = (0, None) if alive is None else (alive[0], Moment(*alive[1:]))
    _check(row, entries, alive_ms, seen)
    return Unfinished(row, entries, max(alive_ms, entries[-1].at_ms if entries else 0), seen, alive_ms)


def _check(row: SessionRow, entries: tuple[EntryRow, ...], alive_ms: int, seen: Moment | None) -> None:
    """See that all is of its own type and within its limits. Raises BoundsError."""
    where = f"session {row.id}"
    bounds.check_started(row.started, where)
    bounds.check_speed(row.scale, where)
    bounds.check_texts(row, _TEXTS, where)
    bounds.check_numbers((row.log_version, row.rules_version), f"{where}.rules_version")
    bounds.check_numbers((alive_ms,), f"{where}.alive")
    if seen is not None:
        bounds.check_numbers((seen.utc_ms, seen.boot_ms), f"{where}.alive")
    check_entries(entries, f"{where}.log")


def check_entries(entries: Iterable[EntryRow], where: str) -> None:
    """Check commands of a log, which nobody else has read yet.

    Raises:
        BoundsError: one is out of its limits, or two have the same number.
    """
    known: set[int] = set()
    for place, entry in enumerate(entries):
        bounds.check_numbers((entry.seq,), f"{where}[{place}].seq")
        bounds.check_numbers((entry.at_ms,), f"{where}[{place}].at_ms")
        bounds.check_texts(entry, ("name", "arguments", "verdict"), f"{where}[{place}]")
        if entry.seq in known:
            raise BoundsError(f"command {entry.seq} is there twice", "each has its own", f"{where}[{place}].seq")
        known.add(entry.seq)


def _entry(row: EntryRow) -> LogEntry:
    if row.verdict not in set(Verdict):
        raise StorageError(f"{row.verdict!r} is no verdict", f"one of {', '.join(Verdict)} is", f"entry {row.seq}")
    return LogEntry(row.seq, row.at_ms, read_command(row.name, row.arguments), Verdict(row.verdict))
