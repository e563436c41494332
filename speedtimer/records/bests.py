"""Which sessions of all that were kept hold the bests and the latest values: by indexes, however many there are.

A value is a split of work over a distance that was measured or typed, or a round trip. Rehearsals, what was thrown
away, what was deleted and what has no ending hold none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from speedtimer.plan import Kind
from speedtimer.rules import Guards

Ask = Callable[..., list[tuple[Any, ...]]]
"""Asks the database: a query and its values in, rows out."""

Back = tuple[str, int | None]
"""A recovery as the way back from a rep: its name, and its metres where they are known."""

Which = tuple[Kind, int, Back | None]
"""A kind of work, its metres, and the way back that its round trips go by; None where it makes none."""

RECENT: Final = 5
"""How many of the latest values are looked for."""

NEWEST: Final = 9_223_372_036_854_775_807
"""Larger than any session's key: with it nothing counts as too new."""

SHOWN: Final = "deleted_utc_ms IS NULL AND coalesce(ending, '') <> 'thrown_away'"
REAL: Final = "scale = 1"
# These in the words of their indexes, or SQLite would not take those.
_INDEXED: Final = """m IS NOT NULL AND ms IS NOT NULL
    AND source IN ('measured', 'typed') AND kind IN ('drill', 'stride', 'effort')"""
# What nobody can run, typed by a slip say, is neither taught nor a best.
TEACHING: Final = f"{_INDEXED} AND ms * {Guards().top_speed_mm_s} >= m * 1000000"
# Of columns that a way back has as well, the one of the work is meant.
_TRIP: Final = "split.m IS NOT NULL AND split.round_trip_ms IS NOT NULL"
_BACK: Final = """CROSS JOIN split AS back ON back.session = split.session AND back.place = split.place + 1
    AND back.kind = 'recovery' AND back.name = ? AND back.m IS ?"""
LEFT_OUT: Final = "deleted_utc_ms IS NOT NULL OR ending = 'thrown_away' OR scale <> 1"

_OF: Final = {"ms": TEACHING, "round_trip_ms": _TRIP}
# Said outright: SQLite, which knows nothing of how often a value occurs, takes others and sorts.
_INDEX: Final = {"ms": "split INDEXED BY split_best", "round_trip_ms": "split INDEXED BY trip_best"}
_COUNTS: Final = f"{SHOWN} AND {REAL}"


@dataclass(frozen=True, slots=True)
class Looking:
    """What is looked for. workout: which one, see `Plan.identity`. before: only in sessions with a smaller key."""

    ask: Ask
    workout: str
    before: int

    def holders(self, wanted: Iterable[Which]) -> set[int]:
        """Give the keys of the sessions that hold, of each kind and distance: the best split of any workout; the best
        split and round trip of each rep in this workout; the latest splits of any, and round trips of this one, all by
        the same way back. And that of this workout's last session."""
        wanted = tuple(wanted)
        found = set(self._last())
        for kind, metres in dict.fromkeys(which[:2] for which in wanted):
            for name, rep in self._reps("ms", kind, metres):
                found.update(self._best(kind, metres, name, rep))
                found.update(self._best(kind, metres, name, rep, "AND identity = ?", self.workout))
            found.update(self._latest_splits(kind, metres))
        for kind, metres, back in dict.fromkeys(wanted):
            if back is not None:
                trips = list(self._reps("round_trip_ms", kind, metres))
                for name, rep in trips:
                    found.update(self._best_trip(kind, metres, name, rep, back))
                # Where there is none at all, they would be looked for in every session of the workout.
                found.update(self._latest_trips(kind, metres, back) if trips else ())
        # A damaged split may belong to anything.
        return {key for key in found if isinstance(key, int)}

    def sessions(self) -> int:
        """Count the sessions, of any workout."""
        query = f"SELECT count(*) FROM session WHERE key < ? AND {_COUNTS} AND ending IS NOT NULL"
        return int(self.ask(query, self.before)[0][0])

    def splits(self, kind: Kind, metres: int) -> int:
        """Count the splits of a kind and distance, of any workout."""
        query = f"""SELECT count(*) FROM {_INDEX["ms"]} WHERE kind = ? AND m = ? AND session < ? AND {TEACHING}
            AND session NOT IN (SELECT key FROM session WHERE {LEFT_OUT})"""
        return int(self.ask(query, kind.value, metres, self.before)[0][0])

    def trips(self, kind: Kind, metres: int, back: Back) -> int:
        """Count the round trips of a kind, distance and way back in this workout."""
        query = f"""SELECT count(*) FROM {_INDEX["round_trip_ms"]} CROSS JOIN session ON session.key = split.session
            {_BACK} WHERE split.kind = ? AND split.m = ? AND split.session < ?
            AND {_TRIP} AND identity = ? AND {_COUNTS}"""
        return int(self.ask(query, *back, kind.value, metres, self.before, self.workout)[0][0])

    def _last(self) -> Iterator[int]:
        query = f"""SELECT key FROM session WHERE identity = ? AND key < ? AND {_COUNTS} AND ending IS NOT NULL
            ORDER BY key DESC LIMIT 1"""
        yield from (key for (key,) in self.ask(query, self.workout, self.before))

    def _best(self, kind: Kind, metres: int, name: str, rep: int, *more: str) -> Iterator[int]:
        """Of several that are equal the newest session."""
        also, values = (more[0], more[1:]) if more else ("", ())
        query = f"""SELECT split.session FROM {_INDEX["ms"]} CROSS JOIN session ON session.key = split.session
            WHERE kind = ? AND m = ? AND split.name = ? AND rep = ? AND split.session < ?
            AND {TEACHING} AND {_COUNTS} {also} ORDER BY split.ms, split.session DESC LIMIT 1"""
        yield from (key for (key,) in self.ask(query, kind.value, metres, name, rep, self.before, *values))

    def _best_trip(self, kind: Kind, metres: int, name: str, rep: int, back: Back) -> Iterator[int]:
        """Likewise, by the same way back."""
        query = f"""SELECT split.session FROM {_INDEX["round_trip_ms"]}
            CROSS JOIN session ON session.key = split.session {_BACK}
            WHERE split.kind = ? AND split.m = ? AND split.name = ? AND split.rep = ? AND split.session < ?
            AND {_TRIP} AND {_COUNTS} AND identity = ? ORDER BY split.round_trip_ms, split.session DESC LIMIT 1"""
        yield from (key for (key,) in self.ask(query, *back, kind.value, metres, name, rep, self.before, self.workout))

    def _latest_splits(self, kind: Kind, metres: int) -> Iterator[int]:
        query = f"""SELECT split.session FROM split INDEXED BY split_that_teaches
            CROSS JOIN session ON session.key = split.session
            WHERE kind = ? AND m = ? AND split.session < ? AND {TEACHING}
            AND {_COUNTS} ORDER BY split.session DESC, place DESC LIMIT {RECENT}"""
        yield from (key for (key,) in self.ask(query, kind.value, metres, self.before))

    def _latest_trips(self, kind: Kind, metres: int, back: Back) -> Iterator[int]:
        # The plus keeps SQLite from looking for the distance in all sessions, once for each.
        query = f"""SELECT key FROM session CROSS JOIN split ON split.session = key {_BACK}
            WHERE identity = ? AND key < ? AND {_COUNTS} AND +split.kind = ? AND +split.m = ? AND {_TRIP}
            ORDER BY key DESC LIMIT {RECENT}"""
        yield from (key for (key,) in self.ask(query, *back, self.workout, self.before, kind.value, metres))

    def _reps(self, column: str, kind: Kind, metres: int) -> Iterator[tuple[str, int]]:
        """Step from one rep to the next along the index; there are few, and each has many splits."""
        query = f"""SELECT name, rep FROM {_INDEX[column]} WHERE kind = ? AND m = ? AND (name, rep) > (?, ?)
            AND {_OF[column]} ORDER BY name, rep LIMIT 1"""
        name, rep = "", 0
        while found := self.ask(query, kind.value, metres, name, rep):
            name, rep = found[0]
            yield name, rep
