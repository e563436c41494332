"""Sessions as CSV, a line for each split: for spreadsheets, and back without loss of anything that history shows."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, NoReturn, TextIO

from speedtimer.errors import FileError, InputError, StorageError
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

_COLUMN: Final = {"started_ms": "step_started_ms", "ended_ms": "step_ended_ms"}
_BELONGS: Final = {bool: "true or false", int: "a whole number", float: "a number, as 2.5"}

_LATER: Final = {"identity": str}
"""Columns of the session that came later: they stand last, and may be missing."""

COLUMNS: Final = (*_OF_SESSION, *_OF_SPLIT, *_LATER)
"""The header, in this order. Times ending in _ms, and `ms`, are milliseconds, `m` metres, absent things empty."""


_OPTIONAL: Final = frozenset({"ending", "identity", "surface", "weather", "notes", "unknown"})
"""Texts that may be absent; any other may be empty."""

_FORMULA: Final = re.compile(r"[\t\r\n]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20']")
"""How a text begins that a spreadsheet would reckon out, full-width signs too, or that looks as if it was marked."""

_TEXT_MARK: Final = "'"
"""Stands before such a text, as in a spreadsheet itself, so that it stays one."""

_SEPARATORS: Final = (",", ";", "\t")
_TRUTHS: Final = {"true": True, "false": False}
_WHOLE: Final = re.compile(r"-?\d{1,19}", re.ASCII)
_DECIMAL: Final = re.compile(r"\d{1,9}(?:[.,]\d{1,9})?", re.ASCII)

MOST_FAULTS: Final = 20
"""So many faults are named at most; a spreadsheet that spoils a column spoils every line."""


def write_table(sessions: Iterable[KeptSession], out: TextIO) -> None:
    """Write a header and a line for each split; a session without splits has one line, empty from `index` on."""
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for session in sessions:
        data: dict[str, Any] = session_data(session)
        head, tail = ([_cell(data[name]) for name in names] for names in (_OF_SESSION, _LATER))
        for split in data["splits"] or [{}]:
            own = [_cell(split.get(_SPLIT_MEMBER.get(name, name))) for name in _OF_SPLIT]
            writer.writerow([*head, *own, *tail])


def read_table(text: str) -> tuple[KeptSession, ...]:
    """Read what `write_table` wrote, in its order, also as a spreadsheet saves it: with semicolons or tabs, empty rows,
    `TRUE` and `FALSE`.

    Raises:
        StorageError: a column is missing, or it is no CSV; the place names the line.
        FileError: cells are of another form or out of range; the place of each fault names line and column.
    """
    found: dict[str, _Found] = {}
    faults: list[InputError] = []
    for line, row in _rows(text):
        try:
            session = {name: _value(row[name], kind, line, name) for name, kind in {**_OF_SESSION, **_LATER}.items()}
            known = found.setdefault(str(session["session"]), _Found(line, session))
            if row["index"].strip():
                known.splits.append(
                    {
                        _SPLIT_MEMBER.get(name, name): _value(row[name], kind, line, name)
                        for name, kind in _OF_SPLIT.items()
                    }
                )
                known.lines.append(line)
        except StorageError as error:
            faults.append(InputError(error.fault, error.remedy, error.place))
    sessions = []
    for each in () if faults else found.values():
        try:
            wheres = [f"line {line}" for line in each.lines]
            sessions.append(read_session({**each.session, "splits": [*each.splits]}, f"line {each.line}", wheres))
        except StorageError as error:
            # Named as a member of an object; here it is a column.
            spot, _, column = str(error.place).partition(".")
            faults.append(InputError(error.fault, error.remedy, f"{spot}, {_COLUMN.get(column, column)}"))
    if faults:
        raise FileError(tuple(faults[:MOST_FAULTS]))
    return tuple(sessions)


@dataclass(frozen=True, slots=True)
class _Found:
    """A session as it stands in a table. line: its first; lines: those of its splits."""

    line: int
    session: dict[str, Json]
    splits: list[Json] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Give each row that is not empty, with the line that it begins in."""
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=_separator(text), strict=True)
    try:
        header = next(reader, [])
        for column in COLUMNS:
            if column not in header and column not in _LATER:
                _amiss(f"the column {column!r} is missing", "line 1")
        line = reader.line_num + 1
        for row in reader:
            if any(row):
                if len(row) != len(header):
                    _amiss(f"it has {len(row)} cells, and the header {len(header)}", f"line {line}")
                yield line, {**dict.fromkeys(_LATER, ""), **dict(zip(header, row, strict=True))}
            line = reader.line_num + 1
    except csv.Error as error:
        raise StorageError(
            f"it is no CSV ({error})", "give it as export writes it", f"line {reader.line_num}"
        ) from error


def _separator(text: str) -> str:
    """Tell by the header what parts the cells: what gives most of the columns."""
    first = text.removeprefix("\ufeff").partition("\n")[0].replace('"', "").strip()
    return max(_SEPARATORS, key=lambda separator: len(set(first.split(separator)).intersection(COLUMNS)))


def _cell(value: Json) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and _FORMULA.match(value):
        return f"{_TEXT_MARK}{value}"
    return str(value)


def _value(cell: str, kind: type, line: int, column: str) -> Json:
    if kind is str:
        return cell.removeprefix(_TEXT_MARK) if cell or column not in _OPTIONAL else None
    said = cell.strip()
    if not said:
        return None
    if kind is bool and said.lower() in _TRUTHS:
        return _TRUTHS[said.lower()]
    if kind is int and _WHOLE.fullmatch(said):
        return int(said)
    if kind is float and _DECIMAL.fullmatch(said):
        return float(said.replace(",", "."))
    raise StorageError(f"{cell[:40]!r} is not what belongs there", f"{_BELONGS[kind]} is", f"line {line}, {column}")


def _amiss(fault: str, where: str) -> NoReturn:
    raise StorageError(fault, "give it as export writes it", where)
