"""A widget that is drawn whole, once, and kept until it looks different.

Textual asks for each line of a widget by itself, and to work out its style costs more than to draw it. Here all lines
are made together, the first time one of them is asked for, and made again only after a change of what is shown, of the
size or of the style.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget


class Drawn(Widget):
    """Base of widgets that give all their lines at once, in `lines`."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._kept: list[Strip] | None = None
        self._kept_size = self.size

    def lines(self, width: int, height: int, style: Style) -> Sequence[Sequence[Segment]]:  # noqa: ARG002
        """Give what stands on each line; missing lines, and what is missing at their ends, are blank.

        Args:
            width: columns there are.
            height: lines there are.
            style: the widget's own, which every segment has to bear.
        """
        return ()

    def forget(self) -> None:
        """Draw anew the next time a line is asked for."""
        self._kept = None

    def changed(self) -> None:
        """Draw anew, and have it painted."""
        self.forget()
        self.refresh()

    def notify_style_update(self) -> None:
        self.forget()
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        if self._kept is None or self._kept_size != self.size:
            self._kept_size = self.size
            width, height = self.size
            style = self.rich_style
            drawn = [Strip(line).adjust_cell_length(width, style) for line in self.lines(width, height, style)[:height]]
            self._kept = drawn + [Strip([Segment(" " * width, style)], width)] * (height - len(drawn))
        return self._kept[y] if y < len(self._kept) else Strip.blank(self.size.width)
