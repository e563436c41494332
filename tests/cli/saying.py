"""The commands about workouts, called one by one, and what they say."""

from __future__ import annotations

import json
from typing import Any

import pytest

from speedtimer import places
from speedtimer.cli.main import load
from speedtimer.cli.parser import COMMANDS, parser_of, spelled_out

SHIPPED = places.shipped("workouts")


def run(*words: str) -> int:
    parser, _ = parser_of(words[:1])
    arguments = parser.parse_args(spelled_out(words))
    return load(COMMANDS[arguments.command].run)(arguments)


class Said:
    """Runs a command and keeps what it said."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *words: str) -> tuple[int, str, str]:
        code = run(*words)
        out, err = self._capsys.readouterr()
        return code, out, err

    def json(self, *words: str) -> Any:
        code, out, err = self(*words, "--json")
        assert (code, err) == (0, "")
        return json.loads(out)
