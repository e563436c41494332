"""An ear for the tests: what is in a WAV file, found from its samples alone and never from the score that made it."""

from __future__ import annotations

import wave
from cmath import exp
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import cos, log2, pi, sqrt
from pathlib import Path
from typing import Final

from speedtimer.places import shipped

RATE: Final = 44_100
FULL_SCALE: Final = 32_767
_FRAME: Final = 220
"""About 5 ms."""
_FRAME_MS: Final = 1000 * _FRAME / RATE
_PITCHES_HZ: Final = tuple(1046.5 * 2 ** (step / 24) for step in range(44))
"""Quarter tones from 1.05 to 3.6 kHz."""

_CHORD_HZ: Final = (1174.7, 1480.0, 1760.0, 2349.3, 2960.0, 3520.0)


@dataclass(frozen=True, slots=True)
class Heard:
    """One note: when it begins, and its pitch in hertz as it begins and as it ends."""

    at_ms: float
    first_hz: float
    last_hz: float


@dataclass(frozen=True, slots=True)
class Impression:
    """What of a cue can be told apart: its notes in order and its whole length."""

    notes: tuple[Heard, ...]
    length_ms: float

    @property
    def gaps_ms(self) -> tuple[float, ...]:
        """Give the times from each note's beginning to the next one's."""
        starts = [note.at_ms for note in self.notes]
        return tuple(later - earlier for earlier, later in pairwise(starts))


@dataclass(frozen=True, slots=True)
class Picture:
    """How strong each of the six pitches of the chord is in each 20 ms, less the mean of all: a coarse spectrogram."""

    frames: tuple[tuple[float, ...], ...]

    def likeness(self, other: Picture) -> float:
        """Give the correlation with another, 1 at most, laid upon this one wherever it fits best."""
        whole = sqrt(self._energy() * other._energy())
        return max(self._overlap(other, shift) for shift in range(len(self.frames))) / whole

    def _energy(self) -> float:
        return sum(value * value for frame in self.frames for value in frame)

    def _overlap(self, other: Picture, shift: int) -> float:
        pairs = zip(self.frames[shift:], other.frames, strict=False)
        return sum(a * b for mine, others in pairs for a, b in zip(mine, others, strict=True))


def cue_path(name: str) -> Path:
    return shipped("sounds") / f"{name}.wav"


def samples_of(path: Path) -> list[int]:
    """Read a WAV file of 16 bit and one channel."""
    with wave.open(str(path), "rb") as file:
        data = file.readframes(file.getnframes())
    return [int.from_bytes(data[at : at + 2], "little", signed=True) for at in range(0, len(data), 2)]


@cache
def impression(name: str) -> Impression:
    """Listen to a cue."""
    samples = samples_of(cue_path(name))
    starts = _onsets(samples)
    notes = [_note(samples[start:end], start) for start, end in zip(starts, [*starts[1:], len(samples)], strict=True)]
    return Impression(tuple(notes), 1000 * len(samples) / RATE)


def picture(samples: list[int]) -> Picture:
    """Look at samples at the pitches D, F sharp and A from 1.17 to 3.52 kHz."""
    frame = 20 * RATE // 1000
    starts = range(0, len(samples) - frame + 1, frame)
    frames = [[strength(samples[at : at + frame], hz) for hz in _CHORD_HZ] for at in starts]
    mean = sum(map(sum, frames)) / (len(frames) * len(_CHORD_HZ))
    return Picture(tuple(tuple(value - mean for value in values) for values in frames))


def rms(samples: list[int]) -> float:
    return sqrt(sum(sample * sample for sample in samples) / len(samples))


def loudest_rms(samples: list[int], window_ms: int = 100) -> float:
    """Give the level of the loudest stretch of that length, or of the whole where it is shorter."""
    window = window_ms * RATE // 1000
    last = max(1, len(samples) - window + 1)
    return max(rms(samples[start : start + window]) for start in range(0, last, window // 4))


def strength(samples: list[int], hz: float) -> float:
    """Give the amplitude of one pitch in the samples, by Goertzel's method."""
    turn = 2 * cos(2 * pi * hz / RATE)
    before, now = 0.0, 0.0
    for sample in samples:
        before, now = now, sample + turn * now - before
    return sqrt(max(0.0, before * before + now * now - turn * before * now)) * 2 / len(samples)


def semitones(one_hz: float, other_hz: float) -> float:
    return abs(12 * log2(one_hz / other_hz))


def share_between(samples: list[int], low_hz: float, high_hz: float) -> float:
    """Give the part of the energy that lies between two pitches, 0 to 1."""
    size = 512
    window = [0.5 - 0.5 * cos(2 * pi * at / size) for at in range(size)]
    inside = whole = 0.0
    padded = samples + [0] * size
    for start in range(0, len(samples), size):
        frame = [complex(sample * gain) for sample, gain in zip(padded[start : start + size], window, strict=True)]
        energies = [abs(value) ** 2 for value in _spectrum(frame)[1 : size // 2]]
        whole += sum(energies)
        inside += sum(energy for at, energy in enumerate(energies, 1) if low_hz <= at * RATE / size <= high_hz)
    return inside / whole


def _onsets(samples: list[int]) -> list[int]:
    """Find where a note begins: a frame twice as loud as the quietest of the five before, and not much softer than any.

    Frames of one note differ by less, and no two notes begin within 50 ms.
    """
    levels = [0.0] * 5 + [rms(samples[at : at + _FRAME]) for at in range(0, len(samples) - _FRAME + 1, _FRAME)]
    loud_enough = max(levels) / 5
    found: list[int] = []
    for at in range(5, len(levels)):
        rises = levels[at] > loud_enough and levels[at] > 2 * min(levels[at - 5 : at])
        start = (at - 5) * _FRAME
        if rises and (not found or start - found[-1] > 50 * RATE // 1000):
            found.append(start)
    return found


def _note(samples: list[int], start: int) -> Heard:
    levels = [rms(samples[at : at + _FRAME]) for at in range(0, len(samples) - _FRAME + 1, _FRAME)]
    sounding = _FRAME * (1 + max(at for at, level in enumerate(levels) if level > max(levels) / 3))
    window = min(sounding, 40 * RATE // 1000)
    return Heard(1000 * start / RATE, _pitch(samples[:window]), _pitch(samples[sounding - window : sounding]))


def _pitch(samples: list[int]) -> float:
    return max(_PITCHES_HZ, key=lambda hz: strength(samples, hz))


def _spectrum(values: list[complex]) -> list[complex]:
    """Give the discrete Fourier transform of a power of two of values."""
    if len(values) == 1:
        return values
    even, odd = _spectrum(values[::2]), _spectrum(values[1::2])
    half = len(even)
    turned = [exp(-1j * pi * at / half) * value for at, value in enumerate(odd)]
    return [a + b for a, b in zip(even, turned, strict=True)] + [a - b for a, b in zip(even, turned, strict=True)]
