"""Widgets that draw big letters into whatever room they are given: the clock, and the band with phase and rep."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from speedtimer.tui.widgets.blocks import Drawn, Size, can_draw, draw, fit

WIDE = 60
"""From so many columns on, margins are two wide."""


class Clock(Widget):
    """One short text as large as it goes, in the middle; plain and bold where there are less than three rows."""

    DEFAULT_CSS = "Clock { width: 1fr; height: 1fr; }"

    def __init__(self, *, ascii_only: bool = False, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._ascii_only = ascii_only
        self._text = ""

    def show(self, text: str) -> None:
        """Show a text. Only letters that are not the same as before are painted again."""
        if text == self._text:
            return
        before, self._text = self._drawn(), text
        after = self._drawn()
        regions = _changed(before, after, self.size.width, self.size.height)
        if regions is None:
            self.refresh()
        elif regions:
            self.refresh(*regions)

    def render_line(self, y: int) -> Strip:
        width, style = self.size.width, self.rich_style
        drawn = self._drawn()
        if drawn is not None:
            row = f"{' ' * ((width - drawn.width) // 2)}{drawn.rows[y]}".ljust(width)
        else:
            row = (self._text if y == self.size.height // 2 else "").center(width)[:width]
            style += Style(bold=True)
        return Strip([Segment(row, style)], width)

    def _drawn(self) -> Drawn | None:
        width, height = self.size
        if not self._text or not can_draw(self._text) or width < 1 or height < 1:
            return None
        size = fit(self._text, width - 2, height, stretch=True)
        return None if size is None else draw(self._text, size, height, ascii_only=self._ascii_only)


class Band(Widget):
    """The phase in a word with its sign on the left, the rep on the right, both as large as they go together."""

    DEFAULT_CSS = "Band { width: 1fr; height: 1fr; }"

    def __init__(self, *, ascii_only: bool = False, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._ascii_only = ascii_only
        self._sign = self._word = self._rep = ""

    def show(self, sign: str, word: str, rep: str) -> None:
        """Show a phase and a rep; nothing is painted where neither has changed."""
        if (sign, word, rep) != (self._sign, self._word, self._rep):
            self._sign, self._word, self._rep = sign, word, rep
            self.refresh()

    def render_line(self, y: int) -> Strip:
        width, style = self._room(), self.rich_style
        size = self._letters()
        if size is not None:
            left, right = (self._row(text, size, y) for text in (f"{self._sign} {self._word}", self._rep))
        elif y == self.size.height // 2:
            sign = "" if self._ascii_only else f"{self._sign} "
            left, right = f"{sign}{self._word}", self._rep
            style += Style(bold=True)
        else:
            left = right = ""
        row = f"{left}{right:>{max(0, width - len(left))}}"[:width].ljust(width).center(self.size.width)
        return Strip([Segment(row, style)], self.size.width)

    def _room(self) -> int:
        """The columns between the margins. They are drawn, not padding, so that they too can be reversed."""
        margin = 2 if self.size.width >= WIDE else 1
        return max(0, self.size.width - 2 * margin)

    def _letters(self) -> Size | None:
        """The size for both texts, with room for two letters between them."""
        text = f"{self._sign} {self._word}"
        if self._rep:
            text += f"  {self._rep}"
        return fit(text, self._room(), self.size.height) if can_draw(text) else None

    def _row(self, text: str, size: Size, y: int) -> str:
        return draw(text, size, self.size.height, ascii_only=self._ascii_only).rows[y] if text else ""


def _changed(before: Drawn | None, after: Drawn | None, width: int, height: int) -> list[Region] | None:
    """Where two drawn texts differ; None where everything may."""
    if before is None or after is None or before.width != after.width:
        return None
    left = (width - after.width) // 2
    regions: list[Region] = []
    for (old, old_column, old_width), (new, column, letter_width) in zip(before.letters, after.letters, strict=False):
        if (old_column, old_width) != (column, letter_width):
            return None
        if old != new:
            regions.append(Region(left + column, 0, letter_width, height))
    return regions if len(before.letters) == len(after.letters) else None
