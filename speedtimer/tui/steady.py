"""The driver for POSIX terminals that survives being stopped, hung up and told to end, a terminal that takes nothing
more, and whatever comes in. See `terminal`."""

from __future__ import annotations

import os
import select
import signal
import sys
import termios
import time
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable
from threading import Thread
from typing import Any, Final

from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key
from textual.message import Message

from speedtimer.runtime.flood import Bucket
from speedtimer.signs import shown
from speedtimer.tui.incoming import Incoming
from speedtimer.tui.outlet import Outlet


class InputEnded(Message):
    """The terminal was closed, or has hung up: no key will come any more."""


class Burst(Message):
    """Keys that came at once, as when text is pasted into a terminal that does not say so."""

    def __init__(self, keys: tuple[Key, ...]) -> None:
        super().__init__()
        self.keys = keys


# Nothing below is there on Windows; see `terminal`.
assert sys.platform != "win32"

_ENDS: Final = tuple(
    getattr(signal, name)
    for name in (
        *("SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT", "SIGUSR1", "SIGUSR2", "SIGALRM", "SIGVTALRM", "SIGPROF"),
        *("SIGIO", "SIGPWR", "SIGXCPU", "SIGSTKFLT"),
    )
    if hasattr(signal, name)
)
"""The signals that by themselves would end the program and leave the terminal as it is, as far as there are any."""

_GONE: Final = select.POLLHUP | select.POLLERR
_READ: Final = 4096
_READ_AT_ONCE: Final = 65_536
"""Bytes; all that is there is read at once, so that a pasted text comes as one, but no more than this."""

PASTED: Final = 3
"""So many different keys in one read of the terminal are no typing: text has been pasted."""

_LARGEST: Final = 1000
"""Columns or rows; no terminal has more."""

_ON_AGAIN: Final = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[?2004h\x1b[?1004h\x1b[?1000h\x1b[?1003h\x1b[?1015h\x1b[?1006h"
"""Alternate screen, no cursor, no line wrap, bracketed paste, focus and mouse reports: what start_application_mode
turns on, and a shell that took the terminal meanwhile may have turned off."""


_KEEP_TITLE: Final = "\x1b[22;2t"
_TITLE_BACK: Final = "\x1b]2;\x07\x1b[23;2t"
"""xterm's stack of window titles. A terminal without one is left with an empty title, that is with its own."""

_OLD_KEYS: Final = "\x1b[>0u"
"""Kitty's keyboard protocol, off: under it Shift alone is a key. Textual gives back, at the end, what there was."""


KEYS_AT_ONCE: Final = 500
KEYS_A_SECOND: Final = 60
"""So many keys may come at once, as typed by a script, and from then on so many a second: more than a held key gives.
The others are left out, so that what waits to be done takes no memory and no time."""


class SteadyDriver(LinuxDriver):
    """Textual's driver with its faults mended."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._raw: list[Any] | None = None
        self._is_to_stop = self._is_down = False
        self._watch: Thread | None = None
        self._keys = Bucket(KEYS_AT_ONCE, KEYS_A_SECOND)
        self._outlet: Outlet | None = None
        self._parting = False
        self._title = ""
        assert self._file is not None, "see terminal.check"
        self._out, self._encoding = self._file.fileno(), self._file.encoding or "utf-8"

    def on_signals(self, leave: Callable[[], None]) -> None:
        """Have leave called in the event loop on every signal that ends a program. What is ignored stays so (nohup)."""
        for number in _ENDS:
            if signal.getsignal(number) is not signal.SIG_IGN:
                self._loop.add_signal_handler(number, leave)

    def start_application_mode(self) -> None:
        self._parting = False
        self._outlet = Outlet(self._out, self._caught_up)
        super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual's own, not annotated
        self.write(_OLD_KEYS + _KEEP_TITLE)
        try:
            self._raw = termios.tcgetattr(self.fileno)
        except termios.error:
            self._raw = None
        if self._watch is None:
            self._watch = Thread(target=self._wait_for_end, name="speedtimer-input-end", daemon=True)
            self._watch.start()

    def send_message(self, message: Message) -> None:
        """Hand a message on to the app, unless it is a key too many."""
        if not isinstance(message, Key | Burst) or self._keys.takes(time.perf_counter_ns()):
            super().send_message(message)

    def _get_terminal_size(self) -> tuple[int, int]:
        """Return the terminal's columns and rows, whatever the environment says of them."""
        try:
            columns, rows = os.get_terminal_size(self.fileno)
        except OSError:
            columns = rows = 0
        return min(columns, _LARGEST) or 80, min(rows, _LARGEST) or 24

    def entitle(self, title: str) -> None:
        """Give the terminal's window a title."""
        self._title = f"\x1b]2;{shown(title)}\x07"
        self.write(self._title)

    def stop_application_mode(self) -> None:
        # How the terminal is left is written whatever else is still to be.
        self._parting = True
        self.write(_TITLE_BACK)
        super().stop_application_mode()

    def close(self) -> None:
        if self._outlet is not None:
            self._outlet.close()
            self._outlet = None
        super().close()

    def write(self, data: str) -> None:
        """Write to the terminal; once it has gone, to nowhere. Textual's own thread for this is left idle: it has
        whoever writes wait, for as long as the terminal takes nothing."""
        if self._outlet is not None:
            self._outlet.write(data.encode(self._encoding, "backslashreplace"), surely=self._parting)

    def _caught_up(self) -> None:
        """Something was left out, and the terminal takes bytes again: paint all of it."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._paint_again)

    def _paint_again(self) -> None:
        self.write(_ON_AGAIN + self._title)
        self._app.refresh(layout=True)

    def run_input_thread(self) -> None:
        """Read what comes in until told to end, or there is no more."""
        try:
            self._read_on()
        except Exception:
            # Without keys nobody can do anything: the session is left to be gone on with, and the fault shown.
            self._tell_end()
            raise

    def _run_input_thread(self) -> None:
        """As Textual has it a fault here would end the program as if nothing were wrong."""
        self.run_input_thread()

    def _read_on(self) -> None:
        incoming = Incoming(self._debug)
        decode = getincrementaldecoder("utf-8")("surrogateescape").decode
        while not self.exit_event.is_set():
            if self._has_input(0.1):
                data = self._read()
                if not data:
                    self._tell_end()
                    return
                if text := decode(data):
                    self._pass_on(incoming.feed(text))
            self._pass_on(incoming.tick())

    def _has_input(self, wait_s: float) -> bool:
        return bool(select.select([self.fileno], [], [], wait_s)[0])

    def _read(self) -> bytes:
        """Read all that is there; nothing once the terminal has gone."""
        data = b""
        try:
            while len(data) < _READ_AT_ONCE and (not data or self._has_input(0)):
                piece = os.read(self.fileno, _READ)
                if not piece:
                    break
                data += piece
        except OSError:
            pass
        return data

    def _pass_on(self, came: Iterable[Message]) -> None:
        """Pass on what came in one read."""
        messages = list(came)
        keys = tuple(message for message in messages if isinstance(message, Key))
        if len({key.key for key in keys}) >= PASTED:
            self.process_message(Burst(keys[:KEYS_AT_ONCE]))
            messages = [message for message in messages if not isinstance(message, Key)]
        for message in messages:
            self.process_message(message)

    def _tell_end(self) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._app.post_message, InputEnded())

    def _sigtstp_application(self, *_: object) -> None:
        # Done by the loop, one after the other: the next signal may come in the middle of it.
        self._is_to_stop = True
        self._loop.call_soon_threadsafe(self._stop)

    def _sigcont_application(self, *_: object) -> None:
        """Go on after SIGSTOP, which has taken nothing down; or make up for a stop that has not begun yet."""
        self._is_to_stop = False
        self._loop.call_soon_threadsafe(self._take_terminal_back)

    def _stop(self) -> None:
        """Give the terminal back, and stop."""
        if self._is_to_stop and not self._is_down:
            self._is_down = True
            self.suspend_application_mode()
        if self._is_to_stop:
            os.kill(os.getpid(), signal.SIGSTOP)

    def _is_in_front(self) -> bool:
        """Tell whether the terminal is ours to write to; where there is no telling, it is."""
        try:
            return os.tcgetpgrp(self.fileno) == os.getpgrp()
        except OSError:
            return True

    def _take_terminal_back(self) -> None:
        if self._is_down:
            # In the background it goes on without a terminal, until `fg` sends another SIGCONT.
            if self._is_in_front():
                self._is_down = False
                self.resume_application_mode()
            return
        if self._raw is None:
            return
        try:
            termios.tcsetattr(self.fileno, termios.TCSANOW, self._raw)
        except termios.error:
            # In the background now: the shell's next SIGCONT, as `fg` sends it, comes here again.
            return
        self._paint_again()

    def _wait_for_end(self) -> None:
        """Wait, without turning, until the terminal is closed at its other end."""
        poll = select.poll()
        poll.register(self.fileno, 0)
        flags = 0
        while not flags:
            flags = poll.poll()[0][1]
        # Where poll does not work on terminals it says POLLNVAL: then there is nothing to be known this way.
        if flags & _GONE:
            self._tell_end()
