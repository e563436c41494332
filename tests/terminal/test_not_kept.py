"""What a real terminal shows when a session cannot be kept, and that it goes on all the same."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, suppress
from itertools import count
from pathlib import Path

import pytest

from speedtimer.records.history import History
from tests.terminal.real import RealTerminal

# A real terminal, or a process that is waited for: in real time.
pytestmark = pytest.mark.thorough

PAGE = Path(__file__).parents[2] / ".github" / "docs" / "keeping.md"
SESSION = ["run", "hills-10x30s", "--mute", "--speed", "10", "--without", "warm-up", "--without", "drills"]
AGAIN = "the session is kept on the disk again, and nothing of it was lost"


def env(home: Path) -> dict[str, str]:
    return {"SPEEDTIMER_HOME": str(home)}


def text_of(terminal: RealTerminal) -> str:
    """What stands on the screen, wherever its lines are broken, without the mark at the end of one."""
    return " ".join(" ".join(line.removesuffix("MUTED") for line in terminal.lines()).split())


def says(terminal: RealTerminal, sentence: str) -> None:
    """Wait for a sentence that the page on keeping promises."""
    assert sentence in PAGE.read_text(encoding="utf-8")
    terminal.wait_until(lambda: sentence in text_of(terminal), sentence)


def begin(terminal: RealTerminal) -> None:
    terminal.press(" ")
    terminal.wait_for("to GO")


def leave(terminal: RealTerminal, answer: str = "x") -> None:
    """End the session by its own keys; it went on until then."""
    terminal.press("q")
    terminal.wait_for("Leave the session?")
    terminal.press(answer)
    if answer == "k":
        terminal.wait_for("Not complete")
        terminal.press("q")
    assert terminal.exit_code() == 0
    assert terminal.modes_left_on() == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk of its own, of 512 KiB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(folder)], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        if "CI" in os.environ:
            pytest.fail(f"no disk can be mounted: {mounted.stderr}")
        pytest.skip("only root may mount a small disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(file: Path) -> None:
    """Take what room there is, to the last block."""
    with suppress(OSError), file.open("wb", buffering=0) as big:
        while big.write(bytes(4096)):
            pass


def test_on_a_full_disk_it_says_what_is_not_kept_and_keeps_all_once_there_is_room(small_disk: Path) -> None:
    with RealTerminal(SESSION, env(small_disk)) as terminal:
        terminal.wait_for("Press Space to start")
        begin(terminal)
        pressed = count(1)

        def full() -> bool:
            # SQLite gives back room of its own when its connection is closed, so the disk is filled again and again.
            fill(small_disk / f"big{next(pressed)}")
            terminal.press("+")
            return "the disk is full: make room on it; until then the session is kept in memory" in text_of(terminal)

        terminal.wait_until(full, "the disk is full")
        terminal.wait_for(" not kept yet")
        for big in small_disk.glob("big*"):
            big.unlink()
        says(terminal, AGAIN)
        leave(terminal, "k")
    with closing(sqlite3.connect(small_disk / "speedtimer.db")) as connection:
        written, newest = connection.execute("SELECT count(*), max(seq) FROM entry").fetchone()
    # The press that began it, and every + since but those that came faster than a held key is written down; no gap.
    assert 2 <= written == newest <= next(pressed)
    assert "the disk is full: make room on it" in PAGE.read_text(encoding="utf-8")


@pytest.mark.thorough
def test_a_folder_that_may_only_be_read_is_said_and_the_session_runs(small_disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with RealTerminal(SESSION, env(small_disk)) as terminal:
        says(terminal, "This session is not kept.")
        says(terminal, "the session cannot be locked there (Read-only file system)")
        begin(terminal)
        terminal.wait_for(" not kept")
        leave(terminal)
    assert list(small_disk.iterdir()) == []


def test_a_damaged_database_is_put_aside_and_named_and_the_session_is_kept_in_a_new_one(tmp_path: Path) -> None:
    nonsense = b"this is no database " * 500
    (tmp_path / "speedtimer.db").write_bytes(nonsense)
    with RealTerminal(SESSION, env(tmp_path)) as terminal:
        says(terminal, "speedtimer.db is damaged: it was put aside as speedtimer-damaged-1.db, and a new one is begun")
        begin(terminal)
        leave(terminal, "k")
    assert (tmp_path / "speedtimer-damaged-1.db").read_bytes() == nonsense
    with History.open(tmp_path) as history:
        assert [kept.workout for kept in history.sessions(rehearsals=True)] == ["hills-10x30s"]


def test_a_database_that_another_program_has_locked_is_waited_for_and_what_waits_is_counted(tmp_path: Path) -> None:
    with RealTerminal(SESSION, env(tmp_path)) as terminal:
        terminal.wait_for("Press Space to start")
        begin(terminal)
        with closing(sqlite3.connect(tmp_path / "speedtimer.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            terminal.press("++")
            terminal.wait_for("2 not kept yet")
            says(terminal, "another program has it locked: close that program, or wait until it is done")
            other.execute("ROLLBACK")
        says(terminal, AGAIN)
        terminal.wait_until(lambda: not terminal.shows("not kept"), "all to be kept")
        leave(terminal)


@pytest.mark.thorough
def test_a_newer_schema_is_left_as_it_is_and_said(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "speedtimer.db")) as connection:
        connection.execute("CREATE TABLE session (key)")
        connection.execute("PRAGMA user_version = 999")
    before = (tmp_path / "speedtimer.db").read_bytes()
    with RealTerminal(SESSION, env(tmp_path)) as terminal:
        says(terminal, "This session is not kept.")
        says(terminal, "it was written by a newer speedtimer")
        begin(terminal)
        terminal.wait_for(" not kept")
        leave(terminal)
    assert (tmp_path / "speedtimer.db").read_bytes() == before
    assert not list(tmp_path.glob("*damaged*"))
