"""The real program in a real terminal: whatever ends it, the terminal is given back and what is done is kept."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from speedtimer.tui.outside import IGNORED
from tests.tui.tty import ROOT, Tty

# A real terminal, or a process that is waited for: in real time.
pytestmark = pytest.mark.thorough

HILLS = (
    *("run", "hills-10x30s", "--mute", "--without", "warm-up", "--without", "drills", "--without", "strides"),
    # Long enough for a machine that is busy: what a key is answered goes from the screen when GO comes.
    *("--lead-in", "60"),
)


@pytest.fixture
def opened() -> Iterator[list[Tty]]:
    """Terminals opened by a test; none is left behind."""
    terminals: list[Tty] = []
    yield terminals
    for terminal in terminals:
        terminal.end()


def begun(opened: list[Tty], home: Path, *, nohup: bool = False) -> Tty:
    """A session just started, in its first lead-in."""
    terminal = Tty(HILLS, home, nohup=nohup)
    opened.append(terminal)
    terminal.wait_for("Press Space to start")
    terminal.send(" ")
    terminal.wait_for("to GO")
    return terminal


def kept(home: Path) -> list[str]:
    """The workouts in the history."""
    environ = {**os.environ, "SPEEDTIMER_HOME": str(home)}
    said = subprocess.run(
        [sys.executable, "-m", "speedtimer", "history", "--json"],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        check=True,
    )
    return [session["workout"] for session in json.loads(said.stdout)]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGUSR1])
def test_a_signal_ends_it_with_the_terminal_given_back_and_the_session_kept(
    opened: list[Tty], tmp_path: Path, number: signal.Signals
) -> None:
    terminal = begun(opened, tmp_path)
    terminal.signal(number)

    assert terminal.wait() == 130
    assert terminal.is_given_back
    assert terminal.left_on == []
    assert kept(tmp_path) == ["hills-10x30s"]


@pytest.mark.parametrize("nohup", [False, True])
def test_a_terminal_that_is_closed_ends_it_and_the_session_is_kept(
    opened: list[Tty], tmp_path: Path, nohup: bool
) -> None:
    terminal = begun(opened, tmp_path, nohup=nohup)
    terminal.close()

    assert terminal.process.wait(timeout=30) == 130
    assert kept(tmp_path) == ["hills-10x30s"]


@pytest.mark.parametrize("stop", [signal.SIGSTOP, signal.SIGTSTP])
def test_stopped_and_continued_it_goes_on_and_gives_the_terminal_back(
    opened: list[Tty], tmp_path: Path, stop: signal.Signals
) -> None:
    terminal = begun(opened, tmp_path)
    terminal.signal(stop)
    os.waitid(os.P_PID, terminal.process.pid, os.WSTOPPED)
    terminal.signal(signal.SIGCONT)
    terminal.send("p")
    terminal.wait_for("Paused")
    terminal.send("q")
    terminal.wait_for("Leave the session?")
    terminal.send("x")

    assert terminal.wait() == 0
    assert terminal.is_given_back
    assert terminal.left_on == []


@pytest.mark.parametrize("stop", [signal.SIGSTOP, signal.SIGTSTP])
def test_stopped_and_continued_in_quick_turns_it_goes_on_and_gives_the_terminal_back(
    opened: list[Tty], tmp_path: Path, stop: signal.Signals
) -> None:
    terminal = begun(opened, tmp_path)
    for _ in range(40):
        terminal.signal(stop)
        terminal.signal(signal.SIGCONT)

    def goes_on() -> bool:
        # Python forgets in which order signals came that it finds together, so the last one may have been the stop;
        # then a shell's `fg` sends another. What is typed before the terminal is taken back is not the program's.
        terminal.signal(signal.SIGCONT)
        terminal.send("z")
        return "z does nothing here" in terminal.text

    terminal.wait_until(goes_on, "the answer to a key")
    terminal.send("q")
    terminal.wait_for("Leave the session?")
    terminal.send("x")

    assert terminal.wait() == 0
    assert terminal.is_given_back
    assert terminal.left_on == []


def test_the_title_is_emptied_before_the_one_that_the_terminal_may_have_kept_is_asked_back(
    opened: list[Tty], tmp_path: Path
) -> None:
    terminal = begun(opened, tmp_path)
    terminal.signal(signal.SIGTERM)

    assert terminal.wait() == 130
    assert terminal.written.count(b"\x1b]2;\x07\x1b[23;2t") == 1
    assert terminal.written.rfind(b"\x1b]2;") == terminal.written.rfind(b"\x1b]2;\x07")


def test_columns_that_the_environment_makes_up_are_not_believed(
    opened: list[Tty], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEXTUAL_COLOR_SYSTEM", "nonsense")
    terminal = Tty(("run", "hills-10x30s", "--mute"), tmp_path, env={"COLUMNS": "100000", "LINES": "100000"})
    opened.append(terminal)
    terminal.wait_for("Press Space to start")
    terminal.send("q")

    assert terminal.wait() == 0


def test_ctrl_c_asks_and_ctrl_z_stops_nothing_and_the_title_bears_the_phase(opened: list[Tty], tmp_path: Path) -> None:
    terminal = Tty(HILLS, tmp_path)
    opened.append(terminal)
    terminal.wait_for("Press Space to start")
    terminal.send("\x1a")
    terminal.wait_for("Ctrl+Z does nothing here")
    terminal.send(" ")
    terminal.wait_for("to GO")
    terminal.send("\x03")
    terminal.wait_for("Leave the session?")
    # The title goes out by a message of its own, which may be later than the paint.
    assert b"\x1b]2;SET " in terminal.written
    terminal.send("k")
    terminal.wait_for("Not complete: 0 reps done")
    terminal.send("q")

    assert terminal.wait() == 0
    assert terminal.is_given_back
    assert terminal.left_on == []


def test_a_terminal_that_cannot_be_drawn_on_is_refused_before_anything_is_drawn(tmp_path: Path) -> None:
    environ = {**os.environ, "SPEEDTIMER_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "speedtimer"],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )

    assert done.returncode == 2
    assert b"\x1b" not in done.stdout + done.stderr
    assert b"needs a terminal" in done.stderr


def test_what_is_no_key_does_nothing_to_a_session(opened: list[Tty], tmp_path: Path) -> None:
    terminal = begun(opened, tmp_path)
    for junk in (b"\xfc", b"\xa0", b"\x1b[M !\xe5", b"\x1b]11;rgb:1/2/g\x07", b"\x1bP>|q\x1b\\", b"\x1b[57441;2u"):
        terminal.send_bytes(junk)
    # The last byte may begin a letter, and what is unfinished is given up after a while.
    terminal.send("z")
    terminal.wait_for("z does nothing here")
    terminal.send("q k\ru]]\rq k\r")
    terminal.wait_for(IGNORED)
    terminal.send("\x1b[200~q k\r\x1b[201~")
    terminal.send("z")
    terminal.wait_for("z does nothing here")
    terminal.send("\x1b[112;1u")
    terminal.wait_for("Paused")
    terminal.send("q")
    terminal.wait_for("Leave the session?")
    terminal.send("x")

    assert terminal.wait() == 0
    assert terminal.left_on == []
