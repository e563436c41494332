from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from speedtimer.cli.main import run
from speedtimer.cli.parser import COMMANDS

DOCS = (Path(__file__).parents[2] / ".github" / "docs" / "command-line.md").read_text(encoding="utf-8")


def test_every_command_stands_in_the_docs() -> None:
    assert set(COMMANDS) <= set(re.findall(r"^\| `speedtimer (\w+)", DOCS, re.MULTILINE))


@pytest.mark.parametrize("command", ["run", "show", "simulate"])
def test_every_option_of_its_help_stands_in_the_docs(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    run([command, "--help"])
    options = set(re.findall(r"^  (?:-h, )?(--[a-z-]+)", capsys.readouterr().out, re.MULTILINE)) - {"--help"}
    assert len(options) >= 6
    assert [option for option in sorted(options) if f"`{option}" not in DOCS and f"[{option}" not in DOCS] == []


def test_the_example_of_simulate_is_what_it_prints(capsys: pytest.CaptureFixture[str]) -> None:
    example = re.search(r"\$ speedtimer (simulate [^|]+)\|.*?\n(.*?)```", DOCS, re.DOTALL)
    assert example is not None
    assert run(shlex.split(example[1])) == 0
    presses = [line for line in capsys.readouterr().out.splitlines() if "press_" in line]
    assert presses[:3] == example[2].splitlines()
