"""The reps so far as bars beside the clock: how the newest stands to the others is seen from where one walks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.segment import Segment
from rich.style import Style

from speedtimer.tui.lately import RepBars
from speedtimer.tui.widgets.drawn import Drawn

LEAST_ROWS: Final = 6
"""Below this a difference is hardly a step, and nothing is drawn."""

WIDEST: Final = 5
"""Columns of the widest bar: a single one is not to be taken for a block of colour."""

_EIGHTHS: Final = " ▁▂▃▄▅▆▇█"
_FOOT: Final = 0.25
"""How high the shortest stands at least, as a share of what lies between the shortest and the longest. Ours."""

_TENTH: Final = 10
"""What lies between them is a tenth of the longest at least: a second in a minute is not to look like a collapse."""


class Reps(Drawn):
    """Draws a bar a rep, and a line where the expected time is."""

    DEFAULT_CSS = "Reps { width: 1fr; height: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._bars: RepBars | None = None

    def show(self, bars: RepBars) -> None:
        """Show bars; nothing is painted where they are the same."""
        if bars != self._bars:
            self._bars = bars
            self.changed()

    def lines(self, width: int, height: int, style: Style) -> Sequence[Sequence[Segment]]:
        if self._bars is None or height < LEAST_ROWS or width < 1:
            return ()
        return [[Segment(row, style)] for row in drawn(self._bars, width, height)]


def drawn(bars: RepBars, columns: int, rows: int) -> tuple[str, ...]:
    """Draw bars into so many columns and rows: on the last row the reps' numbers, above the best a star.

    Where not all find room, with a column between them, the newest are drawn.
    """
    first = max(0, len(bars.reps) - (columns + 1) // 2)
    count = len(bars.reps) - first
    wide = min(WIDEST, (columns - count + 1) // count)
    lefts = [(columns - count * (wide + 1) + 1) // 2 + place * (wide + 1) for place in range(count)]
    tall = 8 * (rows - 2)
    heights, line = _heights(bars, first, tall)
    cells = [[" "] * columns for _ in range(rows)]
    if line is not None:
        # In the row that the line falls in; a bar that reaches it covers it.
        cells[rows - 2 - min(line, tall - 1) // 8] = ["╌"] * columns
    for place, (left, height) in enumerate(zip(lefts, heights, strict=True)):
        for column in range(left, left + wide):
            _fill(cells, column, height)
        number = str(bars.reps[first + place])
        for column, letter in enumerate(number[-wide:].center(wide), left):
            cells[-1][column] = letter
    if bars.best >= first:
        cells[rows - 2 - (heights[bars.best - first] + 7) // 8][lefts[bars.best - first] + wide // 2] = "*"
    return tuple("".join(row) for row in cells)


def _fill(cells: list[list[str]], column: int, height: int) -> None:
    """Fill a column from the row above the last one upwards, so many eighths of a row."""
    row = len(cells) - 2
    while height > 0:
        cells[row][column] = _EIGHTHS[min(8, height)]
        height -= 8
        row -= 1


def _heights(bars: RepBars, first: int, tall: int) -> tuple[list[int], int | None]:
    """How many eighths of a row high each bar is, and the line of what was expected; the longest of all is so tall."""
    shown = bars.times_ms[first:]
    every = [*shown, *([] if bars.expected_ms is None else [bars.expected_ms])]
    longest = max(every)
    foot = longest - max(longest - min(every), longest / _TENTH) * (1 + _FOOT)

    def height(ms: int) -> int:
        return max(1, round((ms - foot) / (longest - foot) * tall))

    return [height(ms) for ms in shown], None if bars.expected_ms is None else height(bars.expected_ms)
