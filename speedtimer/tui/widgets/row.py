"""Rows of text: cut to their width, painted again only when they change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.events import Click
from textual.geometry import Size
from textual.message import Message

from speedtimer.tui.widgets.drawn import Drawn


class Row(Drawn):
    """One text on the left, over as many lines as there are, and a shorter one on the right of the first line. Where a
    style sheet gives it the height `auto`, there are as many lines as it takes.

    Args:
        left: the text.
        aside: what may stand on its right, as far as the text leaves it room.
    """

    DEFAULT_CSS = "Row { width: 1fr; height: 1; }"

    def __init__(self, left: str = "", aside: str = "", *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._left, self._mark, self._aside = left, "", aside

    @property
    def text(self) -> str:
        """What stands on the left."""
        return self._left

    def show(self, left: str, mark: str = "", *, aside: str = "") -> None:
        """Show texts; nothing is painted where none of them has changed.

        Args:
            left: the text.
            mark: a word or two on the right that say what stands nowhere else: the text gives way to them.
            aside: what stands on the right without a mark, and gives way to the text.
        """
        if (left, mark, aside) != (self._left, self._mark, self._aside):
            self._left, self._mark, self._aside = left, mark, aside
            self.forget()
            height = self.styles.height
            self.refresh(layout=height is not None and height.is_auto)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        return len(self._shown(width, viewport.height))

    def lines(self, width: int, height: int, style: Style) -> Sequence[Sequence[Segment]]:
        return [[Segment(line, style)] for line in self._shown(width, height)]

    def _shown(self, width: int, height: int) -> list[str]:
        if self._mark or not self._aside:
            return wrapped(self._left, self._mark, width, height)
        return set_apart(self._left, self._aside, width, height)


GAP: Final = 2
"""Columns between hints."""


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

    def rows(self, width: int) -> list[list[Hint]]:
        """Return the hints that are shown, line by line."""
        return [fitting(self._hints, width)]

    def words_style(self, hint: Hint, style: Style) -> Style:  # noqa: ARG002  # the same for all
        """Return the style of what a hint does. style: the widget's own."""
        return style

    def lines(self, width: int, height: int, style: Style) -> Sequence[Sequence[Segment]]:  # noqa: ARG002
        key_style = self.part_style("hints--key") + Style(bold=True)
        return [
            [
                segment
                for hint in row
                for segment in (
                    Segment(hint.key, key_style),
                    Segment(f" {hint.does}", self.words_style(hint, style)),
                    Segment(" " * GAP, style),
                )
            ]
            for row in self.rows(width)
        ]

    def on_click(self, event: Click) -> None:
        """Do what the hint under the pointer says."""
        event.stop()
        column, rows = 0, self.rows(self.size.width)
        for hint in rows[event.y] if event.y < len(rows) else ():
            if column <= event.x < column + hint.width:
                self.post_message(self.Chosen(hint.id))
            column += hint.width + GAP


def wrapped(left: str, mark: str, width: int, height: int) -> list[str]:
    """Break a text into lines of that width, the first one shortened by the mark that stands on the right of it.

    What finds no room ends in `..`.
    """
    if not mark or cell_len(mark) + 2 > width:
        return _broken(left, width, width, height)[0]
    room = width - cell_len(mark) - 2
    return _with(mark, _broken(left, room, width, height)[0] or [""], room)


def set_apart(left: str, aside: str, width: int, height: int) -> list[str]:
    """Break a text into lines of that width, and set another one beside it where that costs the text nothing.

    The other one stands on the right of the first line, or on a line of its own, or on the right without its end, as
    long as there is room for half of it.
    """
    lines, _ = _broken(left, width, width, height)
    room = width - cell_len(aside) - 2
    beside, is_whole = _broken(left, room, width, height)
    if is_whole and room >= 0 and len(beside) == len(lines):
        return _with(aside, beside or [""], room)
    if len(lines) < height:
        return [*lines, *_broken(aside, width, width, height - len(lines))[0]]
    room = width - cell_len(lines[0]) - 2 if lines else 0
    if 2 * room < cell_len(aside):
        return lines
    return _with(_broken(aside, room, room, 1)[0][0], lines, width - room - 2)


def _broken(text: str, first: int, width: int, height: int) -> tuple[list[str], bool]:
    """Break a text into so many lines at most, the first one of another width; tell whether all of it is there and no
    word is broken. Only a word that is longer than its line is, such as the path of a file."""
    lines: list[str] = []
    is_whole = True
    room = first
    words = text.split()
    while words and len(lines) < height:
        is_last = len(lines) == height - 1
        line = words.pop(0)
        while words and cell_len(line) + 1 + cell_len(words[0]) <= room:
            line = f"{line} {words.pop(0)}"
        if cell_len(line) > room and not is_last and room > 0:
            start = _start(line, room)
            words.insert(0, line[len(start) :])
            line, is_whole = start, False
        elif cell_len(line) > room or (words and is_last):
            line, is_whole = f"{_start(line, room - 2).rstrip()}.."[: max(0, room)], False
        lines.append(line)
        room = width
    return lines, is_whole and not words


def _start(text: str, room: int) -> str:
    """As much of a text as so many columns hold."""
    return text if cell_len(text) <= room else set_cell_size(text, max(0, room)).rstrip()


def _with(right: str, lines: Sequence[str], room: int) -> list[str]:
    """Set a text beside the first line, which takes so many columns."""
    gap = " " * (room - cell_len(lines[0]) + 2)
    return [f"{lines[0]}{gap}{right}", *lines[1:]]


def fitting(hints: Sequence[Hint], width: int) -> list[Hint]:
    """Return the hints that fit side by side: the last one always, the others as far as there is room."""
    if not hints:
        return []
    *others, last = hints
    room = width - last.width
    shown: list[Hint] = []
    for hint in others:
        room -= hint.width + GAP
        if room < 0:
            break
        shown.append(hint)
    return [*shown, last]
