"""The history: the sessions that were, a page at a time, and the weeks as a plot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from importlib import import_module
from typing import Final

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from speedtimer.actions import Action
from speedtimer.app.review import HistoryLine, Review
from speedtimer.errors import SpeedtimerError
from speedtimer.records.session import Week
from speedtimer.tui.behind import behind
from speedtimer.tui.screens.kept import DELETED, KeptScreen
from speedtimer.tui.screens.keyed import COMMON, QUIT, Keyed
from speedtimer.tui.widgets.row import Hint, Hints, Row
from speedtimer.units import clock_text

WIDE: Final = 74
"""From so many columns on a line says all there is to say of a session."""

WITH_CLOCK: Final = 90
"""From so many columns on also at what time of the day it began."""

AHEAD: Final = 10
"""So many lines before the last one that is there the next page is read."""


class HistoryScreen(Keyed[None]):
    """Choose a session that was.

    Args:
        past: the sessions that were.
    """

    CSS_PATH = "history.tcss"
    ACTIONS = (
        Action(
            "look",
            ("enter", "space", "right"),
            "look at this session",
            "what it came to, against the others",
            hint="look",
        ),
        Action("move", ("up", "down", "pageup", "pagedown", "home", "end"), "", "go through the sessions"),
        Action(
            "weeks", ("w",), "the weeks", "efforts a week in the place of the list, and the list again", hint="weeks"
        ),
        Action("delete", ("x", "delete"), "delete this session", "out of the history; u takes it back", hint="delete"),
        Action("undo", ("u",), "undo", "take the last session back that was deleted or thrown away", hint="undo"),
        *COMMON,
        Action("library", ("escape",), "back to the library", "choose a workout", hint="library"),
        QUIT,
    )
    HINTS = ("look", "weeks", "delete", "undo", "keys", Hint("Up Down", "move", "move"), "theme", "library")
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-middle")]  # noqa: RUF012  # as Textual declares

    def __init__(self, past: Review) -> None:
        super().__init__()
        self._past = past
        self._lines: list[HistoryLine] = []
        self._weeks: tuple[Week, ...] = ()
        self._whole = self._reading = self._changing = False

    @property
    def commands(self) -> tuple[Action, ...]:
        of_the_list = ("look", "delete") if self.has_class("-weeks") else ()
        return tuple(action for action in super().commands if action.id not in of_the_list)

    @property
    def hints(self) -> tuple[Hint, ...]:
        if not self.has_class("-weeks"):
            return super().hints
        of_weeks = (replace(hint, does="list") if hint.id == "weeks" else hint for hint in super().hints)
        return tuple(hint for hint in of_weeks if hint.id in ("weeks", "keys", "theme", "library"))

    def compose(self) -> ComposeResult:
        yield Row("History", id="name")
        yield Container(id="weeks")
        yield Row(id="week")
        yield OptionList(id="list", markup=False)
        yield Row("Looking back", id="answer")
        yield Hints(id="hints")

    def on_mount(self) -> None:
        self.query_one(Hints).show(self.hints)
        self.query_one("#list", OptionList).focus()
        self.run_worker(self._open(), name="open")

    def on_resize(self, event: events.Resize) -> None:
        self._list(self.query_one("#list", OptionList).highlighted, event.size.width)
        self.query_one("#week", Row).show(weeks_text(self._weeks, event.size.width))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        if event.option_index >= len(self._lines) - AHEAD and not self._whole and not self._reading:
            self.run_worker(self._read_on(), name="read on")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self._look(event.option_index)

    async def do(self, name: str, at: float, key: str = "") -> None:
        chosen = self.query_one("#list", OptionList).highlighted
        match name:
            case "look" | "delete" if self.has_class("-weeks"):
                self.say("w goes back to the list")
            case "look" if chosen is not None:
                self._look(chosen)
            case "delete" | "undo" if self._changing:
                # A doubled key: one session goes, or comes back, at a time.
                pass
            case "delete" if chosen is not None:
                self._changing = True
                self.run_worker(self._delete(chosen), name="delete")
            case "undo":
                self._changing = True
                self.run_worker(self._take_back(), name="take back")
            case "weeks":
                self.toggle_class("-weeks")
                self.query_one(Hints).show(self.hints)
                self.query_one("#list", OptionList).focus()
            case _:
                await super().do(name, at, key)

    def _look(self, index: int) -> None:
        if self.app.screen is not self:
            # A doubled key: the session is on the screen already.
            return
        line = self._lines[index]

        def left(answer: str | None) -> None:
            if answer == DELETED:
                self._gone(index)
            else:
                self.run_worker(self._read_again(index, line), name="read again")

        self.app.push_screen(KeptScreen(self._past, line.session), left)

    async def _open(self) -> None:
        await self._read_on()
        if not self._lines:
            self.say("No session has been run yet")
        await self._draw_weeks()

    async def _read_on(self) -> None:
        """Read the next page, and show it below what is there."""
        self._reading = True
        before = self._lines[-1].key if self._lines else None
        try:
            page = await behind(self, partial(self._past.page, before))
        except SpeedtimerError as fault:
            self.say(str(fault))
            page = ()
        else:
            if before is None:
                self.say("")
        finally:
            self._reading = False
        self._whole = not page
        self._lines += page
        shown = self.query_one("#list", OptionList)
        shown.add_options([Option(line_text(line, self.size.width)) for line in page])
        if before is None and page:
            shown.highlighted = 0

    async def _read_again(self, index: int, line: HistoryLine) -> None:
        """A session has been looked at, and may have been changed."""
        try:
            page = await behind(self, partial(self._past.page, line.key + 1))
        except SpeedtimerError as fault:
            self.say(str(fault))
            return
        if page and page[0].session == line.session:
            self._lines[index] = page[0]
            self._list(index)

    async def _draw_weeks(self) -> None:
        try:
            self._weeks = weeks = await behind(self, self._past.weeks)
        except SpeedtimerError as fault:
            self.say(str(fault))
            return
        self.query_one("#week", Row).show(weeks_text(weeks, self.size.width))
        if any(week.sessions for week in weeks):
            # Half a second the first time, so not before it is wanted, and not in the way of a key.
            plot = await behind(self, partial(import_module, "speedtimer.tui.widgets.plot"))
            pane = self.query_one("#weeks", Container)
            await pane.remove_children()
            await pane.mount(Row("Efforts a week", id="weeks-title"), plot.WeeksPlot(weeks))

    async def _delete(self, index: int) -> None:
        try:
            await behind(self, partial(self._past.delete, self._lines[index].session))
        except SpeedtimerError as fault:
            self.say(str(fault))
        else:
            self._gone(index)
        finally:
            self._changing = False

    def _gone(self, index: int) -> None:
        line = self._lines.pop(index)
        self.say(f"Deleted: {line.name} of {line.day}. u takes it back")
        self._list(index)
        self.run_worker(self._draw_weeks(), name="weeks")

    async def _take_back(self) -> None:
        try:
            line = await behind(self, self._past.take_back)
        except SpeedtimerError as fault:
            self.say(str(fault))
            return
        finally:
            self._changing = False
        if line is None:
            self.say("Nothing to take back")
            return
        index = next((at for at, other in enumerate(self._lines) if other.key < line.key), None)
        if index is None and not self._whole:
            await self._read_on()
        elif line not in self._lines:
            self._lines.insert(len(self._lines) if index is None else index, line)
        self.say(line.taken_back)
        self._list(next((at for at, other in enumerate(self._lines) if other.key == line.key), 0))
        await self._draw_weeks()

    def _list(self, highlighted: int | None, columns: int | None = None) -> None:
        """Show all lines again. columns: how wide the window is about to be."""
        shown = self.query_one("#list", OptionList)
        shown.clear_options()
        shown.add_options([Option(line_text(line, columns or self.size.width)) for line in self._lines])
        shown.highlighted = min(highlighted or 0, len(self._lines) - 1) if self._lines else None


def line_text(line: HistoryLine, columns: int) -> str:
    """Return one session as a line, in columns where there is room for them."""
    if columns < WIDE:
        figures = f"{line.effort_m} m" if line.effort_m else _efforts(line)
        return f"{line.day}  {line.name}, {figures if line.state == 'complete' else line.state}"
    metres = f", {line.effort_m} m" if line.effort_m else ""
    mark = "" if line.effort is None else f", felt {line.effort}"
    when = f"{line.day} {line.clock}" if columns >= WITH_CLOCK else line.day
    what = f"{when}  {line.name[:20]:<20}  {line.state:<9}"
    return f"{what}{clock_text(line.length_ms):>8}  {_efforts(line)}{metres}{mark}"


def weeks_text(weeks: Sequence[Week], columns: int) -> str:
    """Return the figures of this week and the one before as a line."""
    if len(weeks) < 2:
        return ""
    last, this = weeks[-2:]
    if columns < WIDE:
        return f"Efforts: {this.efforts} this week, {last.efforts} last week"
    return f"This week {_week(this)}; last week {_week(last)}"


def _week(week: Week) -> str:
    if not week.sessions:
        return "no session"
    return f"{week.sessions} session{'' if week.sessions == 1 else 's'}, {week.efforts} efforts, {week.effort_m} m"


def _efforts(line: HistoryLine) -> str:
    return f"{line.efforts} effort{'' if line.efforts == 1 else 's'}"
