from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from speedtimer.actions import ACTIONS, COMMANDS
from speedtimer.engine.commands import Command, Pause, Press
from speedtimer.plan import Plan
from speedtimer.tui.keymap import Keymap, press_does, shown_keys
from speedtimer.tui.screens.settings import LABEL
from tests.tui.plans import TIMED, hills, jogged, seen

DOCS = (Path(__file__).parents[2] / ".github" / "docs" / "keys.md").read_text(encoding="utf-8")


def test_every_name_that_settings_may_use_stands_in_the_docs() -> None:
    said = DOCS.split("by the names")[1]
    for key in ACTIONS:
        assert re.search(rf"\b{key.id}\b", said), key.id


def test_every_key_is_called_by_a_phrase_that_fits_its_column_in_the_settings() -> None:
    names = [key.name for key in ACTIONS]
    assert len(set(names)) == len(names)
    assert max(map(len, names)) <= LABEL


def test_no_key_means_two_things() -> None:
    keys = Counter(key for named in ACTIONS for key in named.every_key)
    assert [key for key, times in keys.items() if times > 1] == []


def test_every_command_has_its_key() -> None:
    assert set(COMMANDS) < {key.id for key in ACTIONS}


def test_settings_give_a_command_other_keys_in_the_place_of_its_own() -> None:
    keymap = Keymap([("press", ("b", "ctrl+n"))])

    assert (keymap.name_of("b"), keymap.name_of("space"), keymap.name_of("u")) == ("press", None, "undo")
    assert keymap.first_keys["press"] == "b"
    assert shown_keys(keymap.by_id["press"]) == "b Ctrl+N"
    assert [hint.key for hint in keymap.hints(seen(hills(), at_ms=60_000)) if hint.id == "press"] == ["b"]


def test_a_key_that_settings_give_to_something_else_is_taken_from_what_it_belonged_to() -> None:
    assert Keymap([("skip", ("p",))]).name_of("p") == "skip"


def test_what_no_press_shall_do_has_a_key_beside_the_press() -> None:
    keymap = Keymap([("press", ("x", "b"))])
    assert (keymap.is_press("x"), keymap.is_press("space")) == (True, False)
    assert (keymap.beside_press("x"), keymap.beside_press("k")) == ("X", "k")


def test_names_that_nothing_is_called_by_are_said_and_change_nothing() -> None:
    keymap = Keymap([("dance", ("space",))])
    assert keymap.unknown == ("dance",)
    assert keymap.name_of("space") == "press"


@pytest.mark.parametrize(
    ("plan", "given", "at_ms", "expected"),
    [
        (jogged(), [], 600_000, ""),
        (jogged(), [], 900_000, "go on"),
        (hills(), [], 5_000, ""),
        (hills(mode=TIMED), [], 3_000, "go now"),
        (hills(), [], 20_000, ""),
        (jogged(TIMED), [(900_000, Press())], 930_000, "finished"),
        (hills(), [], 59_999, ""),
        (hills(), [], 60_000, "back at the line"),
        (hills(), [(5_000, Pause())], 6_000, "the lead-in again"),
        (hills(), [(20_000, Pause())], 21_000, "the rep again"),
        (hills(), [(50_000, Pause())], 51_000, "go on"),
        (hills(1), [], 40_000, "summary"),
    ],
)
def test_the_hint_for_the_press_says_what_it_would_do_now(
    plan: Plan, given: list[tuple[int, Command]], at_ms: int, expected: str
) -> None:
    view = seen(plan, *given, at_ms=at_ms)

    assert press_does(view) == expected
    shown = [hint for hint in Keymap().hints(view) if hint.id == "press"]
    assert [hint.does for hint in shown] == ([expected] if expected else [])


def test_the_last_hint_always_leads_to_all_keys() -> None:
    for at_ms in (0, 5_000, 60_000):
        assert Keymap().hints(seen(hills(), at_ms=at_ms))[-1].id == "keys"


def test_in_an_effort_keys_are_shown_to_whoever_holds_the_watch_alone() -> None:
    assert Keymap().hints(seen(hills(), at_ms=20_000)) == ()
    assert [hint.id for hint in Keymap().hints(seen(jogged(TIMED), (900_000, Press()), at_ms=915_000))][-1] == "keys"
