"""What the runner says of a session: how hard it was, the form, the surface, the weather, a note."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Label, Static

from speedtimer.coach.reps import TECHNIQUE
from speedtimer.records.session import Remarks
from speedtimer.tui.screens.dialogs import Dialog

_TITLE: Final = "How it was: Enter keeps it, Up Down move, Esc changes nothing"
_MARKS: Final = ("effort", "form")
_FIELDS: Final = {
    "effort": ("Effort 1-10", "1 very easy, 10 all out"),
    "form": ("Form 1-10", "one mark of your own"),
    "surface": ("Surface", "track, grass, wet road"),
    "weather": ("Weather", "8 degrees, wind on the bend"),
    "notes": ("Note", "anything worth knowing next time"),
}
"""What each field is called, and an example of what belongs there."""

LONGEST: Final = 2_000
"""Characters of a text, as many as the history takes."""


class RemarksScreen(Dialog[Remarks | None]):
    """Ask for remarks, at the foot of the screen; answers with all of them, None where nothing is to be changed.

    Args:
        remarks: what was said before.
        focus: the workout's; form is asked for where it is technique, or where it was given before.
    """

    CSS_PATH = "remarks.tcss"

    def __init__(self, remarks: Remarks, focus: str) -> None:
        super().__init__()
        self._remarks = remarks
        asks_form = focus == TECHNIQUE or remarks.form is not None
        self._fields = [name for name in _FIELDS if name != "form" or asks_form]

    def compose(self) -> ComposeResult:
        with Vertical(id="remarks"):
            yield Static(_TITLE, id="remarks-title", markup=False)
            for name in self._fields:
                said = getattr(self._remarks, name)
                label, example = _FIELDS[name]
                with Horizontal(classes="field"):
                    yield Label(label, markup=False)
                    yield Input(
                        "" if said is None else str(said),
                        placeholder=example,
                        restrict=r"[0-9]{0,2}" if name in _MARKS else None,
                        max_length=2 if name in _MARKS else LONGEST,
                        # A digit typed over a mark replaces it; a text goes on where it ends.
                        select_on_focus=name in _MARKS,
                        compact=True,
                        id=f"field-{name}",
                    )

    def on_mount(self) -> None:
        self.query(Input).first().focus()

    def on_input_submitted(self) -> None:
        """Enter keeps everything, in whichever field it is pressed."""
        given = {name: self.query_one(f"#field-{name}", Input).value.strip() for name in self._fields}
        for name in _MARKS:
            if given.get(name) and not 1 <= int(given[name]) <= 10:
                self.query_one("#remarks-title", Static).update(f"{name.capitalize()} is a whole number from 1 to 10")
                self.query_one(f"#field-{name}", Input).focus()
                return
        marks = {name: int(text) if text else None for name, text in given.items() if name in _MARKS}
        texts = {name: text or None for name, text in given.items() if name not in _MARKS}
        self.dismiss(replace(self._remarks, **marks, **texts))  # type: ignore[arg-type]  # by the fields' own names

    def on_key(self, event: events.Key) -> None:
        match event.key:
            case "escape":
                self.dismiss(None)
            case "down":
                self.focus_next(Input)
            case "up":
                self.focus_previous(Input)
            case _:
                return
        event.stop()
        event.prevent_default()
