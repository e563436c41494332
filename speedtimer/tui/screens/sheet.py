"""A session on a sheet that is scrolled: what the summary and the history have in common."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from speedtimer.actions import Action
from speedtimer.app.review import LookBack, Review
from speedtimer.errors import SpeedtimerError
from speedtimer.records.session import Remarks
from speedtimer.rules import Guards
from speedtimer.tui.behind import behind
from speedtimer.tui.screens.correct_split import TypedScreen
from speedtimer.tui.screens.keyed import Keyed
from speedtimer.tui.screens.remarks import RemarksScreen
from speedtimer.tui.sheet import sheet
from speedtimer.tui.widgets.row import Hints, Row

SCROLL: Final = Action(
    "scroll", ("up", "down", "pageup", "pagedown", "home", "end"), "", "scroll the sheet", hidden=("space",)
)
AMEND: Final = (
    Action("remarks", ("r",), "how it was", "effort, form, surface, weather, a note", hint="how it was"),
    Action("correct", ("c",), "correct a split", "type its time, or take a correction back", hint="correct a split"),
)


class SheetScreen(Keyed[str]):
    """One session. Remarks and splits may be changed; what is kept is read again after each change.

    Args:
        past: the sessions that were.
        session: its id; None where it is not kept, so that nothing can be added.
        looked: what is known of it already; None to read it first.
    """

    CSS_PATH = "sheet.tcss"
    remedy = ": Esc goes back"

    def __init__(self, past: Review, session: str | None, looked: LookBack | None = None) -> None:
        super().__init__()
        self.past, self.session, self.looked = past, session, looked

    def compose(self) -> ComposeResult:
        yield Row(id="name")
        with VerticalScroll(id="pane", can_focus=False):
            yield Static("Looking back", id="sheet", markup=False)
        yield Row(id="answer")
        yield Hints(id="hints")

    def on_mount(self) -> None:
        self.query_one(Hints).show(self.hints)
        if self.looked is not None:
            self.show(self.looked)
        if self.session is not None:
            self.run_worker(self._look(self.session), name="look back")

    def on_resize(self) -> None:
        if self.looked is not None:
            self._draw(self.looked)

    def show(self, looked: LookBack) -> None:
        """Show a session."""
        self.looked = looked
        self.query_one(Hints).show(self.hints)
        self.query_one("#name", Row).show(looked.name, aside=self.label(looked))
        self._draw(looked)

    def label(self, looked: LookBack) -> str:
        """What stands on the right of the name."""
        return ", ".join(filter(None, (looked.day, looked.state, looked.rehearsal)))

    def unread(self, fault: SpeedtimerError) -> None:
        """The session could not be read back."""
        self.say(str(fault))

    async def do(self, name: str, at: float, key: str = "") -> None:
        if name in ("remarks", "correct"):
            self._amend(name)
        else:
            await super().do(name, at, key)

    def _draw(self, looked: LookBack) -> None:
        self.query_one("#sheet", Static).update(sheet(looked, max(1, self.size.width - 3)))

    async def _look(self, session: str) -> None:
        try:
            looked = await behind(self, partial(self.past.look_back, session))
        except SpeedtimerError as fault:
            self.unread(fault)
        else:
            self.show(looked)

    def _amend(self, name: str) -> None:
        if self.app.screen is not self:
            # A doubled key: what it asks for is on the screen already.
            return
        if self.session is None or self.looked is None:
            self.say("This session is not kept, so nothing can be added to it")
        elif name == "remarks":
            self.app.push_screen(RemarksScreen(self.looked.remarks, self.looked.focus), self._remarked)
        else:
            self.app.push_screen(TypedScreen(self.looked.result, self.looked.expected_ms), self._typed)

    def _remarked(self, remarks: Remarks | None) -> None:
        if remarks is None or self.session is None:
            self.say("Nothing changed")
        else:
            self._change(self.session, partial(self.past.remark, self.session, remarks), "What you said is kept")

    def _typed(self, typed: tuple[int, int | None] | None) -> None:
        if typed is None or self.session is None:
            self.say("Nothing changed")
            return
        index, ms = typed
        done = "Taken back: the split is what it was" if ms is None else "The split is kept as typed, and teaches"
        metres = {split.index: split.distance_m for split in self.looked.result.splits} if self.looked else {}
        if ms is not None and Guards().nobody_runs(metres.get(index) or 0, ms):
            done = "The split is kept as typed. Nobody runs that, so it teaches nothing"
        self._change(self.session, partial(self.past.correct, self.session, index, ms), done)

    def _change(self, session: str, call: Callable[[], None], done: str) -> None:
        async def change() -> None:
            try:
                await behind(self, call)
            except SpeedtimerError as fault:
                self.say(str(fault))
            else:
                self.say(done)
                await self._look(session)

        self.run_worker(change(), name="change")
