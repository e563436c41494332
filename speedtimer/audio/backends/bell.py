"""The terminal's bell: last resort, approximate, and muted in many terminals.

The child has no terminal, so at the moment it asks the app to ring. A bell has one pitch and no words: speech is
left out.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import ClassVar

from speedtimer.audio.backends import Clip
from speedtimer.audio.wire import Message, Ring, Sounded


class Bell:
    """Rings once for every cue."""

    ahead_ns: ClassVar[int] = 0
    watch_ns: ClassVar[int | None] = None

    def __init__(self, tell: Callable[[Message], None], keep_alive: bool) -> None:  # noqa: ARG002 - nothing to keep awake
        self._tell = tell

    def open(self) -> str:
        return "the terminal's bell"

    def play(self, token: int, clip: Clip, at_ns: int) -> None:
        if not clip.speech:
            self._tell(Ring(token))
        self._tell(Sounded(token, (time.perf_counter_ns() - at_ns) // 1000))

    def cancel(self, token: int) -> None:
        """A bell that has rung has rung."""

    def check(self, now_ns: int) -> None:
        """Nothing can be lost."""

    def finish(self, until_ns: int) -> None:
        """Nothing is under way."""
