from __future__ import annotations

import string

import pytest
from textual.keys import Keys, _character_to_key

from speedtimer.actions import DEFAULT_KEYS
from speedtimer.settings.key_names import at_odds, called, named, spelt, suggest


@pytest.mark.parametrize(
    ("written", "key"),
    [
        (".", "full_stop"),
        ("period", "full_stop"),
        ("full_stop", "full_stop"),
        ("Full Stop", "full_stop"),
        ("PageDown", "pagedown"),
        ("page down", "pagedown"),
        ("pgdn", "pagedown"),
        ("Esc", "escape"),
        ("Return", "enter"),
        ("F5", "f5"),
        ("z", "z"),
        ("Z", "Z"),
        ("shift+z", "Z"),
        ("ä", "ä"),
        (" ", "space"),
        ("+", "plus"),
        ("Ctrl+N", "ctrl+n"),
        ("ctrl-n", "ctrl+n"),
        ("Control + N", "ctrl+n"),
        ("shift+ctrl+left", "ctrl+shift+left"),
        ("ctrl+\\", "ctrl+backslash"),
        ("Shift-Tab", "shift+tab"),
    ],
)
def test_a_key_may_be_written_as_a_person_would(written: str, key: str) -> None:
    assert named(written) == key


@pytest.mark.parametrize("written", ["", "nonsensekey", "f25", "shift+1", "ctrl+", "<any>", "\x07", "hyper"])
def test_what_no_keyboard_has_is_no_key(written: str) -> None:
    assert named(written) is None


def test_every_sign_of_the_keyboard_has_the_name_that_the_screens_know_it_by() -> None:
    for sign in string.punctuation:
        assert named(sign) == named(_character_to_key(sign)) == _character_to_key(sign)


def test_every_key_that_the_screens_know_is_one() -> None:
    # `<any>` and its like are no keys; "return" comes as "enter"; "ctrl-at" is another name of "ctrl+@".
    others = {"return", "ctrl-at"}
    known = {key.value for key in Keys if not key.value.startswith("<")} - others
    assert {key for key in known if named(key) != key} == set()


def test_every_key_that_something_has_of_its_own_is_one() -> None:
    assert [key for keys in DEFAULT_KEYS.values() for key in keys if named(key) != key] == []


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("pagedwn", "did you mean 'pagedown'?"),
        ("full_stp", "did you mean 'full_stop'?"),
        ("perid", "did you mean 'period'?"),
        ("nonsensekey", 'write a key as "space", "pagedown", "f5", "." or "ctrl+n"'),
    ],
)
def test_what_is_no_key_is_answered_with_what_would_be_right(written: str, said: str) -> None:
    assert suggest(written) == said


def test_one_key_for_two_things_is_at_odds() -> None:
    assert at_odds({"skip": ["y"], "again": ["b", "y"]}) == (
        "again",
        "'y' is given to skip too",
        "give one of them another key",
    )


def test_nothing_is_left_without_a_key() -> None:
    assert at_odds({"skip": ["p"]}) == ("skip", "pause is left without a key", "give pause another key too")
    assert at_odds({"skip": ["p"], "pause": ["b"]}) is None
    assert at_odds({"skip": ["left"]}) is None


@pytest.mark.parametrize(
    ("key", "expected"), [("space", "Space"), ("A", "A"), ("pagedown", "PageDown"), ("ctrl+c", "Ctrl+C"), ("f1", "F1")]
)
def test_a_key_is_spelt_as_it_stands_on_the_keyboard(key: str, expected: str) -> None:
    assert spelt(key) == expected


@pytest.mark.parametrize(
    ("key", "character", "expected"),
    [
        ("space", " ", "Space"),
        ("enter", "\r", "Enter"),
        ("tab", "\t", "Tab"),
        ("full_stop", ".", "."),
        ("z", "z", "z"),
        ("ctrl+z", "\x1a", "Ctrl+Z"),
        ("section_sign", "§", "§"),
    ],
)
def test_what_was_pressed_is_called_by_its_character_where_that_can_be_seen(
    key: str, character: str, expected: str
) -> None:
    assert called(key, character) == expected
