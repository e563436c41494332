"""Files as they may lie in anybody's folders: not there, not to be looked at, no files at all, or without an end."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Final

_WITHOUT_WAITING: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""Opening a pipe waits until somebody writes into it."""


def is_there(path: Path) -> bool:
    """Tell whether there is something; where nobody may look, or nothing can have that name, there is nothing."""
    # Path.exists raises for those two before Python 3.14.
    return os.path.exists(path)  # noqa: PTH110


def spot_of(byte: int, data: bytes) -> tuple[int, int]:
    """Return line and column of the first byte of a file that is not UTF-8, both counted from 1."""
    begins = data.rfind(b"\n", 0, byte) + 1
    return data.count(b"\n", 0, byte) + 1, len(data[begins:byte].decode("utf-8")) + 1


def read_plain(path: Path, most: int) -> bytes:
    """Read a file of at most so many bytes. Pipes and devices are never waited for, nor read.

    Raises:
        OSError: it cannot be read; is none; is larger.
        ValueError: nothing can have that name.
    """
    descriptor = os.open(path, _WITHOUT_WAITING)
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "it is no plain file", str(path))
        # What the system makes up as it is read, as under /proc, has no size before.
        data = b"" if status.st_size > most else file.read(most + 1)
    if max(status.st_size, len(data)) > most:
        raise OSError(errno.EFBIG, f"it has more than {most} bytes", str(path))
    return data
