"""Finds the files of cues and phrases and turns them into samples that can be played.

`go` is `go.wav`, `say:rep` is `voice/rep.wav`, in the runner's own folder first and among the shipped ones second.
Any PCM WAV will do (see `wav`). A file that will not do is named once and passed over. A cue without any file becomes a
plain tone, since a count that is not heard helps nobody; a phrase is left unsaid.

Files take their time to be read and converted, so a session has that done beforehand by a thread (`load`), and asks
only for what is known by then (`known_ms`). Cues and words are kept. Phrases are joined anew each time: there are as
many of them as there are reps.
"""

from __future__ import annotations

import threading
from array import array
from collections.abc import Callable, Sequence
from math import sin, tau
from pathlib import Path
from sys import byteorder
from typing import Final

from speedtimer.audio.player import PAUSE, SPEECH
from speedtimer.audio.wav import read_wav
from speedtimer.audio.wire import RATE_HZ
from speedtimer.engine.cue_table import Cue
from speedtimer.errors import SoundError

_GAP: Final = bytes(2 * (RATE_HZ * 40 // 1000))
"""Between the words of a phrase: 40 ms."""
_BREATH: Final = bytes(2 * (RATE_HZ * 180 // 1000))
"""What PAUSE is: 180 ms, on top of the gaps."""
_TONE_HZ: Final = 2_000
_CUES: Final = frozenset(cue.value for cue in Cue)
_FIRST: Final = (Cue.GO, Cue.COUNT, Cue.READY, Cue.START)
"""What a session sounds first, and what matters most."""


class Sounds:
    """The sounds by name. May be used from several threads.

    Args:
        folders: where to look, the first one first; the last one has every word that there is.
        note: takes a sentence about each file that will not do, once.
    """

    def __init__(self, folders: Sequence[Path], note: Callable[[str], None]) -> None:
        self._folders = tuple(folders)
        self._note = note
        self._kept: dict[str, bytes | None] = {}
        self._noted: set[str] = set()
        self._noting = threading.Lock()
        self._loaded = threading.Event()

    def load(self, told: Callable[[Cue], None]) -> None:
        """Read every cue and every word, those that are needed first before the others. Takes as long as it takes.

        Args:
            told: called with each cue, once it is there.
        """
        for cue in dict.fromkeys((*_FIRST, *Cue)):
            self.pcm(cue)
            told(cue)
        for word in self._words():
            self._word(word)
        self._loaded.set()

    @property
    def loaded(self) -> bool:
        """Everything is read."""
        return self._loaded.is_set()

    def pcm(self, name: str) -> bytes | None:
        """Return the samples of a cue or a phrase (44.1 kHz, 16 bit, mono, little-endian); None where it has none.
        What is not read yet is read."""
        if name.startswith(SPEECH):
            return self._phrase(name)
        if name not in self._kept:
            self._kept[name] = self._cue(name)
        return self._kept[name]

    def knows(self, cue: Cue) -> bool:
        """Return whether a cue is read."""
        return cue in self._kept

    def length_ms(self, name: str) -> int | None:
        """Return the length of a cue or a phrase, rounded up to the millisecond; None where it has no sound."""
        pcm = self.pcm(name)
        return None if pcm is None else _ms(len(pcm))

    def known_ms(self, name: str) -> int | None:
        """Return the length as `length_ms`, without reading anything; None also where that is not read yet."""
        if not name.startswith(SPEECH):
            pcm = self._kept.get(name)
            return None if pcm is None else _ms(len(pcm))
        parts = [_BREATH if word == PAUSE else self._known(word) for word in name.removeprefix(SPEECH).split("+")]
        lengths = [len(part) for part in parts if part is not None]
        return _ms(sum(lengths) + len(_GAP) * (len(parts) - 1)) if len(lengths) == len(parts) else None

    def _cue(self, name: str) -> bytes | None:
        found = self._file(f"{name}.wav")
        if found is not None or name not in _CUES:
            return found
        self._say_once(name, f"There is no sound file for '{name}': a plain tone sounds in its place.")
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
        return self._known(word)

    def _known(self, word: str) -> bytes | None:
        """The samples of a word that is read; of one that has none this is said once."""
        found = self._kept.get(SPEECH + word)
        if found is None and (self.loaded or SPEECH + word in self._kept):
            self._say_once(SPEECH, f"There is no recording of '{word}': phrases that need it are not spoken.")
        return found

    def _words(self) -> list[str]:
        """The words that there are files for."""
        if not self._folders:
            return []
        return sorted(file.stem for file in (self._folders[-1] / "voice").glob("*.wav"))

    def _file(self, path: str) -> bytes | None:
        for folder in self._folders:
            file = folder / path
            try:
                file.lstat()
            except (FileNotFoundError, NotADirectoryError):
                continue
            except OSError as fault:
                # A folder that may not be searched: named once, and not for each file that might be in it.
                why = f"{folder}: its sounds cannot be read ({fault.strerror}): see to its rights. It is passed over."
                self._say_once(str(folder), why)
                continue
            try:
                return read_wav(file)
            except SoundError as fault:
                self._say_once(str(file), f"{fault}. It is passed over.")
        return None

    def _say_once(self, about: str, sentence: str) -> None:
        """Two threads may find out about the same file."""
        with self._noting:
            if about in self._noted:
                return
            self._noted.add(about)
        self._note(sentence)


def _ms(length_bytes: int) -> int:
    return -(-length_bytes * 500 // RATE_HZ)


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
