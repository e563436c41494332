"""The library: what there is to run, what each is for, how long it takes. Typing searches."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from speedtimer import places
from speedtimer.actions import COMMANDS_ACTION, Action
from speedtimer.app.library import Listed
from speedtimer.app.planner import Choice
from speedtimer.errors import SpeedtimerError
from speedtimer.plan import Plan, Step
from speedtimer.signs import shown
from speedtimer.tui.behind import behind, newest, unless_gone
from speedtimer.tui.face import section_name
from speedtimer.tui.messages import LastAsked, WorkoutChosen
from speedtimer.tui.outline import outline
from speedtimer.tui.screens.keyed import KEYS, QUIT, SETTINGS, THEME, Keyed
from speedtimer.tui.watch import watch_files
from speedtimer.tui.widgets.profile import Profile
from speedtimer.tui.widgets.row import Hint, Hints, Row
from speedtimer.tui.widgets.standing import Standing
from speedtimer.units import length_text

if TYPE_CHECKING:
    from speedtimer.app.review import HistoryLine

_ACTIONS: Final = (
    Action(
        "choose",
        ("enter", "space", "right", "pagedown"),
        "choose this workout",
        "look at its plan, and switch sections",
        hint="choose",
    ),
    Action("move", ("up", "down", "home", "end"), "", "go through the workouts"),
    Action("above", ("pageup",), "the workout above", "for a clicker: the workout above, and above the first the last"),
    Action("", (), "", "list what has these letters; Backspace takes one back, Esc all of them", shown="letters"),
    Action("undo", ("ctrl+z",), "take back", "the last session that was deleted or thrown away"),
    Action("history", ("tab", "f2"), "the history", "the sessions that were", hint="history"),
    Action(
        "last",
        ("ctrl+r", "f5"),
        "the last session once more",
        "as it was run, ready to start",
        hint="once more",
    ),
    SETTINGS,
    replace(THEME, keys=("ctrl+t",)),
    COMMANDS_ACTION,
    replace(KEYS, does="show these keys; within a search it is a letter, and F1 shows them"),
    replace(QUIT, keys=("escape", "ctrl+c")),
)

_SEARCH: Final = "type to search"
"""What stands where the search will."""

_BRIEF: Final = (70, 18)
"""Below so many columns and rows only what the list does not say stands below it."""

AGAIN_S: Final = 0.7
"""So soon after it a key that undoes is the same press."""

TWO_LINES_FROM: Final = (110, 20)
"""From so many columns and rows on, the list itself says what each workout is for."""


class LibraryScreen(Keyed[None]):
    """Choose a workout. Until `look` has found what there is, it says that it is looking.

    Args:
        prepare: unrolls a choice, elsewhere than in the event loop.
        stock: gives how the files look and, where that is not as it was known, what is in them; likewise.
        take_back: restores the session that was deleted or thrown away last and returns it; called in a thread.
    """

    CSS_PATH = "library.tcss"
    ACTIONS = _ACTIONS
    HINTS = (
        *("choose", "history", "last", "settings", "keys"),
        Hint("letters", "search", "search"),
        Hint("Up Down", "move", "move"),
        *("theme", "quit"),
    )
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_BRIEF[0], "-normal"), (110, "-wide")]  # noqa: RUF012  # as Textual declares
    VERTICAL_BREAKPOINTS = [(0, "-low"), (_BRIEF[1], "-middle"), (30, "-tall"), (46, "-grand")]  # noqa: RUF012

    def __init__(
        self,
        prepare: Callable[[Choice], Awaitable[Plan]],
        stock: Callable[[object], Awaitable[tuple[object, tuple[Listed, ...] | None]]],
        take_back: Callable[[], HistoryLine | None],
    ) -> None:
        super().__init__()
        self._prepare, self._stock, self._restore = prepare, stock, take_back
        self._seen: object = None
        self._all: tuple[Listed, ...] = ()
        self._shown: list[Listed] = []
        self._sought = ""
        self._short = self._brief = False
        self._undone_at = -AGAIN_S

    def compose(self) -> ComposeResult:
        yield Row("speedtimer", _SEARCH, id="name")
        with Horizontal(id="shelf"):
            yield OptionList(id="list", markup=False)
            with VerticalScroll(id="about", can_focus=False):
                yield Static("Looking for workouts", id="words", markup=False)
                yield Profile(id="profile")
                yield Static(id="outline", markup=False)
        yield Row(id="own")
        yield Standing(id="answer")
        yield Hints(id="hints")

    def on_mount(self) -> None:
        self._hint()
        self.query_one("#list", OptionList).focus()
        watch_files(self, self.look)

    def on_resize(self, event: events.Resize) -> None:
        """Where there is little room, a line a workout; what it is for stands below."""
        short = event.size.width < TWO_LINES_FROM[0] or event.size.height < TWO_LINES_FROM[1]
        brief = event.size.width < _BRIEF[0] and event.size.height < _BRIEF[1]
        if (short, brief) != (self._short, self._brief):
            self._short, self._brief = short, brief
            self._list(self.query_one("#list", OptionList).highlighted)

    async def look(self, said: str = "") -> None:
        """Show what there is, if it is not what was shown before. said: the answer when it is shown first."""
        try:
            seen, found = await unless_gone(self, self._stock(self._seen))
        except SpeedtimerError as fault:
            self.say(str(fault))
            return
        # Two looks may be under way at once, and the other one may have been quicker.
        if found is not None and seen != self._seen:
            self._seen = seen
            again, self._all = bool(self._all), found
            self._hint()
            own = any(listed.origin == "own" for listed in found)
            self.query_one("#own", Row).show("" if own else _none_of_your_own())
            self.set_class(not own, "-shipped")
            self._narrow(self._sought)
            self.say("The files have changed, and are read again" if again else said)

    def _hint(self) -> None:
        """Show the keys; that for the last one only once there is one."""
        done = any(listed.last_done is not None for listed in self._all)
        self.query_one(Hints).show(tuple(hint for hint in self.hints if done or hint.id != "last"))

    def name_of(self, key: str) -> str | None:
        """Return the id of a key's action; in a search signs belong to it, and Esc ends it."""
        of_a_search = ("escape", "space", "right", "question_mark")
        return None if self._sought and key in of_a_search else super().name_of(key)

    def unnamed(self, event: events.Key) -> None:
        if event.key == "escape":
            self._seek("")
        elif event.key == "backspace":
            self._seek(self._sought[:-1])
        elif event.character and event.character.isprintable():
            self._seek(self._sought + event.character)
        else:
            super().unnamed(event)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        if event.option_index < len(self._shown):
            listed = self._shown[event.option_index]
            self.query_one("#words", Static).update(about(listed, brief=self._brief))
            self.query_one("#about", VerticalScroll).scroll_home(animate=False)
            newest(self, "plan", partial(self._draw_plan, listed))

    async def _draw_plan(self, listed: Listed) -> None:
        """Show a workout's plan beside the list, once it has been made."""
        steps: tuple[Step, ...] = ()
        lines: tuple[str, ...] = ()
        if listed.error is None:
            try:
                plan = await unless_gone(self, self._prepare(Choice(listed.asked_by)))
            except SpeedtimerError as fault:
                self.say(str(fault))
            else:
                steps, lines = plan.steps, outline(plan)
        self.query_one(Profile).show(steps)
        self.query_one(Profile).display = bool(steps)
        self.query_one("#outline", Static).update("\n".join(lines))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        if event.option_index < len(self._shown):
            self._choose()

    def _choose(self, pressed_at: float | None = None) -> None:
        """Look over what is chosen in the list. pressed_at: when the key of a clicker asked for it."""
        at = self.query_one("#list", OptionList).highlighted
        listed = self._shown[at] if at is not None and at < len(self._shown) else None
        if listed is None:
            return
        if listed.error is not None:
            self.say("This file cannot be used: what is wrong with it stands beside it")
        else:
            self.post_message(WorkoutChosen(listed, pressed_at))

    async def do(self, name: str, at: float, key: str = "") -> None:
        match name:
            case "choose":
                self._choose(at if key == "pagedown" else None)
            case "above":
                self.query_one("#list", OptionList).action_cursor_up()
            case "undo":
                if at - self._undone_at > AGAIN_S:
                    newest(self, "take back", self._take_back)
                # The same key again so soon is the same press, and restarts the wait.
                self._undone_at = at
            case "last":
                self.post_message(LastAsked(at))
            case _:
                await super().do(name, at, key)

    async def _take_back(self) -> None:
        """Restore the session that was deleted or thrown away last."""
        try:
            line = await behind(self, self._restore)
            await self.look()
            self.say("Nothing to take back" if line is None else line.taken_back)
        except SpeedtimerError as fault:
            self.say(str(fault))

    def _seek(self, sought: str) -> None:
        """Narrow the list down to what has every word that was typed."""
        if sought and not self._having(sought):
            self.say(f"Nothing has '{sought}' in it")
            return
        self._narrow(sought)
        self.say(f"Search: {sought}" if sought else "")

    def _having(self, sought: str) -> list[Listed]:
        words = sought.lower().split()
        return [listed for listed in self._all if all(word in _searched(listed) for word in words)]

    def _narrow(self, sought: str) -> None:
        """List what has those words; all of it where nothing has them (any more). What was chosen stays so."""
        at = self.query_one("#list", OptionList).highlighted
        chosen = self._shown[at].path if at is not None and at < len(self._shown) else None
        found = self._having(sought)
        self._sought, self._shown = (sought, found) if found else ("", list(self._all))
        self.query_one("#name", Row).show("speedtimer", aside=f"search: {self._sought}_" if self._sought else _SEARCH)
        self._list(next((place for place, listed in enumerate(self._shown) if listed.path == chosen), 0))
        if not self._shown:
            self.query_one("#words", Static).update("There are no workouts here")

    def _list(self, highlighted: int | None) -> None:
        shelf = self.query_one("#list", OptionList)
        shelf.clear_options()
        shelf.add_options([Option(_line(listed, self._short)) for listed in self._shown])
        shelf.highlighted = highlighted if self._shown else None


def length_said(estimated_ms: tuple[int, int]) -> str:
    """Return how long a session takes, to the minute: `54-69 min`; from two hours on `2h05-2h20`."""
    low, high = (max(1, round(ms / 60_000)) for ms in estimated_ms)
    if high < 120:
        return f"about {low} min" if low == high else f"{low}-{high} min"
    said = [length_text(minutes * 60_000) for minutes in (low, high)]
    return f"about {said[0]}" if low == high else "-".join(said)


def about(listed: Listed, *, brief: bool = False) -> Content:
    """Return what one workout is for, how long it takes, what it consists of and when it was last done; in brief
    only what it is for and when that was."""
    if listed.error is not None:
        return Content.assemble(("" if brief else f"{shown(listed.path)}\n\n", "bold"), listed.error)
    if brief:
        done = "" if listed.last_done is None else f"Done {listed.last_done}."
        return Content.assemble((f"{listed.purpose} ", "bold"), done)
    on = [section_name(section) for section, is_on in listed.sections if is_on]
    off = [section_name(section) for section, is_on in listed.sections if not is_on]
    parts: list[str] = []
    if listed.estimated_ms is not None:
        parts.append(f"Takes {length_said(listed.estimated_ms)}.")
    parts.append(f"Has {', '.join(on)}.")
    if off:
        parts.append(f"Could have {', '.join(off)}.")
    if listed.last_done is not None:
        parts.append(f"Last done {listed.last_done}.")
    if listed.origin == "own":
        parts.append(f"Yours: {shown(listed.path)}")
    return Content.assemble((f"{listed.name}\n", "bold $keys"), (f"{listed.purpose}\n\n", "bold"), "\n".join(parts))


def _line(listed: Listed, short: bool) -> Content:
    """One workout of the list: its name, how long it takes and when it was last done, and below what it is for."""
    if listed.error is not None:
        return Content.assemble((f"{listed.id}", "bold"), "  cannot be used", "" if short else "\n")
    facts = "" if listed.estimated_ms is None else f"  {length_said(listed.estimated_ms)}"
    if listed.last_done is not None and not short:
        facts += f", last done {listed.last_done}"
    purpose = "" if short else f"\n{listed.purpose}\n"
    return Content.assemble((listed.name, "bold"), facts, purpose)


def _none_of_your_own() -> str:
    """How to make one."""
    folder = places.as_written(places.own_workouts())
    return f"None of your own yet: a .yaml file saved in {folder} is listed here at once"


def _searched(listed: Listed) -> str:
    return f"{listed.id} {listed.name} {listed.focus} {listed.purpose}".lower()
