"""The ways to a loudspeaker: one file each, loaded in the sound child, never in the app.

To add one, write a class that keeps to `Backend` in a file here and name it in WHERE. A backend is told its sounds
shortly before their moments, by one thread at a time, and may answer through `tell`. What fails raises
`wire.SoundFault`; the child then quits and the app starts it again or takes the next backend.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar, Final, Protocol

from speedtimer.audio.wire import Message

WHERE: Final[Mapping[str, str]] = {
    "miniaudio": "miniaudio_stream:MiniaudioStream",
    "simpleaudio": "simpleaudio_wave:SimpleaudioWave",
    "system": "system_player:SystemPlayer",
    "bell": "bell:Bell",
}
"""Module and class of each backend that lives in a child, by its `rules.BackendName`, which the child does not load."""


@dataclass(frozen=True, slots=True)
class Clip:
    """A sound ready to be played, its volume worked in. pcm: 44.1 kHz, 16 bit, mono, little-endian."""

    name: str
    speech: bool
    pcm: bytes


class Backend(Protocol):
    """One way to a loudspeaker.

    ahead_ns: how long before its moment a sound is to be handed over; 0 where `play` sounds it at once.
    watch_ns: how often `check` is to be called; None where nothing is to be watched.
    """

    ahead_ns: ClassVar[int]
    watch_ns: ClassVar[int | None]

    def __init__(self, tell: Callable[[Message], None], keep_alive: bool) -> None: ...

    def open(self) -> str:
        """Open the device and try it, within a second or two; say what was opened."""
        ...

    def play(self, token: int, clip: Clip, at_ns: int) -> None:
        """Sound a clip at at_ns, or at once where that is past, and tell `Sounded` (or `Missed`) once."""
        ...

    def cancel(self, token: int) -> None:
        """Take a sounding back, or end it where it has begun. An unknown token is nothing to do."""
        ...

    def check(self, now_ns: int) -> None:
        """Raise SoundFault where the device is lost."""
        ...

    def finish(self, until_ns: int) -> None:
        """Drop what has not begun, let end what has, but come back at until_ns; then close."""
        ...
