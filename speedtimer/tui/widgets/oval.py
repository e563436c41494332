"""The track from above in small dots: where the laptop stands, where each rep ends, and the straight way back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from rich.segment import Segment
from rich.style import Style

from speedtimer.tui.track import LAP_M, RADIUS_M, START_M, STRAIGHT_M, Point, point, way_back_m
from speedtimer.tui.widgets.drawn import Drawn
from speedtimer.tui.widgets.labels import Cell, Labels, Placed, along, beside

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
    """Draw the track into so many columns and rows, one of them for the laptop's name; nothing in too few.

    Words for which there is no room are left out, those on the ways back before those on the reps.
    """
    if width < LEAST[0] or height < LEAST[1]:
        return []
    canvas = _Canvas(width, height - 1)
    start = point(START_M)
    ends = {rep_m: point(START_M + rep_m) for rep_m in reps_m}
    lap = canvas.dot(point(step * LAP_M / 800) for step in range(800))
    # Dashes: four dots of every seven.
    ways = {
        rep_m: canvas.dot(_between(start, end, step / 140) for step in range(140) if step % 7 < 4)
        for rep_m, end in ends.items()
    }
    column, row = canvas.cell(start)
    marks: list[Placed] = [*((*canvas.cell(end), "●") for end in ends.values()), (column, row, "■►")]
    marked = {(column + at, row) for column, row, text in marks for at in range(len(text))}
    labels = Labels(width, height, lap | marked | frozenset().union(*ways.values()))
    laptop = f"{_LAPTOP}, {START_M} m into the straight"
    labels.place(laptop, [(max(0, min(column - 1, width - len(laptop))), row + 1)])
    for rep_m, end in ends.items():
        _beside_its_end(labels, f"{rep_m} m", canvas.cell(end), ways[rep_m] - marked - lap)
    for rep_m, end in ends.items():
        own = [canvas.cell(_between(start, end, (55 + off * side) / 100)) for off in range(30) for side in (1, -1)]
        others = [cell for other_m, way in ways.items() if other_m != rep_m for cell in way]
        text = f"{way_back_m(START_M, rep_m):.0f} m back"
        labels.place(text, along(own, len(text), others), ways[rep_m] - marked - lap)
    return canvas.rows([*marks, *labels.placed])


def rows_of(columns: int) -> int:
    """How many rows the track takes in so many columns, with that for the laptop's name."""
    foot = round(2 * RADIUS_M * (2 * columns - 1) / (STRAIGHT_M + 2 * RADIUS_M))
    return foot // 4 + 2


def _beside_its_end(labels: Labels, text: str, mark: Cell, way: frozenset[Cell]) -> None:
    """Name the end of a rep, on its way back only where there is room nowhere else."""
    places = beside(mark, len(text))
    if not labels.place(text, places):
        labels.place(text, places, way)


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

    def dot(self, points: Iterator[Point]) -> frozenset[Cell]:
        """Draw points, and give the cells in which they lie."""
        drawn = [self._place(place) for place in points]
        for x, y in drawn:
            self._cells[y // 4][x // 2] |= _DOTS[y % 4][x % 2]
        return frozenset((x // 2, y // 4) for x, y in drawn)

    def cell(self, place: Point) -> tuple[int, int]:
        """The column and the row in which a place lies."""
        x, y = self._place(place)
        return x // 2, y // 4

    def rows(self, labels: Sequence[Placed]) -> list[str]:
        """The drawing with marks and words upon it."""
        rows = [[" " if cell == _BLANK else chr(cell) for cell in row] for row in self._cells]
        for column, row, text in labels:
            rows[row][column : column + len(text)] = text
        return ["".join(row).rstrip() for row in rows]

    def _place(self, place: Point) -> tuple[int, int]:
        return round(self._left + place[0] * self._per_m), self._foot - round(place[1] * self._per_m)
