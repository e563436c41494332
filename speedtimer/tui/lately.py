"""What to know of the reps so far while walking back: the last one's time, or the round trips, and how they compare.

A time that somebody took is compared with the best of its set. Solo, a distance ends by an estimate and a timed rep by
its own length; there the round trip, from GO to the press back at the line, is the one thing that was measured.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from speedtimer.engine.events import Source, Split
from speedtimer.engine.view import View
from speedtimer.plan import ByDistance, Kind, Open, Step, estimate_ms, way_back
from speedtimer.units import apart_text, is_apart, length_text, split_text
from speedtimer.wording import kept_text

SHOWN: Final = 12
"""How many reps are shown as bars at most, the newest ones."""

_BARS: Final = "▁▂▃▄▅▆▇█"
_TAKEN: Final = frozenset({Source.MEASURED, Source.TYPED})


@dataclass(frozen=True, slots=True)
class RepBars:
    """Reps that can be compared, since they were over the same distance, to be drawn as a bar each.

    reps: their numbers within the set, the newest last, at least one. times_ms: their times or round trips, likewise.
    expected_ms: what was expected of each; None where nothing was. of: what the times are, `time` or `round trip`.
    """

    reps: tuple[int, ...]
    times_ms: tuple[int, ...]
    expected_ms: int | None
    of: str

    @property
    def best(self) -> int:
        """The place of the first of the shortest."""
        return self.times_ms.index(min(self.times_ms))

    @property
    def caption(self) -> str:
        """What the bars are, in words."""
        line = "" if self.expected_ms is None else f", the line: {length_text(self.expected_ms)} expected"
        return f"Each rep's {self.of}, lower is faster, * the best{line}"


@dataclass(frozen=True, slots=True)
class Lately:
    """What is said of the reps so far, in full and shorter, and what is drawn of them; empty and None where nothing was
    measured."""

    text: str = ""
    short: str = ""
    bars: RepBars | None = None


def lately(view: View) -> Lately:
    """Say how the reps of this set have gone; nothing outside a recovery, and where nothing was measured. In a lead-in
    what there is to do is said, and only the bars stay."""
    step = view.step
    if step is None or step.kind not in (Kind.RECOVERY, Kind.GET_READY) or step.group is None:
        return Lately()
    found = _so_far(view, step.group)
    return found if step.kind is Kind.RECOVERY else Lately(bars=found.bars)


def _so_far(view: View, group: int) -> Lately:
    reps = _reps(view, group)
    taken = [(work, split.ms) for work, split in reps if split.source in _TAKEN and split.ms is not None]
    if taken and reps[-1][1].source in _TAKEN:
        return _times(taken, reps[-1][1].source)
    trips = [(work, split.round_trip_ms) for work, split in reps if split.round_trip_ms is not None]
    if not trips:
        return Lately()
    found = _trips(trips)
    # Of the rep just done it is known only back at the line. One longer ago has been said.
    is_news = (reps[-1][0].rep or 0) - (trips[-1][0].rep or 0) <= 1
    return found if is_news else Lately(bars=found.bars)


def _times(taken: Sequence[tuple[Step, int]], source: Source) -> Lately:
    """The last time, beside the best of those over the same distance. How each stands to the target says the coach."""
    work, last_ms = taken[-1]
    expected_ms = work.ends.expected_ms if isinstance(work.ends, ByDistance) else None
    drawn = _drawn(work, taken, expected_ms, "time")
    text = f"Last {_beside(drawn, kept_text(last_ms, source), aimed=len(drawn.times_ms) == 1)}"
    return Lately(text, text, drawn)


def _trips(trips: Sequence[tuple[Step, int]]) -> Lately:
    """The newest round trip, beside the best of those over the same distance and way back, and what was expected."""
    work, last_ms = trips[-1]
    trips = [(other, ms) for other, ms in trips if way_back(other) == way_back(work)]
    walk = work.rest.ends if work.rest is not None else None
    back_ms = walk.suggested_ms if isinstance(walk, Open) else None
    there_ms = sum(estimate_ms(work.ends)) // 2
    drawn = _drawn(work, trips, None if back_ms is None else there_ms + back_ms, "round trip")
    full, short = (
        f"Round trip {work.rep}: {_beside(drawn, split_text(last_ms), aimed=aimed)}"
        for aimed in (True, len(drawn.times_ms) == 1)
    )
    return Lately(full, short, drawn)


def _drawn(work: Step, timed: Sequence[tuple[Step, int]], expected_ms: int | None, of: str) -> RepBars:
    alike = [(other.rep or 0, ms) for other, ms in timed if other.distance_m == work.distance_m][-SHOWN:]
    reps, times_ms = zip(*alike, strict=True)
    return RepBars(reps, times_ms, expected_ms, of)


def _beside(drawn: RepBars, last: str, *, aimed: bool) -> str:
    """The last of some times beside the best before it. last: as it is written. aimed: and beside what was
    expected, where anything was."""
    *before_ms, last_ms = drawn.times_ms
    best_ms = min(before_ms, default=None)
    parts = [last]
    if best_ms is not None and not is_apart(last_ms - best_ms):
        parts.append("as fast as the best")
    elif best_ms is not None and last_ms < best_ms:
        parts.append(f"the best so far, by {apart_text(last_ms - best_ms)}")
    elif best_ms is not None:
        parts.append(f"{apart_text(last_ms - best_ms)} over the best, {split_text(best_ms)}")
    if aimed and drawn.expected_ms is not None:
        parts.append(f"{length_text(drawn.expected_ms)} expected")
    return ", ".join(parts)


def small_bars(drawn: RepBars) -> str:
    """A letter a rep, where there is no room for more: the longest is the highest, and a tenth less, or the shortest,
    the lowest."""
    longest = max(drawn.times_ms)
    floor = longest - max(longest - min(drawn.times_ms), longest // 10)
    return "".join(_BARS[round((ms - floor) / (longest - floor) * (len(_BARS) - 1))] for ms in drawn.times_ms)


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
