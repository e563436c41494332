"""The time of the rep just done, typed while the session goes on behind it."""

from __future__ import annotations

from typing import Final

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from speedtimer.engine.commands import Command, Correct, Press
from speedtimer.engine.sight import target_ms
from speedtimer.errors import InputError
from speedtimer.plan import Step
from speedtimer.rules import Guards
from speedtimer.tui.keymap import Keymap
from speedtimer.tui.screens.dialogs import Dialog
from speedtimer.tui.twice import Twice
from speedtimer.tui.widgets.row import Row
from speedtimer.typed import doubt
from speedtimer.units import parse_duration, split_text
from speedtimer.wording import step_text

LONGEST: Final = 20
"""How many signs can be typed: more than any time has, so that none is read without its end."""

_OF_A_TIME: Final = frozenset("0123456789.,:'\"′″’”-")
"""The signs that a time is written with, and the one that stands for the rep's own."""

_LETTERS: Final = "abcdefg"
"""The keys of the presses that can be chosen. More do not fit on a small screen."""

ORDINALS: Final = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
"""Which press, by its number."""


class SplitScreen(Dialog[tuple[Command, float]]):
    """Ask for a time; answers with what is to be given and when it was wanted, None where nothing is.

    Whoever comes back to the line presses without looking. So every key of the press is the press here too: only
    Enter takes what was typed, and a sign that has become the press is typed, and that only where something was.

    Args:
        step: the rep that it is for, which it stays whatever begins meanwhile.
        keymap: says which keys are the press.
        guards: hold the fastest credible speed.
        later_ms: its time by the second press at its finish, by the third, and so on; each has a key that chooses it.
    """

    CSS_PATH = "enter_split.tcss"
    takes_text = True

    def __init__(self, step: Step, keymap: Keymap, guards: Guards, later_ms: tuple[int, ...] = ()) -> None:
        super().__init__()
        self._step, self._keymap, self._guards, self._typed = step, keymap, guards, ""
        self._twice = Twice()
        self._asked = f"{step_text(step)} took? 38.4 or 1:02.3, Enter. -: its own time. Esc: nothing typed"
        # The letter of each, and the number of its press: the first one ended the rep.
        letters = map(keymap.beside_press, _LETTERS)
        self._later = tuple(zip(letters, range(2, 2 + len(later_ms)), later_ms, strict=False))

    def compose(self) -> ComposeResult:
        with Vertical(id="ask"):
            yield Static(self._asked, id="question", markup=False)
            yield Row("_", id="typed")
            for letter, press, ms in self._later:
                yield Row(f"{letter}: {split_text(ms)}, your {ORDINALS[press]} press", id=f"press-{press}")

    def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        sign = "-" if event.key == "minus" else event.character
        belongs = sign is not None and sign in _OF_A_TIME
        chosen = next((press for letter, press, _ in self._later if letter == sign), None)
        if event.key == "enter" and self._typed:
            self._take(event.time)
        elif self._keymap.is_press(event.key) and not (belongs and self._typed):
            self.dismiss((Press(), event.time))
        elif chosen is not None:
            self.dismiss((Correct(None, self._step.index, chosen), event.time))
        elif event.key in ("escape", "q", "ctrl+c"):
            self.dismiss(None)
        elif event.key == "backspace":
            self._show(self._typed[:-1])
        elif sign is not None and belongs:
            full = len(self._typed) == LONGEST
            self._show(self._typed if full else self._typed + sign, "no time is that long" if full else "")
        else:
            self._show(self._typed, "only a time can be typed here")

    def on_paste(self, event: events.Paste) -> None:
        """Take the first line as typed, if it is a time."""
        event.stop()
        pasted = "".join(event.text.split("\n")[:1]).strip()
        if pasted and _OF_A_TIME.issuperset(pasted):
            self._show((self._typed + pasted)[:LONGEST])
        else:
            self._show(self._typed, "only a time can be typed here")

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.dismiss((Press(), event.time))

    def _take(self, at: float) -> None:
        try:
            ms = None if self._typed == "-" else parse_duration(self._typed)
        except InputError as fault:
            self._ask(str(fault))
            return
        doubtful = "" if ms is None else doubt(ms, self._step.distance_m, target_ms(self._step.ends), self._guards)
        if doubtful and not self._twice.confirms(self._typed, at):
            self._ask(f"{doubtful}. Enter again keeps it")
        else:
            self.dismiss((Correct(ms, self._step.index), at))

    def _ask(self, question: str) -> None:
        """Ask, over as many lines as the window needs for it."""
        self.query_one("#question", Static).update(question)

    def _show(self, typed: str, fault: str = "") -> None:
        if typed != self._typed:
            self._ask(self._asked)
        self._typed = typed
        self.query_one("#typed", Row).show(f"{typed}_{' ' if fault else ''}{fault}")
