"""What is asked for twice: taken only when the same is given once more."""

from __future__ import annotations

from typing import Final

SAME_S: Final = 0.7
"""Within this the same key is the same press of it, as in a session."""


class Twice:
    """Remember what was asked for once more."""

    def __init__(self) -> None:
        self._asked, self._asked_at = "", 0.0

    def confirms(self, what: str, at: float) -> bool:
        """Tell whether this is meant: it was given before, and its key is not that press of it still.

        Args:
            what: what was typed. at: when it was given, on the clock of Textual's events.
        """
        again = what == self._asked and at - self._asked_at >= SAME_S
        self._asked, self._asked_at = what, at
        return again
