"""What `list` found the last time, so that an unchanged shelf is not read again.

A file of JSON in the cache folder. It holds for the files that were looked at, by name, size, mode and time of change,
and for this version of the program. One that is damaged, or cannot be read or written, is not used: nothing hangs on
it.
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

_FORM: Final = 1
"""Goes up when rows are made differently by the same version, as happens while it is being written."""


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


def load(seen: Seen) -> list[Row] | None:
    """Give the rows that were stored for files that looked the same, or None."""
    try:
        kept = json.loads(_file().read_text(encoding="utf-8"))
        rows = kept["rows"] if kept["for"] == _key(seen) else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return rows if isinstance(rows, list) else None


def store(seen: Seen, rows: list[Row]) -> None:
    """Keep rows for files that look as they were seen."""
    file = _file()
    beside = file.with_suffix(f".{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps({"for": _key(seen), "rows": rows}), encoding="utf-8")
        beside.replace(file)
    except OSError:
        # A folder that may not be written to costs a tenth of a second the next time, and nothing else.
        with suppress(OSError):
            beside.unlink()


def _key(seen: Seen) -> list[Any]:
    return [__version__, _FORM, *seen]


def _file() -> Path:
    return places.cache() / "workouts.json"
