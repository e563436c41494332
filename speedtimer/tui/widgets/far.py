"""How far through: a bar over the whole width with a word on its right."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from speedtimer.tui.widgets.drawn import Drawn


class Far(Drawn):
    """A bar of how far through the session, and how much of it is left, in words."""

    DEFAULT_CSS = "Far { width: 1fr; height: 1; }"
    COMPONENT_CLASSES = {"far--done", "far--left"}  # noqa: RUF012  # as Textual declares it

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._share: float | None = 0.0
        self._words = ""

    def show(self, share: float | None, words: str) -> None:
        """Show a share from 0 to 1, None for no bar; nothing is painted where no cell and no word changes."""
        before = (self._full(), self._length(), self._words)
        self._share, self._words = share, words
        if (self._full(), self._length(), words) != before:
            self.changed()

    def lines(self, width: int, height: int, style: Style) -> Sequence[Sequence[Segment]]:  # noqa: ARG002
        full, length = self._full(), self._length()
        done, left = self.part_style("far--done"), self.part_style("far--left")
        segments = [Segment("━" * full, done), Segment("─" * (length - full), left)]
        if self._words:
            segments.append(Segment(f"  {self._words}" if length else self._words, style))
        return [segments]

    def _length(self) -> int:
        if self._share is None:
            return 0
        return max(0, self.size.width - (cell_len(self._words) + 2 if self._words else 0))

    def _full(self) -> int:
        return round(self._length() * min(1.0, max(0.0, self._share or 0.0)))
