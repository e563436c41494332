"""What to arrange before the start, and where the laptop stands if that is a track."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from speedtimer.plan import Plan
from speedtimer.tui.modes import way_of
from speedtimer.tui.track import reps_on_a_track
from speedtimer.tui.widgets.oval import Oval


class Setup(Horizontal):
    """The setup in words and, where the session is for a track and there is room, drawn.

    Args:
        plan: what is to be run.
    """

    DEFAULT_CSS = "Setup #words { width: 1fr; height: 1fr; } Setup #words Static { height: auto; }"

    def __init__(self, plan: Plan, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._plan = plan

    def compose(self) -> ComposeResult:
        way = way_of(self._plan.mode)
        words = (f"{self._plan.name}, {way.name}: {way.means}.", *self._plan.setup)
        yield VerticalScroll(*(Static(paragraph, markup=False) for paragraph in words), id="words", can_focus=False)
        if reps_m := reps_on_a_track(self._plan.steps):
            yield Oval(reps_m, id="oval")

    def scroll_words(self, lines: int) -> None:
        """Move the words up by so many lines, down where that is below zero."""
        self.query_one("#words", VerticalScroll).scroll_relative(y=lines, animate=False)
