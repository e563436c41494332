"""The last thing that every line of every screen goes through: no sign in it is an order to the terminal.

Names and remarks come from files and from `import`. A sign that may not be shown takes as much room here as Textual
reckoned it to take, so that nothing beside it moves.
"""

from __future__ import annotations

from typing import Final

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from speedtimer.signs import first_harmful, may_be_shown


class Harmless(LineFilter):
    """Puts blanks in the place of signs that may not be shown."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        if all(segment.text.isprintable() for segment in segments):
            return segments
        return [_harmless(segment) for segment in segments]


HARMLESS: Final = Harmless()


def _harmless(segment: Segment) -> Segment:
    if segment.control or first_harmful(segment.text) is None:
        return segment
    text = "".join(sign if may_be_shown(sign) else " " * cell_len(sign) for sign in segment.text)
    return Segment(text, segment.style)
