"""A session under way, watched from outside: its journal, folded, at this moment."""

from __future__ import annotations

import time
from pathlib import Path

from speedtimer.engine.cue_table import Cue
from speedtimer.engine.engine import Engine
from speedtimer.engine.events import CueSounded
from speedtimer.engine.view import Phase, View
from speedtimer.records import database
from speedtimer.records.unfinished import Unfinished, unfinished_at


class Watched:
    """The first session of a home."""

    def __init__(self, home: Path) -> None:
        self._path = home / database.FILE_NAME

    def kept(self) -> Unfinished:
        """The session as the journal has it, finished or not."""
        with database.reading(self._path) as connection:
            (key,) = connection.execute("SELECT key FROM session ORDER BY started_utc_ms LIMIT 1").fetchone()
            return unfinished_at(connection, key)

    def view(self) -> View:
        """The session now, by the wall clock."""
        kept = self.kept()
        rules = kept.rules()
        engine, _ = Engine.fold(kept.plan(), rules, kept.log())
        now_ms = round((time.time_ns() // 1_000_000 - kept.started.utc_ms) * rules.speed)
        return engine.view(max(now_ms, engine.now_ms))

    def rep(self, phase: Phase, rep: int, at_least_ms: int = 0) -> bool:
        """Tell whether that rep has been in that phase for so long."""
        view = self.view()
        return view.phase is phase and view.step is not None and view.step.rep == rep and view.in_step_ms >= at_least_ms

    def heard(self, *cues: Cue) -> list[tuple[Cue, int]]:
        """When those cues were due in this session, as (cue, UTC in nanoseconds)."""
        kept = self.kept()
        rules = kept.rules()
        engine, events = Engine.fold(kept.plan(), rules, kept.log())
        _, rest = engine.advance(engine.now_ms + 3_600_000)
        return [
            (event.cue, kept.started.utc_ms * 1_000_000 + round(event.at_ms / rules.speed * 1e6))
            for event in (*events, *rest)
            if isinstance(event, CueSounded) and event.cue in cues
        ]
