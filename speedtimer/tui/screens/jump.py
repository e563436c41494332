"""The plan as a list to choose a step from."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from speedtimer.plan import Kind, Step
from speedtimer.tui.screens.dialogs import Dialog
from speedtimer.wording import step_text


class JumpScreen(Dialog[int | None]):
    """Choose a step; answers with its index, None to stay.

    Lead-ins are not in the list: work is entered by its lead-in anyway.

    Args:
        steps: the sequence as it is now.
        position: where in it the session stands.
    """

    CSS_PATH = "jump.tcss"

    def __init__(self, steps: tuple[Step, ...], position: int) -> None:
        super().__init__()
        places = [place for place, step in enumerate(steps) if step.kind is not Kind.GET_READY]
        self._indices = [steps[place].index for place in places]
        self._lines = [f"{'>' if place == position else ' '} {step_text(steps[place])}" for place in places]
        self._here = next((row for row, place in enumerate(places) if place >= position), 0)

    def compose(self) -> ComposeResult:
        yield Static("Go to: Up, Down, Enter. Esc stays", id="jump-title", markup=False)
        yield OptionList(*(Option(line) for line in self._lines), id="steps", markup=False)

    def on_mount(self) -> None:
        steps = self.query_one("#steps", OptionList)
        steps.highlighted = self._here
        steps.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._indices[event.option_index])

    def on_key(self, event: events.Key) -> None:
        if event.key in ("escape", "q", "g", "ctrl+c"):
            event.stop()
            self.dismiss(None)
        elif event.key in ("space", "right"):
            event.stop()
            self.query_one("#steps", OptionList).action_select()
