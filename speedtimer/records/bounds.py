"""Limits of what a kept session may hold: the same for what `import` brings in and for what is read back.

They are wider than anything a session can write by itself and narrow enough that everything that shows a session can
show it: dates survive every offset, lengths add up, lists stay lists.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from speedtimer.engine.events import Source
from speedtimer.errors import StorageError
from speedtimer.records.moments import Started
from speedtimer.records.session import KeptSession, KeptSplit, Remarks
from speedtimer.units import FARTHEST_M, LONGEST_MS

LATEST_UTC_MS: Final = int(datetime(3000, 1, 1, tzinfo=UTC).timestamp()) * 1000
"""No session was begun later than that, nor before 1970."""

LONGEST_SESSION_MS: Final = 1000 * 366 * 86_400_000
"""A thousand years: time away counts, and a rehearsal may run ten thousand times faster than real time."""

FASTEST: Final = 10_000
"""How many times faster than real time a rehearsal runs at most."""

MOST_STEPS: Final = 1_000_000
"""More than any session has: a workout has 20,000 at most, and steps are added by hand one at a time."""

MOST_REPS: Final = 20_000
"""As many reps as a workout may have steps."""

LONGEST_TEXT: Final = 2_000
"""The longest remark, in characters."""

LONGEST_NAME: Final = 20_000
"""The longest name of anything, in characters."""

LONGEST_RECORD: Final = 1 << 26
"""The longest plan, in characters."""

MARKS: Final = range(1, 11)

_TIMES: Final = range(LONGEST_SESSION_MS + 1)
_STEPS: Final = range(MOST_STEPS + 1)
_REPS: Final = range(1, MOST_REPS + 1)
_TYPED: Final = range(1, LONGEST_MS + 1)
UTC_MS: Final = range(LATEST_UTC_MS + 1)
OFFSETS_MIN: Final = range(-24 * 60 + 1, 24 * 60)

_OF_RESULT: Final[Mapping[str, range]] = {
    "length_ms": _TIMES,
    "paused_ms": _TIMES,
    "away_ms": _TIMES,
    "main_done": _STEPS,
    "efforts": _STEPS,
    "effort_m": range(MOST_STEPS * FARTHEST_M + 1),
    "effort_ms": _TIMES,
}
_OF_SPLIT: Final[Mapping[str, range]] = {"index": _STEPS, "started_ms": _TIMES, "ended_ms": _TIMES}
_OF_SPLIT_OR_NONE: Final[Mapping[str, range]] = {
    "rep": _REPS,
    "reps": _REPS,
    "distance_m": range(1, FARTHEST_M + 1),
    "ms": _TIMES,
    "round_trip_ms": _TIMES,
}


class BoundsError(StorageError):
    """A member of a session is out of its limits, or of another type."""


def check(kept: KeptSession, where: str, wheres: Sequence[str] | None = None) -> None:
    """Check every member of a session, whatever types it really holds.

    Args:
        where: what the session is called in an error.
        wheres: what each split is called; None for its place in the session.

    Raises:
        BoundsError: one is out of range; the place names it as the JSON of `export` does.
    """
    for name in ("id", "workout", "identity", "name", "focus"):
        _text(getattr(kept, name), LONGEST_NAME, f"{where}.{'session' if name == 'id' else name}")
    if not kept.id:
        raise BoundsError("it is empty", "every session has a name of its own", f"{where}.session")
    check_started(kept.started, where)
    check_speed(kept.scale, where)
    for name, limits in _OF_RESULT.items():
        _number(getattr(kept.result, name), limits, f"{where}.{name}")
    _check_remarks(kept.remarks, where)
    splits = kept.result.splits
    _check_splits(splits, wheres or [f"{where}.splits[{number}]" for number in range(len(splits))])


def check_started(started: Started, where: str) -> None:
    """Check when a session was begun. Raises BoundsError."""
    if not _within(started.utc_ms, UTC_MS):
        raise BoundsError("its start is out of range", "the years 1970 to 2999 are", f"{where}.started_at")
    if not _within(started.offset_min, OFFSETS_MIN):
        raise BoundsError("its offset is out of range", "less than 24 hours is", f"{where}.started_at")
    _text(started.zone, LONGEST_NAME, f"{where}.zone")


def check_speed(scale: float, where: str) -> None:
    """Check how many times faster than real time a session ran. Raises BoundsError."""
    if type(scale) is not float or not (math.isfinite(scale) and 0 < scale <= FASTEST):
        raise BoundsError(f"{_shown(scale)} is no speed", f"more than 0 and at most {FASTEST} is", f"{where}.speed")


def check_texts(record: object, names: Sequence[str], where: str) -> None:
    """Check that members of a record are texts. Raises BoundsError."""
    for name in names:
        _text(getattr(record, name), LONGEST_RECORD, f"{where}.{name}")


def check_numbers(numbers: Iterable[int], where: str) -> None:
    """Check whole numbers of which only the magnitude matters here. Raises BoundsError."""
    for number in numbers:
        _number(number, _TIMES, where)


def _check_splits(splits: Sequence[KeptSplit], wheres: Sequence[str]) -> None:
    known: set[int] = set()
    for split, where in zip(splits, wheres, strict=True):
        for name, limits in _OF_SPLIT.items():
            _number(getattr(split, name), limits, f"{where}.{name}")
        for name, limits in _OF_SPLIT_OR_NONE.items():
            if getattr(split, name) is not None:
                _number(getattr(split, name), limits, f"{where}.{'m' if name == 'distance_m' else name}")
        if split.source is Source.TYPED and split.ms is not None:
            _number(split.ms, _TYPED, f"{where}.ms")
        _text(split.name, LONGEST_NAME, f"{where}.name")
        if split.index in known:
            raise BoundsError(f"step {split.index} is there twice", "a step has one split", f"{where}.index")
        known.add(split.index)


def _check_remarks(remarks: Remarks, where: str) -> None:
    for name in ("effort", "form"):
        if getattr(remarks, name) is not None:
            _number(getattr(remarks, name), MARKS, f"{where}.{name}")
    for name in ("surface", "weather", "notes"):
        if getattr(remarks, name) is not None:
            _text(getattr(remarks, name), LONGEST_TEXT, f"{where}.{name}")


def _number(value: object, limits: range, where: str) -> None:
    if not _within(value, limits):
        raise BoundsError(f"{_shown(value)} is out of range", f"{limits[0]} to {limits[-1]} is possible", where)


def _within(value: object, limits: range) -> bool:
    # By exact type: True is an int to Python, and a range takes 1.0 for 1.
    return type(value) is int and value in limits


def _text(value: object, longest: int, where: str) -> None:
    if not isinstance(value, str):
        raise BoundsError(f"{_shown(value)} is no text", "a text is", where)
    if len(value) > longest:
        raise BoundsError("the text is too long", f"{longest} characters are possible", where)
    if not value.isascii() and any("\ud800" <= sign <= "\udfff" for sign in value):
        raise BoundsError("the text has half a letter", "whole letters are possible", where)


def _shown(value: object) -> str:
    # A whole number of thousands of digits is refused by Python itself.
    if type(value) is int and abs(value) >= 1 << 64:
        return "so large a number"
    said = str(value)
    return said if len(said) <= 40 else f"{said[:37]}..."
