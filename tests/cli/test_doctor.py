from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from speedtimer.cli import doctor
from speedtimer.cli.doctor import Finding, State, findings
from speedtimer.cli.main import run


def about(name: str) -> list[Finding]:
    return [each for each in findings() if each.about == name]


def test_a_fresh_home_is_in_order(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["doctor"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert f"ok     home      {home}, chosen by SPEEDTIMER_HOME" in lines
    assert f"ok     settings  {home / 'settings.toml'}: there is none, the defaults hold" in lines
    assert f"ok     workouts  5 shipped, 0 of your own in {home / 'workouts'}" in lines
    assert f"ok     history   {home / 'speedtimer.db'}: no session has been run yet" in lines
    assert not any(line.startswith("fault") for line in lines)


def test_it_looks_without_leaving_anything_behind_but_the_shelfs_cache(home: Path) -> None:
    list(findings())
    assert {path.name for path in home.iterdir()} <= {"cache"}


def test_every_fault_is_named_where_it_is_and_the_exit_code_says_so(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "settings.toml").write_text("[cues]\ncount = 99\n")
    (home / "speedtimer.db").write_bytes(b"no database" * 100)
    (home / "workouts").mkdir()
    (home / "workouts" / "mine.yaml").write_text("name: 3\n")
    assert run(["doctor", "--json"]) == 1
    found = {(each["about"], each["state"]): each["says"] for each in json.loads(capsys.readouterr().out)}
    assert found["settings", "fault"].startswith(f"{home / 'settings.toml'}:2:1: cues.count")
    assert str(home / "speedtimer.db") in found["history", "fault"]
    assert found["workouts", "fault"].startswith(f"{home / 'workouts' / 'mine.yaml'}:")
    assert found["workouts", "ok"].startswith("5 shipped, 1 of your own")


def test_settings_that_are_right_are_read(home: Path) -> None:
    (home / "settings.toml").write_text('[cues]\nbackend = "silent"\n')
    assert about("settings") == [Finding("settings", State.OK, f"{home / 'settings.toml'}: read")]
    (sound,) = about("sound")
    assert sound.state is State.NOTE
    assert sound.says.startswith("none (setting silent; installed: ")


def test_a_home_that_cannot_be_written_is_a_fault(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "file").touch()
    monkeypatch.setenv("SPEEDTIMER_HOME", str(home / "file" / "below"))
    (folder,) = about("home")
    assert folder.state is State.FAULT
    assert folder.says.endswith("it cannot be written, so no session is kept")


def test_without_a_variable_the_home_is_where_the_system_keeps_data(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SPEEDTIMER_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(home))
    monkeypatch.setenv("HOME", str(home))
    (folder,) = about("home")
    assert folder.says.endswith("where the system keeps data")


@pytest.mark.parametrize(
    ("term", "size", "state", "says"),
    [
        ("xterm-256color", (80, 24), State.OK, "xterm-256color, 80 by 24, utf-8"),
        ("dumb", (80, 24), State.NOTE, "dumb, 80 by 24, utf-8: only --plain can be run in it"),
        ("xterm", (39, 24), State.NOTE, "xterm, 39 by 24, utf-8: below 40 by 12 the screen shows next to nothing"),
    ],
)
def test_the_terminal_is_looked_at(
    monkeypatch: pytest.MonkeyPatch, term: str, size: tuple[int, int], state: State, says: str
) -> None:
    class Terminal:
        encoding = "utf-8"

        def isatty(self) -> bool:
            return True

    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, Terminal())
    monkeypatch.setenv("TERM", term)
    monkeypatch.setattr(os, "get_terminal_size", lambda: os.terminal_size(size))
    assert doctor._terminal() == Finding("terminal", state, says)


def test_without_a_terminal_only_plain_mode_can_be_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    (terminal,) = about("terminal")
    assert terminal.state is State.NOTE
    assert "stdin" in terminal.says
