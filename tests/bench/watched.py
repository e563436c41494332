"""A program in a pseudo-terminal, and the moment at which each piece of what it drew came.

A thread reads as soon as something comes and notes when; nothing is emulated, so that watching costs next to nothing.
What is looked for is what the program writes, byte for byte: a text, or the code of a colour.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import signal
import struct
import subprocess
import termios
import threading
import time
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from tests.bench.pairs import ROOT, clean_environment

ROWS: Final = 24
COLUMNS: Final = 80
PATIENCE_S: Final = 60.0
AHEAD: Final = -15
"""The reader's niceness: it stands for a terminal, which no other program holds up. Taken where it is allowed."""

TICK_S: Final = 1 / os.sysconf("SC_CLK_TCK")


class Watched:
    """A command in a terminal of 80 by 24. Use it as a context; it is killed at the end.

    begun_ns: when it was started, on the clock of `time.monotonic_ns`.
    """

    def __init__(self, command: Sequence[str], env: Mapping[str, str] | None = None) -> None:
        self._terminal, within = pty.openpty()
        fcntl.ioctl(within, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.drawn = bytearray()
        self._pieces: list[tuple[int, int]] = []
        self._came = threading.Condition()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self.begun_ns = time.monotonic_ns()
        self._process = subprocess.Popen(
            command,
            stdin=within,
            stdout=within,
            stderr=within,
            cwd=ROOT,
            env={**clean_environment(), **(env or {})},
            start_new_session=True,
            preexec_fn=_own_terminal,  # noqa: PLW1509  # no thread of ours holds a lock that it could want
        )
        os.close(within)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        self._reader.join(5)
        with contextlib.suppress(OSError):
            os.close(self._terminal)

    @property
    def pid(self) -> int:
        return self._process.pid

    def type(self, keys: str) -> tuple[int, int]:
        """Type keys. Give when, and how much had been drawn by then, for `when`."""
        drawn = len(self.drawn)
        at_ns = time.monotonic_ns()
        os.write(self._terminal, keys.encode())
        return at_ns, drawn

    def when(self, *parts: bytes, since: int = 0, patience_s: float = PATIENCE_S) -> int:
        """Wait until all parts have been drawn since then, and give the moment at which the last of them came.

        Raises:
            TimeoutError: one of them does not come.
        """
        until = time.monotonic() + patience_s
        with self._came:
            while -1 in (ends := [_end(self.drawn, part, since) for part in parts]):
                left_s = until - time.monotonic()
                if left_s <= 0 or not self._came.wait(left_s):
                    missing = [part for part, end in zip(parts, ends, strict=True) if end < 0]
                    raise TimeoutError(f"{missing} was not drawn; the last that was: {bytes(self.drawn[-2000:])!r}")
            return self.moment(max(ends))

    def moment(self, byte: int) -> int:
        """When the piece came that ends with that byte or behind it."""
        return self._pieces[bisect_left(self._pieces, (byte, 0))][1]

    def next_piece(self, since: int, patience_s: float = PATIENCE_S) -> int:
        """Wait until anything has been drawn since then, and give when it came."""
        with self._came:
            if not self._came.wait_for(lambda: len(self.drawn) > since, patience_s):
                raise TimeoutError("nothing was drawn")
            return self.moment(since + 1)

    def wait(self, patience_s: float = PATIENCE_S) -> int:
        """Wait for the end and give the exit code."""
        return self._process.wait(patience_s)

    def signal(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)

    def _read(self) -> None:
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), AHEAD)
        while True:
            try:
                piece = os.read(self._terminal, 65_536)
            except OSError:
                return
            at_ns = time.monotonic_ns()
            if not piece:
                return
            with self._came:
                self.drawn += piece
                self._pieces.append((len(self.drawn), at_ns))
                self._came.notify_all()


def cpu_s(pid: int) -> float:
    """The CPU time that a process has taken with all its threads, in seconds, to the nanosecond where Linux tells."""
    try:
        tasks = [int(path.read_text().split()[0]) for path in Path(f"/proc/{pid}/task").glob("*/schedstat")]
    except OSError:
        tasks = []
    if tasks and any(tasks):
        return sum(tasks) / 1e9
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) * TICK_S


def resident_mib(pid: int) -> float:
    """The memory that a process holds now."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _end(drawn: bytearray, part: bytes, since: int) -> int:
    found = drawn.find(part, since)
    return -1 if found < 0 else found + len(part)


def _own_terminal() -> None:
    """In the child: make its stdin the terminal that it belongs to."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
