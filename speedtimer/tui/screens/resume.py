"""A session that was cut off: what it was, and what is to be done with it. Keeping it wants its own key."""

from __future__ import annotations

from typing import Final

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Static

from speedtimer.runtime.ways import LETTERS, MEANS, CutOff, Way
from speedtimer.tui.keys import Keymap, spelt
from speedtimer.tui.messages import CutOffAnswered, LeaveAsked, ThemeAsked
from speedtimer.tui.named import KEYS as KEYS_KEY
from speedtimer.tui.named import THEME_DOES, Named
from speedtimer.tui.screens.help import show_keys
from speedtimer.tui.widgets.row import Hint, Hints, Row

LATER: Final = "later"
_HINTS: Final = (Hint("?", "keys", "keys"), Hint("t", "theme", "theme"), Hint("q", "leave", "quit"))


class ResumeScreen(Screen[None]):
    """Offer a session that was cut off.

    Args:
        cut_off: what is offered.
        instead: what is opened if it is left for later, in words.
        keymap: says which keys are the press.
    """

    CSS_PATH = "resume.tcss"

    def __init__(self, cut_off: CutOff, instead: str, keymap: Keymap) -> None:
        super().__init__()
        self._cut_off, self._instead, self._keymap = cut_off, instead, keymap
        self._keys = {way: keymap.beside_press(LETTERS[way]) for way in cut_off.ways}
        usual = cut_off.ways[0]
        # Nothing is ended by the press; a session that can only be saved waits for its own key.
        self._usual = None if usual is Way.SAVE else usual
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
                key = f"{self._keymap.first('press')} {self._keys[way]}" if usual else self._keys[way]
                row.show((Hint(key, MEANS[way], way.value),))
                yield row
            later = Hints(id=f"way-{LATER}")
            later.show((Hint("Esc", f"leave it for later: {self._instead}", LATER),))
            yield later
        yield Row(id="answer")
        yield Hints(id="hints")

    def on_mount(self) -> None:
        self.query_one("#hints", Hints).show(_HINTS)

    def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        named = {key: way.value for way, key in self._keys.items()} | {"escape": LATER, "q": "quit", "ctrl+c": "quit"}
        if self._keymap.is_press(event.key) and self._usual is not None:
            self._do(self._usual.value, event.time)
        elif event.key in named:
            self._do(named[event.key])
        elif event.key in ("question_mark", "f1"):
            show_keys(self, self._named)
        elif event.key == "t":
            self.post_message(ThemeAsked())
        else:
            keys = ", ".join(key for key in named if key not in ("escape", "ctrl+c"))
            self.query_one("#answer", Row).show(f"That does nothing here: one of {keys}, or Esc")

    @property
    def _named(self) -> tuple[Named, ...]:
        """What keys do here."""
        ways = [Named(key, way.value, MEANS[way]) for way, key in self._keys.items()]
        if self._usual is not None:
            press = " ".join(map(spelt, self._keymap.keys_of("press")))
            ways.insert(0, Named(press, "the press", MEANS[self._usual]))
        return (
            *ways,
            Named("Esc", "later", f"leave it for later: {self._instead}"),
            Named("t", "the next theme", THEME_DOES),
            KEYS_KEY,
            Named("q Ctrl+C", "leave", "leave the program, and it for later"),
        )

    def on_hints_chosen(self, message: Hints.Chosen) -> None:
        if message.id == "theme":
            self.post_message(ThemeAsked())
        elif message.id == "keys":
            show_keys(self, self._named)
        else:
            self._do(message.id)

    def reopen(self, why: str) -> None:
        """What was chosen could not be done: say why, and take another answer."""
        self._answered = False
        self.query_one("#answer", Row).show(why)

    def _do(self, chosen: str, pressed_at: float | None = None) -> None:
        if self._answered:
            return
        if chosen == "quit":
            self.post_message(LeaveAsked())
            return
        self._answered = True
        way = None if chosen == LATER else Way(chosen)
        self.post_message(CutOffAnswered(self._cut_off, way, pressed_at))
