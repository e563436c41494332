"""The program in a real terminal: a pseudo-terminal to type into, and a terminal emulator that shows what is on it."""

from __future__ import annotations

import os
import sys
import termios
import threading
import time
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Self

import pexpect
import pyte

ROWS, COLUMNS = 24, 80
PATIENCE_S = 60


class RealTerminal:
    """`python -m speedtimer` with some arguments, running in a terminal of 80 by 24. Use it as a context."""

    def __init__(self, arguments: list[str], env: Mapping[str, str]) -> None:
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self._lock = threading.Lock()
        self.raw = bytearray()
        self._child = pexpect.spawn(
            sys.executable,
            ["-m", "speedtimer", *arguments],
            env=os.environ | {"TERM": "xterm-256color", "LANG": "C.UTF-8", **env},
            dimensions=(ROWS, COLUMNS),
            timeout=PATIENCE_S,
        )
        self._modes = termios.tcgetattr(self._child.child_fd)
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._child.close(force=True)
        self._reader.join(5)

    @property
    def pid(self) -> int:
        return int(self._child.pid)

    def press(self, keys: str) -> None:
        """Type keys."""
        self._child.send(keys)

    def lines(self) -> list[str]:
        """What the screen shows, a string a row."""
        with self._lock:
            return [line.rstrip() for line in self._screen.display]

    def shows(self, text: str) -> bool:
        return any(text in line for line in self.lines())

    def wait_until(self, what: Callable[[], bool], why: str) -> None:
        """Wait until something is so, a minute at most: then the screen is shown and the test fails."""
        deadline = time.monotonic() + PATIENCE_S
        while not what():
            shown = "\n".join(self.lines())
            assert time.monotonic() < deadline, f"waited in vain for: {why}. On the screen:\n{shown}"
            threading.Event().wait(0.01)

    def wait_for(self, text: str) -> None:
        self.wait_until(lambda: self.shows(text), f"'{text}'")

    def exit_code(self) -> int:
        """Wait for the end and give the exit code; for a signal its number below zero."""
        self.wait_until(lambda: not self._child.isalive(), "the end of the program")
        if self._child.signalstatus is not None:
            return -int(self._child.signalstatus)
        return int(self._child.exitstatus)

    def modes_left_on(self) -> list[str]:
        """What the program has left changed of the terminal: what it switched on last and never off, and raw modes."""
        switched: dict[bytes, bool] = {}
        raw = bytes(self.raw)
        for mode in (b"1049", b"1000", b"1002", b"1003", b"1006", b"1015", b"1004", b"2004", b"2026"):
            on, off = raw.rfind(b"\x1b[?" + mode + b"h"), raw.rfind(b"\x1b[?" + mode + b"l")
            switched[mode] = on > off
        if raw.rfind(b"\x1b[?25l") > raw.rfind(b"\x1b[?25h"):
            switched[b"25"] = True
        left = [mode.decode() for mode, on in switched.items() if on]
        return left + (["termios"] if self._termios_changed() else [])

    def _termios_changed(self) -> bool:
        try:
            now = termios.tcgetattr(self._child.child_fd)
        except termios.error:
            return False
        return bool(now[3] != self._modes[3])

    def _read(self) -> None:
        while True:
            try:
                piece = self._child.read_nonblocking(65536, timeout=0.2)
            except pexpect.TIMEOUT:
                continue
            except (pexpect.EOF, OSError, ValueError):
                return
            self.raw += piece
            with self._lock:
                self._stream.feed(piece)
