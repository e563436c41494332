"""A key of the session is written in one file: everything else takes keys, names and words from its table."""

from __future__ import annotations

import ast
from pathlib import Path

from speedtimer.actions import ACTIONS, COMMANDS, DEFAULT_KEYS
from speedtimer.cli.plain_keys import ASKED, KEY_OF, meaning
from speedtimer.settings.schema import Settings
from speedtimer.tui.keymap import Keymap, shown_keys
from tests.house.test_floors import PACKAGE, name_of

README = Path(__file__).parents[2] / "README.md"
DOCS = README.parent / ".github" / "docs" / "keys.md"
ELSEWHERE = ("tui/screens/", "tui/terminal", "tui/steady", "settings/key_names", "actions")
"""Where keys stand that are not the session's: those of the other screens, of the terminal, and how keys are named."""


def test_keymap_plain_mode_settings_and_docs_follow_the_table() -> None:
    keymap, docs = Keymap(), DOCS.read_text(encoding="utf-8")
    assert keymap.actions == ACTIONS
    for action in ACTIONS:
        assert f"| {shown_keys(action)} | {action.does} |" in docs
        assert Settings(keys={action.id: action.every_key}).keys == {action.id: action.every_key}
        assert {keymap.name_of(key) for key in DEFAULT_KEYS[action.id]} == {action.id}
    for name in (*COMMANDS, *ASKED):
        assert meaning(KEY_OF[name]) == meaning(name)


def test_the_readme_names_keys_of_the_table_alone() -> None:
    rows = README.read_text(encoding="utf-8").split("| key | does |\n|---|---|\n")[1].split("\n\n")[0].splitlines()
    words = [word for row in rows for word in row.split(" | ")[0].removeprefix("| ").split()]
    named = {word if word == "," else word.rstrip(",") for word in words} - {"·", "1-9", "click"}
    arrows = {"→": "Right", "←": "Left"}
    shown = {key for action in ACTIONS for key in shown_keys(action).split(" ")}
    assert {arrows.get(key, key) for key in named} <= shown


def test_a_key_of_the_session_is_written_in_one_file() -> None:
    # Names such as `right_square_bracket` are keys wherever they stand; a letter may be any text.
    names = {key for keys in DEFAULT_KEYS.values() for key in keys if "_" in key or "+" in key}
    assert {"right_square_bracket", "ctrl+c"} < names
    wrong = []
    for file in PACKAGE.rglob("*.py"):
        if not name_of(file).startswith(ELSEWHERE):
            nodes = ast.walk(ast.parse(file.read_text("utf-8")))
            wrong += [name_of(file) for node in nodes if isinstance(node, ast.Constant) and node.value in names]
    assert wrong == []
