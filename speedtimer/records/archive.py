"""Sessions out of one home and into another: as JSON without any loss, as CSV without loss of what history shows.

To a session as `history --json` has it, the JSON adds the plan and rules it was run by, its log, and what corrected
splits were before. These are carried as they lie in the database, unread, so that any version can go along.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from speedtimer.engine.events import Source
from speedtimer.errors import InputError, StorageError
from speedtimer.records import bounds, database, rows
from speedtimer.records.codec import LOG_VERSION, Json, from_data, parse, to_data
from speedtimer.records.listing import read_session, session_data
from speedtimer.records.moments import Started
from speedtimer.records.rows import EntryRow, SessionRow
from speedtimer.records.session import KeptSession
from speedtimer.records.unfinished import check_entries, unfinished_at
from speedtimer.rules import RULES_VERSION

FORMAT: Final = 1
"""Goes up when what is exported takes another form."""

_UNKNOWN: Final = "null"
"""In place of a plan or rules that are not known, as after a way through CSV."""

_CORRECTED: Final = """SELECT step, was_ms, was_source FROM split
    WHERE session = ? AND was_source IS NOT NULL ORDER BY place"""

_ROW: Final = ("app_version", "source_hash", "log_version", "rules_version")


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a split was before it was corrected. index: its step."""

    index: int
    ms: int | None
    source: str


@dataclass(frozen=True, slots=True)
class Whole:
    """Everything that is kept of one session that is over."""

    kept: KeptSession
    row: SessionRow
    entries: tuple[EntryRow, ...] = ()
    corrected: tuple[Corrected, ...] = ()


def take_out(
    home: Path, sessions: Iterable[KeptSession], note: Callable[[str], None] = lambda _: None
) -> Iterator[Whole]:
    """Give everything that is kept of some sessions, one after the other. One whose record is damaged is left out, and
    one whose plan, rules or log are comes without them.

    Args:
        note: told of each of those in a sentence.

    Raises:
        InputError: one of them is not over.
        StorageError: they cannot be read.
    """
    with database.reading(home / database.FILE_NAME) as connection:
        for kept in sessions:
            if kept.ending is None:
                raise InputError(f"session {kept.id} is not over", "end it first: `speedtimer run` offers to")
            if kept.damaged:
                note(f"Session {kept.id} is damaged and left out ({kept.unknown})")
                continue
            try:
                yield _taken_out(connection, kept)
            except (StorageError, sqlite3.DatabaseError) as error:
                if isinstance(error, sqlite3.DatabaseError) and not database.is_damaged(error):
                    raise
                note(f"The plan or log of session {kept.id} is damaged and left out ({error})")
                yield without_log(kept)


def _taken_out(connection: sqlite3.Connection, kept: KeptSession) -> Whole:
    found = unfinished_at(connection, kept.key)
    corrected = tuple(Corrected(*values) for values in connection.execute(_CORRECTED, (kept.key,)))
    _check_corrected(corrected, f"session {kept.id}.corrected")
    for text in (found.row.plan, found.row.rules, *(entry.arguments for entry in found.entries)):
        parse(text, f"session {kept.id}")
    return Whole(kept, found.row, found.entries, corrected)


def bring_in(home: Path, sessions: Sequence[Whole]) -> tuple[str, ...]:
    """Add sessions to a home, all or none, and give the ids of those that were not there already.

    They come newest first, as they were taken out, and stand where their dates put them.

    Raises:
        InputError: one of them is not over.
        StorageError: the home cannot be written.
    """
    for whole in sessions:
        if whole.kept.ending is None:
            raise InputError(f"session {whole.kept.id} is not over", "export it again when it is")
    with database.writing(home / database.FILE_NAME) as connection:
        return tuple(whole.kept.id for whole in reversed(sessions) if _add(connection, whole))


def whole_data(whole: Whole) -> dict[str, Json]:
    """Give a session and all that belongs to it as plain data."""
    row = whole.row
    return {
        "format": FORMAT,
        **session_data(whole.kept),
        **{name: getattr(row, name) for name in _ROW},
        "plan": _plan_data(row.plan),
        "rules": parse(row.rules, "rules"),
        "log": [_entry_data(entry) for entry in whole.entries],
        "corrected": to_data(tuple[Corrected, ...], whole.corrected),
    }


def read_wholes(text: str) -> tuple[Whole, ...]:
    """Read the JSON of one session or of an array of them.

    Raises:
        StorageError: it is no such JSON, or of a newer format; the place names what is wrong.
    """
    data = parse(text, "the file")
    found = data if isinstance(data, list) else [data]
    return tuple(_read_whole(each, f"session {number}") for number, each in enumerate(found, start=1))


def without_log(kept: KeptSession) -> Whole:
    """Give a session of which only is known what history shows."""
    row = SessionRow(
        *(kept.id, kept.workout, kept.identity, kept.name, kept.focus, LOG_VERSION, RULES_VERSION, "", "", kept.scale),
        *(_UNKNOWN, _UNKNOWN, kept.started),
    )
    return Whole(kept, row)


def _add(connection: sqlite3.Connection, whole: Whole) -> bool:
    kept = whole.kept
    if connection.execute("SELECT 1 FROM session WHERE id = ?", (kept.id,)).fetchone():
        return False
    assert kept.ending is not None
    rows.add_session(connection, whole.row)
    rows.add_entries(connection, kept.id, whole.entries)
    rows.end_session(connection, kept.id, kept.ending, kept.result)
    key = rows.session_key(connection, kept.id)
    rows.set_remarks(connection, key, kept.remarks)
    connection.executemany(
        "UPDATE split SET was_ms = ?, was_source = ? WHERE session = ? AND step = ?",
        [(split.ms, split.source, key, split.index) for split in whole.corrected],
    )
    return True


def _plan_data(text: str) -> Json:
    """A plan without the place that its file had on this computer, which is nobody else's business."""
    plan = parse(text, "plan")
    return {name: member for name, member in plan.items() if name != "file"} if isinstance(plan, dict) else plan


def _entry_data(entry: EntryRow) -> Json:
    data: Any = to_data(EntryRow, entry)
    return {**data, "arguments": parse(entry.arguments, f"command {entry.name}")}


def _read_whole(data: Json, where: str) -> Whole:
    if not isinstance(data, dict) or "format" not in data:
        raise StorageError("it is no session of an export", "give a file that `speedtimer export` wrote", where)
    if data["format"] != FORMAT:
        raise StorageError(f"it is of format {data['format']}, this speedtimer reads {FORMAT}", "update it", where)
    kept = read_session(data, where)
    log = data.get("log")
    head: Any = {name: data.get(name) for name in _ROW}
    row = {
        **head,
        **{name: getattr(kept, name) for name in ("id", "workout", "identity", "name", "focus", "scale")},
        **{name: _text(data.get(name)) for name in ("plan", "rules")},
        "started": to_data(Started, kept.started),
    }
    entries = [_entry_row(entry) for entry in log] if isinstance(log, list) else log
    whole = Whole(
        kept,
        from_data(SessionRow, row, where),
        from_data(tuple[EntryRow, ...], entries, f"{where}.log"),
        from_data(tuple[Corrected, ...], data.get("corrected"), f"{where}.corrected"),
    )
    bounds.check_texts(whole.row, ("app_version", "source_hash"), where)
    bounds.check_numbers((whole.row.log_version, whole.row.rules_version), f"{where}.rules_version")
    check_entries(whole.entries, f"{where}.log")
    _check_corrected(whole.corrected, f"{where}.corrected")
    return whole


def _check_corrected(corrected: Sequence[Corrected], where: str) -> None:
    for place, split in enumerate(corrected):
        bounds.check_numbers((split.index, split.ms or 0), f"{where}[{place}]")
        if split.source not in set(Source):
            raise StorageError(f"{split.source!r} is no source", f"one of {', '.join(Source)} is", f"{where}[{place}]")


def _entry_row(entry: Json) -> Json:
    return {**entry, "arguments": _text(entry.get("arguments"))} if isinstance(entry, dict) else entry


def _text(data: Json) -> str:
    return json.dumps(data, separators=(",", ":"))
