"""The large part of the session screen: what stands in it is drawn by its children, its two sides by itself."""

from __future__ import annotations

from typing import Final

from rich.segment import Segment
from textual.strip import Strip

from speedtimer.tui.widgets.drawn import Drawn

SIDES: Final = {
    "ready": "▎▕",
    "lead-in": "╏╏",
    "work": "██",
    "recovery": "▌▐",
    "jog": "││",
    "paused": "║║",
    "complete": "┃┃",
}
"""What the two sides are made of in each phase, in the colour of its band: one more thing that is not hue."""


class Hero(Drawn):
    """Holds band and clock, one above the other, between two sides that differ from phase to phase.

    The sides stand in its padding, a column each; a border of Textual's would be worked out line by line at every
    change.
    """

    DEFAULT_CSS = "Hero { width: 1fr; height: 1fr; layout: vertical; padding: 0 1; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._sides = "  "

    def dress(self, look: str, *, lit: bool) -> bool:
        """Take on the look of a phase, lit up or not. All its classes change at once, since every change costs a round
        of styles. Tell whether anything changed."""
        classes = {f"-{look}", "-flash"} if lit else {f"-{look}"}
        if self.classes == classes:
            return False
        self._sides = SIDES[look]
        self.set_classes(classes)
        return True

    def _draw(self) -> list[Strip]:
        width, height = self.outer_size
        style, background = self.rich_style, self.background_colors[1]
        segments = [Segment((" " * max(0, width - 2)).join(self._sides)[:width], style)]
        for line_filter in self.app.get_line_filters():
            segments = line_filter.apply(segments, background)
        return [Strip(segments, width)] * height
