"""A limit for keys and lines that come faster than they can be pressed, for each place they come in by.

Nothing that waits, is written down or is remembered may grow with how fast somebody's keyboard, cat or script is.
"""

from __future__ import annotations

from typing import Final

_NS_PER_S: Final = 1_000_000_000


class Bucket:
    """How many may come: so many at once, and from then on so many a second.

    Args:
        at_once: how many at once.
        a_second: how many a second, more than 0.
    """

    def __init__(self, at_once: int, a_second: int) -> None:
        self._every_ns = _NS_PER_S // a_second
        self._room_ns = at_once * self._every_ns
        self._empty_ns: int | None = None

    def takes(self, now_ns: int) -> bool:
        """Return whether one more may come at this moment, and count it if so."""
        # Kept is the moment at which all that has come would have come at its own pace.
        filled_ns = max(now_ns, self._empty_ns or now_ns)
        if filled_ns + self._every_ns - now_ns > self._room_ns:
            return False
        self._empty_ns = filled_ns + self._every_ns
        return True
