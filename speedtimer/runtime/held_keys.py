"""Keys that are held down, of which a terminal sends one press after the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from speedtimer.engine.commands import Command, key_of
from speedtimer.engine.events import Bounced, Event
from speedtimer.runtime.clock import NS_PER_S

SAME_KEY_NS: Final = NS_PER_S // 10
"""A key that is held is given to the session so often, so that its bounce goes on. A press after its release counts as
early as that before the bounce is over."""


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
