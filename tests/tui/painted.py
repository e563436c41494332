"""A terminal's cells as text, for goldens, and as an SVG picture, for the docs and for looking at.

Whatever writes to a terminal is read by pyte, so that a screen drawn by a test and one captured from a real terminal
go the same way. Block characters are drawn as rectangles: no font has them without seams.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from io import StringIO
from itertools import groupby
from typing import Any

import pyte
from rich.console import Console

WIDTH, HEIGHT, MARGIN = 10, 20, 12
NAMED = {
    "black": "#101010",
    "red": "#c23b2e",
    "green": "#3aa655",
    "brown": "#b58900",
    "blue": "#3b7dd8",
    "magenta": "#a055c8",
    "cyan": "#2aa1a8",
    "white": "#c8c8c8",
    "brightblack": "#707070",
    "brightred": "#ff6b5e",
    "brightgreen": "#5fe07f",
    "brightbrown": "#ffd84d",
    "brightyellow": "#ffd84d",
    "brightblue": "#6fb0ff",
    "brightmagenta": "#d597ff",
    "bfightmagenta": "#d597ff",
    "brightcyan": "#6fe0e6",
    "brightwhite": "#ffffff",
}
"""A terminal's own colours, as one terminal might have them; pyte's spelling of one of them is what it is."""

BLOCKS = {
    "█": (0, 8),
    "▀": (0, 4),
    "▄": (4, 8),
    "▁": (7, 8),
    "▂": (6, 8),
    "▃": (5, 8),
    "▅": (3, 8),
    "▆": (2, 8),
    "▇": (1, 8),
}
"""Which eighths of a cell's height a block character fills."""

QUARTERS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
"""Cells by the sum of their quarters that are filled: upper left 1, upper right 2, lower left 4, lower right 8."""


@dataclass(frozen=True)
class Cell:
    text: str
    ink: str
    ground: str
    bold: bool
    underlined: bool = False


def lines(app: Any) -> list[str]:
    """The text on an app's screen, a line a row, without blanks at the ends."""
    return [row.rstrip() for row in _screen(app).display]


def cells(app: Any, ink: str = "#d8d8d8", ground: str = "#101010") -> list[list[Cell]]:
    """The cells of an app's screen. ink, ground: the terminal's default colours."""
    return cells_of(_screen(app), ink, ground)


def cells_of(screen: pyte.Screen, ink: str = "#d8d8d8", ground: str = "#101010") -> list[list[Cell]]:
    """The cells of a terminal."""
    return [[_cell(screen.buffer[y][x], ink, ground) for x in range(screen.columns)] for y in range(screen.lines)]


def svg(rows: list[list[Cell]], ground: str = "#101010") -> str:
    """Draw cells as a picture."""
    width, height = len(rows[0]) * WIDTH + 2 * MARGIN, len(rows) * HEIGHT + 2 * MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">',
        f'<rect width="{width}" height="{height}" rx="8" fill="{ground}"/>',
        '<g font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="16" xml:space="preserve">',
    ]
    for y, row in enumerate(rows):
        parts += drawn_row(row, y, ground)
    return "\n".join([*parts, "</g>", "</svg>", ""])


def drawn_row(row: list[Cell], y: int, ground: str) -> list[str]:
    """Draw a row of cells as the y-th of a picture."""
    return [*_grounds(row, y, ground), *_blocks(row, y), *_texts(row, y)]


def _screen(app: Any) -> pyte.Screen:
    """Let pyte read what the app would write to its terminal."""
    width, height = app.size
    out = StringIO()
    console = Console(width=width, height=height, file=out, force_terminal=True, color_system="truecolor")
    console.print(app.screen._compositor.render_update(full=True, screen_stack=app._background_screens), end="")
    screen = pyte.Screen(width, height)
    screen.reset_mode(pyte.modes.DECAWM)
    pyte.Stream(screen).feed(out.getvalue())
    return screen


def _cell(char: Any, ink: str, ground: str) -> Cell:
    front, back = _colour(char.fg, ink), _colour(char.bg, ground)
    if char.reverse:
        front, back = back, front
    return Cell(char.data, front, back, char.bold, char.underscore)


def _colour(name: str, default: str) -> str:
    if name == "default":
        return default
    return NAMED.get(name, f"#{name}")


def _grounds(row: list[Cell], y: int, ground: str) -> Iterator[str]:
    x = 0
    for colour, together in groupby(row, key=lambda cell: cell.ground):
        count = len(list(together))
        if colour != ground:
            yield _rect(x * WIDTH, y * HEIGHT, count * WIDTH, HEIGHT, colour)
        x += count


def _blocks(row: list[Cell], y: int) -> Iterator[str]:
    x = 0
    for (text, ink), together in groupby(row, key=lambda cell: (cell.text, cell.ink)):
        count = len(list(together))
        if text in BLOCKS:
            top, bottom = BLOCKS[text]
            yield _rect(x * WIDTH, y * HEIGHT + top * HEIGHT / 8, count * WIDTH, (bottom - top) * HEIGHT / 8, ink)
        elif text in QUARTERS[1:]:
            for quarter in range(4):
                if QUARTERS.index(text) >> quarter & 1:
                    down = y * HEIGHT + quarter // 2 * HEIGHT / 2
                    for place in range(x, x + count):
                        yield _rect((place + quarter % 2 / 2) * WIDTH, down, WIDTH / 2, HEIGHT / 2, ink)
        x += count


def _texts(row: list[Cell], y: int) -> Iterator[str]:
    """Text in runs of one style; what is not ASCII cell by cell, since no two fonts agree on how wide it is."""
    x = 0
    for (ink, bold, underlined, drawn, plain), together in groupby(row, key=_style):
        text = "".join(cell.text for cell in together)
        pieces = [(x, text)] if plain else [(x + at, letter) for at, letter in enumerate(text)]
        for column, piece in () if drawn else pieces:
            weight = ' font-weight="bold"' if bold else ""
            weight += ' text-decoration="underline"' if underlined else ""
            place = f'x="{MARGIN + column * WIDTH}" y="{MARGIN + y * HEIGHT + 15}" textLength="{len(piece) * WIDTH}"'
            yield f'<text {place} fill="{ink}"{weight}>{escape(piece)}</text>'
        x += len(text)


def _style(cell: Cell) -> tuple[str, bool, bool, bool, bool]:
    return cell.ink, cell.bold, cell.underlined, cell.text in BLOCKS or cell.text in QUARTERS, cell.text.isascii()


def _rect(x: float, y: float, width: float, height: float, colour: str) -> str:
    return (
        f'<rect x="{MARGIN + x:g}" y="{MARGIN + y:g}" width="{width:g}" height="{height:g}" fill="{colour}" '
        'shape-rendering="crispEdges"/>'
    )
