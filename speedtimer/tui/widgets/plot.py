"""The weeks as a plot. It is drawn by plotext, which takes half a second to import: whoever wants a plot imports this
room's file behind the screen, when everything else is painted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textual.app import RenderResult
from textual_plotext import PlotextPlot

from speedtimer.records.session import Week

LEAST_COLUMNS: Final = 3
"""Columns of a week at least: two for its bar and one between."""

_LABEL_EVERY: Final = 15
"""A date stands below the plot about every so many columns."""


class WeeksPlot(PlotextPlot):
    """A bar for each week, as high as the efforts that were done in it; as many weeks as find room, up to the newest.

    Args:
        weeks: oldest first, those without a session too.
    """

    DEFAULT_CSS = "WeeksPlot { width: 1fr; height: 1fr; }"

    def __init__(self, weeks: Sequence[Week], *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._weeks = weeks
        # The widget's own colours; plotext's themes know nothing of a terminal's.
        self.theme = "clear"

    def render(self) -> RenderResult:
        most = max((week.efforts for week in self._weeks), default=0) or 1
        columns = max(1, self.size.width - len(str(most)))
        shown = self._weeks[-max(1, columns // LEAST_COLUMNS) :]
        if shown:
            self._lay_out(shown, most, columns)
        return super().render()

    def _lay_out(self, shown: Sequence[Week], most: int, columns: int) -> None:
        each = max(LEAST_COLUMNS, columns // len(shown))
        plot = self.plt
        plot.clear_figure()
        plot.frame(False)
        # A tenth less than the columns that a bar is to fill, so that no rounding gives one of them another.
        efforts = [week.efforts for week in shown]
        plot.bar(range(len(shown)), efforts, width=(each - 2.1) / each, marker="█", color="default")
        plot.xlim(-0.5, -0.5 + (columns - 1) / each)
        plot.ylim(0, most)
        plot.yticks([0, most])
        places = range(len(shown) - 1, -1, -max(1, _LABEL_EVERY // each))
        plot.xticks(list(places), [f"{shown[place].monday:%m-%d}" for place in places])
