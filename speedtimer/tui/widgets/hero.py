"""The large part of the session screen: what stands in it is drawn by its children, its two sides by itself."""

from __future__ import annotations

from typing import Final, TypeVar

from rich.segment import Segment
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from speedtimer.tui.figures import Figure
from speedtimer.tui.lately import RepBars
from speedtimer.tui.themes import Attire, Part, attire
from speedtimer.tui.widgets.big import Band
from speedtimer.tui.widgets.drawn import Drawn
from speedtimer.tui.widgets.row import Row
from speedtimer.tui.widgets.sides import pairs

W = TypeVar("W", bound=Drawn)

LEAST_FOR_COMPANY: Final = (78, 13)
"""Columns and rows below which a figure or bars would cost the clock too much, or their sentence be cut, and none are
shown."""


class Hero(Drawn):
    """Holds band and clock, one above the other, between two sides that differ from phase to phase. Beside the clock it
    may have company: of a drill or a stride the figure, in a recovery a bar for each rep so far; and below both a
    sentence on it.

    The company is there only while it is shown: in an effort it costs nothing. The sides stand in its
    padding, a column each; a border of Textual's would be worked out line by line at every change.
    """

    DEFAULT_CSS = "Hero { width: 1fr; height: 1fr; layout: vertical; padding: 0 1; }"

    class Rearranged(Message):
        """The company came or went, since the window has another size."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._look = ""
        self._lit = self._edged = False
        self._second = 0
        self._wanted: Figure | RepBars | None = None
        self._moves = False
        self._company: tuple[Drawn, Row] | None = None

    @property
    def look(self) -> str:
        """The phase that it shows, as the themes call it."""
        return self._look

    def on_mount(self) -> None:
        self.app.theme_changed_signal.subscribe(self, lambda _: self._clothe())

    def dress(self, look: str, *, lit: bool, edged: bool = False) -> bool:
        """Take on the look of a phase, lit up or within a border, or neither. Tell whether anything changed."""
        # Only what moves something is a class, and all of them change at once: every change costs a round of styles.
        worn = (("-ready", look == "ready"), ("-edged", edged), ("-figured", self._company is not None))
        if self.classes != (classes := {name for name, wears in worn if wears}):
            self.set_classes(classes)
        if (look, lit, edged) == (self._look, self._lit, self._edged):
            return False
        self._look, self._lit, self._edged = look, lit, edged
        self._clothe()
        return True

    def _clothe(self) -> None:
        """Paint the sides and all that stands between them in the colours of the phase."""
        if not self._look:
            return
        sides, band, clock = (self.attire(part) for part in (Part.SIDES, Part.BAND, Part.CLOCK))
        self.wear(clock if self._lit else sides)
        for child in self.children:
            if isinstance(child, Drawn):
                child.wear(band if isinstance(child, Band) else clock)

    def attire(self, part: Part) -> Attire:
        """What a part of the screen wears now."""
        lit = self._edged if part is Part.SIDES else self._lit
        few, colourless = self.app.current_theme.ansi, self.app.no_color
        return attire(self.app.theme, self._look, part, lit=lit, colourless=colourless, few=few)

    @property
    def has_company(self) -> bool:
        """Something is shown beside the clock."""
        return self._company is not None

    def accompany(self, wanted: Figure | RepBars | None, *, moves: bool) -> None:
        """Show a figure, moving or as a still, or bars, where there is room for it; or nothing. To be dressed
        afterwards."""
        if wanted != self._wanted or moves is not self._moves:
            self._wanted, self._moves = wanted, moves
            self._arrange()

    def on_resize(self) -> None:
        had = self.has_company
        self._arrange()
        self.set_class(self._company is not None, "-figured")
        if self.has_company is not had:
            self.post_message(self.Rearranged())

    def _arrange(self) -> None:
        """Have the company's widgets there, or not. They are loaded only once they are wanted."""
        columns, rows = LEAST_FOR_COMPANY
        fits = self.outer_size.width >= columns and self.outer_size.height >= rows
        if self._wanted is None or not fits:
            self._part()
        elif isinstance(self._wanted, RepBars):
            from speedtimer.tui.widgets.reps import Reps

            self._keep(Reps, self._wanted.caption).show(self._wanted)
        else:
            from speedtimer.tui.widgets.runner import Runner

            self._keep(Runner, self._wanted.how).show(self._wanted, moves=self._moves)

    def _keep(self, kind: type[W], said: str) -> W:
        """Give the company of this kind, which is made where there was none or another, and say what is said of it."""
        if self._company is not None and isinstance(self._company[0], kind):
            shown = self._company[0]
        else:
            self._part()
            shown = kind()
            self._company = shown, Row()
            self._company[1].add_class("how")
            self.mount(*self._company)
            self._clothe()
        self._company[1].show(said)
        return shown

    def _part(self) -> None:
        """Be without company."""
        if self._company is not None:
            for widget in self._company:
                widget.remove()
            self._company = None

    def march(self, second: int) -> None:
        """Move the sides to where they are at a second of the phase; only they are painted."""
        if second == self._second:
            return
        self._second = second
        width, height = self.outer_size
        self.forget()
        self.refresh(Region(0, 0, 1, height), Region(max(0, width - 1), 0, 1, height))

    def _draw(self) -> list[Strip]:
        width, height = self.outer_size
        if not self._look or not height:
            return [Strip.blank(width)] * height
        if self._edged:
            full, between = self._row("█" * width), self._row("█", "█")
            return [full, *[between] * (height - 2), full][:height]
        rows = pairs(self._look, self._second, height)
        drawn = {pair: self._row(*pair) for pair in set(rows)}
        return [drawn[pair] for pair in rows]

    def _row(self, left: str, right: str = "") -> Strip:
        """One line: what stands at its ends, and nothing between."""
        width = self.outer_size.width
        style, ground = self.worn
        segments = [Segment(f"{left}{right:>{max(0, width - len(left))}}"[:width], style)]
        for line_filter in self.app.get_line_filters():
            segments = line_filter.apply(segments, ground)
        return Strip(segments, width)
