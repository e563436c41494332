"""Figures as stills, each with its name and how it is done: for whoever looks a plan over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size

from speedtimer.tui.figures import Figure
from speedtimer.tui.widgets.drawn import Drawn
from speedtimer.tui.widgets.row import wrapped
from speedtimer.tui.widgets.runner import drawn

_COLUMNS: Final = 40
"""What a still with its words takes at least; where there is room for more of them they stand side by side."""

_FIGURE: Final = (10, 7)
_GAP: Final = 2


class Stills(Drawn):
    """Draws figures that do not move, side by side and one below the other, as high as that comes to."""

    DEFAULT_CSS = "Stills { width: 1fr; height: auto; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._figures: tuple[Figure, ...] = ()

    def show(self, figures: tuple[Figure, ...]) -> None:
        """Show other figures."""
        if figures != self._figures:
            self._figures = figures
            self.forget()
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        side_by_side = max(1, width // _COLUMNS)
        return -(-len(self._figures) // side_by_side) * (_FIGURE[1] + 1)

    def lines(self, width: int, height: int, style: Style) -> Sequence[Sequence[Segment]]:  # noqa: ARG002
        side_by_side = max(1, width // _COLUMNS)
        lines: list[list[Segment]] = []
        for figures in _in_rows(self._figures, side_by_side):
            cards = [_card(figure, width // side_by_side, style) for figure in figures]
            lines += [[segment for piece in line for segment in piece] for line in zip(*cards, strict=True)]
            lines.append([])
        return lines


def _in_rows(figures: tuple[Figure, ...], side_by_side: int) -> list[tuple[Figure, ...]]:
    return [figures[at : at + side_by_side] for at in range(0, len(figures), side_by_side)]


def _card(figure: Figure, width: int, style: Style) -> list[list[Segment]]:
    """One figure with its words to the right of it, its name in bold, each line as wide as that."""
    columns, rows = _FIGURE
    room = max(0, width - columns - 2 * _GAP)
    words = [figure.name.capitalize(), *wrapped(figure.how, "", room, rows - 2)]
    words = [""] + words + [""] * (rows - 1 - len(words))
    return [
        [
            Segment(f"{row}{' ' * _GAP}", style),
            Segment(f"{text[:room]:<{room + _GAP}}", style + Style(bold=True) if at == 1 else style),
        ]
        for at, (row, text) in enumerate(zip(drawn(figure, figure.still, columns, rows), words, strict=True))
    ]
