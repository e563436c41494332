"""The keys, shown over the session. Up and Down scroll; every other key closes it."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from speedtimer.tui.keys import Keymap
from speedtimer.tui.screens.once import Dialog

NOTE = "Ctrl+Z does nothing here, so that no slip of the hand stops a session. Any key closes this."


class KeysScreen(Dialog[None]):
    """Every key of the session and what it does."""

    CSS_PATH = "help.tcss"

    def __init__(self, keymap: Keymap) -> None:
        super().__init__()
        self._keymap = keymap

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="keys", can_focus=False):
            for shown, does in self._keymap.lines:
                yield Static(Content.assemble((shown, "bold $keys"), "  ", does))
            yield Static(NOTE, id="note", markup=False)

    def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        pane = self.query_one("#keys", VerticalScroll)
        if event.key == "up":
            pane.scroll_up(animate=False)
        elif event.key == "down":
            pane.scroll_down(animate=False)
        else:
            self.dismiss()

    def on_click(self) -> None:
        self.dismiss()
