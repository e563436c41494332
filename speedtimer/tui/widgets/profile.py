"""A plan as a profile: how hard over how long, from left to right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.segment import Segment
from rich.style import Style

from speedtimer.plan import Kind, Step, estimate_ms
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


class Profile(Drawn):
    """Draws a plan: height for how hard, width for time; a column shows the hardest of what falls into it."""

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
    lengths = [sum(estimate_ms(step.ends)) for step in steps]
    whole = sum(lengths)
    if not whole or columns < 1:
        return []
    found = [0.0] * columns
    passed = 0
    for step, length in zip(steps, lengths, strict=True):
        first = passed * columns // whole
        passed += length
        last = max(first, (passed * columns - 1) // whole)
        for column in range(first, min(last, columns - 1) + 1):
            found[column] = max(found[column], HARDNESS[step.kind])
    return [max(1, round(hardness * most)) for hardness in found]
