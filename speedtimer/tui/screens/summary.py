"""The summary: a session that has just ended, judged at once, and compared as soon as the history has been read."""

from __future__ import annotations

from typing import Final

from textual.containers import VerticalScroll

from speedtimer.actions import Action
from speedtimer.app.review import LookBack, Review, just_ended, without_comparison
from speedtimer.engine.view import View
from speedtimer.errors import SpeedtimerError
from speedtimer.plan import Plan
from speedtimer.records.journal import NOT_KEPT
from speedtimer.tui.messages import Asked, GoOnAsked
from speedtimer.tui.screens.keyed import COMMON, QUIT
from speedtimer.tui.screens.sheet import AMEND, SCROLL, SheetScreen
from speedtimer.tui.widgets.row import Hint

AGAIN_S: Final = (0.7, 3.0)
"""How long after a PageDown at the end of the sheet a second one leaves: as with a press that is refused."""


class SummaryScreen(SheetScreen):
    """What a session came to.

    Args:
        plan: what was run.
        view: the session at its end.
        past: the sessions that were.
        session: its id; None where it is not kept.
        note: what could not be done, as writing it to the disk; empty when all is well.
    """

    ACTIONS = (
        Action(
            "go on",
            ("g",),
            "go on with it",
            "open the session again where it ended; the time between is a pause",
            hint="go on with it",
        ),
        *AMEND,
        SCROLL,
        Action("library", ("escape", "l"), "back to the library", "choose another workout", hint="library"),
        *COMMON,
        QUIT,
    )
    HINTS = ("library", "go on", "remarks", "correct", "keys", Hint("Up Down", "scroll", "scroll"), "theme", "quit")

    def __init__(self, plan: Plan, view: View, past: Review, session: str | None, note: str = "") -> None:
        # A session that is not kept is in no history to be looked for.
        session = None if session == NOT_KEPT else session
        looked = just_ended(plan, view, session)
        super().__init__(past, session, looked if session is not None else without_comparison(looked))
        self._note = note
        self._asked_at: float | None = None

    def on_mount(self) -> None:
        super().on_mount()
        self.say(self._note)

    @property
    def goes_on(self) -> bool:
        """Whether the session can be opened again: while it is kept, and the newest of its home."""
        return self.session is not None and not self._note and self.looked is not None and self.looked.newest

    @property
    def listed(self) -> tuple[Action, ...]:
        return self.ACTIONS if self.goes_on else self.ACTIONS[1:]

    def label(self, looked: LookBack) -> str:
        kept = "not kept" if self._note or looked.session is None else "kept"
        return ", ".join(filter(None, (kept, looked.rehearsal)))

    def unread(self, fault: SpeedtimerError) -> None:
        """What was seen to its end can be shown all the same; it only cannot be compared, or added to."""
        self.session, self._note = None, self._note or str(fault)
        if self.looked is not None:
            self.show(without_comparison(self.looked))
        self.say(self._note)

    async def do(self, name: str, at: float, key: str = "") -> None:
        pane = self.query_one("#pane", VerticalScroll)
        if key == "pagedown" and pane.scroll_y >= pane.max_scroll_y:
            self._leave_by_clicker(at)
        elif name == "go on" and self.goes_on and self.session is not None:
            self.post_message(GoOnAsked(self.session))
        elif name == "go on":
            self.say("Only the newest session goes on, while it is kept")
        else:
            await super().do(name, at, key)

    def _leave_by_clicker(self, at: float) -> None:
        """A clicker has no Esc: it leaves by PageDown at the end of the sheet, twice."""
        since_s = AGAIN_S[1] + 1 if self._asked_at is None else at - self._asked_at
        if AGAIN_S[0] <= since_s <= AGAIN_S[1]:
            self.post_message(Asked("quit"))
        else:
            # A doubled press, or a key held down, only restarts the wait.
            self._asked_at = at
            self.say("This is the end of it: PageDown once more leaves")
