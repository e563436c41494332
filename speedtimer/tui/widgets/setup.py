"""What to arrange before the start, where the laptop stands if that is a track, and what can still be chosen."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Static

from speedtimer.errors import SpeedtimerError
from speedtimer.plan import Plan, Section
from speedtimer.tui.behind import behind
from speedtimer.tui.face import section_name
from speedtimer.tui.messages import ChosenAnew
from speedtimer.tui.modes import after, switched, way_of
from speedtimer.tui.track import reps_on_a_track
from speedtimer.tui.widgets.choices import Choices
from speedtimer.tui.widgets.oval import Oval
from speedtimer.tui.widgets.row import Hints


class Setup(Vertical):
    """The setup in words and, where the session is for a track and there is room, drawn; below it the sections.

    Args:
        plan: what is to be run.
        sections: gives the sections that the workout has, in a thread; None where none can be chosen any more.
        way_key: the key that changes how it is run.
    """

    DEFAULT_CSS = """
    Setup #arranged { height: 1fr; }
    Setup #words { width: 1fr; height: 1fr; }
    Setup #words Static { height: auto; }
    """

    def __init__(
        self,
        plan: Plan,
        sections: Callable[[], tuple[Section, ...]] | None,
        way_key: str,
        *,
        id: str | None = None,  # noqa: A002  # Textual's name
    ) -> None:
        super().__init__(id=id)
        self._plan, self._ask, self._way_key = plan, sections, way_key
        self._sections: tuple[Section, ...] = ()
        self._on, self._mode = frozenset(step.section for step in plan.steps), plan.mode

    def compose(self) -> ComposeResult:
        way = way_of(self._plan.mode)
        words = (f"{self._plan.name}, {way.name}: {way.means}.", *self._plan.setup)
        with Horizontal(id="arranged"):
            yield VerticalScroll(*(Static(each, markup=False) for each in words), id="words", can_focus=False)
            if reps_m := reps_on_a_track(self._plan.steps):
                yield Oval(reps_m, id="oval")
        yield Choices(self._way_key, id="sections")

    def on_mount(self) -> None:
        if self._ask is not None:
            self.run_worker(self._find_sections(self._ask), name="sections")

    async def _find_sections(self, ask: Callable[[], tuple[Section, ...]]) -> None:
        # What is wrong with the file by now is said where it is opened anew.
        with suppress(SpeedtimerError):
            self._sections = await behind(self, ask)
            self._show()

    def _show(self) -> None:
        self.query_one(Choices).show(self._sections, self._on, self._mode)

    def scroll_words(self, lines: int) -> None:
        """Move the words up by so many lines, down where that is below zero."""
        self.query_one("#words", VerticalScroll).scroll_relative(y=lines, animate=False)

    def on_hints_chosen(self, message: Hints.Chosen) -> None:
        """A click on a section switches it, one on the way changes that."""
        message.stop()
        self._choose(message.id)

    def choose(self, key: str) -> str:
        """Do what a key means for what can be chosen: a number, or anything else for the way. Give the answer to it
        where it can do nothing."""
        if not self._sections:
            return "What is on can be chosen no more"
        if not key.isdecimal():
            self._choose("way")
        elif 1 <= int(key) <= len(self._sections):
            self._choose(self._sections[int(key) - 1])
        else:
            return f"There are {len(self._sections)} sections"
        return ""

    def _choose(self, name: str) -> None:
        if name == "way":
            self._mode = after(self._mode)
            way = way_of(self._mode)
            said = f"{way.name.capitalize()}: {way.means}"
        else:
            section = Section(name)
            self._on = switched(self._on, section)
            said = f"{section_name(section).capitalize()} {'on' if section in self._on else 'off'}"
        self._show()
        # To the app at once: what a screen's own handler has a widget post stops at the screen.
        self.app.post_message(ChosenAnew(self._on, self._mode, said))

    def take_back(self) -> None:
        """Show what is on in the session that is ready: another one cannot be had."""
        self._on, self._mode = frozenset(step.section for step in self._plan.steps), self._plan.mode
        self._show()
