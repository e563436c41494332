"""Rows of text: cut to their width, painted again only when they change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.events import Click
from textual.message import Message

from speedtimer.tui.widgets.drawn import Drawn


class Row(Drawn):
    """One text on the left, over as many lines as there are, and a short one on the right of the first line."""

    DEFAULT_CSS = "Row { width: 1fr; height: 1; }"

    def __init__(self, left: str = "", right: str = "", *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._left, self._right = left, right

    @property
    def text(self) -> str:
        """What stands on the left."""
        return self._left

    def show(self, left: str, right: str = "") -> None:
        """Show texts; nothing is painted where neither has changed."""
        if (left, right) != (self._left, self._right):
            self._left, self._right = left, right
            self.changed()

    def lines(self, width: int, height: int, style: Style) -> Sequence[Sequence[Segment]]:
        return [[Segment(line, style)] for line in wrapped(self._left, self._right, width, height)]


@dataclass(frozen=True, slots=True)
class Hint:
    """A key that works now. key: as it stands on the keyboard. does: in a word or two. id: what it is called."""

    key: str
    does: str
    id: str

    @property
    def width(self) -> int:
        return cell_len(self.key) + 1 + cell_len(self.does)


class Hints(Drawn):
    """The keys that work now, each with what it does. A click on one does it too."""

    DEFAULT_CSS = "Hints { width: 1fr; height: 1; }"
    COMPONENT_CLASSES = {"hints--key"}  # noqa: RUF012  # as Textual declares it

    class Chosen(Message):
        """A hint was clicked. id: the hint's."""

        def __init__(self, id: str) -> None:  # noqa: A002  # as the hint calls it
            super().__init__()
            self.id = id

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._hints: tuple[Hint, ...] = ()

    def show(self, hints: tuple[Hint, ...]) -> None:
        """Show keys and what they do, the most important first; the last one is always shown."""
        if hints != self._hints:
            self._hints = hints
            self.changed()

    def lines(self, width: int, height: int, style: Style) -> Sequence[Sequence[Segment]]:  # noqa: ARG002
        key_style = self.part_style("hints--key") + Style(bold=True)
        segments: list[Segment] = []
        for hint in fitting(self._hints, width):
            gap = "  " if segments else ""
            segments += [Segment(gap, style), Segment(hint.key, key_style), Segment(f" {hint.does}", style)]
        return [segments]

    def on_click(self, event: Click) -> None:
        """Do what the hint under the pointer says."""
        event.stop()
        column = 0
        for hint in fitting(self._hints, self.size.width):
            if column <= event.x < column + hint.width:
                self.post_message(self.Chosen(hint.id))
            column += hint.width + 2


def wrapped(left: str, right: str, width: int, height: int) -> list[str]:
    """Break a text into lines of that width, the first one shortened by what stands on the right of it.

    What finds no room ends in `..`.
    """
    if right and cell_len(right) + 2 > width:
        right = ""
    room = width - (cell_len(right) + 2 if right else 0)
    lines: list[str] = []
    words = left.split()
    while words and len(lines) < height:
        line = words.pop(0)
        while words and cell_len(line) + 1 + cell_len(words[0]) <= room:
            line = f"{line} {words.pop(0)}"
        if cell_len(line) > room or (words and len(lines) == height - 1):
            cut = f"{set_cell_size(line, min(cell_len(line), max(0, room - 2))).rstrip()}.."
            line = cut[: max(0, room)]
        if not lines and right:
            line = f"{set_cell_size(line, room)}  {right}"
        lines.append(line)
        room = width
    if not lines and right:
        lines.append(f"{' ' * room}  {right}")
    return lines


def fitting(hints: Sequence[Hint], width: int) -> list[Hint]:
    """Give the hints that fit side by side: the last one always, the others as far as there is room."""
    if not hints:
        return []
    *others, last = hints
    room = width - last.width
    shown: list[Hint] = []
    for hint in others:
        room -= hint.width + 2
        if room < 0:
            break
        shown.append(hint)
    return [*shown, last]
