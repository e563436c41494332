"""Widgets that draw big letters into whatever room they are given: the clock, and the band with phase and rep."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region

from speedtimer.tui.widgets.blocks import Drawn as Letters
from speedtimer.tui.widgets.blocks import Size, can_draw, draw, fit
from speedtimer.tui.widgets.drawn import Drawn

WIDE = 60
"""From so many columns on, margins are two wide."""


class Clock(Drawn):
    """One short text as large as it goes, in the middle; plain and bold where there are less than three rows."""

    DEFAULT_CSS = "Clock { width: 1fr; height: 1fr; }"

    def __init__(self, *, whole_cells: bool = False, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._whole_cells = whole_cells
        self._text = ""

    def show(self, text: str) -> None:
        """Show a text. Only letters that are not the same as before are painted again."""
        if text == self._text:
            return
        before, self._text = self._letters(), text
        regions = _changed(before, self._letters(), self.size.width, self.size.height)
        self.forget()
        if regions is None:
            self.refresh()
        elif regions:
            self.refresh(*regions)

    def lines(self, width: int, height: int, style: Style) -> Sequence[Sequence[Segment]]:
        drawn = self._letters()
        if drawn is not None:
            margin = " " * ((width - drawn.width) // 2)
            return [[Segment(f"{margin}{row}", style)] for row in drawn.rows]
        blank: list[list[Segment]] = [[]] * (height // 2)
        return [*blank, [Segment(self._text.center(width)[:width], style + Style(bold=True))]]

    def _letters(self) -> Letters | None:
        width, height = self.size
        if not self._text or not can_draw(self._text) or width < 1 or height < 1:
            return None
        size = fit(self._text, width - 2, height, stretch=True)
        return None if size is None else draw(self._text, size, height, whole_cells=self._whole_cells)


class Band(Drawn):
    """The phase in a word with its sign on the left, the rep on the right, both as large as they go together."""

    DEFAULT_CSS = "Band { width: 1fr; height: 1fr; }"

    def __init__(self, *, whole_cells: bool = False, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._whole_cells = whole_cells
        self._sign = self._word = self._rep = ""

    def show(self, sign: str, word: str, rep: str) -> None:
        """Show a phase and a rep; nothing is painted where neither has changed."""
        if (sign, word, rep) != (self._sign, self._word, self._rep):
            self._sign, self._word, self._rep = sign, word, rep
            self.changed()

    def lines(self, width: int, height: int, style: Style) -> Sequence[Sequence[Segment]]:
        room, size = self._room(), self._letter_size()
        if size is not None:
            left, right = (self._rows(text, size, height) for text in (f"{self._sign} {self._word}", self._rep))
            rows = [_apart(*pair, room) for pair in zip(left, right, strict=True)]
        else:
            sign = "" if self._whole_cells else f"{self._sign} "
            rows = [""] * (height // 2) + [_apart(f"{sign}{self._word}", self._rep, room)]
            style += Style(bold=True)
        return [[Segment(row.center(width), style)] for row in rows]

    def _room(self) -> int:
        """The columns between the margins. They are drawn, not padding, so that they too can be reversed."""
        margin = 2 if self.size.width >= WIDE else 1
        return max(0, self.size.width - 2 * margin)

    def _letter_size(self) -> Size | None:
        """The size for both texts, with room for two letters between them."""
        text = f"{self._sign} {self._word}"
        if self._rep:
            text += f"  {self._rep}"
        return fit(text, self._room(), self.size.height) if can_draw(text) else None

    def _rows(self, text: str, size: Size, height: int) -> tuple[str, ...]:
        return draw(text, size, height, whole_cells=self._whole_cells).rows if text else ("",) * height


def _apart(left: str, right: str, room: int) -> str:
    """One text at each end of a row."""
    return f"{left}{right:>{max(0, room - len(left))}}"[:room].ljust(room)


def _changed(before: Letters | None, after: Letters | None, width: int, height: int) -> list[Region] | None:
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
