"""What will be heard if nobody says anything: looked for a while ahead, and not more often than needed."""

from __future__ import annotations

from speedtimer.engine.engine import Engine
from speedtimer.engine.events import CueSounded


class Foresight:
    """The cues known beforehand. While no command comes the future does not change, so it is looked at anew only when
    half of what was seen has passed."""

    def __init__(self, horizon_ms: int) -> None:
        self._horizon_ms = horizon_ms
        self._until_ms = 0
        self._cues: tuple[CueSounded, ...] = ()

    def look(self, engine: Engine, *, changed: bool) -> tuple[bool, tuple[CueSounded, ...]]:
        """Give every cue up to the horizon, and whether that was looked at anew."""
        now_ms = engine.now_ms
        fresh = changed or self._until_ms - now_ms < self._horizon_ms // 2
        if fresh:
            self._until_ms = now_ms + self._horizon_ms
            self._cues = engine.upcoming(self._until_ms)
        return fresh, tuple(cue for cue in self._cues if cue.at_ms > now_ms)
