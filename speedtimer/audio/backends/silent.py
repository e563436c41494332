"""No sound at all, by choice. The one player that needs no child."""

from __future__ import annotations

from speedtimer.audio.player import Report


class Silent:
    """Keeps to the Player protocol and plays nothing."""

    def begin(self, report: Report) -> None:
        """Nothing can go wrong."""

    def play(self, name: str, at_ns: int | None, token: int) -> None:
        """Not heard."""

    def cancel(self, token: int) -> None:
        """Nothing was going to sound."""

    def volume(self, beeps: int, speech: int) -> None:
        """As soft as it gets."""

    @property
    def playing(self) -> str | None:
        return None

    def length_ms(self, name: str) -> int | None:  # noqa: ARG002 - the protocol's
        return None

    @property
    def read(self) -> bool:
        return True

    def close(self) -> None:
        """Nothing was opened."""
