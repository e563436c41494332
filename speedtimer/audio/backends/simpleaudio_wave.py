"""simpleaudio: opens the device for every sound.

To open it takes from one to fifty milliseconds, by no rule, so it is opened half a second early, with silence; once it
is open, the sound is written into that silence at the sample its moment falls on. The library reads what it plays piece
by piece, a tenth of a second ahead, from memory that stays ours. In the same way a sound is taken back: by silence.

Its last version, 1.0.4 of 2019, has no wheel for a Python that we run on, so installing the extra needs a compiler. The
child that loads this is started with PYTHONMALLOC=malloc (see `remote`), without which it crashes Python 3.12 and later
when a sound ends.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from speedtimer.audio.backends import Clip
from speedtimer.audio.wire import RATE_HZ, Message, Sounded, SoundFault

_POLL_S: Final = 0.02
_TEST_NS: Final = 2_000_000_000
_DRAIN_S: Final = 0.15
_READ_AHEAD_NS: Final = 250_000_000
"""What may have been read already when the device is open: the library asks for 100 ms, and that more than twice."""


@dataclass(frozen=True, slots=True)
class _Sounding:
    """playing: the library's own. samples: what it plays, 16 bit."""

    playing: Any
    samples: bytearray
    at_ns: int

    def silence(self) -> None:
        self.samples[:] = bytes(len(self.samples))
        self.playing.stop()


class SimpleaudioWave:
    """Plays each sound through its own opening of the device, on a thread of the library's."""

    ahead_ns: ClassVar[int] = 500_000_000
    watch_ns: ClassVar[int | None] = None

    def __init__(self, tell: Callable[[Message], None], keep_alive: bool) -> None:  # noqa: ARG002 - no stream to keep up
        self._tell = tell
        self._sounding: dict[int, _Sounding] = {}

    def open(self) -> str:
        try:
            import simpleaudio
        except ImportError as fault:
            raise SoundFault(f"simpleaudio cannot be loaded ({fault})") from fault
        self._library = simpleaudio
        silence = self._start(bytearray(2 * RATE_HZ // 20))
        until_ns = time.perf_counter_ns() + _TEST_NS
        while silence.is_playing():
            if time.perf_counter_ns() > until_ns:
                raise SoundFault("simpleaudio does not come to the end of a sound")
            time.sleep(_POLL_S)
        return "simpleaudio"

    def play(self, token: int, clip: Clip, at_ns: int) -> None:
        self._sounding = {key: one for key, one in self._sounding.items() if one.playing.is_playing()}
        room = _samples(at_ns - time.perf_counter_ns())
        read = _samples(_READ_AHEAD_NS)
        samples = bytearray(2 * room + len(clip.pcm))
        if room <= read:
            _write(samples, clip.pcm, room)
        playing = self._start(samples)
        opened_ns = time.perf_counter_ns()
        start = room
        if room > read:
            # Should it have taken so long that the place has been read by now, late is better than not at all.
            start = max(read, _samples(at_ns - opened_ns))
            _write(samples, clip.pcm, start)
        self._sounding[token] = _Sounding(playing, samples, at_ns)
        self._tell(Sounded(token, (opened_ns - at_ns) // 1000 + start * 1_000_000 // RATE_HZ))

    def cancel(self, token: int) -> None:
        sounding = self._sounding.pop(token, None)
        if sounding is not None:
            sounding.silence()

    def check(self, now_ns: int) -> None:
        """The next sound will tell."""

    def finish(self, until_ns: int) -> None:
        now_ns = time.perf_counter_ns()
        for token in [token for token, one in self._sounding.items() if one.at_ns > now_ns]:
            self.cancel(token)
        while any(one.playing.is_playing() for one in self._sounding.values()) and time.perf_counter_ns() < until_ns:
            time.sleep(_POLL_S)
        # The library's thread is done when the last sample is handed over, which is before it is heard.
        time.sleep(_DRAIN_S)

    def _start(self, samples: bytearray) -> Any:
        try:
            return self._library.play_buffer(samples, 1, 2, RATE_HZ)
        except Exception as fault:
            # Its own error type is not part of its interface.
            raise SoundFault(f"simpleaudio cannot open the device ({fault})") from fault


def _samples(length_ns: int) -> int:
    """The samples in a length of time; none in what is past."""
    return max(0, length_ns * RATE_HZ // 1_000_000_000)


def _write(samples: bytearray, pcm: bytes, start: int) -> None:
    samples[2 * start : 2 * start + len(pcm)] = pcm
