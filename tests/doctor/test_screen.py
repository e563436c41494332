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
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, State.OK, "16.7 million, by COLORTERM=truecolor"),
        (
            {"TERM": "xterm-256color"},
            State.OK,
            "256, by TERM=xterm-256color: those of the themes are drawn by the nearest",
        ),
        (
            {"TERM": "linux"},
            State.NOTE,
            "8, by TERM=linux: the phases are the terminal's own in every theme",
        ),
        (
            {"TERM": "screen", "STY": "7.pts-0.box", "COLORTERM": "truecolor"},
            State.NOTE,
            "8, by TERM=screen; GNU screen cannot keep the promise of COLORTERM: the phases are the terminal's own in "
            "every theme",
        ),
        (
            {"TERM": "linux", "NO_COLOR": "1"},
            State.OK,
            "none, by NO_COLOR: light and dark change places for what stands out",
        ),
        ({"TERM": "vt100"}, State.NOTE, "none, by TERM=vt100: light and dark change places for what stands out"),
    ],
)
def test_colours_are_what_is_really_there(environ: Mapping[str, str], state: State, says: str) -> None:
    counts = {"xterm-256color": 256, "linux": 8, "screen": 8, "vt100": -1}
    found = screen.colours(environ, counts.get)
    assert (found.state, found.says) == (state, says)
    assert bool(found.remedy) == (", by TERM" in says and "8," in says)


def test_letters_hang_on_the_locale() -> None:
    assert screen.letters({"LANG": "de_DE.UTF-8"}).state is State.OK
    assert screen.letters({"LANG": "C"}) == Finding(
        "letters",
        State.NOTE,
        "ASCII alone, since the locale is not UTF-8",
        "set LANG to a locale of UTF-8, as C.UTF-8",
    )
    console = screen.letters({"LANG": "de_DE.UTF-8", "TERM": "linux"})
    assert console.says == "no half blocks, as in the usual fonts of the Linux console: all is drawn by whole cells"


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
