from __future__ import annotations

from pathlib import Path

import pytest

from speedtimer.errors import InputError
from speedtimer.tui.key_editor import key_entries, keymap_of, refuse_reset, remapped
from speedtimer.tui.keymap import Keymap
from tests.settings.test_editable import file_with


def test_every_name_is_listed_with_its_keys_as_they_are(tmp_path: Path) -> None:
    shown = {entry.way[1]: entry for entry in key_entries(file_with(tmp_path, '[keys]\nskip = ["left", "z"]\n'))}
    assert (shown["skip"].value, shown["skip"].default, shown["skip"].given) == ("Left z", "]", True)
    assert (shown["undo"].value, shown["undo"].given) == ("u Backspace PageUp", False)


def test_a_key_takes_the_place_of_the_others_or_joins_them(tmp_path: Path) -> None:
    file = file_with(tmp_path)
    assert remapped(file, "skip", "z", more=False) == ((("keys", "skip"), ["z"]),)
    assert remapped(file, "skip", "z", more=True) == ((("keys", "skip"), ["right_square_bracket", "z"]),)


def test_a_key_is_taken_from_what_had_it(tmp_path: Path) -> None:
    file = file_with(tmp_path, '[keys]\npause = ["p", "b"]\n')
    assert keymap_of(file).name_of("b") == "pause"
    assert remapped(file, "skip", "b", more=False) == ((("keys", "skip"), ["b"]), (("keys", "pause"), ["p"]))
    file.change_all(remapped(file, "skip", "b", more=False))
    assert (keymap_of(file).name_of("b"), keymap_of(file).name_of("p")) == ("skip", "pause")


@pytest.mark.parametrize(
    ("name", "key", "more", "said"),
    [
        ("skip", "p", False, "'pause, or resume' would be left without a key: give it another one first"),
        ("skip", "right_square_bracket", False, "] is its key already: press another one"),
        ("press", "space", True, "Space is its key already: press another one"),
    ],
)
def test_nothing_is_left_without_a_key(tmp_path: Path, name: str, key: str, more: bool, said: str) -> None:
    with pytest.raises(InputError) as raised:
        remapped(file_with(tmp_path), name, key, more=more)
    assert str(raised.value) == said


def test_the_last_key_of_the_press_cannot_be_taken(tmp_path: Path) -> None:
    file = file_with(tmp_path, '[keys]\npress = "space"\n')
    with pytest.raises(InputError, match="'the press' would be left without a key"):
        remapped(file, "skip", "space", more=False)


def test_a_default_whose_keys_have_gone_elsewhere_is_not_given_back(tmp_path: Path) -> None:
    file = file_with(tmp_path, '[keys]\nskip = "p"\npause = "b"\n')
    with pytest.raises(InputError, match="'pause, or resume' would be left without a key"):
        refuse_reset(file, "pause")
    refuse_reset(file, "skip")


def test_a_file_that_leaves_the_press_without_a_key_leaves_it_the_space_bar() -> None:
    keymap = Keymap([("skip", ("space", "enter", "right", "pagedown"))])
    assert keymap.keyless == ("press",)
    assert (keymap.name_of("space"), keymap.by_id["press"].every_key) == ("press", ("space",))
    assert set(keymap.by_id["skip"].every_key) == {"enter", "right", "pagedown"}
