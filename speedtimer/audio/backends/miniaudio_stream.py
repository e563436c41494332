"""The default: one persistent miniaudio stream into which sounds are mixed at the sample their moment falls on.

The stream asks for a block about every 30 ms. From the moments of asking and the samples delivered the mixer works out
where the device's clock stands against ours, so that a sound's place does not hang on when Python gets to run.
"""

from __future__ import annotations

import time
from array import array
from bisect import bisect_left, insort
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from math import fsum, sin, tau
from operator import add
from queue import Empty, SimpleQueue
from typing import ClassVar, Final

from speedtimer.audio.backends import Clip
from speedtimer.audio.wire import LATE_NS, RATE_HZ, Message, Missed, Sounded, SoundFault

_PERIOD_MS: Final = 30
"""As exact as 20 ms, since sounds are placed by the sample, for a third less work; from 60 ms on the clock wanders."""
_WINDOW_NS: Final = 8_000_000_000
"""Askings fall into a saw-tooth against the sound server's own blocks; over many teeth it averages out."""
_RECENT: Final = 32
_LOOKED_AT: Final = 8
"""Every so many askings it is looked whether they have moved, which takes longer than all else for a silent block."""
_SHIFT_NS: Final = (4_000_000, 8_000_000)
"""By so much the recent askings must have moved to be believed at once, since blocks were lost; from, to, as they
scatter."""
_SILENT_NS: Final = 500_000_000
"""A device that asks for nothing for so long is lost; miniaudio raises nothing then."""
_WAKING_NS: Final = 3_000_000_000
"""A sound server may first have to wake its device: two seconds for a null sink of PulseAudio's that nobody records."""
_FADE: Final = 220
"""Samples: 5 ms, so that a sound cut short does not click."""
_DRAIN_NS: Final = 120_000_000
_KEEP_ALIVE_HZ: Final = 30
_KEEP_ALIVE_PEAK: Final = 328
"""1 % of full scale: not heard, but no silence either, so that a Bluetooth speaker stays awake."""


class DeviceClock:
    """Where the device's count of samples stands against our clock.

    Each asking for a block, at now after n samples, says that sample 0 belonged to now - n / rate, late by what this
    process was held up. The middle half of the last eight seconds is averaged. Where the latest ones have moved away
    by more than the usual scatter, the device has lost time: what lies before is forgotten.
    """

    def __init__(self) -> None:
        self._seen: deque[tuple[int, float]] = deque()
        self._ordered: list[float] = []
        self._askings = 0

    def asked(self, now_ns: int, delivered: int) -> float:
        """Note an asking after so many samples; give the origin that it alone would say."""
        origin_ns = now_ns - delivered * 1e9 / RATE_HZ
        self._seen.append((now_ns, origin_ns))
        insort(self._ordered, origin_ns)
        while now_ns - self._seen[0][0] > _WINDOW_NS:
            del self._ordered[bisect_left(self._ordered, self._seen.popleft()[1])]
        self._askings += 1
        if self._askings % _LOOKED_AT == 0:
            self._forget_if_moved()
        return origin_ns

    @property
    def origin_ns(self) -> float:
        """When sample 0 would have been asked for."""
        quarter = len(self._ordered) // 4
        middle = self._ordered[quarter : len(self._ordered) - quarter]
        return fsum(middle) / len(middle)

    def _forget_if_moved(self) -> None:
        count = len(self._ordered)
        if count < 2 * _RECENT:
            return
        recent = tuple(islice(reversed(self._seen), _RECENT))
        new, old = sorted(origin for _, origin in recent)[_RECENT // 2], self._ordered[count // 2]
        scatter_ns = self._ordered[count * 9 // 10] - self._ordered[count // 10]
        if abs(new - old) > max(_SHIFT_NS[0], min(_SHIFT_NS[1], scatter_ns / 4)):
            kept = [one for one in recent if abs(one[1] - new) < abs(one[1] - old)]
            self._seen = deque(reversed(kept))
            self._ordered = sorted(origin for _, origin in kept)


class Mixer:
    """Samples in, blocks out. `send` is called by the device's thread, everything else by ours."""

    def __init__(self, tell: Callable[[Message], None], keep_alive: bool, clock: Callable[[], int]) -> None:
        self._tell = tell
        self._clock = clock
        self._inbox: SimpleQueue[_Voice | _Drop | int] = SimpleQueue()
        self._voices: list[_Voice] = []
        self._device = DeviceClock()
        self._ground = _low_tone() if keep_alive else None
        self._nothing = array("h")
        self.delivered = 0
        self.asked_ns = clock()

    def play(self, token: int, pcm: bytes, at_ns: int) -> None:
        self._inbox.put(_Voice(token, _samples(pcm), at_ns))

    def cancel(self, token: int) -> None:
        self._inbox.put(token)

    def drop_later(self) -> None:
        """Take back everything whose moment has not come."""
        self._inbox.put(_Drop(self._clock()))

    @property
    def busy(self) -> bool:
        """Something sounds, or will."""
        return bool(self._voices) or not self._inbox.empty()

    def send(self, frames: int) -> array[int]:
        """Give the device its next block. pyminiaudio calls this as it would a generator's.

        Most blocks of a session are silent, so these cost as little as they can.
        """
        now_ns = self._clock()
        if not self._inbox.empty():
            self._take_in()
        asked_ns = self._device.asked(now_ns, self.delivered)
        if not self._voices and self._ground is None:
            self.delivered += frames
            self.asked_ns = now_ns
            return self._silent_block(frames)
        block = self._silence(frames)
        for voice in self._voices:
            if voice.start is None:
                self._begin(voice, frames, asked_ns)
            if voice.start is not None:
                voice.mix_into(block, self.delivered)
        self._voices = [voice for voice in self._voices if not voice.over]
        self.delivered += frames
        self.asked_ns = now_ns
        return block

    def _take_in(self) -> None:
        while True:
            try:
                came = self._inbox.get_nowait()
            except Empty:
                return
            if isinstance(came, _Voice):
                self._voices.append(came)
                continue
            for voice in self._voices:
                if voice.at_ns > came.after_ns if isinstance(came, _Drop) else voice.token == came:
                    voice.stop()
            self._voices = [voice for voice in self._voices if not voice.over]

    def _begin(self, voice: _Voice, frames: int, asked_origin_ns: float) -> None:
        """Place a sound in this block if it begins there."""
        origin_ns = self._device.origin_ns
        start = round((voice.at_ns - origin_ns) * RATE_HZ / 1e9)
        if start >= self.delivered + frames:
            return
        late_ns = max(0, self.delivered - start) * 1e9 / RATE_HZ
        if late_ns > LATE_NS:
            voice.over = True
            self._tell(Missed(voice.token))
            return
        voice.start = max(start, self.delivered)
        self._tell(Sounded(voice.token, round((late_ns + asked_origin_ns - origin_ns) / 1000)))

    def _silent_block(self, frames: int) -> array[int]:
        """The same one again and again: nobody writes into it."""
        if len(self._nothing) != frames:
            self._nothing = array("h", bytes(2 * frames))
        return self._nothing

    def _silence(self, frames: int) -> array[int]:
        if self._ground is None:
            return array("h", bytes(2 * frames))
        period = len(self._ground)
        phase = self.delivered % period
        return (self._ground * ((phase + frames) // period + 1))[phase : phase + frames]


@dataclass(frozen=True, slots=True)
class _Drop:
    """Take back what was to sound after this moment."""

    after_ns: int


class _Voice:
    """One sounding. start: the stream's sample it begins at, once that is settled."""

    def __init__(self, token: int, samples: array[int], at_ns: int) -> None:
        self.token = token
        self.at_ns = at_ns
        self.start: int | None = None
        self.over = False
        self._samples = samples
        self._done = 0

    def mix_into(self, block: array[int], delivered: int) -> None:
        begin = (self.start or 0) + self._done - delivered
        piece = self._samples[self._done : self._done + len(block) - begin]
        end = begin + len(piece)
        under = block[begin:end]
        try:
            block[begin:end] = array("h", map(add, under, piece))
        except OverflowError:
            block[begin:end] = array("h", (max(-32768, min(32767, a + b)) for a, b in zip(under, piece, strict=True)))
        self._done += len(piece)
        self.over = self._done >= len(self._samples)

    def stop(self) -> None:
        """Not begun: never mind. Begun: fade out."""
        if self.start is None:
            self.over = True
            return
        rest = self._samples[self._done : self._done + _FADE]
        faded = (sample * (_FADE - place) // _FADE for place, sample in enumerate(rest))
        self._samples = self._samples[: self._done] + array("h", faded)
        self.over = self._done >= len(self._samples)


class MiniaudioStream:
    """Plays through miniaudio. The device is opened once and asks for samples until the child quits."""

    ahead_ns: ClassVar[int] = 250_000_000
    watch_ns: ClassVar[int | None] = 250_000_000

    def __init__(self, tell: Callable[[Message], None], keep_alive: bool) -> None:
        self._mixer = Mixer(tell, keep_alive, time.perf_counter_ns)

    def open(self) -> str:
        try:
            import miniaudio
        except ImportError as fault:
            raise SoundFault(f"miniaudio cannot be loaded ({fault})") from fault
        try:
            self._device = miniaudio.PlaybackDevice(
                output_format=miniaudio.SampleFormat.SIGNED16,
                nchannels=1,
                sample_rate=RATE_HZ,
                buffersize_msec=_PERIOD_MS,
                # Where the system allows it to nobody, miniaudio takes an ordinary thread.
                thread_prio=miniaudio.ThreadPriority.REALTIME,
                app_name="speedtimer",
            )
            self._device.start(self._mixer)
        except miniaudio.MiniaudioError as fault:
            raise SoundFault(f"no sound device ({fault.args[0] if fault.args else fault})") from fault
        if self._device.backend == "Null":
            raise SoundFault("no sound device (only a null device was found)")
        self._await_blocks()
        return f"miniaudio through {self._device.backend}"

    def play(self, token: int, clip: Clip, at_ns: int) -> None:
        self._mixer.play(token, clip.pcm, at_ns)

    def cancel(self, token: int) -> None:
        self._mixer.cancel(token)

    def check(self, now_ns: int) -> None:
        if now_ns - self._mixer.asked_ns > _SILENT_NS:
            raise SoundFault("the sound device has stopped")

    def finish(self, until_ns: int) -> None:
        self._mixer.drop_later()
        while self._mixer.busy and time.perf_counter_ns() < until_ns:
            time.sleep(_PERIOD_MS / 1000)
        # What was asked for last is still on its way to the loudspeaker.
        time.sleep(max(0, min(_DRAIN_NS, until_ns - time.perf_counter_ns())) / 1e9)
        self._device.close()

    def _await_blocks(self) -> None:
        """The self-test: a device that opens but asks for nothing plays nothing."""
        deadline_ns = time.perf_counter_ns() + _WAKING_NS
        while self._mixer.delivered < 3 * RATE_HZ * _PERIOD_MS // 1000:
            if time.perf_counter_ns() > deadline_ns:
                raise SoundFault("the sound device was opened and asks for nothing")
            time.sleep(0.005)


def _samples(pcm: bytes) -> array[int]:
    samples = array("h", pcm)
    if array("h", b"\x01\x00")[0] != 1:
        samples.byteswap()
    return samples


def _low_tone() -> array[int]:
    """One period of the keep-alive tone."""
    length = RATE_HZ // _KEEP_ALIVE_HZ
    return array("h", (round(_KEEP_ALIVE_PEAK * sin(tau * place / length)) for place in range(length)))
