"""What of a text may be shown as it stands, and what the rest is called."""

from __future__ import annotations

import pytest

from speedtimer.signs import first_harmful, named, shown


@pytest.mark.parametrize(
    "text",
    [
        "8 x 200 m",
        "Für Ünal, 日本, 🏃",
        # A family of three, and a Persian word that is written with a non-joiner.
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",
        "می\u200cخواهم",
        # No-break, narrow no-break and thin spaces.
        "200\u00a0m, 200\u202fm, 200\u2009m",
    ],
)
def test_letters_joiners_and_spaces_are_shown_as_they_are(text: str) -> None:
    assert first_harmful(text) is None
    assert shown(text) == text


@pytest.mark.parametrize(
    ("sign", "written_out", "name"),
    [
        ("\x1b", "\\x1b", "U+001B"),
        ("\n", "\\n", "U+000A"),
        ("\x9b", "\\x9b", "U+009B"),
        ("\u202e", "\\u202e", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("\u2066", "\\u2066", "U+2066 LEFT-TO-RIGHT ISOLATE"),
        ("\u200b", "\\u200b", "U+200B ZERO WIDTH SPACE"),
        ("\u2028", "\\u2028", "U+2028 LINE SEPARATOR"),
        ("\U000e0041", "\\U000e0041", "U+E0041 TAG LATIN CAPITAL LETTER A"),
        # The byte 0xE9 of a file name, as Python carries it along; and half of a pair, as JSON may.
        ("\udce9", "\\xe9", "the byte 0xE9, which is not UTF-8"),
        ("\ud800", "\\ud800", "U+D800"),
    ],
)
def test_what_a_terminal_could_take_for_an_order_is_written_out(sign: str, written_out: str, name: str) -> None:
    assert first_harmful(f"a{sign}b") == sign
    assert shown(f"a{sign}b") == f"a{written_out}b"
    assert named(sign) == name
