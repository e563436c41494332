from __future__ import annotations

import itertools

import pytest

from speedtimer.tui.face import SIGNS, WORDS
from speedtimer.tui.widgets.blocks import can_draw, draw, fit, text_width
from speedtimer.tui.widgets.strokes import GLYPHS

CLOCK = "0123456789:.+"


def test_a_digit_is_drawn_as_it_was_drawn_when_it_was_looked_at() -> None:
    size = fit("25", 40, 6)

    assert size is not None
    assert draw("25", size, 6).rows == (
        " ▄▄▄▄  ▄▄▄▄▄▄",
        "██▀▀██ ██▀▀▀▀",
        "   ▄██ ██▄▄▄ ",
        "  ▄█▀  ▀▀▀▀██",
        "▄██▄▄▄ ██▄▄██",
        "▀▀▀▀▀▀  ▀▀▀▀ ",
    )


def test_without_block_characters_a_cell_is_one_pixel() -> None:
    size = fit("7", 20, 5)

    assert size is not None
    rows = draw("7", size, 5, whole_cells=True).rows
    assert set("".join(rows)) == {"█", " "}
    assert [bool(row.strip()) for row in rows] == [True] * 5


@pytest.mark.parametrize("rows", [3, 5, 9, 15, 24])
def test_every_character_of_a_clock_differs_from_every_other_at_every_size(rows: int) -> None:
    size = fit("0", 100, rows)

    assert size is not None
    shapes = {letter: draw(letter, size, rows).rows for letter in CLOCK}
    assert all(shapes[a] != shapes[b] for a, b in itertools.combinations(CLOCK, 2))


@pytest.mark.parametrize("rows", [4, 6, 12, 24])
def test_every_letter_differs_from_every_other(rows: int) -> None:
    size = fit("H", 100, rows)

    assert size is not None
    letters = [letter for letter in GLYPHS if letter != "O"]
    shapes = {letter: draw(letter, size, rows).rows for letter in letters}
    same = [(a, b) for a, b in itertools.combinations(letters, 2) if shapes[a] == shapes[b]]
    assert same == []


def test_every_sign_and_word_of_a_phase_can_be_drawn() -> None:
    assert all(can_draw(word) for word in (*WORDS.values(), "DRILL", "STRIDE", "REST", "GO"))
    assert all(can_draw(sign) for sign in SIGNS.values())


@pytest.mark.parametrize(("columns", "rows"), [(6, 3), (20, 5), (76, 7), (118, 19), (196, 27)])
def test_what_fits_is_no_wider_and_no_higher_than_its_room(columns: int, rows: int) -> None:
    for text in ("0", "0:30", "25:00", "1:04:05", "RUN 3/10"):
        size = fit(text, columns, rows)
        if size is not None:
            drawn = draw(text, size, rows)
            assert len(drawn.rows) == rows
            assert {len(row) for row in drawn.rows} == {text_width(text, size)}
            assert drawn.width <= columns


def test_two_rows_are_too_few_to_draw_in() -> None:
    assert fit("0:30", 80, 2) is None


def test_all_digits_are_as_wide_so_that_the_clock_does_not_jump() -> None:
    size = fit("0:00", 78, 11)

    assert size is not None
    assert len({size.width(digit) for digit in "0123456789"}) == 1
