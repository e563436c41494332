"""How exactly cues reach the device: ten seconds of ticks, and what the sound's own process says of each.

It says when it handed a tick over, not when the loudspeaker moved: a device's own delay, which is nearly constant, can
only be seen by a microphone, or on a virtual device by its monitor (`tests/bench/sound.py` records that one).
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor
from statistics import fmean, median, pstdev
from typing import Final

from speedtimer.audio.solo import ANSWER_S, Solo
from speedtimer.rules import BackendName

TICKS: Final = 30
EVERY_NS: Final = 333_000_000
SETTLE_NS: Final = 2_000_000_000
"""The stream runs for so long before the first tick, as in a session: its clock settles meanwhile."""
_SPREAD_NS: Final = 7_919_317
_PERIOD_NS: Final = 20_000_000
"""Ticks are moved about by less than a period, so that every phase of the device's blocks is met."""
_BINS: Final = 10
_BAR: Final = 40
_STEPS: Final = (1, 2, 5)

SEES: Final[Mapping[str, str]] = {
    BackendName.MINIAUDIO: "Seen: how far the device's asking for the block with a tick in it was from the steady "
    "clock that all its askings make. The tick stands at its own sample in that block, so it is heard more evenly "
    "than this.",
    BackendName.BELL: "Seen: when the terminal was asked to ring. When it rings is the terminal's affair.",
}
STARTED: Final = (
    "Seen: when the player had been started for a tick. It takes a while, not always the same, to be heard."
)
UNSEEN: Final = (
    "Not seen: the device's own delay, a few milliseconds by wire and 150 to 300 by Bluetooth, nearly constant. Only a "
    "microphone beside the loudspeaker sees it. latency_ms in the settings sends cues that much earlier."
)


@dataclass(frozen=True, slots=True)
class Latency:
    """What was measured. detail: what was opened. off_us: how far from its moment each tick was, in microseconds, in
    order. lost: ticks that were never handed over."""

    backend: str
    detail: str
    off_us: tuple[int, ...]
    lost: int

    @property
    def mean_ms(self) -> float:
        return fmean(self.off_us) / 1000 if self.off_us else 0.0

    @property
    def sd_ms(self) -> float:
        return pstdev(self.off_us) / 1000 if self.off_us else 0.0

    @property
    def p99_ms(self) -> float:
        """What 99 % of the ticks are at most off the median, by the nearest rank."""
        if not self.off_us:
            return 0.0
        middle = median(self.off_us)
        off = sorted(abs(one - middle) for one in self.off_us)
        return off[ceil(0.99 * len(off)) - 1] / 1000

    @property
    def summary(self) -> str:
        figures = f"mean {self.mean_ms:.2f} ms, SD {self.sd_ms:.2f}, p99 {self.p99_ms:.2f} off the median"
        return f"{self.detail}: {len(self.off_us)} ticks, {figures}, {self.lost} lost"

    @property
    def lines(self) -> tuple[str, ...]:
        """All of it, to be read."""
        return (self.summary, "", *histogram(self.off_us), "", SEES.get(self.backend, STARTED), UNSEEN)


def measure(
    solo: Solo, backend: str, pcm: bytes, *, ticks: int = TICKS, every_ns: int = EVERY_NS, settle_ns: int = SETTLE_NS
) -> Latency:
    """Sound ticks at known moments and ask when each was handed over.

    Args:
        solo: the backend, open.
        backend: its name.
        pcm: the tick's samples.
        ticks, every_ns, settle_ns: how many, how far apart, and how long before the first.

    Raises:
        SoundError: it failed meanwhile.
    """
    solo.teach("tick", pcm)
    begin_ns = time.perf_counter_ns() + settle_ns
    moments = [begin_ns + place * every_ns + place * _SPREAD_NS % min(_PERIOD_NS, every_ns) for place in range(ticks)]
    tokens = [solo.play("tick", at_ns) for at_ns in moments]
    answers = [solo.off_us(token, at_ns + round(ANSWER_S * 1e9)) for token, at_ns in zip(tokens, moments, strict=True)]
    solo.sound_out(moments[-1], pcm)
    off_us = tuple(answer for answer in answers if answer is not None)
    return Latency(backend, solo.detail, off_us, ticks - len(off_us))


def histogram(off_us: Sequence[int]) -> list[str]:
    """Draw how often each offset came, in ASCII: steps of 1, 2 or 5 times a power of ten, ten bars or fewer."""
    if not off_us:
        return []
    low, high = min(off_us), max(off_us)
    step = next(step for step in _steps() if floor(high / step) - floor(low / step) < _BINS)
    first = floor(low / step)
    counts = [0] * (floor(high / step) - first + 1)
    for one in off_us:
        counts[floor(one / step) - first] += 1
    digits = max(0, 3 - (len(str(step)) - 1))
    tallest = max(counts)
    lines = []
    for place, count in enumerate(counts):
        left, right = ((first + place + end) * step / 1000 for end in (0, 1))
        bar = "#" * ceil(count / tallest * _BAR)
        lines.append(f"{left:8.{digits}f} to {right:8.{digits}f} ms  {bar:<{_BAR}}  {count}")
    return lines


def _steps() -> Sequence[int]:
    """Widths in microseconds, from 10 upwards."""
    return [step * 10**power for power in range(1, 9) for step in _STEPS]
