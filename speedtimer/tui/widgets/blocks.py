"""Big letters out of block cells, at any size: what the clock, the phase and the rep are drawn with.

A cell is about twice as high as wide, so it holds two nearly square pixels, one above the other (▀ ▄ █). Where there
are no halves, a cell is one pixel. Nothing here knows a terminal or a widget.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import hypot
from typing import Final

from speedtimer.tui.widgets.strokes import GLYPHS, GRID_HEIGHT, GRID_WIDTH, Glyph, Point

SMALLEST_ROWS: Final = 3
"""Below three rows, six pixels, a letter is no longer told from its neighbours."""

_HALVES: Final = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
_STROKE: Final = 0.17
_WIDTH: Final = 0.62
_GAP: Final = 0.13
_WIDER: Final = (1.3, 1.2, 1.1)
_NARROWER: Final = (1.0, 0.93, 0.86, 0.8)
"""How far letters may be squeezed before they are made smaller instead."""


@dataclass(frozen=True, slots=True)
class Size:
    """The size of letters in pixels. squeeze: how much narrower than they would be by themselves."""

    height: int
    squeeze: float = 1.0

    @property
    def stroke(self) -> int:
        """How wide a stroke is; narrow letters have thinner ones, or what they enclose would close."""
        return max(1, round(self.height * _STROKE * min(1.0, 0.2 + 0.8 * self.squeeze)))

    @property
    def gap(self) -> int:
        return max(1, round(self.height * _GAP * self.squeeze))

    def width(self, letter: str) -> int:
        """How many columns a letter takes."""
        share = GLYPHS[letter].width
        return max(self.stroke, round(self.height * _WIDTH * share * self.squeeze))


@dataclass(frozen=True, slots=True)
class Drawn:
    """A text, drawn: its rows, all of one length, and of each letter the column where it begins and its width."""

    rows: tuple[str, ...]
    letters: tuple[tuple[str, int, int], ...]

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0


def can_draw(text: str) -> bool:
    """Tell whether every character of the text has a big shape."""
    return all(letter in GLYPHS for letter in text)


def text_width(text: str, size: Size) -> int:
    """How many columns a text takes."""
    return sum(size.width(letter) for letter in text) + size.gap * max(0, len(text) - 1)


@lru_cache(maxsize=64)
def fit(text: str, columns: int, rows: int, *, stretch: bool = False) -> Size | None:
    """Give the largest size at which a text fits, or None where it cannot be drawn in so little space.

    Half a row is left free above and below, where there are rows enough. stretch: letters may be made wider than they
    are by themselves, where there is room.
    """
    height = 2 * rows - (2 if rows > SMALLEST_ROWS else 0)
    while height >= 2 * SMALLEST_ROWS - 1:
        for squeeze in (*_WIDER, *_NARROWER) if stretch else _NARROWER:
            size = Size(height, squeeze)
            if text_width(text, size) <= columns:
                return size
        height -= 1
    return None


@lru_cache(maxsize=64)
def draw(text: str, size: Size, rows: int, *, whole_cells: bool = False) -> Drawn:
    """Draw a text, centred in the height of so many rows."""
    top = max(0, (2 * rows - size.height) // 2)
    blank = " " * size.gap
    parts: list[tuple[str, ...]] = []
    letters: list[tuple[str, int, int]] = []
    column = 0
    for letter in text:
        part = _cells(letter, size, top, rows, whole_cells)
        parts.append(part)
        letters.append((letter, column, len(part[0])))
        column += len(part[0]) + size.gap
    return Drawn(tuple(blank.join(row) for row in zip(*parts, strict=True)), tuple(letters))


@lru_cache(maxsize=512)
def _cells(letter: str, size: Size, top: int, rows: int, whole_cells: bool) -> tuple[str, ...]:
    """One letter as rows of cells, `top` pixels down."""
    width = size.width(letter)
    blank = [False] * width
    pixels = [blank] * top + _pixels(GLYPHS[letter], width, size.height, size.stroke)
    pixels += [blank] * (2 * rows - len(pixels))
    if whole_cells:
        return tuple("".join("█" if a or b else " " for a, b in zip(*pair, strict=True)) for pair in _pairs(pixels))
    return tuple("".join(_HALVES[both] for both in zip(*pair, strict=True)) for pair in _pairs(pixels))


def _pairs(pixels: Sequence[list[bool]]) -> list[tuple[list[bool], list[bool]]]:
    return list(zip(pixels[::2], pixels[1::2], strict=True))


def _pixels(glyph: Glyph, width: int, height: int, stroke: int) -> list[list[bool]]:
    """Which pixels of a letter are set, row by row."""
    pixels = [[False] * width for _ in range(height)]
    reach = stroke / 2
    for path in glyph.strokes:
        placed = [_placed(point, width, height, stroke) for point in path]
        for start, end in pairwise(placed):
            for x, y in _around((start, end), reach, width, height):
                pixels[y][x] = pixels[y][x] or distance((x + 0.5, y + 0.5), start, end) <= reach
    for path in glyph.fills:
        outline = [(x / GRID_WIDTH * width, y / GRID_HEIGHT * height) for x, y in path]
        for x, y in _around(outline, 0, width, height):
            pixels[y][x] = pixels[y][x] or _inside((x + 0.5, y + 0.5), outline)
    return pixels


def _around(points: Sequence[Point], reach: float, width: int, height: int) -> Iterator[tuple[int, int]]:
    """The pixels that can lie within reach of what these points span."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    columns = range(max(0, int(min(xs) - reach)), min(width, int(max(xs) + reach) + 1))
    rows = range(max(0, int(min(ys) - reach)), min(height, int(max(ys) + reach) + 1))
    return ((x, y) for y in rows for x in columns)


def _placed(point: Point, width: int, height: int, stroke: int) -> Point:
    """A point of the grid in pixels, snapped so that upright and level strokes are as wide everywhere."""
    x = round(point[0] / GRID_WIDTH * (width - stroke))
    y = round(point[1] / GRID_HEIGHT * (height - stroke))
    return x + stroke / 2, y + stroke / 2


def distance(point: Point, start: Point, end: Point) -> float:
    """How far a point is from a line between two others."""
    along_x, along_y = end[0] - start[0], end[1] - start[1]
    squared = along_x * along_x + along_y * along_y
    from_x, from_y = point[0] - start[0], point[1] - start[1]
    share = 0.0 if squared == 0 else max(0.0, min(1.0, (from_x * along_x + from_y * along_y) / squared))
    return hypot(from_x - share * along_x, from_y - share * along_y)


def _inside(point: Point, outline: Sequence[Point]) -> bool:
    """Whether a point lies inside an outline: an odd number of its edges is crossed on the way out."""
    x, y = point
    crossed = False
    for (x1, y1), (x2, y2) in pairwise([*outline, outline[0]]):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            crossed = not crossed
    return crossed
