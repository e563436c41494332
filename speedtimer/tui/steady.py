"""The driver for POSIX terminals that survives being stopped, hung up and told to end. See `terminal`."""

from __future__ import annotations

import select
import signal
import sys
import termios
import time
from collections.abc import Callable
from threading import Thread
from typing import Any, Final

from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key
from textual.message import Message

from speedtimer.live.flood import Bucket
from speedtimer.signs import shown

# Nothing below is there on Windows; see `terminal`.
assert sys.platform != "win32"

_ENDS: Final = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
_GONE: Final = select.POLLHUP | select.POLLERR
_ON_AGAIN: Final = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[?2004h\x1b[?1004h\x1b[?1000h\x1b[?1003h\x1b[?1015h\x1b[?1006h"
"""Alternate screen, no cursor, no line wrap, bracketed paste, focus and mouse reports: what start_application_mode
turns on, and a shell that took the terminal meanwhile may have turned off."""


_KEEP_TITLE: Final = "\x1b[22;2t"
_TITLE_BACK: Final = "\x1b[23;2t"
"""xterm's stack of window titles; a terminal without one leaves the last title where it is."""


KEYS_AT_ONCE: Final = 500
KEYS_A_SECOND: Final = 60
"""So many keys may come at once, as typed by a script, and from then on so many a second: more than a held key gives.
The others are left out, so that what waits to be done takes no memory and no time."""


class InputEnded(Message):
    """The terminal was closed, or has hung up: no key will come any more."""


class SteadyDriver(LinuxDriver):
    """Textual's driver with its three faults mended."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._raw: list[Any] | None = None
        self._told_to_stop = False
        self._watch: Thread | None = None
        self._keys = Bucket(KEYS_AT_ONCE, KEYS_A_SECOND)

    def on_signals(self, leave: Callable[[], None]) -> None:
        """Have leave called in the event loop on SIGTERM, SIGHUP and SIGINT. What is ignored stays so (nohup)."""
        for number in _ENDS:
            if signal.getsignal(number) is not signal.SIG_IGN:
                self._loop.add_signal_handler(number, leave)

    def start_application_mode(self) -> None:
        super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual's own, not annotated
        self.write(_KEEP_TITLE)
        try:
            self._raw = termios.tcgetattr(self.fileno)
        except termios.error:
            self._raw = None
        if self._watch is None:
            self._watch = Thread(target=self._wait_for_end, name="speedtimer-input-end", daemon=True)
            self._watch.start()

    def send_message(self, message: Message) -> None:
        """Hand a message on to the app, unless it is a key too many."""
        if not isinstance(message, Key) or self._keys.takes(time.perf_counter_ns()):
            super().send_message(message)

    def entitle(self, title: str) -> None:
        """Give the terminal's window a title."""
        self.write(f"\x1b]2;{shown(title)}\x07")

    def stop_application_mode(self) -> None:
        self.write(_TITLE_BACK)
        super().stop_application_mode()

    def write(self, data: str) -> None:
        """Write to the terminal; once it has gone, to nowhere."""
        if self._writer_thread is not None and self._writer_thread.is_alive():
            super().write(data)

    def _sigtstp_application(self, *_: object) -> None:
        self._told_to_stop = True
        super()._sigtstp_application()

    def _sigcont_application(self, *_: object) -> None:
        """Go on. After SIGTSTP everything was taken down and is put up again; after SIGSTOP nothing was."""
        if self._told_to_stop:
            self._told_to_stop = False
            super()._sigcont_application()
        else:
            self._loop.call_soon_threadsafe(self._take_terminal_back)

    def _take_terminal_back(self) -> None:
        if self._raw is None:
            return
        try:
            termios.tcsetattr(self.fileno, termios.TCSANOW, self._raw)
        except termios.error:
            # In the background now: the shell's next SIGCONT, as `fg` sends it, comes here again.
            return
        self.write(_ON_AGAIN)
        self._app.refresh(layout=True)

    def _wait_for_end(self) -> None:
        """Wait, without turning, until the terminal is closed at its other end."""
        poll = select.poll()
        poll.register(self.fileno, 0)
        flags = 0
        while not flags:
            flags = poll.poll()[0][1]
        # Where poll does not work on terminals it says POLLNVAL: then there is nothing to be known this way.
        if flags & _GONE and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._app.post_message, InputEnded())
