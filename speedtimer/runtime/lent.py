"""What a conductor is lent: a voice and a computer that stays awake, as far as it needs to know them."""

from __future__ import annotations

from typing import Protocol

from speedtimer.engine.events import CueSounded, Event
from speedtimer.engine.view import View


class Announcing(Protocol):
    """What makes the cues heard; see the announcer in `audio`."""

    def begin(self) -> None:
        """Open the way to the loudspeaker."""

    @property
    def playing(self) -> str | None:
        """The backend that is in charge; None where nothing is heard."""

    @property
    def read(self) -> bool:
        """Every sound file is read; that is done in the background, from `begin` on."""

    def sample(self) -> None:
        """Sound a cue now."""

    def sync(
        self, happened: tuple[Event, ...], upcoming: tuple[CueSounded, ...], view: View, now_ms: int, now_ns: int
    ) -> None:
        """Tell what happened since the last call and every cue known beforehand.

        now_ms and now_ns are one moment, on session time and on the clock's now_ns. What was told before and is not in
        upcoming any more is taken back.
        """

    @property
    def muted(self) -> bool:
        """Nothing is to be heard."""

    def mute(self, on: bool) -> None:
        """Silence everything, or let it be heard again: what is still to come has to be told anew then."""

    def close(self) -> None:
        """Fall silent and give the loudspeaker back."""


class StayingAwake(Protocol):
    """What keeps the computer awake; see `runtime.keep_awake`."""

    def begin(self) -> None:
        """Ask the system for it, without waiting."""

    def end(self) -> None:
        """Let the computer sleep again."""
