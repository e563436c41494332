"""A session of history as plain data, and back: what `history --json` prints of it, and `export` too."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, NoReturn

from speedtimer.errors import StorageError
from speedtimer.records import bounds
from speedtimer.records.codec import Json, from_data, to_data
from speedtimer.records.moments import Started
from speedtimer.records.session import Ending, KeptSession, KeptSplit, Remarks, Result

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_REMARKS = ("effort", "form", "surface", "weather", "notes")
_RESULT = ("length_ms", "paused_ms", "away_ms", "completed", "main_done", "efforts", "effort_m", "effort_ms")


def session_data(kept: KeptSession) -> dict[str, Json]:
    """Give one session. Times of day are RFC 3339 with offset, lengths whole milliseconds, absent things null."""
    result: Any = to_data(Result, kept.result)
    remarks: Any = to_data(Remarks, kept.remarks)
    return {
        "session": kept.id,
        "workout": kept.workout,
        "identity": kept.identity,
        "name": kept.name,
        "focus": kept.focus,
        "started_at": kept.started_at,
        "ended_at": kept.ended_at,
        "zone": kept.started.zone,
        "rehearsal": kept.is_rehearsal,
        "speed": kept.scale,
        "ending": None if kept.ending is None else kept.ending.value,
        **{name: result[name] for name in _RESULT},
        **{name: remarks[name] for name in _REMARKS},
        "unknown": kept.unknown,
        "splits": [split_data(split) for split in kept.result.splits],
    }


def split_data(split: KeptSplit) -> dict[str, Json]:
    """Give one split; its distance is called `m`, and absent things are null."""
    data: Any = to_data(KeptSplit, split)
    return {"m" if name == "distance_m" else name: value for name, value in data.items()}


def read_session(data: dict[str, Json], where: str, wheres: list[str] | None = None) -> KeptSession:
    """Read what `session_data` gave; its key is 0, since that is its place in the home it came from.

    Members that are not known here are left unread. `ended_at` and `rehearsal` only repeat what others say.

    Args:
        where: what the session is called in an error.
        wheres: what each split is called; None for its place in the session.

    Raises:
        StorageError: something is missing, of another form, or out of range; the place names it.
    """

    def take(name: str, kind: Any) -> Any:
        if name not in data:
            raise StorageError(f"{name!r} is missing", "export writes it always", where)
        return from_data(kind, data[name], f"{where}.{name}")

    splits = data.get("splits")
    if not isinstance(splits, list):
        _amiss("splits are no list", f"{where}.splits")
    wheres = [f"{where}.splits[{number}]" for number in range(len(splits))] if wheres is None else wheres
    read = tuple(_read_split(split, spot) for split, spot in zip(splits, wheres, strict=True))
    result = {name: data[name] for name in _RESULT if name in data}
    remarks = {name: data[name] for name in _REMARKS if name in data}
    kept = KeptSession(
        key=0,
        id=take("session", str),
        workout=take("workout", str),
        # It came later than the others: before, a workout was its id.
        identity=take("workout" if data.get("identity") is None else "identity", str),
        name=take("name", str),
        focus=take("focus", str),
        started=_started(take("started_at", str), take("zone", str), where),
        scale=take("speed", float),
        ending=take("ending", Ending | None),
        result=replace(from_data(Result, {**result, "splits": []}, where), splits=read),
        remarks=from_data(Remarks, remarks, where),
        unknown=take("unknown", str | None),
    )
    bounds.check(kept, where, wheres)
    return kept


def _read_split(data: Json, where: str) -> KeptSplit:
    if not isinstance(data, dict):
        _amiss("a split is no object", where)
    return from_data(KeptSplit, {"distance_m" if name == "m" else name: value for name, value in data.items()}, where)


def _started(text: str, zone: str, where: str) -> Started:
    try:
        local = datetime.fromisoformat(text)
    except ValueError:
        _undated(f"{text[:40]!r} is no date and time", where)
    offset = local.utcoffset()
    if offset is None:
        _undated(f"{text[:40]!r} has no offset", where)
    return Started((local - _EPOCH) // timedelta(milliseconds=1), offset // timedelta(minutes=1), zone)


def _undated(fault: str, where: str) -> NoReturn:
    raise StorageError(fault, "write it as 2026-11-23T09:15:00+01:00", f"{where}.started_at")


def _amiss(fault: str, where: str) -> NoReturn:
    raise StorageError(fault, "give it as export writes it", where)
