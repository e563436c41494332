"""What was made of workout files the last time, so that what has not changed is not read again.

Files of JSON in the cache folder, each holding rows that were made of something: of files, by name and content. Size
and date of a file say nothing of that: an editor, or a copy, may leave both as they were. Rows hold for this version of
the program, and for its code as it lies there. A file that is damaged, or cannot be read or written, is not used:
nothing hangs on it.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from speedtimer import __version__, places
from speedtimer.files import read_plain

Row = dict[str, Any]
Fingerprint = list[list[str]]

MOST_BYTES: Final = 1_000_000
"""So much of a file is looked at, besides its size: a larger workout is refused by that."""

_ROOM: Final = Path(__file__).parent


def fingerprint(paths: Iterable[Path]) -> Fingerprint:
    """Return what changes with files: each with its name and a hash of what is in it."""
    return [[str(path), content_of(path)] for path in paths]


def content_of(path: Path) -> str:
    """Return a hash of what is in a file; of one that cannot be read, why not."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            # Never opened: a pipe may have nobody at its other end.
            return f"no file {stat.S_IFMT(status.st_mode)}"
        with path.open("rb") as file:
            data = file.read(MOST_BYTES)
    except (OSError, ValueError) as error:
        return f"unreadable {error}"
    return f"{status.st_size} {hashlib.blake2b(data, digest_size=16).hexdigest()}"


_MOST_BYTES: Final = 100_000_000
"""More than thousands of workouts come to; never read is what has no end."""


def load(name: str, of: list[Any]) -> list[Row] | None:
    """Return the rows that were stored under a name, or None where there are none or they were made of something else.

    Args:
        name: the file's, without its ending.
        of: what they were made of, as plain JSON data.
    """
    try:
        kept = json.loads(read_plain(_file(name), _MOST_BYTES))
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
    # The same version makes other rows while it is being written.
    return [__version__, fingerprint([*sorted(_ROOM.glob("*.py")), *sorted(_ROOM.parent.glob("*.py"))]), of]


def _file(name: str) -> Path:
    return places.cache() / f"{name}.json"
