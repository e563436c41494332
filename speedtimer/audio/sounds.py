"""Finds the files of cues and phrases and turns them into samples that can be played.

`go` is `go.wav`, `say:rep` is `voice/rep.wav`, in the runner's own folder first and among the shipped ones second.
Any PCM WAV will do: it is brought to 44.1 kHz, 16 bit, mono. A file that will not do is named once and passed over.
A cue without any file becomes a plain tone, since a count that is not heard helps nobody; a phrase is left unsaid.
"""

from __future__ import annotations

import threading
import wave
from array import array
from collections.abc import Callable, Sequence
from math import sin, tau
from pathlib import Path
from sys import byteorder
from typing import Final

from speedtimer.audio.player import PAUSE, SPEECH
from speedtimer.audio.wire import RATE_HZ
from speedtimer.engine.events import Cue
from speedtimer.errors import SoundError

LONGEST_S: Final = 15
"""No cue and no word is longer; a whole song put there by mistake is not played."""
LARGEST_BYTES: Final = 16_000_000
_GAP: Final = bytes(2 * (RATE_HZ * 40 // 1000))
"""Between the words of a phrase: 40 ms."""
_BREATH: Final = bytes(2 * (RATE_HZ * 180 // 1000))
"""What PAUSE is: 180 ms, on top of the gaps."""
_TONE_HZ: Final = 2_000
_CUES: Final = frozenset(cue.value for cue in Cue)


class Sounds:
    """The sounds by name. May be used from several threads.

    Args:
        folders: where to look, the first one first.
        note: takes a sentence about each file that will not do, once.
    """

    def __init__(self, folders: Sequence[Path], note: Callable[[str], None]) -> None:
        self._folders = tuple(folders)
        self._note = note
        self._kept: dict[str, bytes | None] = {}
        self._unsaid = False
        self._lock = threading.RLock()

    def pcm(self, name: str) -> bytes | None:
        """Give the samples of a cue or a phrase (44.1 kHz, 16 bit, mono, little-endian); None where it has none."""
        with self._lock:
            if name not in self._kept:
                self._kept[name] = self._phrase(name) if name.startswith(SPEECH) else self._cue(name)
            return self._kept[name]

    def length_ms(self, name: str) -> int | None:
        """Give the length of a cue or a phrase, rounded up to the millisecond; None where it has no sound."""
        pcm = self.pcm(name)
        return None if pcm is None else -(-len(pcm) * 500 // RATE_HZ)

    def _cue(self, name: str) -> bytes | None:
        found = self._file(f"{name}.wav")
        if found is not None or name not in _CUES:
            return found
        self._note(f"There is no sound file for '{name}': a plain tone sounds in its place.")
        return _tone(600 if name == Cue.GO else 150)

    def _phrase(self, name: str) -> bytes | None:
        parts = [self._word(word) for word in name.removeprefix(SPEECH).split("+")]
        said = [part for part in parts if part is not None]
        return _GAP.join(said) if len(said) == len(parts) else None

    def _word(self, word: str) -> bytes | None:
        if word == PAUSE:
            return _BREATH
        name = SPEECH + word
        if name not in self._kept:
            self._kept[name] = self._file(f"voice/{word}.wav")
            if self._kept[name] is None and not self._unsaid:
                self._unsaid = True
                self._note(f"There is no recording of '{word}': phrases that need it are not spoken.")
        return self._kept[name]

    def _file(self, path: str) -> bytes | None:
        for folder in self._folders:
            file = folder / path
            if not file.exists():
                continue
            try:
                return read_wav(file)
            except SoundError as fault:
                self._note(f"{fault}. It is passed over.")
        return None


def read_wav(file: Path) -> bytes:
    """Read a PCM WAV of any rate, depth and channels as 44.1 kHz, 16 bit, mono, little-endian samples.

    Raises:
        SoundError: it cannot be read, is no PCM WAV, is empty, or is longer than LONGEST_S.
    """
    remedy = "a PCM WAV of 16 bit, 44.1 kHz, mono is right"
    try:
        if not file.is_file() or file.stat().st_size > LARGEST_BYTES:
            raise SoundError("not a sound file", remedy, str(file))
        with wave.open(str(file), "rb") as source:
            channels, width, rate_hz, frames = source.getparams()[:4]
            if not 1 <= rate_hz <= 400_000 or frames > LONGEST_S * rate_hz:
                raise SoundError(f"longer than {LONGEST_S} s", "a cue is a second or two", str(file))
            samples = _mono(source.readframes(frames), width, channels)
    except (OSError, EOFError, wave.Error) as fault:
        why = str(fault) or "it ends too soon"
        raise SoundError(f"no WAV that can be read ({why})", remedy, str(file)) from fault
    if not samples:
        raise SoundError("an empty sound", remedy, str(file))
    samples = _resampled(samples, rate_hz)
    if byteorder == "big":
        samples.byteswap()
    return samples.tobytes()


def _mono(raw: bytes, width: int, channels: int) -> array[int]:
    """Take the two highest bytes of each sample, and of several channels the mean."""
    whole = len(raw) - len(raw) % (width * channels)
    if width == 1:
        samples = array("h", ((value - 128) << 8 for value in raw[:whole]))
    else:
        high = bytearray(whole // width * 2)
        high[0::2] = raw[width - 2 : whole : width]
        high[1::2] = raw[width - 1 : whole : width]
        samples = array("h", bytes(high))
        if byteorder == "big":
            samples.byteswap()
    if channels == 1:
        return samples
    lanes = [samples[lane::channels] for lane in range(channels)]
    return array("h", (sum(lane) // channels for lane in zip(*lanes, strict=True)))


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


def _tone(length_ms: int) -> bytes:
    """A plain tone with soft ends."""
    count = RATE_HZ * length_ms // 1000
    soft = RATE_HZ // 200
    tone = array(
        "h",
        (
            round(28_000 * min(1, place / 40, (count - place) / soft) * sin(tau * _TONE_HZ * place / RATE_HZ))
            for place in range(count)
        ),
    )
    if byteorder == "big":
        tone.byteswap()
    return tone.tobytes()
