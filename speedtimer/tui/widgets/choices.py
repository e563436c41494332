"""What can still be chosen before the start: each section on or off, and the way it is run, with their keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual.events import Click
from textual.geometry import Size

from speedtimer.plan import Mode, Section
from speedtimer.tui.face import section_name
from speedtimer.tui.modes import way_of
from speedtimer.tui.widgets.drawn import Drawn
from speedtimer.tui.widgets.row import Hint, Hints

_GAP: Final = 2


class Choices(Drawn):
    """Sections and the way, side by side over as many lines as they take. A click on one is told as that on a hint:
    by a section's name, or `way`.

    Args:
        way_key: the key that changes the way, as it stands on the keyboard.
    """

    DEFAULT_CSS = "Choices { width: 1fr; height: auto; }"
    COMPONENT_CLASSES = {"hints--key", "choices--off"}  # noqa: RUF012  # as Textual declares it

    def __init__(self, way_key: str, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._way_key = way_key
        self._hints: tuple[Hint, ...] = ()

    def show(self, sections: Sequence[Section], on: frozenset[Section], mode: Mode) -> None:
        """Show what there is and what of it is on."""
        hints = tuple(
            Hint(str(number), section_name(section) if section in on else f"{section_name(section)} off", section)
            for number, section in enumerate(sections, 1)
        )
        self._hints = (*hints, Hint(self._way_key, way_of(mode).name, "way")) if hints else ()
        self.forget()
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        return len(in_lines(self._hints, width))

    def lines(self, width: int, height: int, style: Style) -> Sequence[Sequence[Segment]]:  # noqa: ARG002
        if not self.is_attached:
            # It has been removed, its parts have no styles any more, and it may be asked for its lines once more.
            return ()
        key, off = self.part_style("hints--key") + Style(bold=True), self.part_style("choices--off")
        on = style + Style(bold=True)
        return [
            [
                segment
                for hint in line
                for segment in (
                    Segment(hint.key, key),
                    Segment(f" {hint.does}", off if hint.does.endswith(" off") else on),
                    Segment(" " * _GAP, style),
                )
            ]
            for line in in_lines(self._hints, width)
        ]

    def on_click(self, event: Click) -> None:
        """Tell what was clicked on."""
        event.stop()
        lines = in_lines(self._hints, self.size.width)
        column = 0
        for hint in lines[event.y] if event.y < len(lines) else ():
            if column <= event.x < column + hint.width:
                self.post_message(Hints.Chosen(hint.id))
            column += hint.width + _GAP


def in_lines(hints: Sequence[Hint], width: int) -> list[list[Hint]]:
    """Set hints side by side, in as many lines as it takes."""
    lines: list[list[Hint]] = []
    room = 0
    for hint in hints:
        if not lines or hint.width > room:
            lines.append([])
            room = width
        lines[-1].append(hint)
        room -= hint.width + _GAP
    return lines
