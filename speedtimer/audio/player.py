"""What the announcer asks of whatever makes sound."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol

SPEECH: Final = "say:"
"""Names that begin so are speech: clips joined by `+`, as `say:next+rep+3`. All other names are cues."""

PAUSE: Final = "_"
"""Stands for a clip: a breath between two parts of a phrase, as `say:last_one+_+2+hundred+metres`."""

Report = Callable[[str], None]
"""Takes one sentence for the screen. It may be called from a thread of the player's."""


class Player(Protocol):
    """Plays sounds at their moments. Nothing here waits for a loudspeaker, and nothing raises on its account.

    Moments are nanoseconds of `time.perf_counter_ns`. A token names one sounding and is never used twice.
    """

    def begin(self, report: Report) -> None:
        """Open the way to the loudspeaker, in the background. Faults and recoveries are reported, once each."""
        ...

    def play(self, name: str, at_ns: int | None, token: int) -> None:
        """Sound `name` at at_ns, or now where that is None. More than 300 ms late, it is not played."""
        ...

    def cancel(self, token: int) -> None:
        """Take a sounding back; where it has begun, end it. An unknown token is nothing to do."""
        ...

    def volume(self, beeps: int, speech: int) -> None:
        """Set the loudness of cues and of speech, 0 to 100 percent each, from now on."""
        ...

    @property
    def playing(self) -> str | None:
        """The backend that is in charge, or is being opened first; None where nothing can be heard."""
        ...

    def length_ms(self, name: str) -> int | None:
        """Return the length of a sound in milliseconds; None where it cannot be played, or is not read yet."""
        ...

    @property
    def read(self) -> bool:
        """Every sound file is read. That happens in the background, from `begin` on."""
        ...

    def close(self) -> None:
        """Take back what is still to come, let end what sounds (3 s at most), and let go of the device."""
        ...
