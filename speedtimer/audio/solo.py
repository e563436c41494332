"""One backend alone, in its own process, and waited for: to try it, to hear it, to measure it.

A session has the ladder of `remote` instead, which waits for nothing and always has another way.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Final, Self

from speedtimer.audio.link import Link
from speedtimer.audio.player import SPEECH
from speedtimer.audio.wire import (
    RATE_HZ,
    Cancel,
    Fault,
    Message,
    Missed,
    Play,
    Ready,
    Ring,
    Sound,
    Sounded,
    Volume,
)
from speedtimer.errors import SoundError

OPENING_S: Final = 6.0
"""Longest wait for a child to be ready; on a slow machine under load that takes two seconds."""
ANSWER_S: Final = 2.0
"""How long after its moment a sounding has to be answered for."""
ENDING_S: Final = 3.5
"""A child that finishes needs 3 s at most (see child.py)."""
_SILENCE: Final = bytes(2 * RATE_HZ // 10)


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of trying a backend.

    works: it can be used. says: what was opened, or why not, in a few words. opened_ms: how long that took. off_us:
    how far from its moment a silent sound was handed over, in microseconds; None where it never was.
    """

    works: bool
    says: str
    opened_ms: int
    off_us: int | None = None


class Solo:
    """One child. Use it as a context: leaving it ends the child.

    Args:
        backend: a name in `backends.WHERE`.
        ring: rings the terminal's bell, where that is what sounds; called by whoever waits for an answer.
        opening_s: how long to wait for the device.

    detail: what was opened.

    Raises:
        SoundError: on entering, where it cannot be opened.
    """

    def __init__(self, backend: str, ring: Callable[[], None] | None = None, opening_s: float = OPENING_S) -> None:
        self._backend, self._ring, self._opening_s = backend, ring, opening_s
        self._heard: SimpleQueue[tuple[Message | None, str]] = SimpleQueue()
        self._answers: dict[int, Sounded | Missed] = {}
        self._tokens = count()
        self.detail = ""

    def __enter__(self) -> Self:
        try:
            self._link = Link(self._backend, False, lambda message, why: self._heard.put((message, why)))
        except OSError as fault:
            raise _fault(f"the sound child cannot be started ({fault.strerror or fault})") from fault
        try:
            ready = self._next(time.perf_counter_ns() + round(self._opening_s * 1e9))
            if not isinstance(ready, Ready):
                raise _fault(f"{self._backend} does not start")
        except BaseException:
            self._end()
            raise
        self.detail = ready.detail
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._link.finish()
            self._link.wait(ENDING_S)
        else:
            self._end()

    def teach(self, name: str, pcm: bytes) -> None:
        """Give it the samples of a sound: 44.1 kHz, 16 bit, mono, little-endian."""
        self._link.send(Sound(name, name.startswith(SPEECH), pcm))

    def volume(self, percent: int) -> None:
        """Set the loudness, 0 to 100 percent."""
        self._link.send(Volume(percent, percent))

    def play(self, name: str, at_ns: int) -> int:
        """Have a sound played at a moment of `time.perf_counter_ns`; give what names this sounding."""
        token = next(self._tokens)
        self._link.send(Play(token, name, at_ns))
        return token

    def cancel(self, token: int) -> None:
        """Take a sounding back, or end it."""
        self._link.send(Cancel(token))

    def sound_out(self, at_ns: int, pcm: bytes) -> None:
        """Wait until a sound that began at a moment has ended: answered for, it may still be to come, and whoever
        leaves before its end cuts it off."""
        time.sleep(max(0, at_ns + len(pcm) * 500_000_000 // RATE_HZ - time.perf_counter_ns()) / 1e9)

    def off_us(self, token: int, until_ns: int) -> int | None:
        """Wait until a sounding is answered for.

        Args:
            token: the sounding.
            until_ns: when to give it up.

        Returns:
            How far from its moment it was handed over, as far as the child can tell; None where it was not.

        Raises:
            SoundError: the backend has failed meanwhile.
        """
        while token not in self._answers:
            if self._next(until_ns) is None:
                return None
        answer = self._answers.pop(token)
        return answer.off_us if isinstance(answer, Sounded) else None

    def _next(self, until_ns: int) -> Message | None:
        """Give what the child says next, None where it says nothing by then."""
        try:
            message, why = self._heard.get(timeout=max(0, until_ns - time.perf_counter_ns()) / 1e9)
        except Empty:
            return None
        match message:
            case None:
                raise _fault(why)
            case Fault(text):
                raise _fault(text)
            case Sounded(token) | Missed(token):
                self._answers[token] = message
            case Ring() if self._ring is not None:
                self._ring()
            case _:
                pass
        return message

    def _end(self) -> None:
        self._link.kill()
        self._link.wait(ENDING_S)


def attempt(backend: str, opening_s: float = OPENING_S) -> Trial:
    """Open a backend, have it play a tenth of a second of silence, and close it again."""
    began_ns = time.perf_counter_ns()
    opened_ms = 0
    try:
        with Solo(backend, opening_s=opening_s) as solo:
            now_ns = time.perf_counter_ns()
            opened_ms = (now_ns - began_ns) // 1_000_000
            solo.teach("silence", _SILENCE)
            at_ns = now_ns + 300_000_000
            off_us = solo.off_us(solo.play("silence", at_ns), at_ns + round(ANSWER_S * 1e9))
    except SoundError as fault:
        return Trial(False, fault.fault, opened_ms)
    if off_us is None:
        return Trial(False, f"{backend} was opened and does not play", opened_ms)
    return Trial(True, solo.detail, opened_ms, off_us)


def _fault(why: str) -> SoundError:
    return SoundError(why.rstrip("."), "`speedtimer doctor` says what can be done")
