"""The track from above in small dots: where the laptop stands, where each rep ends, and the straight way back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from rich.segment import Segment
from rich.style import Style

from speedtimer.tui.track import LAP_M, RADIUS_M, START_M, STRAIGHT_M, Point, point, way_back_m
from speedtimer.tui.widgets.drawn import Drawn

LEAST: Final = (31, 8)
"""Columns and rows below which nothing can be told on it."""

_DOTS: Final = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""What each dot of a braille cell adds to its character, row by row."""

_BLANK: Final = 0x2800
_LAPTOP: Final = "laptop"


class Oval(Drawn):
    """A standard track for reps of some lengths.

    Args:
        reps_m: each length once.
    """

    DEFAULT_CSS = "Oval { width: 1fr; height: 1fr; }"

    def __init__(self, reps_m: Sequence[int], *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._reps_m = tuple(reps_m)

    def lines(self, width: int, height: int, style: Style) -> Sequence[Sequence[Segment]]:
        return [[Segment(row, style)] for row in oval(self._reps_m, width, height)]


def oval(reps_m: Sequence[int], width: int, height: int) -> list[str]:
    """Draw the track into so many columns and rows, one of them for the laptop's name; nothing in too few."""
    if width < LEAST[0] or height < LEAST[1]:
        return []
    canvas = _Canvas(width, height - 1)
    canvas.dot(point(step * LAP_M / 800) for step in range(800))
    start = point(START_M)
    labels: list[tuple[int, int, str]] = []
    for rep_m in reps_m:
        end = point(START_M + rep_m)
        # Dashes: four dots of every seven.
        canvas.dot(_between(start, end, step / 140) for step in range(140) if step % 7 < 4)
        column, row = canvas.cell(end)
        labels.append((column, row, f"●{rep_m} m" if end[0] < STRAIGHT_M else "●"))
        if end[0] >= STRAIGHT_M:
            name = f"{rep_m} m"
            labels.append((column - len(name), row, name))
    for rep_m in reps_m:
        column, row = canvas.cell(_between(start, point(START_M + rep_m), 0.55))
        back = f"{way_back_m(START_M, rep_m):.0f} m back"
        labels.append((column - len(back) // 2, row, back))
    column, row = canvas.cell(start)
    labels += [(column, row, "■►"), (max(0, column - 1), row + 1, f"{_LAPTOP}, {START_M} m into the straight")]
    return canvas.rows(labels)


def _between(one: Point, other: Point, share: float) -> Point:
    return one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])


class _Canvas:
    """Cells of two by four dots, as large a part of them as the track fills without being pulled out of shape."""

    def __init__(self, width: int, height: int) -> None:
        self._width, self._height = width, height
        across_m, up_m = STRAIGHT_M + 2 * RADIUS_M, 2 * RADIUS_M
        self._per_m = min((2 * width - 1) / across_m, (4 * height - 1) / up_m)
        self._left = (2 * width - 1 - across_m * self._per_m) / 2 + RADIUS_M * self._per_m
        self._foot = round(up_m * self._per_m)
        self._cells = [[_BLANK] * width for _ in range(height + 1)]

    def dot(self, points: Iterator[Point]) -> None:
        for x, y in map(self._place, points):
            self._cells[y // 4][x // 2] |= _DOTS[y % 4][x % 2]

    def cell(self, place: Point) -> tuple[int, int]:
        """The column and the row in which a place lies."""
        x, y = self._place(place)
        return x // 2, y // 4

    def rows(self, labels: Sequence[tuple[int, int, str]]) -> list[str]:
        """The drawing with words upon it, each at its column and row as far as there is room."""
        rows = [[" " if cell == _BLANK else chr(cell) for cell in row] for row in self._cells]
        for column, row, text in labels:
            first = max(0, min(column, self._width - len(text)))
            for at, letter in enumerate(text[: self._width], first):
                rows[row][at] = letter
        return ["".join(row).rstrip() for row in rows]

    def _place(self, place: Point) -> tuple[int, int]:
        return round(self._left + place[0] * self._per_m), self._foot - round(place[1] * self._per_m)
