"""A session that was cut off: what it was, and what is to be done with it. Keeping it wants its own key."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from speedtimer.actions import Action
from speedtimer.app.cut_off import LETTERS, MEANS, CutOff, ResumeOption
from speedtimer.tui.keymap import Keymap
from speedtimer.tui.messages import CutOffAnswered
from speedtimer.tui.screens.keyed import KEYS, QUIT, THEME, Keyed
from speedtimer.tui.widgets.row import Hint, Hints, Row

LATER: Final = "later"


class ResumeScreen(Keyed[None]):
    """Offer a session that was cut off.

    Args:
        cut_off: what is offered.
        instead: what is opened if it is left for later, in words.
        keymap: says which keys are the press.
    """

    CSS_PATH = "resume.tcss"
    HINTS = ("keys", "theme", "quit")

    def __init__(self, cut_off: CutOff, instead: str, keymap: Keymap) -> None:
        super().__init__()
        self._cut_off, self._instead, self._keymap = cut_off, instead, keymap
        self._keys = {way: keymap.beside_press(LETTERS[way]) for way in cut_off.ways}
        usual = cut_off.ways[0]
        # Nothing is ended by the press; a session that can only be saved waits for its own key.
        self._usual = None if usual is ResumeOption.SAVE else usual
        self._answered = False

    def compose(self) -> ComposeResult:
        cut_off = self._cut_off
        yield Row(f"{cut_off.name} was cut off {cut_off.ago}", id="what")
        with Vertical(id="offer"):
            yield Static(f"It was {cut_off.where}.", id="where", markup=False)
            if cut_off.note:
                yield Static(f"{cut_off.note}.", id="note", markup=False)
            for way in cut_off.ways:
                usual = way is self._usual
                row = Hints(id=f"way-{way.value}")
                row.set_class(usual, "-usual")
                key = f"{self._keymap.first_keys['press']} {self._keys[way]}" if usual else self._keys[way]
                row.show((Hint(key, MEANS[way], way.value),))
                yield row
            later = Hints(id=f"way-{LATER}")
            later.show((Hint("Esc", f"leave it for later: {self._instead}", LATER),))
            yield later
        yield Row(id="answer")
        yield Hints(id="hints")

    def on_mount(self) -> None:
        self.query_one("#hints", Hints).show(self.hints)

    def name_of(self, key: str) -> str | None:
        if self._usual is not None and self._keymap.is_press(key):
            return self._usual.value
        return super().name_of(key)

    def unnamed(self, event: events.Key) -> None:  # noqa: ARG002  # the answer is the same for every key
        self.say(f"That does nothing here: one of {', '.join((*self._keys.values(), 'q'))}, or Esc")

    @property
    def actions(self) -> tuple[Action, ...]:
        """What keys do here."""
        ways = [Action(way.value, (key,), way.value, MEANS[way]) for way, key in self._keys.items()]
        if self._usual is not None:
            press = self._keymap.by_id["press"].every_key
            ways.insert(0, Action(self._usual.value, press, "the press", MEANS[self._usual]))
        return (
            *ways,
            Action(LATER, ("escape",), "later", f"leave it for later: {self._instead}"),
            THEME,
            KEYS,
            replace(QUIT, does="leave the program, and it for later", hidden=()),
        )

    def reopen(self, why: str) -> None:
        """What was chosen could not be done: say why, and take another answer."""
        self._answered = False
        self.say(why)

    async def do(self, name: str, at: float, key: str = "") -> None:
        if name not in self._keys and name != LATER:
            if name != "quit" or not self._answered:
                await super().do(name, at, key)
        elif not self._answered:
            self._answered = True
            way = None if name == LATER else ResumeOption(name)
            self.post_message(CutOffAnswered(self._cut_off, way, at if self._keymap.is_press(key) else None))
