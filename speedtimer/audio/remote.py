"""The player that a session has: sound children, each on a `link`, and the ladder of backends that decides.

One thread has the ladder of backends (`chain`) to itself: what the announcer asks, what children say and what time
brings all come to it through one queue, so that no call from the app's loop ever waits for a pipe or a process. Each
child has a thread that writes to it and two that read from it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from queue import Empty, SimpleQueue
from typing import Final

from speedtimer.audio.actions import Action, Say, Start, Stop, Tell
from speedtimer.audio.chain import Chain
from speedtimer.audio.link import Link
from speedtimer.audio.player import SPEECH, Report
from speedtimer.audio.sounds import Sounds
from speedtimer.audio.wire import Message, Play, Ring, Sound, Volume
from speedtimer.engine.cue_table import Cue

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
