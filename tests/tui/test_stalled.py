"""The real program in a terminal that takes nothing more, as a frozen window or a lost connection does."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from speedtimer.engine.view import Phase
from speedtimer.records.unfinished import find_unfinished
from tests.tui.tty import PATIENCE_S, Tty

# A real terminal, in real time.
pytestmark = pytest.mark.thorough

BARE = [word for section in ("warm-up", "drills", "strides") for word in ("--without", section)]
HILLS = ("run", "hills-10x30s", "--mute", "--lead-in", "60", *BARE)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Tty]:
    """A session just started."""
    opened = Tty(HILLS, tmp_path, (101, 41))
    try:
        opened.wait_for("Press Space to start")
        opened.send(" ")
        opened.wait_for("to GO")
        yield opened
    finally:
        opened.end()


def until(reached: Callable[[], bool], what: str) -> None:
    """Wait until something is so, without reading what the program writes."""
    deadline = time.monotonic() + PATIENCE_S
    while not reached():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        threading.Event().wait(0.02)


def is_paused(home: Path) -> bool:
    return [each.engine().view().phase for each in find_unfinished(home)] == [Phase.PAUSED]


def above(terminal: Tty) -> list[str]:
    """The screen without its last two rows, which answer keys."""
    return list(terminal.screen.display[:-2])


def test_keys_are_taken_meanwhile(terminal: Tty, tmp_path: Path) -> None:
    terminal.fill()
    terminal.send("p")
    until(lambda: is_paused(tmp_path), "the pause in the journal")
    terminal.wait_for("Paused")
    terminal.send("q")
    terminal.wait_for("Leave the session?")
    terminal.send("x")
    assert terminal.wait() == 0
    assert terminal.is_given_back
    assert terminal.left_on == []


def test_once_it_takes_bytes_again_all_of_the_screen_is_right(terminal: Tty) -> None:
    terminal.send("p")
    terminal.wait_for("Paused")
    terminal.send("z")
    # What was painted before this answer has come before it.
    terminal.wait_for("z does nothing here")
    before = above(terminal)
    terminal.fill()
    terminal.wait_until(lambda: above(terminal) == before, "the screen as it was")


def test_closed_it_ends_with_the_session_left_to_be_gone_on_with_and_the_next_can_begin(
    terminal: Tty, tmp_path: Path
) -> None:
    terminal.fill()
    terminal.close()
    assert terminal.process.wait(PATIENCE_S) == 130
    assert len(find_unfinished(tmp_path)) == 1
    again = Tty(("run", "--resume"), tmp_path)
    try:
        again.wait_for("You were away")
    finally:
        again.end()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_told_to_end_it_ends_though_nobody_reads(terminal: Tty, tmp_path: Path, number: signal.Signals) -> None:
    terminal.fill()
    terminal.signal(number)
    assert terminal.process.wait(PATIENCE_S) == 130
    assert terminal.is_given_back
    assert len(find_unfinished(tmp_path)) == 1
