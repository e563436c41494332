"""Words set into a drawing so that each is whole and none lies upon another, a line or a mark."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

Cell = tuple[int, int]
"""A column and a row."""

Placed = tuple[int, int, str]
"""A text, and the column and the row in which it begins."""

_GAP: Final = 2
"""How many columns tell one text from the next."""

_HIGHER: Final = 2
"""How much further a row is than a column: cells are about twice as high as wide."""


class Labels:
    """Finds places for words in a drawing.

    Args:
        width: columns there are.
        height: rows there are.
        taken: cells in which a line or a mark is drawn.

    placed: the words that found a place.
    """

    def __init__(self, width: int, height: int, taken: Iterable[Cell]) -> None:
        self._width, self._height = width, height
        self._taken = frozenset(taken)
        self._words: set[Cell] = set()
        self.placed: list[Placed] = []

    def place(self, text: str, places: Iterable[Cell], over: frozenset[Cell] = frozenset()) -> bool:
        """Set a text at the first of some places where it is free. Tell whether there was one.

        Args:
            text: what is written.
            places: the column and row of its first letter, the best first.
            over: taken cells that it may cover all the same.
        """
        for column, row in places:
            cells = {(at, row) for at in range(column, column + len(text))}
            if self._has_room(column, row, len(text)) and not cells & (self._taken - over):
                self.placed.append((column, row, text))
                self._words |= {(at, row) for at in range(column - _GAP, column + len(text) + _GAP)}
                return True
        return False

    def _has_room(self, column: int, row: int, length: int) -> bool:
        """Tell whether a text of that length is within the drawing, and on no other one."""
        if not (column >= 0 and column + length <= self._width and 0 <= row < self._height):
            return False
        return not any((at, row) in self._words for at in range(column, column + length))


def beside(mark: Cell, length: int) -> list[Cell]:
    """Where a text may stand that belongs to a mark: on its right or left, then below or above it."""
    column, row = mark
    ends = (column + 1, column - length)
    around = (column + 1, column - length, column - length // 2)
    return [*((at, row) for at in ends), *((at, row + 1) for at in around), *((at, row - 1) for at in around)]


def along(way: Iterable[Cell], length: int, others: Iterable[Cell]) -> list[Cell]:
    """Where a text may stand that belongs to a way: upon it, then above or below it where no other way is nearer.

    Args:
        way: its cells, the best for the text first.
        length: how long the text is.
        others: the cells of the other ways.
    """
    cells, strangers = list(way), list(others)
    upon = [(column - length // 2, row) for column, row in cells]
    near = [(column + shift, row + down) for down in (-1, 1) for column, row in upon for shift in (0, -3, 3)]

    def is_own(place: Cell) -> bool:
        middle = (place[0] + length // 2, place[1])
        return all(_apart(middle, stranger) > _nearest(middle, cells) for stranger in strangers)

    return [*upon, *(place for place in near if is_own(place))]


def _nearest(middle: Cell, cells: list[Cell]) -> int:
    return min((_apart(middle, cell) for cell in cells), default=0)


def _apart(one: Cell, other: Cell) -> int:
    return abs(one[0] - other[0]) + _HIGHER * abs(one[1] - other[1])
