"""The keys of a screen, shown over it. Up and Down scroll; every other key closes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from speedtimer.actions import Action
from speedtimer.tui.keymap import shown_keys
from speedtimer.tui.screens.dialogs import Dialog

CLOSES = "Any key closes this."
NOTE = f"Ctrl+Z does nothing here, so that no slip of the hand stops a session. {CLOSES}"


class KeysScreen(Dialog[None]):
    """Every key of a screen and what it does.

    Args:
        actions: what keys do, in this order.
        note: stands below them.
        clock: phase, clock and rep of a session that goes on behind it, which it covers; the app keeps it up to date.
    """

    CSS_PATH = "help.tcss"

    def __init__(self, actions: Sequence[Action], note: str = CLOSES, clock: str = "") -> None:
        super().__init__()
        self._actions, self._note, self._clock = actions, note, clock

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="keys", classes="clocked", can_focus=False) as box:
            box.border_title = self._clock
            for action in self._actions:
                yield Static(Content.assemble((shown_keys(action), "bold $keys"), "  ", action.does))
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


def show_keys(screen: Screen[Any], actions: Sequence[Action], note: str = CLOSES, clock: str = "") -> None:
    """Show the keys of a screen over it, once, however often they are asked for."""
    if screen.app.screen is screen:
        screen.app.push_screen(KeysScreen(actions, note, clock))
