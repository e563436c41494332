"""What to know of the reps so far while walking back: the last one's time, or the round trips, and how they compare.

A time that somebody took is compared with the best of its set. Solo, a distance ends by an estimate and a timed rep by
its own length; there the round trip, from GO to the press back at the line, is the one thing that was measured.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from speedtimer.engine.events import Source, Split
from speedtimer.engine.view import View
from speedtimer.plan import ByDistance, Kind, Open, Step, estimate_ms
from speedtimer.units import length_text, split_text

SHOWN: Final = 12
"""How many reps the bars show at most, the newest ones."""

_BARS: Final = "▁▂▃▄▅▆▇█"
_TAKEN: Final = frozenset({Source.MEASURED, Source.TYPED})


def lately(view: View) -> str:
    """Say in one line how the reps of this set have gone; empty outside a recovery, and where nothing was measured."""
    step = view.step
    if step is None or step.kind is not Kind.RECOVERY or step.group is None:
        return ""
    reps = _reps(view, step.group)
    taken = [(work, split.ms) for work, split in reps if split.source in _TAKEN and split.ms is not None]
    if taken and reps[-1][1].source in _TAKEN:
        return _times(taken)
    trips = [(work, split.round_trip_ms) for work, split in reps if split.round_trip_ms is not None]
    return _trips(trips) if trips else ""


def _times(taken: Sequence[tuple[Step, int]]) -> str:
    """The last time, beside the best of those over the same distance, or beside what was expected."""
    work, last_ms = taken[-1]
    expected_ms = work.ends.expected_ms if isinstance(work.ends, ByDistance) else None
    return f"Last {_beside(last_ms, _alike(work, taken), expected_ms)}"


def _trips(trips: Sequence[tuple[Step, int]]) -> str:
    """The newest round trip, beside the best of those over the same distance, or beside what was expected."""
    work, last_ms = trips[-1]
    walk = work.rest.ends if work.rest is not None else None
    back_ms = walk.suggested_ms if isinstance(walk, Open) else None
    there_ms = sum(estimate_ms(work.ends)) // 2
    expected_ms = None if back_ms is None else there_ms + back_ms
    return f"Round trip {work.rep}: {_beside(last_ms, _alike(work, trips), expected_ms)}"


def _alike(work: Step, timed: Sequence[tuple[Step, int]]) -> list[int]:
    """The times over the distance of that work."""
    return [ms for other, ms in timed if other.distance_m == work.distance_m]


def _beside(last_ms: int, same_ms: Sequence[int], expected_ms: int | None) -> str:
    """The last of some times beside the best before it, with a bar each; the first beside what was expected."""
    best_ms = min(same_ms[:-1], default=None)
    if best_ms is None:
        expected = "" if expected_ms is None else f", expected {length_text(expected_ms)}"
        return f"{split_text(last_ms)}{expected}"
    if last_ms <= best_ms:
        compared = f"the best so far, by {split_text(best_ms - last_ms)}"
    else:
        compared = f"{split_text(last_ms - best_ms)} over the best, {split_text(best_ms)}"
    return f"{split_text(last_ms)}: {compared}  {bars(same_ms)}"


def bars(times_ms: Sequence[int]) -> str:
    """A bar a rep, the newest last: the longest is the highest, and a tenth less, or the shortest, the lowest."""
    newest = times_ms[-SHOWN:]
    longest = max(newest)
    floor = longest - max(longest - min(newest), longest // 10)
    return "".join(_BARS[round((ms - floor) / (longest - floor) * (len(_BARS) - 1))] for ms in newest)


def _reps(view: View, group: int) -> list[tuple[Step, Split]]:
    """The work of one set that has been done, in the order of the set, each with the split that counts."""
    counting: dict[int, Split] = {}
    for visit in reversed(view.visits):
        if visit.split is not None:
            counting.setdefault(visit.index, visit.split)
    works: list[tuple[Step, Split]] = []
    place = view.position
    while place >= 0 and view.steps[place].group == group:
        step = view.steps[place]
        if step.is_work and step.index in counting:
            works.append((step, counting[step.index]))
        place -= 1
    return works[::-1]
