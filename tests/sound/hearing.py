"""An ear for recordings: finds where a sound sets in, and which of the known sounds it is.

It listens as people do, for pitch and rhythm: every 10 ms it notes how loud it is and how often the wave crosses zero.
A sound is recognised when that course agrees with a known one's, give or take 20 ms; so a card that stumbles for a few
milliseconds does not deafen it. Sounds that overlap it cannot tell apart; it needs some silence between them.
"""

from __future__ import annotations

import wave
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from tests.sound.rig import RATE_HZ, Recording

LOUD = 1_000
"""Samples above this set a sound in."""
QUIET_MS = 30
"""A sound sets in after so much silence."""
_FRAME = RATE_HZ // 100
_SILENT = 0.08
"""A frame this much softer than the loudest is silence."""
_SLIP = 2
"""Frames that a sound may be ahead or behind within its course."""
_ALIKE = 0.85
"""So much of a sound's course has to agree."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A sound in a recording. name: None where it is none of the known ones; likeness: how much agrees, 0 to 1."""

    name: str | None
    at_ns: int
    sample: int
    likeness: float


@dataclass(frozen=True, slots=True)
class _Frame:
    """10 ms: how loud (mean amplitude) and how high (crossings of zero)."""

    loudness: float
    crossings: int


@dataclass(frozen=True, slots=True)
class _Known:
    name: str
    length: int
    lead: int
    course: tuple[_Frame, ...]


def known_sounds(folder: Path) -> dict[str, array[int]]:
    """Read every WAV of a folder (44.1 kHz, 16 bit, mono), by its name."""
    known: dict[str, array[int]] = {}
    for file in sorted(folder.glob("*.wav")):
        with wave.open(str(file), "rb") as source:
            assert source.getparams()[:3] == (1, 2, RATE_HZ), f"{file} is not 44.1 kHz, 16 bit, mono"
            known[file.stem] = array("h", source.readframes(source.getnframes()))
    return known


def onsets(samples: Sequence[int], loud: int = LOUD, quiet_ms: int = QUIET_MS) -> list[int]:
    """Give every place where a sound sets in after some quiet."""
    quiet = RATE_HZ * quiet_ms // 1000
    found: list[int] = []
    last_loud = -quiet
    for place, sample in enumerate(samples):
        if sample > loud or sample < -loud:
            if place - last_loud >= quiet:
                found.append(place)
            last_loud = place
    return found


def listen(recording: Recording, known: Mapping[str, array[int]]) -> list[Heard]:
    """Give every sound of a recording, in order: which it is and when it set in."""
    shelf = [_known(name, samples) for name, samples in known.items()]
    shelf.sort(key=lambda one: -one.length)
    heard: list[Heard] = []
    over = 0
    for place in onsets(recording.samples):
        if place < over:
            continue
        found = _recognise(recording.samples, place, shelf)
        start = place if found is None else max(0, place - found[0].lead)
        name, likeness = (None, 0.0) if found is None else (found[0].name, found[1])
        heard.append(Heard(name, recording.at_ns(start), start, likeness))
        # The card may stretch a sound a little; no other begins within its last 20 ms of silence.
        over = place if found is None else start + found[0].length + _SLIP * _FRAME
    return heard


def off_ms(heard: Sequence[Heard], at_ns: Sequence[int]) -> list[float]:
    """Give how far each sound lies from its moment, less the median: the rig adds a constant of its own."""
    offsets = [(one.at_ns - moment) / 1e6 for one, moment in zip(heard, at_ns, strict=True)]
    middle = sorted(offsets)[len(offsets) // 2]
    return [offset - middle for offset in offsets]


def _recognise(samples: array[int], place: int, shelf: Sequence[_Known]) -> tuple[_Known, float] | None:
    """Of the sounds that agree with what begins here, the longest: a short one may be how a longer one begins."""
    longest = _course(samples[place : place + shelf[0].length + _SLIP * _FRAME])
    for known in shelf:
        likeness = _likeness(known.course, longest)
        if likeness >= _ALIKE:
            return known, likeness
    return None


def _known(name: str, samples: array[int]) -> _Known:
    lead = onsets(samples)[0]
    return _Known(name, len(samples), lead, _course(samples[lead:]))


def _course(samples: array[int]) -> tuple[_Frame, ...]:
    return tuple(_frame(samples[start : start + _FRAME]) for start in range(0, len(samples), _FRAME))


def _frame(samples: array[int]) -> _Frame:
    signs = [sample >= 0 for sample in samples]
    return _Frame(sum(map(abs, samples)) / len(samples), sum(one is not other for one, other in pairwise(signs)))


def _likeness(known: Sequence[_Frame], heard: Sequence[_Frame]) -> float:
    """The share of a known sound's frames that are found in what was heard, at most _SLIP away from their place."""
    silent = _SILENT * max(frame.loudness for frame in known)
    loudest = max((frame.loudness for frame in heard[: len(known)]), default=0)
    if loudest < LOUD / 2:
        return 0.0
    agreed = 0
    for place, frame in enumerate(known):
        near = heard[max(0, place - _SLIP) : place + _SLIP + 1]
        agreed += any(_agree(frame, other, silent, _SILENT * loudest) for other in near)
    return agreed / len(known)


def _agree(known: _Frame, heard: _Frame, known_silent: float, heard_silent: float) -> bool:
    if known.loudness < known_silent or heard.loudness < heard_silent:
        return known.loudness < known_silent and heard.loudness < heard_silent
    return abs(known.crossings - heard.crossings) <= max(2, known.crossings // 12)
