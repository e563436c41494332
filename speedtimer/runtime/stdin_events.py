"""What reaches a session from outside, for a face without a screen: lines, the end of input, signals.

All of it comes out of one inbox, in the order in which it arrived; only what asks to leave comes first. (The screens
have their own driver for this; see `tui.steady`.) Lines are read from the file descriptor in a thread of its own, so
that neither a slow writer nor a regular file, which no event loop can wait for, holds up the loop; each is stamped as
it arrives. Those that come faster than anybody presses are left out and counted: no flood of them takes memory.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import signal
import stat
import sys
import threading
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from speedtimer.runtime.clock import NS_PER_S, Clock
from speedtimer.runtime.flood import Bucket

LEAVING: Final = tuple(name for name in ("SIGTERM", "SIGHUP", "SIGINT", "SIGBREAK") if hasattr(signal, name))
"""The signals that ask a program to leave, as far as this system has them."""

LONGEST_LINE: Final = 1000
"""Characters; a key has a few. What is longer is cut, so that a flood without a newline takes no memory."""

LINES_AT_ONCE: Final = 200
LINES_A_SECOND: Final = 20
"""So many lines may come at once, as from a script, and from then on so many a second; the others are left out."""

_CHUNK: Final = 4096
_PAUSE_S: Final = 0.02
"""Between two looks at an input that floods, so that it takes no whole processor either."""
_QUIET_NS: Final = NS_PER_S
"""A flood is over when nothing had to be left out for so long."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of input, without its newline. at_ns: the clock's now_ns when it arrived."""

    text: str
    at_ns: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Lines came too fast, and the flood of them is over: see `Inbox.take_left_out`."""


@dataclass(frozen=True, slots=True)
class InputEnded:
    """No line will come any more."""


@dataclass(frozen=True, slots=True)
class Leave:
    """The program was told to leave. why: the name of the signal, or what else it was."""

    why: str


@dataclass(frozen=True, slots=True)
class Over:
    """What was watched has come to its end. error: what it failed with; None if nothing."""

    error: BaseException | None


@dataclass(frozen=True, slots=True)
class Nudge:
    """A face's own word to itself: look at the session, something has changed that needs an answer."""


Message = Line | LeftOut | InputEnded | Leave | Over | Nudge


class Inbox:
    """Collects what comes from outside, for one event loop. `close` puts everything back as it was.

    Args:
        clock: stamps the lines.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._loop = asyncio.get_running_loop()
        self._messages: asyncio.PriorityQueue[tuple[bool, int, Message]] = asyncio.PriorityQueue()
        self._numbers = itertools.count()
        self._bucket = Bucket(LINES_AT_ONCE, LINES_A_SECOND)
        self._left_out, self._left_out_ns = 0, 0
        self._undo: list[Callable[[], None]] = []
        self._watched: list[asyncio.Task[None]] = []

    async def next(self) -> Message:
        """Wait for the next message."""
        return (await self._messages.get())[-1]

    def put(self, message: Message) -> None:
        """Add a message, from the loop's own thread."""
        self._messages.put_nowait((not isinstance(message, Leave), next(self._numbers), message))

    def take_left_out(self) -> int:
        """Return how many lines were left out, and count anew."""
        count, self._left_out = self._left_out, 0
        return count

    def watch_signals(self) -> None:
        """Let signals that ask to leave come in as messages. One that was being ignored stays ignored."""
        for name in LEAVING:
            number = getattr(signal, name)
            before = signal.getsignal(number)
            if before is not signal.SIG_IGN:
                self._undo.append(self._catch(number, name, before))

    def watch_lines(self, descriptor: int) -> None:
        """Read lines from a file descriptor until its end."""
        # As a daemon: a read that nobody answers must not keep the program alive. It reads the descriptor and not
        # sys.stdin, whose lock would then be held at exit.
        threading.Thread(target=self._read, args=(descriptor,), name="speedtimer-lines", daemon=True).start()

    def watch(self, work: Coroutine[Any, Any, None]) -> None:
        """Run something as a task, and say so when it has ended."""
        task = self._loop.create_task(work)
        task.add_done_callback(lambda done: self.put(Over(None if done.cancelled() else done.exception())))
        self._watched.append(task)

    async def close(self) -> None:
        """Put the signals back, and wait for what was watched."""
        while self._undo:
            self._undo.pop()()
        await asyncio.gather(*self._watched, return_exceptions=True)

    def _catch(self, number: signal.Signals, name: str, before: Any) -> Callable[[], None]:
        try:
            self._loop.add_signal_handler(number, self.put, Leave(name))
        except NotImplementedError:
            # Windows: its loop has no such thing.
            signal.signal(number, lambda *_: self._from_elsewhere(Leave(name)))
            return lambda: _put_back(number, before)

        def undo() -> None:
            self._loop.remove_signal_handler(number)
            _put_back(number, before)

        return undo

    def _read(self, descriptor: int) -> None:
        held = b""
        while chunk := _some(descriptor):
            at_ns = self._clock.now_ns()
            *whole, held = (held + chunk).split(b"\n")
            held = held[:LONGEST_LINE]
            if sum(self._hand_on(line, at_ns) for line in whole) < len(whole):
                time.sleep(_PAUSE_S)
            elif self._left_out and at_ns - self._left_out_ns > _QUIET_NS:
                self._from_elsewhere(LeftOut())
        if held:
            self._hand_on(held, self._clock.now_ns())
        self._from_elsewhere(InputEnded())

    def _hand_on(self, line: bytes, at_ns: int) -> bool:
        """Hand a line on, unless too many have come; return whether it was."""
        taken = self._bucket.takes(at_ns)
        if taken:
            self._from_elsewhere(_line(line, at_ns))
        else:
            self._left_out += 1
            self._left_out_ns = at_ns
        return taken

    def _from_elsewhere(self, message: Message) -> None:
        # The loop is closed once the session is over; nobody reads on then.
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self.put, message)


def can_input_come() -> bool:
    """Return whether a line can ever come from stdin: not if it is closed, the null device, or an empty file."""
    if sys.__stdin__ is None or sys.__stdin__.closed:
        return False
    try:
        found = os.fstat(sys.__stdin__.fileno())
        if stat.S_ISCHR(found.st_mode):
            return not _is_null(found)
    except (OSError, ValueError):
        return False
    return not stat.S_ISREG(found.st_mode) or found.st_size > 0


def _is_null(device: os.stat_result) -> bool:
    """Return whether it is the null device, where that can be told: elsewhere the end of its input tells."""
    same = False
    if sys.platform != "win32":
        null = Path(os.devnull).stat()
        same = (device.st_rdev, device.st_ino) == (null.st_rdev, null.st_ino)
    return same


def _some(descriptor: int) -> bytes:
    """Read what there is; nothing at the end of input, and where the terminal has gone."""
    try:
        return os.read(descriptor, _CHUNK)
    except OSError:
        return b""


def _line(raw: bytes, at_ns: int) -> Line:
    return Line(raw.rstrip(b"\r").decode("utf-8", "replace")[:LONGEST_LINE], at_ns)


def _put_back(number: signal.Signals, before: Any) -> None:
    # None: it was not set from Python, and cannot be put back from there.
    if before is not None:
        signal.signal(number, before)
