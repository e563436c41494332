"""A widget that is drawn whole, once, and kept until it looks different.

Textual asks every widget on the screen for its lines whenever one of them changes, and works each line out anew through
borders, links and opacities, none of which these widgets have. Here the lines are made together, the first time they
are asked for, and made again only after a change of what is shown, of the size or of the style. It is most of what a
tick of the clock costs.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from speedtimer.tui.themes import Attire


class Drawn(Widget):
    """Base of widgets that give all their lines at once, in `lines`. They may have padding, but no border."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._kept: list[Strip] | None = None
        self._kept_for = Size(0, 0)
        self._attire: Attire | None = None

    def wear(self, attire: Attire | None) -> None:
        """Be painted in this from now on, and no more as the style sheets say; None: as they say again."""
        if attire != self._attire:
            self._attire = attire
            self.changed()

    @property
    def worn(self) -> tuple[Style, Color]:
        """The style of every cell, and the ground that it stands on."""
        if self._attire is not None:
            return self._attire.style, self._attire.ground
        return self.rich_style, self.background_colors[1]

    def part_style(self, name: str) -> Style:
        """The style of one of the widget's component classes, on its own ground; what is worn covers all parts."""
        style, _ = self.worn
        return style if self._attire is not None else style + self.get_component_rich_style(name, partial=True)

    def lines(self, width: int, height: int, style: Style) -> Sequence[Sequence[Segment]]:  # noqa: ARG002
        """Give what stands on each line; missing lines, and what is missing at their ends, are blank.

        Args:
            width: columns there are.
            height: lines there are.
            style: the widget's own, which every segment has to bear.
        """
        return ()

    def forget(self) -> None:
        """Draw anew the next time lines are asked for."""
        self._kept = None

    def changed(self) -> None:
        """Draw anew, and have it painted."""
        self.forget()
        self.refresh()

    def notify_style_update(self) -> None:
        self.forget()
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        outer = self.outer_size
        if self._kept is None or self._kept_for != outer:
            self._kept, self._kept_for = self._draw(), outer
        lines = self._kept[crop.y : crop.bottom]
        if crop.column_span == (0, outer.width):
            return lines
        return [line.crop(*crop.column_span) for line in lines]

    def _draw(self) -> list[Strip]:
        """Every line from edge to edge, through the filters that stand for what a terminal cannot show.

        One strip a line: each one that Textual makes comes with seven caches of its own.
        """
        width, height = self.size
        (style, ground), padding = self.worn, self.styles.padding
        filters = self.app.get_line_filters()
        outer = self.outer_size.width

        def whole(segments: list[Segment]) -> Strip:
            for line_filter in filters:
                segments = line_filter.apply(segments, ground)
            return Strip(segments, outer)

        blank = whole([Segment(" " * outer, style)])
        drawn = [
            whole(_between(line, width, padding.left, padding.right, style))
            for line in self.lines(width, height, style)[:height]
        ]
        return [blank] * padding.top + drawn + [blank] * (height - len(drawn) + padding.bottom)


def _between(line: Sequence[Segment], width: int, left: int, right: int, style: Style) -> list[Segment]:
    """A line with blanks on both sides, filled up, or cut where it is too long."""
    length = sum(segment.cell_length for segment in line)
    if length > width:
        line = [*Strip(line).crop(0, width)]
        length = width
    head = [Segment(" " * left, style)] if left else []
    tail = width - length + right
    return [*head, *line, Segment(" " * tail, style)] if tail else [*head, *line]
