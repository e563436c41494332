"""The summary: a session that has just ended, judged at once, and compared as soon as the history has been read."""

from __future__ import annotations

from typing import Final

from textual import events
from textual.containers import VerticalScroll

from speedtimer.engine.view import View
from speedtimer.errors import SpeedtimerError
from speedtimer.plan import Plan
from speedtimer.records.keeping import NOT_KEPT
from speedtimer.tui.messages import GoOnAsked, LeaveAsked, LibraryAsked
from speedtimer.tui.named import Named
from speedtimer.tui.past import LookBack, Past, just_ended, without_comparison
from speedtimer.tui.screens.sheet import AMEND, ELSE, KEYS, SCROLL, SheetScreen
from speedtimer.tui.widgets.row import Hint

AGAIN_S: Final = (0.7, 3.0)
"""How long after a PageDown at the end of the sheet a second one leaves: as with a press that is refused."""

GO_ON: Final = Named(
    "g", "go on with it", "open the session again where it ended; the time between is a pause", "go on"
)


class SummaryScreen(SheetScreen):
    """What a session came to.

    Args:
        plan: what was run.
        view: the session at its end.
        past: the sessions that were.
        session: its id; None where it is not kept.
        note: what could not be done, as writing it to the disk; empty when all is well.
    """

    KEYS = KEYS | {"l": "back", "g": "go on"}
    HINTS = (
        Hint("Esc", "library", "back"),
        Hint("r", "how it was", "remarks"),
        Hint("c", "correct a split", "correct"),
        Hint("?", "keys", "keys"),
        Hint("Up Down", "scroll", "down"),
        Hint("t", "theme", "theme"),
        Hint("q", "leave", "quit"),
    )

    NAMED = (
        *AMEND,
        SCROLL,
        Named("Esc l", "back to the library", "choose another workout", "back"),
        *ELSE,
    )

    def __init__(self, plan: Plan, view: View, past: Past, session: str | None, note: str = "") -> None:
        # A session that is not kept is in no history to be looked for.
        session = None if session == NOT_KEPT else session
        looked = just_ended(plan, view, session)
        super().__init__(past, session, looked if session is not None else without_comparison(looked))
        self._note = note
        self._asked_at: float | None = None

    def on_key(self, event: events.Key) -> None:
        """As on every sheet; and a clicker, which has no Esc, leaves by PageDown at the end of it, twice."""
        pane = self.query_one("#pane", VerticalScroll)
        if event.key != "pagedown" or pane.scroll_y < pane.max_scroll_y:
            super().on_key(event)
            return
        event.stop()
        event.prevent_default()
        since_s = AGAIN_S[1] + 1 if self._asked_at is None else event.time - self._asked_at
        if AGAIN_S[0] <= since_s <= AGAIN_S[1]:
            self.post_message(LeaveAsked())
        else:
            # A doubled press, or a key held down, only begins the wait anew.
            self._asked_at = event.time
            self.say("This is the end of it: PageDown once more leaves")

    def on_mount(self) -> None:
        super().on_mount()
        self.say(self._note)

    @property
    def goes_on(self) -> bool:
        """Whether the session can be opened again: while it is kept, and the newest of its home."""
        return self.session is not None and not self._note and self.looked is not None and self.looked.newest

    @property
    def named(self) -> tuple[Named, ...]:
        return (GO_ON, *self.NAMED) if self.goes_on else self.NAMED

    @property
    def hints(self) -> tuple[Hint, ...]:
        return (self.HINTS[0], Hint("g", "go on with it", "go on"), *self.HINTS[1:]) if self.goes_on else self.HINTS

    def label(self, looked: LookBack) -> str:
        kept = "not kept" if self._note or looked.session is None else "kept"
        return ", ".join(filter(None, (kept, looked.rehearsal)))

    def unread(self, fault: SpeedtimerError) -> None:
        """What was seen to its end can be shown all the same; it only cannot be compared, or added to."""
        self.session, self._note = None, self._note or str(fault)
        if self.looked is not None:
            self.show(without_comparison(self.looked))
        self.say(self._note)

    def do(self, name: str) -> None:
        if name == "back":
            self.post_message(LibraryAsked())
        elif name == "go on" and self.goes_on and self.session is not None:
            self.post_message(GoOnAsked(self.session))
        elif name == "go on":
            self.say("Only the newest session goes on, while it is kept")
        else:
            super().do(name)
