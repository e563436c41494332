"""A split given by hand: choose the rep, type its time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from speedtimer.errors import InputError
from speedtimer.plan import Kind
from speedtimer.records.session import KeptSplit, Result
from speedtimer.tui.results import label, works_of
from speedtimer.tui.screens.dialogs import Dialog
from speedtimer.tui.twice import Twice
from speedtimer.typed import doubt
from speedtimer.units import parse_duration
from speedtimer.wording import SOURCES, kept_text

_CHOOSE: Final = "Which split? Up, Down, Enter. Esc changes nothing"


class TypedScreen(Dialog[tuple[int, int | None] | None]):
    """Ask for a split; answers with the step's index and milliseconds, None for these where a correction is taken
    back, and None for all where nothing is to be changed.

    Args:
        result: the session's. expected_ms: what its work should have taken, by kind and metres, as far as is known.
    """

    CSS_PATH = "correct_split.tcss"

    def __init__(self, result: Result, expected_ms: Mapping[tuple[Kind, int], int]) -> None:
        super().__init__()
        self._expected_ms, self._twice = expected_ms, Twice()
        self._works = works_of(result)

    def compose(self) -> ComposeResult:
        with Vertical(id="typed"):
            yield Static(_CHOOSE if self._works else "There is no split to correct", id="typed-title", markup=False)
            yield OptionList(*(Option(_line(split)) for split in self._works), id="works", markup=False)
            yield Input(placeholder="38.2 or 1:02.3; empty: as it was before", compact=True, id="time", disabled=True)

    def on_mount(self) -> None:
        works = self.query_one("#works", OptionList)
        if self._works:
            works.highlighted = 0
        works.focus()

    @property
    def _chosen(self) -> KeptSplit | None:
        at = self.query_one("#works", OptionList).highlighted
        return None if at is None else self._works[at]

    def on_option_list_option_selected(self) -> None:
        if self._chosen is None:
            return
        self._ask(f"Time of {label(self._chosen)}? Enter keeps it, Esc goes back")
        field = self.query_one("#time", Input)
        field.disabled = False
        field.value = ""
        field.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        chosen = self._chosen
        if chosen is None:
            return
        try:
            ms = parse_duration(event.value) if event.value.strip() else None
        except InputError as fault:
            self._ask(str(fault))
            return
        expected_ms = self._expected_ms.get((chosen.kind, chosen.distance_m or 0))
        doubtful = "" if ms is None else doubt(ms, chosen.distance_m, expected_ms)
        if doubtful and not self._twice.confirms(f"{chosen.index} {event.value}", event.time):
            self._ask(f"{doubtful}. Enter again keeps it")
        else:
            self.dismiss((chosen.index, ms))

    def on_key(self, event: events.Key) -> None:
        field = self.query_one("#time", Input)
        if event.key == "escape" and field.has_focus:
            field.disabled = True
            self._ask(_CHOOSE)
            self.query_one("#works", OptionList).focus()
        elif event.key == "escape" or (event.key in ("q", "c", "ctrl+c") and not field.has_focus):
            self.dismiss(None)
        else:
            return
        event.stop()
        event.prevent_default()

    def _ask(self, question: str) -> None:
        self.query_one("#typed-title", Static).update(question)


def _line(split: KeptSplit) -> str:
    time = "no time" if split.ms is None else kept_text(split.ms, split.source)
    return f"{label(split)}  {time}  {SOURCES[split.source]}"
