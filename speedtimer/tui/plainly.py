"""Where a terminal or its locale can show nothing but ASCII, every line of the screen goes through here."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from rich.cells import cell_len
from rich.segment import Segment
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
