"""The parent's end of the sound child: processes, pipes and threads, and nothing that decides.

One thread has the ladder of backends (`chain`) to itself: what the announcer asks, what children say and what time
brings all come to it through one queue, so that no call from the app's loop ever waits for a pipe or a process. Each
child has a thread that writes to it and two that read from it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from queue import Empty, Full, Queue, SimpleQueue
from typing import Final

from speedtimer.audio.actions import Action, Say, Start, Stop, Tell
from speedtimer.audio.chain import Chain
from speedtimer.audio.player import SPEECH, Report
from speedtimer.audio.sounds import Sounds
from speedtimer.audio.wire import (
    VERSION,
    Hello,
    Message,
    Play,
    Ring,
    Sound,
    Volume,
    WireError,
    decode,
    encode,
)
from speedtimer.engine.events import Cue

_ROOM: Final = 512
"""Messages that may wait to be written to a child; a child that lets so many pile up is stuck."""
_FINISH_S: Final = 3.5
"""A child that finishes needs 3 s at most (see child.py)."""


@dataclass(frozen=True, slots=True)
class _Heard:
    """What a child said; None: it has ended, or cannot be told anything, and why."""

    rung: int
    launch: int
    message: Message | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Cancel:
    token: int


@dataclass(frozen=True, slots=True)
class _Close:
    pass


@dataclass(frozen=True, slots=True)
class _Read:
    """A cue's file has been read."""

    cue: Cue


_Asked = Play | _Cancel | Volume | _Close | _Heard | _Read


class Link:
    """One child process and its pipes.

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
        """End the child's input once all is written, so that it lets end what sounds and quits."""
        try:
            self._out.put_nowait(None)
        except Full:
            self.kill()

    def kill(self) -> None:
        """End the child now."""
        self._process.kill()
        # Wakes the writing thread where it waits for something to write.
        if self._out.empty():
            self._out.put_nowait(None)

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


class RemotePlayer:
    """Plays through a child process, and through the next backend where one fails. Keeps to the Player protocol.

    Args:
        backends: names, the best first (see `choose`).
        sounds: gives the samples of cues and phrases.
        ring: rings the terminal's bell; called from a thread.
        keep_alive: sound a very quiet tone, so that Bluetooth speakers stay awake.
    """

    def __init__(
        self,
        backends: Sequence[str],
        sounds: Callable[[Report], Sounds],
        ring: Callable[[], None],
        *,
        keep_alive: bool = False,
    ) -> None:
        self._backends = tuple(backends)
        self._ring = ring
        self._keep_alive = keep_alive
        self._report: Report = _unheard
        self._sounds = sounds(self._say)
        self._chain = Chain(self._backends)
        self._links: dict[int, Link] = {}
        self._ending: list[Link] = []
        self._inbox: SimpleQueue[_Asked] = SimpleQueue()
        self._thread: threading.Thread | None = None

    def begin(self, report: Report) -> None:
        if self._thread is None:
            self._report = report
            self._thread = threading.Thread(target=self._run, name="sound", daemon=True)
            self._thread.start()
            reading = partial(self._sounds.load, lambda cue: self._inbox.put(_Read(cue)))
            threading.Thread(target=reading, name="sound-files", daemon=True).start()

    def play(self, name: str, at_ns: int | None, token: int) -> None:
        self._inbox.put(Play(token, name, time.perf_counter_ns() if at_ns is None else at_ns))

    def cancel(self, token: int) -> None:
        self._inbox.put(_Cancel(token))

    def volume(self, beeps: int, speech: int) -> None:
        self._inbox.put(Volume(beeps, speech))

    @property
    def playing(self) -> str | None:
        return self._chain.playing

    def length_ms(self, name: str) -> int | None:
        return self._sounds.known_ms(name)

    @property
    def read(self) -> bool:
        return self._sounds.loaded

    def close(self) -> None:
        """As the protocol says. Waits for what sounds: up to 4 s."""
        if self._thread is not None:
            self._inbox.put(_Close())
            self._thread.join(2 * _FINISH_S)
            self._thread = None

    def _say(self, text: str) -> None:
        self._report(text)

    def _run(self) -> None:
        self._perform(self._chain.begin(time.perf_counter_ns()))
        while True:
            asked = self._next()
            if isinstance(asked, _Close):
                break
            now_ns = time.perf_counter_ns()
            match asked:
                case Play():
                    self._perform(self._chain.play(asked, now_ns))
                case _Cancel(token):
                    self._perform(self._chain.cancel(token))
                case Volume():
                    self._perform(self._chain.volume(asked))
                case _Heard():
                    self._hear(asked, now_ns)
                case _Read(cue):
                    for link in self._links.values():
                        self._teach(link, cue)
                case None:
                    pass
            self._perform(self._chain.tick(now_ns))
        self._report = _unheard
        self._perform(self._chain.close())
        self._see_out(time.monotonic() + _FINISH_S)

    def _see_out(self, deadline_s: float) -> None:
        """Wait for the children's ends, and ring the bell for what they finish."""
        while any(not link.over for link in self._ending) and time.monotonic() < deadline_s:
            try:
                asked = self._inbox.get(timeout=0.05)
            except Empty:
                continue
            if isinstance(asked, _Heard):
                self._hear(asked, time.perf_counter_ns())
        for link in self._ending:
            link.wait(max(0.1, deadline_s - time.monotonic()))

    def _next(self) -> _Asked | None:
        next_ns = self._chain.next_ns
        if next_ns is None:
            return self._inbox.get()
        try:
            return self._inbox.get(timeout=max(0, next_ns - time.perf_counter_ns()) / 1e9)
        except Empty:
            return None

    def _hear(self, heard: _Heard, now_ns: int) -> None:
        if heard.message is None:
            self._perform(self._chain.gone(heard.rung, heard.launch, heard.why, now_ns))
        else:
            self._perform(self._chain.heard(heard.rung, heard.launch, heard.message, now_ns))

    def _perform(self, actions: Sequence[Action]) -> None:
        for action in actions:
            match action:
                case Start(rung, launch):
                    self._start(rung, launch)
                case Stop(rung, kill):
                    self._stop(rung, kill=kill)
                case Tell(rung, Play() as play):
                    self._hand(rung, play)
                case Tell(rung, message):
                    if rung in self._links:
                        self._links[rung].send(message)
                case Say(text):
                    self._report(text)
                case Ring():
                    self._ring()

    def _start(self, rung: int, launch: int) -> None:
        def told(message: Message | None, why: str) -> None:
            self._inbox.put(_Heard(rung, launch, message, why))

        try:
            link = Link(self._backends[rung], self._keep_alive, told)
        except OSError as fault:
            told(None, f"the sound child cannot be started ({fault.strerror or fault})")
            return
        self._links[rung] = link
        for cue in Cue:
            if self._sounds.knows(cue):
                self._teach(link, cue)

    def _stop(self, rung: int, *, kill: bool) -> None:
        link = self._links.pop(rung, None)
        if link is None:
            return
        if kill:
            link.kill()
        else:
            link.finish()
        self._ending = [*(one for one in self._ending if not one.over), link]

    def _hand(self, rung: int, play: Play) -> None:
        link = self._links.get(rung)
        if link is None:
            return
        if self._teach(link, play.name):
            link.send(play)
        else:
            self._perform(self._chain.nothing_to_hear(play.token))

    def _teach(self, link: Link, name: str) -> bool:
        """See to it that the child has the sound; False where there is none. Phrases it does not keep."""
        if name not in link.known:
            pcm = self._sounds.pcm(name)
            if pcm is None:
                return False
            speech = name.startswith(SPEECH)
            link.send(Sound(name, speech, pcm))
            if not speech:
                link.known.add(name)
        return True


def _unheard(text: str) -> None:
    """Nobody listens before `begin` and after `close`."""


def _environment(backend: str) -> dict[str, str]:
    """The child's environment: where this package is, should it not be installed, and what a backend needs."""
    environment = dict(os.environ)
    home = str(Path(__file__).resolve().parents[2])
    if home not in {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}:
        known = environment.get("PYTHONPATH")
        environment["PYTHONPATH"] = home if not known else known + os.pathsep + home
    if backend == "simpleaudio":
        # simpleaudio 1.0.4 frees Python's memory without holding the interpreter's lock when a sound ends, which
        # crashes Python 3.12 and later; with the C library's allocator it is harmless.
        environment["PYTHONMALLOC"] = "malloc"
    return environment


def _own_group() -> int:
    """Windows' way of keeping Ctrl+C from the child."""
    return int(getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)) | int(getattr(subprocess, "CREATE_NO_WINDOW", 0))
