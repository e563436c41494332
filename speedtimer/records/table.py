"""Sessions as CSV, a line for each split: for spreadsheets, and back without loss of anything that history shows."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, NoReturn, TextIO

from speedtimer.errors import StorageError
from speedtimer.records.codec import Json
from speedtimer.records.listing import read_session, session_data
from speedtimer.records.session import KeptSession

_OF_SESSION: Final = {
    "session": str,
    "workout": str,
    "name": str,
    "focus": str,
    "started_at": str,
    "ended_at": str,
    "zone": str,
    "rehearsal": bool,
    "speed": float,
    "ending": str,
    "length_ms": int,
    "paused_ms": int,
    "away_ms": int,
    "completed": bool,
    "main_done": int,
    "efforts": int,
    "effort_m": int,
    "effort_ms": int,
    "effort": int,
    "form": int,
    "surface": str,
    "weather": str,
    "notes": str,
    "unknown": str,
}
_OF_SPLIT: Final = {
    "index": int,
    "kind": str,
    "section": str,
    "step": str,
    "rep": int,
    "reps": int,
    "m": int,
    "ms": int,
    "source": str,
    "round_trip_ms": int,
    "step_started_ms": int,
    "step_ended_ms": int,
}
_SPLIT_MEMBER: Final = {"step": "name", "step_started_ms": "started_ms", "step_ended_ms": "ended_ms"}
"""Columns that have another name than the member of the JSON, since a line bears those of the session too."""

COLUMNS: Final = (*_OF_SESSION, *_OF_SPLIT)
"""The header, in this order. Times ending in _ms, and `ms`, are milliseconds, `m` metres, absent things empty."""


def write_table(sessions: Iterable[KeptSession], out: TextIO) -> None:
    """Write a header and a line for each split; a session without splits has one line, empty from `index` on."""
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for session in sessions:
        data: dict[str, Any] = session_data(session)
        head = [_cell(data[name]) for name in _OF_SESSION]
        for split in data["splits"] or [{}]:
            writer.writerow([*head, *(_cell(split.get(_SPLIT_MEMBER.get(name, name))) for name in _OF_SPLIT)])


def read_table(text: str) -> tuple[KeptSession, ...]:
    """Read what `write_table` wrote, in its order.

    Raises:
        StorageError: a column is missing, or a cell is of another form; the place names line and column.
    """
    sessions: dict[str, dict[str, Json]] = {}
    for line, row in _lines(text):
        session = {name: _value(row[name], kind, line, name) for name, kind in _OF_SESSION.items()}
        known = sessions.setdefault(str(session["session"]), {**session, "splits": []})
        splits = known["splits"]
        assert isinstance(splits, list)
        if row["index"]:
            splits.append(
                {_SPLIT_MEMBER.get(name, name): _value(row[name], kind, line, name) for name, kind in _OF_SPLIT.items()}
            )
    return tuple(read_session(data, f"session {name}") for name, data in sessions.items())


def _lines(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, [])
        for column in COLUMNS:
            if column not in header:
                _amiss(f"the column {column!r} is missing", "line 1")
        for row in reader:
            if len(row) != len(header):
                _amiss(f"it has {len(row)} cells, and the header {len(header)}", f"line {reader.line_num}")
            yield reader.line_num, dict(zip(header, row, strict=True))
    except csv.Error as error:
        raise StorageError(
            f"it is no CSV ({error})", "give it as export writes it", f"line {reader.line_num}"
        ) from error


def _cell(value: Json) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _value(cell: str, kind: type, line: int, column: str) -> Json:
    if cell == "":
        return None
    read: Callable[[str], Json] = {"true": True, "false": False}.__getitem__ if kind is bool else kind
    try:
        return read(cell)
    except (ValueError, KeyError):
        _amiss(f"{cell!r} is not what belongs there", f"line {line}, {column}")


def _amiss(fault: str, where: str) -> NoReturn:
    raise StorageError(fault, "give it as export writes it", where)
