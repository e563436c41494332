from __future__ import annotations

import pytest

from speedtimer.cli.plain_keys import KEYS, Unknown, meaning
from speedtimer.engine.commands import (
    Again,
    Back,
    Command,
    Correct,
    Done,
    Enough,
    Extend,
    Fewer,
    Jump,
    More,
    Press,
    Redo,
    Resume,
    Resumption,
    Skip,
    Undo,
)


@pytest.mark.parametrize(
    ("lines", "command"),
    [
        (["", " ", "space", "Enter", "RIGHT", "PageDown", "press"], Press()),
        (["u", "backspace", "Left", "pageup", "undo"], Undo()),
        (["U", "redo"], Redo()),
        (["o", "on"], Resume(Resumption.ON)),
        (["]", "skip"], Skip()),
        (["[", "back"], Back()),
        (["a", "again"], Again()),
        (["d", "done"], Done()),
        (["s 38.4", "split 0:38.4", "S 38,4"], Correct(38_400)),
        (["s -", "split -"], Correct(None)),
        (["s #2", "split # 2", "S #2"], Correct(None, press=2)),
        (["e", "enough"], Enough()),
        (["A", "more"], More()),
        (["D", "fewer"], Fewer()),
        (["+", "=", "longer"], Extend(30_000)),
        (["-", "shorter"], Extend(-30_000)),
        (["g 12", "g  12 ", "jump 12", "G 12"], Jump(12)),
    ],
)
def test_a_line_is_a_key_of_the_commands_table(lines: list[str], command: Command) -> None:
    assert [meaning(line) for line in lines] == [command] * len(lines)


def test_some_lines_ask_for_something_else() -> None:
    assert {meaning("p"), meaning("pause"), meaning("resume")} == {"pause"}
    assert {meaning("m"), meaning("Mute")} == {"mute"}
    assert {meaning("q"), meaning("Quit")} == {"quit"}
    assert {meaning("?"), meaning("help"), meaning("keys")} == {"keys"}


@pytest.mark.parametrize("line", ["x", "P", "E", "hello", "g", "g x", "g -1", "g ²", "g 1 2", "g " + "9" * 5000])
def test_what_means_nothing_is_answered_with_what_would_be_right(line: str) -> None:
    found = meaning(line)
    assert isinstance(found, Unknown)
    assert found.line == line
    assert found.remedy


def test_the_help_names_every_key_in_short_lines() -> None:
    keys = {word.rstrip(":.") for line in KEYS for word in line.split()}
    assert keys >= {"u", "U", "p", "o", "c", "]", "[", "a", "d", "e", "A", "D", "+", "-", "g", "s", "m", "q"}
    assert max(map(len, KEYS)) < 90
