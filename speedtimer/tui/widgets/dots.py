"""Lines and discs out of braille cells, which hold two by four dots each: finer than blocks, for figures."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from speedtimer.tui.widgets.blocks import distance

Point = tuple[float, float]

_BRAILLE: Final = 0x2800
_BITS: Final = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bit of each dot, by row and column within its cell (Unicode 15, block U+2800)."""


class Dots:
    """A canvas of so many columns and rows of cells; dots are counted from its upper left corner."""

    def __init__(self, columns: int, rows: int) -> None:
        self.width, self.height = 2 * columns, 4 * rows
        self._cells = [[0] * columns for _ in range(rows)]

    def line(self, points: Iterable[Point], thickness: float) -> None:
        """Draw a line through points, as thick as so many dots."""
        for start, end in pairwise(points):
            self._near((start, end), thickness / 2)

    def disc(self, middle: Point, radius: float) -> None:
        """Draw a full circle."""
        self._near((middle, middle), radius)

    @property
    def rows(self) -> list[str]:
        """What has been drawn."""
        return ["".join(chr(_BRAILLE + bits) if bits else " " for bits in row) for row in self._cells]

    def _near(self, ends: tuple[Point, Point], reach: float) -> None:
        """Set every dot within reach of what lies between two points."""
        xs, ys = zip(*ends, strict=True)
        for y in range(max(0, int(min(ys) - reach)), min(self.height, int(max(ys) + reach) + 1)):
            for x in range(max(0, int(min(xs) - reach)), min(self.width, int(max(xs) + reach) + 1)):
                if distance((x + 0.5, y + 0.5), *ends) <= reach:
                    self._cells[y // 4][x // 2] |= _BITS[y % 4][x % 2]
