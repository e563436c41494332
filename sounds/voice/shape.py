"""Turn what the speech program gives into a clip: trimmed, clear through a small speaker, and as loud as the others.

Only sums, products, quotients and square roots of floats are used, which are rounded in one way on every machine, and
nothing from the C library's mathematics. Sums are `fsum`, since `sum` adds floats in another way from Python 3.12 on.
"""

from __future__ import annotations

from math import fsum, pi, sqrt
from typing import Final

RATE_IN: Final = 22_050
RATE: Final = 44_100
PEAK: Final = 29_204
"""-1 dB below full scale."""
LOUDNESS: Final = 7_000
"""The level (root of the mean square) that every clip is brought to, over the parts of it that carry its sound."""

_FRAME: Final = RATE_IN // 200
_QUIET: Final = 1 / 100
"""A frame this small a part of the loudest one is silence, at either end: 40 dB down."""
_BRIGHTEN: Final = 0.8
_GIVE_WAY: Final = 1 / (RATE * 0.004)
_RECOVER: Final = 1 / (RATE * 0.06)
_FADE_IN: Final = RATE * 3 // 1000
_FADE_OUT: Final = RATE * 12 // 1000
_TAPS: Final = 16
_ROUNDS: Final = 10
_CLOSE_ENOUGH: Final = 0.01


def clip(spoken: list[int]) -> list[int]:
    """Give 44.1 kHz samples from 22.05 kHz ones."""
    loud = _levelled(_doubled(_brightened(_trimmed(spoken))))
    return [round(sample) for sample in _faded(loud)]


def loudness(samples: list[float]) -> float:
    """Give the level over those 5 ms frames that are within 20 dB of the loudest, so that pauses do not count."""
    frame = RATE // 200
    squares = [
        fsum(sample * sample for sample in samples[at : at + frame]) / frame
        for at in range(0, len(samples) - frame + 1, frame)
    ]
    heard = [square for square in squares if square >= max(squares) / 100]
    return sqrt(fsum(heard) / len(heard))


def _trimmed(samples: list[int]) -> list[float]:
    """Cut the silence at both ends, and leave 5 ms of it before the first sound."""
    squares = [
        fsum(sample * sample for sample in samples[at : at + _FRAME])
        for at in range(0, len(samples) - _FRAME + 1, _FRAME)
    ]
    sounding = [at for at, square in enumerate(squares) if square > max(squares) * _QUIET * _QUIET]
    first, last = max(0, sounding[0] - 1), sounding[-1] + 1
    return [float(sample) for sample in samples[first * _FRAME : last * _FRAME]]


def _brightened(samples: list[float]) -> list[float]:
    """Take down what a small speaker cannot play anyway (the voice's own pitch) in favour of what words are told by.

    High-pass filtering followed by quick limiting makes speech easier to follow in noise at the same peak level
    (Niederjohn and Grotelueschen, IEEE Transactions on Acoustics, Speech and Signal Processing 24, 1976).
    """
    return [now - _BRIGHTEN * before for before, now in zip([0.0, *samples], samples, strict=False)]


def _doubled(samples: list[float]) -> list[float]:
    """Put a sample between every two, by a windowed sinc over the eight before and the eight after."""
    weights = _weights()
    silence = [0.0] * (_TAPS // 2)
    around = [*silence, *samples, *silence]
    doubled = []
    for at, sample in enumerate(samples):
        between = around[at + 1 : at + 1 + _TAPS]
        doubled += [sample, fsum(weight * value for weight, value in zip(weights, between, strict=True))]
    return doubled


def _weights() -> list[float]:
    """Give the sinc half-way between samples, where it needs no sine, under a window that is a polynomial."""
    weights = []
    for tap in range(_TAPS):
        away = tap - _TAPS / 2 + 0.5
        sign = 1 if int(abs(away)) % 2 == 0 else -1
        window = 1 - (2 * away / (_TAPS + 1)) * (2 * away / (_TAPS + 1))
        weights.append(sign / (pi * abs(away)) * window * window)
    whole = fsum(weights)
    return [weight / whole for weight in weights]


def _levelled(samples: list[float]) -> list[float]:
    """Bring the clip to LOUDNESS without a sample over PEAK; more than once, since limiting takes some of it away."""
    for _ in range(_ROUNDS):
        gain = LOUDNESS / loudness(samples)
        if abs(gain - 1) < _CLOSE_ENOUGH:
            break
        samples = _limited([sample * gain for sample in samples])
    return samples


def _limited(samples: list[float]) -> list[float]:
    """Turn down round each peak that is too high: within 4 ms before it, and back up within 60 ms after it."""
    gains = [PEAK / abs(sample) if abs(sample) > PEAK else 1.0 for sample in samples]
    for at in range(len(gains) - 2, -1, -1):
        gains[at] = min(gains[at], gains[at + 1] + _GIVE_WAY)
    for at in range(1, len(gains)):
        gains[at] = min(gains[at], gains[at - 1] + _RECOVER)
    return [sample * gain for sample, gain in zip(samples, gains, strict=True)]


def _faded(samples: list[float]) -> list[float]:
    last = len(samples) - 1
    return [sample * min(1.0, (at + 1) / _FADE_IN, (last - at) / _FADE_OUT) for at, sample in enumerate(samples)]
