"""The parent's end of a sound child: its process, its pipes and the threads that serve them; nothing that decides."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import sysconfig
import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path
from queue import Full, Queue
from typing import Final

from speedtimer.audio.wire import VERSION, Finish, Hello, Message, WireError, decode, encode
from speedtimer.rules import BackendName

_ROOM: Final = 512
"""Messages that may wait to be written to a child; a child that lets so many pile up is stuck."""


class Link:
    """One child process and its pipes. A thread writes to it, and two read from it.

    Args:
        backend: which one the child is to load.
        told: takes what the child says, from a thread; last of all None and a few words on how it ended.
    """

    def __init__(self, backend: str, keep_alive: bool, told: Callable[[Message | None, str], None]) -> None:
        self._told = told
        self._out: Queue[bytes | None] = Queue(_ROOM)
        self._last_words: deque[str] = deque(maxlen=8)
        self.known: set[str] = set()
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "speedtimer.audio.child", backend],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(backend),
            # Ctrl+C and a hang-up of the terminal are for the app alone.
            start_new_session=os.name == "posix",
            creationflags=0 if os.name == "posix" else _own_group(),
        )
        self._threads = [
            threading.Thread(target=work, name=f"sound-{backend}", daemon=True)
            for work in (self._listen, self._write, self._read)
        ]
        self._listening = self._threads[0]
        for thread in self._threads:
            thread.start()
        self.send(Hello(VERSION, keep_alive))

    def send(self, message: Message) -> None:
        """Pass a message on, without waiting. A child that takes none any more is reported as ended."""
        try:
            self._out.put_nowait(encode(message))
        except Full:
            self.kill()

    def finish(self) -> None:
        """Have the child let end what sounds and quit. Its input stays open: that we are still here."""
        self.send(Finish())

    def kill(self) -> None:
        """End the child now, and the players that it has started."""
        if not self.over:
            self._kill_group()
            self._process.kill()

    def _kill_group(self) -> None:
        """The child leads a group, in which its players are; one that waits for a sound server would stay."""
        if sys.platform != "win32":
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)

    def wait(self, timeout_s: float) -> None:
        """Wait for the child's end; kill it where it takes longer."""
        try:
            self._process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            self.kill()
        for thread in self._threads:
            thread.join(1)

    @property
    def over(self) -> bool:
        """The child has ended."""
        return self._process.poll() is not None

    @property
    def pid(self) -> int:
        return self._process.pid

    def _write(self) -> None:
        assert self._process.stdin is not None
        try:
            with self._process.stdin as pipe:
                while (line := self._out.get()) is not None:
                    pipe.write(line)
                    pipe.flush()
        except OSError:
            # The child is gone; the reading thread says so.
            return

    def _read(self) -> None:
        assert self._process.stdout is not None
        why = ""
        with self._process.stdout as pipe:
            try:
                for line in pipe:
                    self._told(decode(line), "")
            except WireError as fault:
                why = f"the sound child said what was not understood ({fault})"
                self._process.kill()
        code = self._process.wait()
        self._kill_group()
        # Wakes the writing thread where it waits for something to write.
        with contextlib.suppress(Full):
            self._out.put_nowait(None)
        self._listening.join(1)
        self._told(None, why or self._ending(code))

    def _listen(self) -> None:
        """Drain what libraries print, which must never reach the terminal, and keep the last of it."""
        assert self._process.stderr is not None
        with self._process.stderr as pipe:
            for line in pipe:
                self._last_words.append(line.decode("utf-8", "replace").strip())

    def _ending(self, code: int) -> str:
        if code < 0:
            return f"the sound child was ended by signal {-code}"
        said = f", and said: {self._last_words[-1][:200]}" if self._last_words else ""
        return f"the sound child ended with code {code}{said}"


def _environment(backend: str) -> dict[str, str]:
    """The child's environment: where this package is, should it not be installed, and what a backend needs."""
    environment = dict(os.environ)
    home = str(Path(__file__).resolve().parents[2])
    if home not in {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}:
        known = environment.get("PYTHONPATH")
        environment["PYTHONPATH"] = home if not known else known + os.pathsep + home
    if backend == BackendName.SIMPLEAUDIO:
        # simpleaudio 1.0.4 frees Python's memory without holding the interpreter's lock when a sound ends, which
        # crashes Python 3.12 and later; with the C library's allocator it is harmless.
        environment["PYTHONMALLOC"] = "malloc"
    return environment


def _own_group() -> int:
    """Windows' way of keeping Ctrl+C from the child."""
    return int(getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)) | int(getattr(subprocess, "CREATE_NO_WINDOW", 0))
