"""PCM WAV files, read from anybody and brought to one form: 44.1 kHz, 16 bit, mono, little-endian.

A reader of our own in place of the standard library's: that one fails in ways of its own on damaged files, and knows
the format that most editors write 24 bit samples in (WAVE_FORMAT_EXTENSIBLE) only from Python 3.12 on.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from pathlib import Path
from struct import unpack_from
from sys import byteorder
from typing import Final

from speedtimer.audio.wire import RATE_HZ
from speedtimer.errors import SoundError

LONGEST_S: Final = 15
"""No cue and no word is longer; a whole song put there by mistake is not played."""
LARGEST_BYTES: Final = 16_000_000
MOST_CHANNELS: Final = 32
HIGHEST_RATE_HZ: Final = 400_000

_REMEDY: Final = "a PCM WAV of 16 bit, 44.1 kHz, mono is right"
_HEAD: Final = 8
"""Bytes before a chunk's content: its name and its length."""
_PCM: Final = 1
_EXTENSIBLE: Final = 0xFFFE
"""Says that the format itself stands further on in its chunk."""
_SIGN_BIT: Final = bytes(value ^ 0x80 for value in range(256))


class _NoWavError(Exception):
    """The content is no WAV; the text says why, in a few words."""


@dataclass(frozen=True, slots=True)
class _Form:
    """How samples are written. width: bytes a sample."""

    channels: int
    rate_hz: int
    width: int


def read_wav(file: Path) -> bytes:
    """Return the samples of a PCM WAV of any rate, depth and channels as 44.1 kHz, 16 bit, mono, little-endian.

    Raises:
        SoundError: it cannot be read, is no PCM WAV, is empty, or is longer than LONGEST_S.
    """
    try:
        # Looked at before it is opened: whoever opens a pipe waits for somebody to write into it.
        if not file.is_file() or file.stat().st_size > LARGEST_BYTES:
            raise SoundError("not a sound file", _REMEDY, str(file))
        with file.open("rb") as source:
            content = source.read(LARGEST_BYTES)
        form, raw = _parts(content)
    except (OSError, _NoWavError) as fault:
        why = fault.strerror if isinstance(fault, OSError) else str(fault)
        raise SoundError(f"no WAV that can be read ({why})", _REMEDY, str(file)) from fault
    frames = len(raw) // (form.width * form.channels)
    if frames > LONGEST_S * form.rate_hz:
        raise SoundError(f"longer than {LONGEST_S} s", "a cue is a second or two", str(file))
    samples = _resampled(_mono(raw[: frames * form.width * form.channels], form), form.rate_hz)
    if not samples:
        raise SoundError("an empty sound", _REMEDY, str(file))
    if byteorder == "big":
        samples.byteswap()
    return samples.tobytes()


def _parts(content: bytes) -> tuple[_Form, bytes]:
    """Return the form and the samples, from the chunks that a WAV consists of.

    Raises:
        _NoWavError: a chunk is missing, in the wrong order, or longer than the file.
    """
    if content[:4] != b"RIFF" or content[8:12] != b"WAVE":
        raise _NoWavError("it does not begin like a WAV" if content else "it is empty")
    form = None
    place = 12
    while place + _HEAD <= len(content):
        name, length = unpack_from("<4sI", content, place)
        begin = place + _HEAD
        if begin + length > len(content):
            break
        if name == b"fmt ":
            form = _form(content[begin : begin + length])
        elif name == b"data" and form is not None:
            return form, content[begin : begin + length]
        # A chunk of odd length is followed by a byte that fills it up.
        place = begin + length + length % 2
    raise _NoWavError("it ends too soon")


def _form(chunk: bytes) -> _Form:
    if len(chunk) < 16:
        raise _NoWavError("it ends too soon")
    kind, channels, rate_hz, _, _, bits = unpack_from("<HHIIHH", chunk)
    if kind == _EXTENSIBLE and len(chunk) >= 26:
        (kind,) = unpack_from("<H", chunk, 24)
    if kind != _PCM:
        raise _NoWavError("its samples are not PCM")
    if not (1 <= channels <= MOST_CHANNELS and 1 <= rate_hz <= HIGHEST_RATE_HZ and 1 <= bits <= 32):
        raise _NoWavError(f"{channels} channels of {bits} bit at {rate_hz} Hz")
    return _Form(channels, rate_hz, (bits + 7) // 8)


def _mono(raw: bytes, form: _Form) -> array[int]:
    """Take the two highest bytes of each sample, and of several channels the mean."""
    high = bytearray(len(raw) // form.width * 2)
    if form.width == 1:
        # Samples of one byte have their middle at 128.
        high[1::2] = raw.translate(_SIGN_BIT)
    else:
        high[0::2] = raw[form.width - 2 :: form.width]
        high[1::2] = raw[form.width - 1 :: form.width]
    samples = array("h", bytes(high))
    if byteorder == "big":
        samples.byteswap()
    if form.channels == 1:
        return samples
    lanes = [samples[lane :: form.channels] for lane in range(form.channels)]
    return array("h", (sum(lane) // form.channels for lane in zip(*lanes, strict=True)))


def _resampled(samples: array[int], rate_hz: int) -> array[int]:
    """Bring samples to RATE_HZ by straight lines between them."""
    if rate_hz == RATE_HZ:
        return samples
    padded = samples + samples[-1:]
    moved = array("h")
    for place in range(len(samples) * RATE_HZ // rate_hz):
        whole, part = divmod(place * rate_hz, RATE_HZ)
        moved.append(padded[whole] + (padded[whole + 1] - padded[whole]) * part // RATE_HZ)
    return moved
