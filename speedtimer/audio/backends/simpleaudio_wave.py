"""simpleaudio: opens the device for every sound, at its moment.

Its last version, 1.0.4 of 2019, has no wheel for a Python that we run on, so installing the extra needs a compiler. The
child that loads this is started with PYTHONMALLOC=malloc (see `remote`), without which it crashes Python 3.12 and later
when a sound ends.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, ClassVar, Final

from speedtimer.audio.backends import Clip
from speedtimer.audio.wire import RATE_HZ, Message, Sounded, SoundFault

_POLL_S: Final = 0.02
_TEST_NS: Final = 2_000_000_000
_DRAIN_S: Final = 0.15


class SimpleaudioWave:
    """Plays each sound through its own opening of the device, on a thread of the library's."""

    ahead_ns: ClassVar[int] = 0
    watch_ns: ClassVar[int | None] = None

    def __init__(self, tell: Callable[[Message], None], keep_alive: bool) -> None:  # noqa: ARG002 - no stream to keep up
        self._tell = tell
        self._sounding: dict[int, Any] = {}

    def open(self) -> str:
        try:
            import simpleaudio
        except ImportError as fault:
            raise SoundFault(f"simpleaudio cannot be loaded ({fault})") from fault
        self._library = simpleaudio
        silence = self._start(bytes(2 * RATE_HZ // 20))
        until_ns = time.perf_counter_ns() + _TEST_NS
        while silence.is_playing():
            if time.perf_counter_ns() > until_ns:
                raise SoundFault("simpleaudio does not come to the end of a sound")
            time.sleep(_POLL_S)
        return "simpleaudio"

    def play(self, token: int, clip: Clip, at_ns: int) -> None:
        self._sounding = {key: sound for key, sound in self._sounding.items() if sound.is_playing()}
        self._sounding[token] = self._start(clip.pcm)
        self._tell(Sounded(token, (time.perf_counter_ns() - at_ns) // 1000))

    def cancel(self, token: int) -> None:
        sound = self._sounding.pop(token, None)
        if sound is not None:
            sound.stop()

    def check(self, now_ns: int) -> None:
        """The next sound will tell."""

    def finish(self, until_ns: int) -> None:
        while any(sound.is_playing() for sound in self._sounding.values()) and time.perf_counter_ns() < until_ns:
            time.sleep(_POLL_S)
        # The library's thread is done when the last sample is handed over, which is before it is heard.
        time.sleep(_DRAIN_S)

    def _start(self, pcm: bytes) -> Any:
        try:
            return self._library.play_buffer(pcm, 1, 2, RATE_HZ)
        except Exception as fault:
            # Its own error type is not part of its interface.
            raise SoundFault(f"simpleaudio cannot open the device ({fault})") from fault
