"""Turn notes into samples with whole numbers only, so that every machine and every Python makes the same bytes.

`math.sin` is left out on purpose: its last digit is the C library's own affair. Here a sine comes from a table that is
worked out with integer square roots, and levels, decays and mixing are integer products and shifts.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from math import isqrt
from typing import Final, Literal

RATE: Final = 44_100
RISE_MS: Final = 1
FADE_MS: Final = 15
_ONE: Final = 1 << 60
_STEPS: Final = 4096
_TABLE_BITS: Final = 30


@dataclass(frozen=True, slots=True)
class Timbre:
    """What a note is made of: (times the note's pitch, level), both in thousandths. Only the levels' ratio matters."""

    partials: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Note:
    """One note. milli_hz: its pitch in thousandths of a hertz, to_milli_hz: where it glides to, None if it stays.

    A held note keeps its level to its end. A struck one falls by a factor e in every fall_ms.
    level: in thousandths of the other notes' level.
    """

    at_ms: int
    length_ms: int
    milli_hz: int
    timbre: Timbre
    to_milli_hz: int | None = None
    shape: Literal["held", "struck"] = "held"
    fall_ms: int = 100
    level: int = 1000


def render(notes: tuple[Note, ...], peak: int) -> list[int]:
    """Mix the notes and scale the whole so that its largest sample is exactly `peak` (1 to 32767)."""
    mixed = [0] * max(_samples(note.at_ms + note.length_ms) for note in notes)
    for note in notes:
        start = _samples(note.at_ms)
        for offset, sample in enumerate(_note(note), start):
            mixed[offset] += sample
    largest = max(abs(sample) for sample in mixed)
    return [_rounded(sample * peak, largest) for sample in mixed]


def wav(samples: list[int]) -> bytes:
    """Give a whole WAV file: 44.1 kHz, 16 bit, one channel, nothing but the two chunks every player knows."""
    data = struct.pack(f"<{len(samples)}h", *samples)
    head = struct.pack("<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + len(data), b"WAVE", b"fmt ", 16, 1, 1, RATE, RATE * 2, 2, 16,
                       b"data", len(data))  # fmt: skip
    return head + data


def _note(note: Note) -> list[int]:
    count = _samples(note.length_ms)
    mixed = [0] * count
    for times, level in note.timbre.partials:
        first = note.milli_hz * times // 1000
        last = (note.to_milli_hz or note.milli_hz) * times // 1000
        phase = 0
        for at in range(count):
            mixed[at] += _sine(phase) * level // 1000
            milli_hz = first + (last - first) * at // count
            phase = (phase + (milli_hz << 32) // (1000 * RATE)) & 0xFFFFFFFF
    return [sample * gain >> 30 for sample, gain in zip(mixed, envelope(note), strict=True)]


def envelope(note: Note) -> list[int]:
    """Give the gain of each sample, 1 << 30 for the full level: up within a millisecond, down to nothing at the end."""
    count, rise, fade = _samples(note.length_ms), _samples(RISE_MS), _samples(FADE_MS)
    keep = (1 << 32) - (1 << 32) // _samples(note.fall_ms)
    level, gains = (1 << 30) * note.level // 1000, []
    for at in range(count):
        if note.shape == "struck" and at > rise:
            level = level * keep >> 32
        up, down = min(at + 1, rise), min(count - 1 - at, fade)
        gains.append(level * up // rise * down // fade)
    return gains


def _sine_table() -> list[int]:
    """Halve the right angle ten times to get one step of the circle, then turn a pointer round it."""
    cosine = 0
    for _ in range(10):
        cosine = isqrt((_ONE + cosine) * _ONE // 2)
    sine = isqrt(_ONE * _ONE - cosine * cosine)
    quarter, x, y = [], _ONE, 0
    for _ in range(_STEPS // 4):
        quarter.append(y >> (60 - _TABLE_BITS))
        x, y = (x * cosine - y * sine) // _ONE, (x * sine + y * cosine) // _ONE
    top = 1 << _TABLE_BITS
    half = [*quarter, top, *reversed(quarter[1:])]
    return [*half, *(-value for value in half), 0]


_SINE: Final = _sine_table()


def _sine(phase: int) -> int:
    """Give the sine of a phase (1 << 32 is the whole circle), on a straight line between two steps of the table."""
    step, rest = phase >> 20, phase & 0xFFFFF
    return _SINE[step] + ((_SINE[step + 1] - _SINE[step]) * rest >> 20)


def _samples(ms: int) -> int:
    return ms * RATE // 1000


def _rounded(value: int, by: int) -> int:
    return (2 * value + by) // (2 * by)
