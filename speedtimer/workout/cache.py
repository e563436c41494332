"""What was made of workout files the last time, so that what has not changed is not read again.

Files of JSON in the cache folder, each holding rows that were made of something: of files that were looked at, by
name, size, mode and time of change. They hold for this version of the program, and for its code as it lies there. One
that is damaged, or cannot be read or written, is not used: nothing hangs on it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from speedtimer import __version__, places

Row = dict[str, Any]
Seen = list[list[Any]]

_ROOM: Final = Path(__file__).parent
_MAKERS: Final = (
    _ROOM.parent / "plan.py",
    _ROOM.parent / "totals.py",
    _ROOM.parent / "rules.py",
    _ROOM.parent / "signs.py",
    _ROOM.parent / "units.py",
)
"""What rows are made by, besides this room: the same version makes other ones while it is being written."""


def look(paths: Iterable[Path]) -> Seen:
    """Give what tells whether files have changed."""
    seen: Seen = []
    for path in paths:
        try:
            status = path.stat()
        except (OSError, ValueError):
            seen.append([str(path)])
        else:
            seen.append([str(path), status.st_size, status.st_mtime_ns, status.st_mode])
    return seen


def load(name: str, of: list[Any]) -> list[Row] | None:
    """Give the rows that were stored under a name, or None where there are none or they were made of something else.

    Args:
        name: the file's, without its ending.
        of: what they were made of, as plain JSON data.
    """
    try:
        kept = json.loads(_file(name).read_text(encoding="utf-8"))
        rows = kept["rows"] if kept["for"] == _key(of) else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return rows if isinstance(rows, list) else None


def store(name: str, of: list[Any], rows: list[Row]) -> None:
    """Keep rows under a name, with what they were made of; see `load`."""
    file = _file(name)
    beside = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps({"for": _key(of), "rows": rows}), encoding="utf-8")
        beside.replace(file)
    except OSError:
        # A folder that may not be written to costs a tenth of a second the next time, and nothing else.
        with suppress(OSError):
            beside.unlink()


def _key(of: list[Any]) -> list[Any]:
    return [__version__, look([*sorted(_ROOM.glob("*.py")), *_MAKERS]), of]


def _file(name: str) -> Path:
    return places.cache() / f"{name}.json"
