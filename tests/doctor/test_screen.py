from __future__ import annotations

import os
import pty
import sys
import termios
from collections.abc import Mapping

import pytest

from speedtimer.doctor import screen
from speedtimer.doctor.finding import Finding, State


@pytest.mark.parametrize(
    ("term", "size", "state", "says"),
    [
        ("xterm-256color", (80, 24), State.OK, "xterm-256color, 80 by 24, utf-8"),
        ("dumb", (80, 24), State.NOTE, "dumb, 80 by 24, utf-8: only --plain can be run in it"),
        ("xterm", (39, 24), State.NOTE, "xterm, 39 by 24, utf-8: below 40 by 12 the screen shows next to nothing"),
    ],
)
def test_the_terminal_is_looked_at(term: str, size: tuple[int, int], state: State, says: str) -> None:
    found = screen.sized(term, *size, "utf-8")
    assert (found.about, found.state, found.says) == ("terminal", state, says)
    assert bool(found.remedy) == (state is State.NOTE)


def test_without_a_terminal_only_plain_mode_can_be_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    (terminal,) = screen.terminal({})
    assert terminal.state is State.NOTE
    assert "stdin" in terminal.says


@pytest.mark.parametrize(
    ("environ", "state", "says"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, State.OK, "16.7 million"),
        ({"TERM": "xterm-256color"}, State.OK, "256: those of the themes are drawn by the nearest"),
        ({"TERM": "linux"}, State.NOTE, "16: those of the themes are drawn by the nearest"),
        (
            {"TERM": "linux", "NO_COLOR": "1"},
            State.OK,
            "none, as NO_COLOR asks: light and dark change places for what stands out",
        ),
    ],
)
def test_colours_are_what_the_terminal_says(environ: Mapping[str, str], state: State, says: str) -> None:
    found = screen.colours(environ)
    assert (found.state, found.says) == (state, says)


def test_letters_hang_on_the_locale() -> None:
    assert screen.letters({"LANG": "de_DE.UTF-8"}).state is State.OK
    assert screen.letters({"LANG": "C"}) == Finding(
        "letters",
        State.NOTE,
        "ASCII alone, since the locale is not UTF-8",
        "set LANG to a locale of UTF-8, as C.UTF-8",
    )


def test_keys_are_tried_and_the_terminal_left_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = pty.openpty()
    with os.fdopen(theirs) as terminal, os.fdopen(ours, "wb"):
        before = termios.tcgetattr(theirs)
        monkeypatch.setattr(sys, "stdin", terminal)
        assert screen.keys({"TMUX": "/tmp/tmux"}) == Finding("keys", State.OK, "they come one by one, through tmux")
        assert termios.tcgetattr(theirs) == before


def test_keys_that_cannot_come_one_by_one_are_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading) as pipe, os.fdopen(writing, "wb"):
        monkeypatch.setattr(sys, "stdin", pipe)
        assert screen.keys({}).state is State.FAULT
