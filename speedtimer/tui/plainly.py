"""Where a terminal or its locale cannot show every character, every line of the screen goes through here."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import groupby
from typing import Final

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

_DRAWN: Final = {
    **dict.fromkeys("█▀▄▌▐▊▎▋▍▉▅▆▇▘▝▖▗▛▜▙▟▞▚", "#"),
    **dict.fromkeys("▁▂▃", "_"),
    **dict.fromkeys("│┃║╏╎▕", "|"),
    **dict.fromkeys("─╌", "-"),
    **dict.fromkeys("━═╍", "="),
    **dict.fromkeys("╭╮╰╯┌┐└┘┏┓┗┛╔╗╚╝", "+"),
    **dict.fromkeys("–—", "-"),
    **dict.fromkeys("‘’", "'"),
    **dict.fromkeys("“”„", '"'),
    **dict.fromkeys(map(chr, range(0x2801, 0x2900)), "."),
    "■": "#",
    "…": ".",
    "×": "x",
    "·": "-",
    "►": ">",
    "◄": "<",
    "▲": "^",
    "‖": "|",
    "»": ">",
    "●": "o",
    "✓": "v",
}


class Ascii(LineFilter):
    """Puts an ASCII character in the place of every other one, as wide as it was."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002  # Textual's own
        return [Segment(in_ascii(text), style, control) for text, style, control in segments]


class WholeCells(LineFilter):
    """Draws by cells that are filled or not, a blank in swapped colours for a filled one, and keeps of other characters
    those of Latin-1."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002  # Textual's own
        return [
            Segment(text, style if not filled else (style or Style()) + _swapped(style), control)
            for whole, style, control in segments
            for text, filled in in_whole_cells(whole)
        ]


@lru_cache(maxsize=2048)
def in_whole_cells(text: str) -> tuple[tuple[str, bool], ...]:
    """Split a text into blanks to be filled and text to be written, in as many cells."""
    if text.isascii():
        return ((text, False),)
    runs = groupby(text, key=lambda letter: _DRAWN.get(letter) == "#")
    return tuple((_written("".join(letters), filled=filled), filled) for filled, letters in runs)


def _written(text: str, *, filled: bool) -> str:
    if filled:
        return " " * len(text)
    return "".join(letter if letter <= "\xff" and letter.isprintable() else _likeness(letter) for letter in text)


def _swapped(style: Style | None) -> Style:
    return Style(reverse=not (style is not None and style.reverse))


@lru_cache(maxsize=2048)
def in_ascii(text: str) -> str:
    """Write a text in ASCII, in as many cells: `é` as `e`, a full block as `#`, what has no likeness as `?`."""
    return text if text.isascii() else "".join(_likeness(letter) for letter in text)


def _likeness(letter: str) -> str:
    if letter.isascii():
        return letter
    if letter in _DRAWN:
        return _DRAWN[letter]
    plain = unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode()
    width = cell_len(letter)
    return plain if len(plain) == width else "?" * width
