"""The keys of a screen, shown over it. Up and Down scroll; every other key closes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from speedtimer.tui.named import Named, lines
from speedtimer.tui.screens.once import Dialog

CLOSES = "Any key closes this."
NOTE = f"Ctrl+Z does nothing here, so that no slip of the hand stops a session. {CLOSES}"


class KeysScreen(Dialog[None]):
    """Every key of a screen and what it does.

    Args:
        keys: as they stand on the keyboard, each with what it does.
        note: stands below them.
        clock: phase, clock and rep of a session that goes on behind it, which it covers; the app keeps it up to date.
    """

    CSS_PATH = "help.tcss"

    def __init__(self, keys: Sequence[tuple[str, str]], note: str = CLOSES, clock: str = "") -> None:
        super().__init__()
        self._keys, self._note, self._clock = keys, note, clock

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="keys", classes="clocked", can_focus=False) as box:
            box.border_title = self._clock
            for shown, does in self._keys:
                yield Static(Content.assemble((shown, "bold $keys"), "  ", does))
            yield Static(self._note, id="note", markup=False)

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


def show_keys(screen: Screen[Any], table: Iterable[Named]) -> None:
    """Show the keys of a screen over it, once, however often they are asked for."""
    if screen.app.screen is screen:
        screen.app.push_screen(KeysScreen(lines(table)))
