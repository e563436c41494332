"""What to arrange before the start, where the laptop stands if that is a track, and what can still be chosen."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Final

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.geometry import Size
from textual.widgets import Static

from speedtimer.errors import SpeedtimerError
from speedtimer.plan import Plan, Section
from speedtimer.tui.behind import behind
from speedtimer.tui.face import section_name
from speedtimer.tui.messages import ChosenAnew
from speedtimer.tui.modes import after, meaning, switched, way_of
from speedtimer.tui.track import reps_on_a_track
from speedtimer.tui.widgets.arranged import Arranged, arranged
from speedtimer.tui.widgets.choices import Choices
from speedtimer.tui.widgets.oval import Oval
from speedtimer.tui.widgets.profile import Profile
from speedtimer.tui.widgets.row import Hints

BAND_ROWS: Final = 3
"""What the phase's word takes at least, to be drawn large."""


class Setup(Vertical):
    """The setup in words and, where the session is for a track and there is room, drawn; below it the profile, if there
    is room for that as well, and the sections.

    Its height is what all of this takes, as far as the phase's word above it can spare that.

    Args:
        plan: what is to be run.
        sections: gives the sections that the workout has, in a thread; None where none can be chosen any more.
        way_key: the key that changes how it is run.
    """

    DEFAULT_CSS = """
    Setup #arranged { height: 1; }
    Setup #words { width: 1fr; height: 1fr; }
    Setup #words Static { height: auto; }
    Setup.-spaced #words Static { margin-bottom: 1; }
    Setup #profile { margin: 1 0; }
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
        self._words = (f"{plan.name}, {way_of(plan.mode).name}: {meaning(plan.mode, plan.steps)}.", *plan.setup)
        self._reps_m = reps_on_a_track(plan.steps)

    def compose(self) -> ComposeResult:
        with Horizontal(id="arranged"):
            yield VerticalScroll(*(Static(each, markup=False) for each in self._words), id="words", can_focus=False)
            if self._reps_m:
                yield Oval(self._reps_m, id="oval")
        yield Profile(id="profile")
        yield Choices(self._way_key, id="sections")

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        choices = self.query_one(Choices).get_content_height(container, viewport, width)
        most = container.height - BAND_ROWS - choices
        found = self._arranged(width, most)
        # The phase's word has half of what is left.
        profile = found.profile_rows((most - found.rows) // 2)
        return found.rows + choices + (profile + 2 if profile else 0)

    def on_resize(self) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        """Lay out what fits. Heights are whole rows: a container with a share of a height has no height of its own."""
        size = self.size
        height = size.height - self.query_one(Choices).get_content_height(size, size, size.width)
        found = self._arranged(size.width, height)
        self.set_class(found.spaced, "-spaced")
        # Without a bar that takes a column from words which just fit.
        self.query_one("#words").styles.overflow_y = "auto" if found.rows > height else "hidden"
        for oval in self.query(Oval):
            oval.display = found.oval > 0
            oval.styles.width = found.oval
        profile, rows = self.query_one(Profile), found.profile_rows(height - found.rows)
        profile.display = rows > 0
        profile.styles.height = rows
        self.query_one("#arranged").styles.height = max(0, height - (rows + 2 if rows else 0))

    def _arranged(self, width: int, height: int) -> Arranged:
        return arranged(self._words, width, height, drawn=bool(self._reps_m))

    def on_mount(self) -> None:
        self.query_one(Profile).show(self._plan.steps)
        if self._ask is not None:
            self.run_worker(self._find_sections(self._ask), name="sections")

    async def _find_sections(self, ask: Callable[[], tuple[Section, ...]]) -> None:
        # What is wrong with the file by now is said where it is opened anew.
        with suppress(SpeedtimerError):
            self._sections = await behind(self, ask)
            # Once the session has begun this goes, and its parts before it.
            if self.query(Choices):
                self._show()

    def _show(self) -> None:
        self.query_one(Choices).offer(self._sections, self._on, self._mode)
        self._lay_out()

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
            said = f"{way.name.capitalize()}: {meaning(self._mode, self._plan.steps)}"
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
