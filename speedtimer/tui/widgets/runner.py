"""A figure in motion, drawn as large as it goes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual.timer import Timer

from speedtimer.tui.figures import FIGURES, HEAD, Body, Figure, Point, body
from speedtimer.tui.widgets.drawn import Drawn
from speedtimer.tui.widgets.quarters import Quarters

FRAMES_A_SECOND: Final = 8
LEAST_ROWS: Final = 6
"""Below this a figure is a smudge, and nothing is drawn."""

_MARGIN: Final = 0.03
"""What is left free around the points of a figure, for the thickness of its lines, in body heights."""

_FAR: Final = 0.55
"""How thick the limbs on the far side are beside those on the near side, which tells left from right."""

_TRUNK: Final = 1.2
"""How thick the trunk is beside the limbs on the near side."""

_GROUND: Final = 0.36
"""A dash of the ground and the gap after it, in body heights. Two of them pass by in a cycle, one a step."""


class Runner(Drawn):
    """Draws a figure and, if it may, moves it. While it is not to be seen it does nothing at all."""

    DEFAULT_CSS = "Runner { width: 1fr; height: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._figure: Figure | None = None
        self._frame = 0
        self._may_move = False
        self._is_seen = False
        self._beat: Timer | None = None

    @property
    def figure(self) -> Figure | None:
        """What is shown."""
        return self._figure

    @property
    def frame(self) -> int:
        """Which frame of it."""
        return self._frame

    @property
    def is_moving(self) -> bool:
        """Whether a timer runs."""
        return self._beat is not None

    def show(self, figure: Figure, *, moves: bool) -> None:
        """Show a figure, moving or as a still."""
        if figure is not self._figure or moves is not self._may_move:
            self._figure, self._may_move = figure, moves
            self._frame = figure.still
            self._settle()
            self.changed()

    def on_mount(self) -> None:
        self.app.screen_change_signal.subscribe(self, lambda _: self._settle())

    def on_unmount(self) -> None:
        self.on_hide()

    def on_show(self) -> None:
        self._is_seen = True
        self._settle()

    def on_hide(self) -> None:
        self._is_seen = False
        self._settle()

    def go_on(self) -> None:
        """Show the next frame."""
        if self._figure is not None:
            self._frame = (self._frame + 1) % len(self._figure.poses)
            self.changed()

    def lines(self, width: int, height: int, style: Style) -> Sequence[Sequence[Segment]]:
        if self._figure is None or height < LEAST_ROWS:
            return ()
        return [[Segment(row, style)] for row in drawn(self._figure, self._frame, width, height)]

    def _settle(self) -> None:
        """Let a timer run where, and only where, there is something to see."""
        wanted = self._may_move and self._is_seen and self.screen.is_active
        if wanted and self._beat is None:
            self._beat = self.set_interval(1 / FRAMES_A_SECOND, self.go_on)
        elif not wanted and self._beat is not None:
            self._beat.stop()
            self._beat = None


@lru_cache(maxsize=128)
def drawn(figure: Figure, frame: int, columns: int, rows: int) -> tuple[str, ...]:
    """Draw one frame into so many columns and rows of cells, on ground that goes by on the last row."""
    dots = Quarters(columns, rows)
    left, right, top = _room()
    scale = min((dots.height - 1) / top, dots.width / (right - left))
    thickness = max(1.7, scale / 17)
    ground = dots.height - 0.5
    middle = dots.width / 2 - (left + right) / 2 * scale

    def placed(point: Point) -> Point:
        return middle + point[0] * scale, ground - 0.5 - thickness / 2 - point[1] * scale

    now = body(figure, frame)
    for limb, share in (
        (now.far_arm, _FAR),
        (now.far_leg, _FAR),
        (now.trunk, _TRUNK),
        (now.near_leg, 1.0),
        (now.near_arm, 1.0),
    ):
        dots.line([placed(point) for point in limb], max(1.0, thickness * share))
    dots.disc(placed(now.head), HEAD * scale)
    _draw_ground(dots, ground, _GROUND * scale, 2 * frame / len(figure.poses))
    return dots.rows


def _draw_ground(dots: Quarters, y: float, period: float, gone_by: float) -> None:
    """Draw dashes along the last line of dots, so many of their periods further to the left."""
    for x in range(dots.width):
        if ((x + 0.5) / period + gone_by) % 1 < 0.7:
            dots.disc((x + 0.5, y), 0.1)


@lru_cache(maxsize=1)
def _room() -> tuple[float, float, float]:
    """What all frames of all figures take, in body heights: left, right and top. So all are drawn to one scale, and
    none shifts while it moves."""
    bodies = [body(figure, frame) for figure in FIGURES for frame in range(len(figure.poses))]
    xs = [x for each in bodies for x, _ in _points(each)]
    top = max(each.head[1] for each in bodies) + HEAD
    return min(xs) - _MARGIN, max(xs) + _MARGIN, top + 2 * _MARGIN


def _points(each: Body) -> tuple[Point, ...]:
    return (*each.trunk, *each.near_arm, *each.near_leg, *each.far_arm, *each.far_leg)
