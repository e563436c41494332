"""Lines and discs out of quarters of cells (▘ ▝ ▖ ▗ and what they add up to): what figures are drawn with.

Braille cells would be twice as fine, but their dots leave most of the ground to be seen, and are pale from afar.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from speedtimer.tui.widgets.blocks import distance

Point = tuple[float, float]

_QUARTERS: Final = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
"""By the sum of what is set of upper left (1), upper right (2), lower left (4), lower right (8)."""


class Quarters:
    """A canvas of so many columns and rows of cells.

    Points are in dots from its upper left corner. A dot is a quarter of a cell's height and half its width, nearly a
    square; a quarter of a cell holds two, and is set where either is.
    """

    def __init__(self, columns: int, rows: int) -> None:
        self.width, self.height = 2 * columns, 4 * rows
        self._set = [[0] * columns for _ in range(rows)]

    def line(self, points: Iterable[Point], thickness: float) -> None:
        """Draw a line through points, so many dots thick. What lies outside is left out."""
        for start, end in pairwise(points):
            self._near(start, end, thickness / 2)

    def disc(self, middle: Point, radius: float) -> None:
        """Draw a full circle."""
        self._near(middle, middle, radius)

    @property
    def rows(self) -> tuple[str, ...]:
        """What has been drawn."""
        return tuple("".join(_QUARTERS[quarters] for quarters in row) for row in self._set)

    def _near(self, start: Point, end: Point, reach: float) -> None:
        """Set every dot within reach of what lies between two points."""
        (left, right), (top, bottom) = sorted((start[0], end[0])), sorted((start[1], end[1]))
        for y in range(max(0, int(top - reach)), min(self.height, int(bottom + reach) + 1)):
            for x in range(max(0, int(left - reach)), min(self.width, int(right + reach) + 1)):
                if distance((x + 0.5, y + 0.5), start, end) <= reach:
                    self._set[y // 4][x // 2] |= 1 << (x % 2 + y % 4 // 2 * 2)
