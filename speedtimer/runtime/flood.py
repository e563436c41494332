"""What is done about keys and lines that come faster than anybody presses: a limit for each place they come in by.

Nothing that waits, is written down or is remembered may grow with how fast somebody's keyboard, cat or script is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from speedtimer.engine.commands import Command, key_of
from speedtimer.engine.events import Bounced, Event

_NS_PER_S: Final = 1_000_000_000

SAME_KEY_NS: Final = _NS_PER_S // 10
"""A key that is held is given to the session so often, so that its bounce goes on. A press after its release counts as
early as that before the bounce is over."""


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


class HeldKeys:
    """Keys that are held down. Each one that bounces stands in the log and in the journal, so not all are given on."""

    def __init__(self) -> None:
        self._bounced_ns: dict[str, int] = {}

    def spares(self, command: Command, at_ns: int) -> bool:
        """Return whether a command need not be given: its key has bounced a moment ago, and would again."""
        last_ns = self._bounced_ns.get(key_of(command) or "")
        return last_ns is not None and 0 <= at_ns - last_ns < SAME_KEY_NS

    def note(self, command: Command, at_ns: int, events: Sequence[Event]) -> None:
        """Remember what came of a command."""
        key = key_of(command)
        if key is None:
            return
        if any(isinstance(event, Bounced) for event in events):
            self._bounced_ns[key] = at_ns
        else:
            self._bounced_ns.pop(key, None)
