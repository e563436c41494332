"""The state diagram in the docs is the one that the table gives."""

from __future__ import annotations

from speedtimer.engine.transitions import TABLE
from tests.diagram import PAGE, page, table


def test_the_page_holds_what_is_drawn_from_the_table() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert page(text) == text


def test_every_phase_and_every_command_stands_in_the_table() -> None:
    drawn = table()
    assert all(f" {phase.value} " in drawn for phase in TABLE)
    assert all(f"| {command.__name__} |" in drawn for row in TABLE.values() for command in row)
