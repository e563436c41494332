"""A figure in motion, drawn as large as it goes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual.timer import Timer

from speedtimer.tui.figures import HEAD, Figure, head, limbs
from speedtimer.tui.widgets.dots import Dots
from speedtimer.tui.widgets.drawn import Drawn

FRAMES_A_SECOND: Final = 8
LEAST_ROWS: Final = 5
"""Below this a figure is a smudge, and nothing is drawn."""

_TALL: Final = 1.12
"""Body heights from the ground to the top: a figure that has risen fits in too."""


class Runner(Drawn):
    """Draws a figure and, if it may, moves it. While it is not to be seen it does nothing at all."""

    DEFAULT_CSS = "Runner { width: 1fr; height: 1fr; }"

    def __init__(self, *, moves: bool = True, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._moves = moves
        self._figure: Figure | None = None
        self._frame = 0
        self._beat: Timer | None = None

    def show(self, figure: Figure | None) -> None:
        """Show a figure, or none."""
        if figure is self._figure:
            return
        self._figure, self._frame = figure, 0 if figure is None else figure.still
        if self._beat is not None:
            self._beat.stop()
            self._beat = None
        if figure is not None and self._moves:
            self._beat = self.set_interval(1 / FRAMES_A_SECOND, self._next)
        self.changed()

    def lines(self, width: int, height: int, style: Style) -> Sequence[Sequence[Segment]]:
        if self._figure is None or height < LEAST_ROWS:
            return ()
        return [[Segment(row.center(width), style)] for row in drawn(self._figure, self._frame, width, height)]

    def _next(self) -> None:
        assert self._figure is not None
        self._frame = (self._frame + 1) % len(self._figure.poses)
        self.changed()


@lru_cache(maxsize=64)
def drawn(figure: Figure, frame: int, columns: int, rows: int) -> tuple[str, ...]:
    """Draw one frame into so many columns and rows of cells, the feet on the last row."""
    dots = Dots(columns, rows)
    scale = min(dots.height / _TALL, dots.width / 0.75)
    thickness = max(1.5, scale / 18)

    def placed(point: tuple[float, float]) -> tuple[float, float]:
        return dots.width / 2 + point[0] * scale, dots.height - thickness / 2 - point[1] * scale

    for limb in limbs(figure, frame):
        dots.line([placed(point) for point in limb], thickness)
    dots.disc(placed(head(figure, frame)), HEAD * scale)
    return tuple(dots.rows)
