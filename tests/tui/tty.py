"""A real terminal for the real program: a pseudo-terminal of its own session, read by pyte.

Nothing sleeps here: `wait_for` reads until the screen shows what is waited for, or a deadline passes.
"""

from __future__ import annotations

import fcntl
import os
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from pathlib import Path

import pyte

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 30.0
TAKE_TERMINAL = """
import os, signal, sys
signal.signal(signal.SIGHUP, signal.SIG_IGN if sys.argv[2] == "nohup" else signal.SIG_DFL)
fd = os.open(sys.argv[1], os.O_RDWR)
for number in (0, 1, 2):
    os.dup2(fd, number)
os.execv(sys.executable, [sys.executable, "-m", "speedtimer", *sys.argv[3:]])
"""
"""Whoever leads a session without a terminal gets the first one it opens; then the program takes its place."""

MODES = (
    ("alternate screen", b"\x1b[?1049h", b"\x1b[?1049l"),
    ("hidden cursor", b"\x1b[?25l", b"\x1b[?25h"),
    ("no line wrap", b"\x1b[?7l", b"\x1b[?7h"),
    ("mouse reports", b"\x1b[?1003h", b"\x1b[?1003l"),
    ("mouse coordinates", b"\x1b[?1006h", b"\x1b[?1006l"),
    ("focus reports", b"\x1b[?1004h", b"\x1b[?1004l"),
    ("bracketed paste", b"\x1b[?2004h", b"\x1b[?2004l"),
    ("title of its own", b"\x1b[22;2t", b"\x1b[23;2t"),
    ("keyboard protocol", b"\x1b[>", b"\x1b[<u"),
)


class Tty:
    """The program in a terminal of its own.

    Args:
        arguments: what follows `speedtimer`.
        home: its SPEEDTIMER_HOME.
        size: columns and rows.
        nohup: the hang-up signal is ignored, as under nohup.
        env: what else is in its environment.
    """

    def __init__(
        self,
        arguments: Sequence[str],
        home: Path,
        size: tuple[int, int] = (80, 24),
        *,
        nohup: bool = False,
        env: Mapping[str, str] | None = None,
    ) -> None:
        self._master, self._slave = os.openpty()
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self.modes_before = termios.tcgetattr(self._slave)
        self.written = b""
        self.screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self.screen)
        environ = {**os.environ, "SPEEDTIMER_HOME": str(home), "TERM": "xterm-256color", "LANG": "C.UTF-8"}
        for name in ("LC_ALL", "NO_COLOR", "COLUMNS", "LINES"):
            environ.pop(name, None)
        environ |= env or {}
        name = os.ttyname(self._slave)
        self.process = subprocess.Popen(
            [sys.executable, "-c", TAKE_TERMINAL, name, "nohup" if nohup else "hup", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env=environ,
            start_new_session=True,
        )

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(row.rstrip() for row in self.screen.display)

    def send(self, keys: str) -> None:
        """Type."""
        self.send_bytes(keys.encode())

    def send_bytes(self, data: bytes) -> None:
        """Send what no keyboard would."""
        os.write(self._master, data)

    def wait_for(self, words: str) -> None:
        """Read until the words stand on the screen."""
        self._read_until(lambda: words in self.text, f"{words!r} on the screen")

    def fill(self) -> None:
        """Read nothing, and have the program paint until the terminal takes nothing more; and then as much again as
        would fill any queue."""
        full = 0
        deadline = time.monotonic() + PATIENCE_S
        for turn in count():
            size = (40, 100) if turn % 2 else (41, 101)
            fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
            # Until the process has had its turn; it is told of a new size by a signal, and paints.
            select.select([], [], [], 0.01)
            _, room, _ = select.select([], [self._slave], [], 0)
            full += 0 if room else 1
            if full > 200:
                break
            assert time.monotonic() < deadline, "the terminal takes all that is written to it"
        size = (self.screen.lines, self.screen.columns)
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def wait_until(self, reached: Callable[[], bool], what: str) -> None:
        """Read until something is so."""
        self._read_until(reached, what)

    def wait(self) -> int:
        """Read until the program has ended. Give its exit code."""
        self._read_until(lambda: self.process.poll() is not None, "its end")
        return self.process.wait()

    def close(self) -> None:
        """Close the terminal, as a window is closed."""
        os.close(self._slave)
        os.close(self._master)
        self._master = self._slave = -1

    def end(self) -> None:
        """Leave nothing behind."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        if self._master != -1:
            self.close()

    @property
    def is_given_back(self) -> bool:
        """Whether the line settings are what they were before."""
        return bool(termios.tcgetattr(self._slave) == self.modes_before)

    @property
    def left_on(self) -> list[str]:
        """Modes that were turned on and not off again."""
        return [name for name, on, off in MODES if self.written.rfind(on) > self.written.rfind(off)]

    def _read_until(self, reached: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while not reached():
            left_s = deadline - time.monotonic()
            assert left_s > 0, f"waited in vain for {what}; the screen is\n{self.text}"
            ready, _, _ = select.select([self._master], [], [], min(left_s, 0.05))
            if ready:
                data = os.read(self._master, 65_536)
                self.written += data
                self._stream.feed(data)
