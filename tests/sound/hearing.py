"""An ear for recordings: finds where a sound sets in, and which of the known sounds it is.

A sound is recognised by the likeness of its whole course (normalised correlation); once recognised it is subtracted, so
that one that begins while another still sounds is heard as well.
"""

from __future__ import annotations

import wave
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import mul
from pathlib import Path

from tests.sound.rig import RATE_HZ, Recording

LOUD = 3_000
"""Samples above this set a sound in; below it is silence, or the rest of what was subtracted."""
_QUIET = RATE_HZ * 30 // 1000
_ONSET = 160
_SEGMENT = RATE_HZ * 60 // 1000
_LIKE = 0.93
_SHARE = 0.75
"""So much of a sound has to be recognised."""
_STEADY = 1.25
_SAME = 1.03
_LAGS = 60
_SEARCHES = 4
_ECHO = RATE_HZ * 15 // 1000
_GLITCH = 400
"""Samples that a sound card short of time may put in or leave out within a sound."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A sound in a recording. name: None where it is none of the known ones; likeness: 1 for a perfect match."""

    name: str | None
    at_ns: int
    sample: int
    likeness: float


@dataclass(frozen=True, slots=True)
class _Known:
    """A known sound. lead: samples before it is loud; segments: where in it something sounds, 60 ms each."""

    name: str
    samples: array[int]
    lead: int
    segments: tuple[tuple[int, array[int]], ...]


@dataclass(frozen=True, slots=True)
class _Match:
    """A known sound in a recording. pieces: each segment, and where it was found."""

    known: _Known
    start: int
    likeness: float
    loudness: float
    pieces: tuple[tuple[int, array[int]], ...]


def known_sounds(folder: Path) -> dict[str, array[int]]:
    """Read every WAV of a folder (44.1 kHz, 16 bit, mono), by its name."""
    known: dict[str, array[int]] = {}
    for file in sorted(folder.glob("*.wav")):
        with wave.open(str(file), "rb") as source:
            assert source.getparams()[:3] == (1, 2, RATE_HZ), f"{file} is not 44.1 kHz, 16 bit, mono"
            known[file.stem] = array("h", source.readframes(source.getnframes()))
    return known


def onsets(samples: Sequence[int], loud: int = LOUD) -> list[int]:
    """Give every place where a sound sets in after 30 ms of quiet."""
    found: list[int] = []
    last_loud = -_QUIET
    for place, sample in enumerate(samples):
        if sample > loud or sample < -loud:
            if place - last_loud >= _QUIET:
                found.append(place)
            last_loud = place
    return found


def listen(recording: Recording, known: Mapping[str, array[int]]) -> list[Heard]:
    """Give every sound of a recording, in order: which it is and when it set in."""
    rest = array("h", recording.samples)
    shelf = sorted((_known(name, samples) for name, samples in known.items()), key=lambda one: -len(one.samples))
    heard: list[Heard] = []
    until = 0
    place = _first_loud(rest, 0)
    while place < len(rest):
        match = next((found for one in shelf if (found := _follow(rest, place, one)) is not None), None)
        if match is not None and any(_is_rest_of(match, one) for one in heard):
            match = None
        elif match is not None:
            heard.append(Heard(match.known.name, recording.at_ns(match.start), match.start, match.likeness))
            until = max(until, match.start + len(match.known.samples) + _GLITCH)
            for at, segment in match.pieces:
                _subtract(rest, at, segment, match.loudness)
        elif place >= until:
            # Under a sound that is known it is what two loud ones, or a glitch, leave of each other.
            heard.append(Heard(None, recording.at_ns(place), place, 0.0))
        place = _first_loud(rest, place if match is not None else _quiet_after(rest, place))
    return sorted(heard, key=lambda one: one.sample)


def off_ms(heard: Sequence[Heard], at_ns: Sequence[int]) -> list[float]:
    """Give how far each sound lies from its moment, less the median: the rig adds a constant of its own."""
    offsets = [(one.at_ns - moment) / 1e6 for one, moment in zip(heard, at_ns, strict=True)]
    middle = sorted(offsets)[len(offsets) // 2]
    return [offset - middle for offset in offsets]


def _known(name: str, samples: array[int]) -> _Known:
    cut = ((start, samples[start : start + _SEGMENT]) for start in range(0, len(samples), _SEGMENT))
    segments = tuple((start, piece) for start, piece in cut if _first_loud(piece, 0) < len(piece))
    return _Known(name, samples, _first_loud(samples, 0), segments)


def _follow(rest: array[int], place: int, known: _Known) -> _Match | None:
    """Find a sound that sets in here: its onset alike, and segment by segment in the same loudness, whatever sounds
    beside it. The longer of two is tried first, since a short one may be how a longer one begins."""
    onset = known.samples[:_ONSET]
    around = range(max(0, place - known.lead - _LAGS), place - known.lead + _LAGS + 1)
    start = max(around, key=lambda lag: _likeness(rest, lag, onset))
    likeness = _likeness(rest, start, onset)
    if likeness < _LIKE:
        return None
    loudness, lag = _gain(rest, start, onset), start
    pieces: list[tuple[int, array[int]]] = []
    searches = _SEARCHES
    for done, (offset, segment) in enumerate(known.segments):
        if done - len(pieces) > (1 - _SHARE) * len(known.segments):
            return None
        if searches and not _as_loud(rest, lag + offset, segment, loudness, _SAME):
            moved = lag + _glitch(rest, lag + offset, segment)
            if _as_loud(rest, moved + offset, segment, loudness, _SAME):
                searches, lag = _SEARCHES, moved
            else:
                searches -= 1
        if _as_loud(rest, lag + offset, segment, loudness, _STEADY):
            pieces.append((lag + offset, segment))
    enough = len(pieces) >= _SHARE * len(known.segments)
    return _Match(known, start, likeness, loudness, tuple(pieces)) if enough else None


def _is_rest_of(match: _Match, one: Heard) -> bool:
    """What a sound that was recognised leaves behind may look like it once more."""
    return match.known.name == one.name and abs(match.start - one.sample) < _ECHO


def _as_loud(rest: array[int], at: int, segment: array[int], loudness: float, within: float) -> bool:
    return 1 / within < _gain(rest, at, segment) / loudness < within


def _glitch(rest: array[int], at: int, segment: array[int]) -> int:
    """By how many samples a segment lies off where it should."""
    first = _first_loud(segment, 0)
    piece = segment[first : first + _ONSET]
    lags = sorted(range(-_GLITCH, _GLITCH + 1), key=abs)
    return max(lags, key=lambda lag: _likeness(rest, at + first + lag, piece))


def _likeness(rest: array[int], start: int, samples: array[int]) -> float:
    piece = rest[start : start + len(samples)]
    if len(piece) < len(samples):
        return 0.0
    power = sum(map(mul, piece, piece)) * sum(map(mul, samples, samples))
    return float(sum(map(mul, piece, samples)) / power**0.5) if power else 0.0


def _gain(rest: array[int], start: int, samples: array[int]) -> float:
    """How loud a sound is there: 1 as it is in its file. What else sounds hardly counts, being unlike it."""
    return float(sum(map(mul, rest[start : start + len(samples)], samples)) / sum(map(mul, samples, samples)))


def _subtract(rest: array[int], at: int, segment: array[int], loudness: float) -> None:
    for place, (heard, sample) in enumerate(zip(rest[at : at + len(segment)], segment, strict=False), at):
        rest[place] = max(-32768, min(32767, heard - round(loudness * sample)))


def _first_loud(samples: array[int], start: int) -> int:
    for place in range(start, len(samples)):
        if samples[place] > LOUD or samples[place] < -LOUD:
            return place
    return len(samples)


def _quiet_after(samples: array[int], start: int) -> int:
    """Where 30 ms of quiet have passed after a place."""
    last = start
    for place in range(start, len(samples)):
        if samples[place] > LOUD or samples[place] < -LOUD:
            last = place
        elif place - last >= _QUIET:
            return place
    return len(samples)
