"""The commands about workouts, called one by one, and what they say."""

from __future__ import annotations

import argparse
import json
from typing import Any

import pytest

from speedtimer import places
from speedtimer.cli import options, workouts

SHIPPED = places.shipped("workouts")


def parser(background: workouts.Background | None = None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="speedtimer")
    subparsers = parser.add_subparsers()
    if background is None:
        workouts.add(subparsers)
    else:
        workouts.add(subparsers, background)
    return parser


def run(*words: str, background: workouts.Background | None = None) -> int:
    arguments = parser(background).parse_args(options.spelled_out(words))
    code = arguments.run(arguments)
    assert isinstance(code, int)
    return code


class Said:
    """Runs a command and keeps what it said."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *words: str, background: workouts.Background | None = None) -> tuple[int, str, str]:
        code = run(*words, background=background)
        out, err = self._capsys.readouterr()
        return code, out, err

    def json(self, *words: str, background: workouts.Background | None = None) -> Any:
        code, out, err = self(*words, "--json", background=background)
        assert (code, err) == (0, "")
        return json.loads(out)
