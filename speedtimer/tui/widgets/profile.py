"""A plan as a profile: how hard over how long, from left to right.

Width is for time as far as that lets every rep be seen: a rep is a bar of its own with a gap after it, and reps of one
length are of one width. Where that takes more columns than their share of the time, the jogs give them up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby, pairwise
from typing import Final

from rich.segment import Segment
from rich.style import Style

from speedtimer.plan import JOGS, WORK, Kind, Section, Step, estimate_ms
from speedtimer.tui.widgets.drawn import Drawn

HARDNESS: Final = {
    Kind.GET_READY: 0.0,
    Kind.RECOVERY: 0.08,
    Kind.WARM_UP: 0.3,
    Kind.WARM_DOWN: 0.3,
    Kind.EASY: 0.35,
    Kind.DRILL: 0.55,
    Kind.STRIDE: 0.8,
    Kind.EFFORT: 1.0,
}
"""How hard each kind of step is, as a share of the height. Drawn, not measured: ours."""

_EIGHTHS: Final = " ▁▂▃▄▅▆▇█"


_JOGS_KEEP: Final = 0.5
"""How much of its columns a jog keeps at least for the sake of reps outside the main set."""

_CLOSER: Final = 0.98
"""By how much a profile is drawn together at a time until it fits."""

_WIDER: Final = 1.5
"""How much wider than its time reps may become where there is no jog to take up the rest."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What is drawn as one: a rep, a gap, a jog, or a section of which the reps are not told apart.

    least: how many columns it has to have.
    """

    section: Section
    kind: Kind
    length_ms: int
    least: int

    @property
    def is_jog(self) -> bool:
        return self.kind in JOGS


class Profile(Drawn):
    """Draws a plan: height for how hard, width for time."""

    DEFAULT_CSS = "Profile { width: 1fr; height: 4; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._steps: tuple[Step, ...] = ()

    def show(self, steps: tuple[Step, ...]) -> None:
        """Draw another plan."""
        if steps != self._steps:
            self._steps = steps
            self.changed()

    def lines(self, width: int, height: int, style: Style) -> Sequence[Sequence[Segment]]:
        columns = heights(self._steps, width, height * 8)
        tops = (8 * (height - 1 - line) for line in range(height))
        return [[Segment("".join(_EIGHTHS[min(8, max(0, column - top))] for column in columns), style)] for top in tops]


def heights(steps: Sequence[Step], columns: int, most: int) -> list[int]:
    """Give the height of each column, from 0 to most, at least 1 where anything is done."""
    parts = list(_parts(steps))
    drawn = _laid_out(parts, columns)
    return [max(1, round(HARDNESS[part.kind] * most)) for part, width in zip(*drawn, strict=True) for _ in range(width)]


def _parts(steps: Sequence[Step]) -> Iterator[_Part]:
    """Every rep, every gap (a recovery with the lead-in after it) and every jog."""
    for is_gap, together in groupby(steps, key=lambda step: step.kind not in WORK | JOGS):
        members = list(together)
        lengths = [sum(estimate_ms(step.ends)) // 2 for step in members]
        if not is_gap:
            yield from (_Part(step.section, step.kind, ms, 1) for step, ms in zip(members, lengths, strict=True))
            continue
        # A lead-in alone is no gap between reps.
        rests = any(step.kind is Kind.RECOVERY for step in members)
        yield _Part(members[0].section, Kind.RECOVERY if rests else Kind.GET_READY, sum(lengths), int(rests))


def _laid_out(parts: Sequence[_Part], columns: int) -> tuple[Sequence[_Part], Sequence[int]]:
    """Give what is drawn, and how many columns each of it takes.

    Every rep by itself, if that leaves the jogs enough; else only those of the main set; else each section as one.
    """
    outside = frozenset(Section) - {Section.MAIN}
    for joined, keep in ((frozenset[Section](), _JOGS_KEEP), (outside, 0.0), (frozenset(Section), 0.0)):
        drawn = _joined(parts, joined)
        widths = _widths(drawn, columns, keep)
        if widths is not None:
            return drawn, widths
    return (), ()


def _joined(parts: Sequence[_Part], sections: frozenset[Section]) -> list[_Part]:
    """Make one of what lies from the first to the last rep of each of those sections."""
    found: list[_Part] = []
    for section, together in groupby(parts, key=lambda part: part.section):
        members = list(together)
        works = [place for place, part in enumerate(members) if part.kind in WORK]
        if section not in sections or not works:
            found += members
            continue
        first, last = works[0], works[-1] + 1
        length_ms = sum(part.length_ms for part in members[first:last])
        found += [*members[:first], replace(members[first], length_ms=length_ms), *members[last:]]
    return found


def _widths(parts: Sequence[_Part], columns: int, keep: float) -> list[int] | None:
    """Share columns out by time; None where there are too few, or too few are left for the jogs.

    What is not a jog is drawn together until it fits. The jogs take up the rest.
    """
    whole_ms = sum(part.length_ms for part in parts)
    jogs_ms = sum(part.length_ms for part in parts if part.is_jog)
    if not whole_ms:
        return None
    jogs = sum(part.is_jog for part in parts)
    room = columns - max(jogs, round(keep * columns * jogs_ms / whole_ms))
    if sum(part.least for part in parts if not part.is_jog) > room:
        return None
    scale = columns / whole_ms * (1 if jogs else _WIDER)
    while sum(taken := [_width(part, scale) for part in parts]) > room:
        scale *= _CLOSER
    shares = iter(_shared(columns - sum(taken), [part.length_ms for part in parts if part.is_jog]))
    return [next(shares) if part.is_jog else width for part, width in zip(parts, taken, strict=True)]


def _width(part: _Part, scale: float) -> int:
    return 0 if part.is_jog else max(part.least, round(part.length_ms * scale))


def _shared(columns: int, lengths_ms: Iterable[int]) -> list[int]:
    """Share columns out in proportion, one at least to each."""
    lengths = list(lengths_ms)
    spare = columns - len(lengths)
    ends = [spare * passed // sum(lengths) for passed in accumulate(lengths, initial=0)] if lengths else []
    return [1 + end - start for start, end in pairwise(ends)]
