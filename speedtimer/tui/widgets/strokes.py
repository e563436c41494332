"""The shapes of big letters: strokes and filled outlines on a small grid, drawn to any size by `blocks`.

A glyph lies on a grid 4 wide and 6 high, y downwards. A stroke is a polyline; a fill is an outline to be filled.
Corners are cut, not square, and bowls stay open, since from five metres that is what tells 6 from 8 and 3 from B.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

Point = tuple[float, float]

GRID_WIDTH: Final = 4
GRID_HEIGHT: Final = 6


@dataclass(frozen=True, slots=True)
class Glyph:
    """One shape. width: of its grid, as a share of the common width; 0 for no wider than a stroke."""

    strokes: tuple[tuple[Point, ...], ...] = ()
    fills: tuple[tuple[Point, ...], ...] = ()
    width: float = 1.0


def _path(text: str) -> tuple[Point, ...]:
    """Read `0,1 2.5,6` as points."""
    return tuple((float(x), float(y)) for x, y in (pair.split(",") for pair in text.split()))


def _lines(*paths: str, width: float = 1.0) -> Glyph:
    return Glyph(strokes=tuple(_path(path) for path in paths), width=width)


def _filled(*outlines: str, width: float = 1.0) -> Glyph:
    return Glyph(fills=tuple(_path(outline) for outline in outlines), width=width)


_ROUND: Final = "1,0 3,0 4,1 4,5 3,6 1,6 0,5 0,1 1,0"

GLYPHS: Final[dict[str, Glyph]] = {
    "0": _lines(_ROUND),
    "1": _lines("0.6,1.4 2,0 2,6", "0.6,6 3.4,6"),
    "2": _lines("0,1 1,0 3,0 4,1 4,2 0,6 4,6"),
    "3": _lines("0,1 1,0 3,0 4,1 4,2 3,3 4,4 4,5 3,6 1,6 0,5", "3,3 1.5,3"),
    "4": _lines("3,6 3,0 0,4 4,4"),
    "5": _lines("4,0 0,0 0,2.7 3,2.7 4,3.7 4,5 3,6 1,6 0,5"),
    "6": _lines("3.6,0 2,0 0,2 0,5 1,6 3,6 4,5 4,3.6 3,2.6 0,2.6"),
    "7": _lines("0,0 4,0 4,0.6 1.6,6"),
    "8": _lines("1,0 3,0 4,1 4,2 3,3 4,4 4,5 3,6 1,6 0,5 0,4 1,3 0,2 0,1 1,0", "1,3 3,3"),
    "9": _lines("0.4,6 2,6 4,4 4,1 3,0 1,0 0,1 0,2.4 1,3.4 4,3.4"),
    ":": _lines("2,1.6 2,1.8", "2,4.2 2,4.4", width=0.0),
    ".": _lines("2,5.9 2,6", width=0.0),
    "!": _lines("2,0 2,3.9", "2,5.9 2,6", width=0.0),
    "/": _lines("0,6 4,0", width=0.62),
    "+": _lines("0,3 4,3", "2,1 2,5", width=0.8),
    "-": _lines("0,3 4,3", width=0.7),
    "?": _lines("0,1 1,0 3,0 4,1 4,2 2,3.5 2,4", "2,5.9 2,6"),
    " ": Glyph(width=0.2),
    "A": _lines("0,6 0,2 2,0 4,2 4,6", "0,4 4,4"),
    "B": _lines("0,0 3,0 4,1 4,2 3,3 4,4 4,5 3,6 0,6 0,0", "0,3 3,3"),
    "C": _lines("4,1 3,0 1,0 0,1 0,5 1,6 3,6 4,5"),
    "D": _lines("0,0 2.6,0 4,1.4 4,4.6 2.6,6 0,6 0,0"),
    "E": _lines("4,0 0,0 0,6 4,6", "0,3 3.2,3", width=0.9),
    "F": _lines("4,0 0,0 0,6", "0,3 3.2,3", width=0.9),
    "G": _lines("4,1 3,0 1,0 0,1 0,5 1,6 3,6 4,5 4,3.4 2.4,3.4"),
    "H": _lines("0,0 0,6", "4,0 4,6", "0,3 4,3"),
    "I": _lines("2,0 2,6", width=0.0),
    "J": _lines("4,0 4,5 3,6 1,6 0,5 0,4.4", width=0.9),
    "K": _lines("0,0 0,6", "4,0 0.6,3 4,6"),
    "L": _lines("0,0 0,6 4,6", width=0.85),
    "M": _lines("0,6 0,0 2,2.8 4,0 4,6", width=1.25),
    "N": _lines("0,6 0,0 4,6 4,0"),
    "O": _lines(_ROUND),
    "P": _lines("0,6 0,0 3,0 4,1 4,2.4 3,3.4 0,3.4"),
    "Q": _lines(_ROUND, "2.4,4.4 4,6"),
    "R": _lines("0,6 0,0 3,0 4,1 4,2.2 3,3.2 0,3.2", "2,3.2 4,6"),
    "S": _lines("4,1 3,0 1,0 0,1 0,2 1,3 3,3 4,4 4,5 3,6 1,6 0,5"),
    "T": _lines("0,0 4,0", "2,0 2,6"),
    "U": _lines("0,0 0,5 1,6 3,6 4,5 4,0"),
    "V": _lines("0,0 2,6 4,0"),
    "W": _lines("0,0 0.8,6 2,2 3.2,6 4,0", width=1.55),
    "X": _lines("0,0 4,6", "4,0 0,6"),
    "Y": _lines("0,0 2,3 4,0", "2,3 2,6"),
    "Z": _lines("0,0 4,0 0,6 4,6"),
    "m": _lines("0,6 0,2.4 1.4,2.4 2,3 2,6", "2,3 2.6,2.4 3.4,2.4 4,3 4,6", width=1.2),
    "s": _lines("4,2.8 3.4,2.4 0.6,2.4 0,2.9 0,3.7 0.6,4.2 3.4,4.2 4,4.7 4,5.5 3.4,6 0.6,6 0,5.6", width=0.9),
    # One sign to a phase, so that shape tells it where colour cannot.
    "►": _filled("0,0 4,3 0,6"),
    "◄": _filled("4,0 0,3 4,6"),
    "▲": _filled("2,0 4,3 2.9,3 2.9,6 1.1,6 1.1,3 0,3"),
    "‖": _filled("0.2,0 1.6,0 1.6,6 0.2,6", "2.4,0 3.8,0 3.8,6 2.4,6"),
    "»": _lines("0,0.8 1.5,3 0,5.2", "2.5,0.8 4,3 2.5,5.2", width=1.2),
    "●": _filled("1.2,0.6 2.8,0.6 4,1.8 4,4.2 2.8,5.4 1.2,5.4 0,4.2 0,1.8"),
    "✓": _lines("0,3.4 1.5,5 4,1"),
}
"""What can be drawn big. The signs at the end stand for phases and bear the names of their nearest characters."""
