"""The way out to the terminal: a thread writes, and nobody ever waits for it.

A terminal may stop taking what is written (a lost ssh connection, a frozen window). Then only so much is kept for it;
all else is left out, and when it takes what was kept, the whole screen is to be painted again.
"""

from __future__ import annotations

import os
import select
from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from typing import Final

FULL: Final = 65_536
"""Bytes that may wait; some frames of a large window. With so many waiting nothing more is taken."""

END_S: Final = 1.0
"""How long the end waits for the last of it."""


class Outlet:
    """Writes to a terminal in a thread of its own. A signal may come in the middle of any call: there are no locks.

    Args:
        descriptor: of the terminal, open as long as this writes.
        caught_up: called, in the thread, when the terminal takes bytes again after something was left out.
    """

    def __init__(self, descriptor: int, caught_up: Callable[[], None]) -> None:
        self._descriptor, self._caught_up = descriptor, caught_up
        self._waiting: SimpleQueue[bytes | None] = SimpleQueue()
        # Each is changed by one thread alone: what was taken by whoever writes here, what has gone by the other.
        self._taken = self._gone = 0
        self._left_out = False
        # Not held up by it, nor the end: a write to a terminal that takes nothing never returns.
        self._thread = Thread(target=self._run, name="speedtimer-output", daemon=True)
        self._thread.start()

    def write(self, data: bytes, *, surely: bool = False) -> None:
        """Have this written, whole or not at all. surely: however much is waiting."""
        if surely or self._taken - self._gone < FULL:
            self._put(data)
        elif not self._left_out:
            self._left_out = True
            # The thread may have written all there was by now: have it look.
            self._put(b"")

    def close(self) -> None:
        """Take nothing more, and wait until all is written, but not for long."""
        self._waiting.put(None)
        self._thread.join(END_S)

    def _put(self, data: bytes) -> None:
        self._taken += len(data)
        self._waiting.put(data)

    def _run(self) -> None:
        while (data := self._waiting.get()) is not None:
            if not self._write(data):
                return
            self._gone += len(data)
            if self._left_out and self._waiting.empty():
                self._left_out = False
                self._caught_up()

    def _write(self, data: bytes) -> bool:
        """Write all of it; tell whether the terminal is still there."""
        while data:
            try:
                data = data[os.write(self._descriptor, data) :]
            except BlockingIOError:
                # Somebody has set it so, such as a program before us: wait for room.
                select.select([], [self._descriptor], [])
            except OSError:
                return False
        return True
