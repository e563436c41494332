"""What can still be chosen before the start: each section on or off, and the way it is run, with their keys."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size

from speedtimer.plan import Mode, Section
from speedtimer.tui.face import section_name
from speedtimer.tui.modes import way_of
from speedtimer.tui.widgets.row import GAP, Hint, Hints


class Choices(Hints):
    """Sections and the way, side by side over as many lines as they take.

    Args:
        way_key: the key that changes the way, as it stands on the keyboard.
    """

    DEFAULT_CSS = "Choices { width: 1fr; height: auto; }"
    COMPONENT_CLASSES = {"choices--off"}  # noqa: RUF012  # as Textual declares it

    def __init__(self, way_key: str, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._way_key = way_key

    def offer(self, sections: Sequence[Section], on: frozenset[Section], mode: Mode) -> None:
        """Show what there is and what of it is on."""
        hints = tuple(
            Hint(str(number), section_name(section) if section in on else f"{section_name(section)} off", section)
            for number, section in enumerate(sections, 1)
        )
        self.show((*hints, Hint(self._way_key, way_of(mode).name, "way")) if hints else ())
        self.refresh(layout=True)

    def rows(self, width: int) -> list[list[Hint]]:
        return in_lines(self._hints, width)

    def words_style(self, hint: Hint, style: Style) -> Style:
        return self.part_style("choices--off") if hint.does.endswith(" off") else style + Style(bold=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        return len(self.rows(width))

    def lines(self, width: int, height: int, style: Style) -> Sequence[Sequence[Segment]]:
        # It has been removed, its parts have no styles any more, and it may be asked for its lines once more.
        return super().lines(width, height, style) if self.is_attached else ()


def in_lines(hints: Sequence[Hint], width: int) -> list[list[Hint]]:
    """Set hints side by side, in as many lines as it takes."""
    lines: list[list[Hint]] = []
    room = 0
    for hint in hints:
        if not lines or hint.width > room:
            lines.append([])
            room = width
        lines[-1].append(hint)
        room -= hint.width + GAP
    return lines
