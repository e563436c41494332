"""Numbers on the command line are written plainly, or are none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from speedtimer.cli.options import read_milliseconds, read_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("10", 10),
        ("7.5", Decimal("7.5")),
        ("0", 0),
        ("-1", -1),
        ("+2", 2),
        (".5", Decimal("0.5")),
        ("5.", 5),
        (" 3 ", 3),
    ],
)
def test_a_plain_number_is_read(text: str, number: Decimal) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        ".",
        "-",
        "1_0",
        "1e1",
        "1E1",
        "nan",
        "inf",
        "-Infinity",
        "１０",
        "١٠",
        "1,5",
        "0x10",
        "1 0",
        "10\n",
        "--1",
    ],
)
def test_anything_else_is_none(text: str) -> None:
    assert read_number(text) is None
    assert read_milliseconds(text) is None


def test_seconds_are_read_as_milliseconds_and_not_rounded() -> None:
    assert read_milliseconds("7.5004") == Decimal("7500.4")


def test_a_number_of_thousands_of_digits_is_read_like_any_other() -> None:
    assert (read_number("9" * 5000) or 0) > 10**20
