"""The summary: every split with where it comes from, and what they add up to."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from speedtimer.engine.view import View
from speedtimer.plan import Plan
from speedtimer.tui.messages import LeaveAsked, LibraryAsked, ThemeAsked
from speedtimer.tui.results import headline, table
from speedtimer.tui.widgets.row import Hint, Hints, Row

_HINTS = (
    Hint("Esc", "library", "library"),
    Hint("Up Down", "scroll", "scroll"),
    Hint("t", "theme", "theme"),
    Hint("q", "leave", "quit"),
)


class SummaryScreen(Screen[None]):
    """What a session came to.

    Args:
        plan: what was run.
        view: the session at its end.
        note: what could not be done, as writing it to the disk; empty when all is well.
    """

    CSS_PATH = "summary.tcss"

    def __init__(self, plan: Plan, view: View, note: str = "") -> None:
        super().__init__()
        self._plan, self._view, self._note = plan, view, note

    def compose(self) -> ComposeResult:
        yield Row(self._plan.name, "not kept" if self._note else "kept", id="name")
        with VerticalScroll(id="splits", can_focus=False):
            for line in headline(self._view):
                yield Static(line, classes="total", markup=False)
            yield Static(id="table", markup=False)
        yield Row(self._note, id="answer")
        yield Hints(id="hints")

    def on_mount(self) -> None:
        self.query_one(Hints).show(_HINTS)

    def on_resize(self, event: events.Resize) -> None:
        self.query_one("#table", Static).update("\n".join(table(self._view, event.size.width - 2)))

    def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        pane = self.query_one("#splits", VerticalScroll)
        match event.key:
            case "up":
                pane.scroll_up(animate=False)
            case "down":
                pane.scroll_down(animate=False)
            case "pageup":
                pane.scroll_page_up(animate=False)
            case "pagedown" | "space":
                pane.scroll_page_down(animate=False)
            case "home":
                pane.scroll_home(animate=False)
            case "end":
                pane.scroll_end(animate=False)
            case "escape" | "l":
                self._do("library")
            case "q" | "ctrl+c" | "ctrl+q":
                self._do("quit")
            case "t":
                self._do("theme")
            case _:
                self.query_one("#answer", Row).show("Esc goes back to the library, q leaves")

    def on_hints_chosen(self, message: Hints.Chosen) -> None:
        self._do(message.id)

    def _do(self, name: str) -> None:
        if name == "theme":
            self.post_message(ThemeAsked())
        elif name == "library":
            self.post_message(LibraryAsked())
        elif name == "quit":
            self.post_message(LeaveAsked())
