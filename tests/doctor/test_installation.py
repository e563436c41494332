from __future__ import annotations

from pathlib import Path

import pytest

from speedtimer.doctor import installation
from speedtimer.doctor.finding import Finding, State, looked
from speedtimer.rules import Rules


def test_a_fresh_home_is_in_order(home: Path) -> None:
    assert installation.program().state is State.OK
    assert installation.folder() == Finding("home", State.OK, f"{home}, chosen by SPEEDTIMER_HOME")
    says = f"{home / 'settings.toml'}: there is none, the defaults hold"
    assert list(installation.settings()) == [Finding("settings", State.OK, says)]
    says = f"5 shipped, 0 of your own in {home / 'workouts'}"
    assert list(installation.workouts(Rules)) == [Finding("workouts", State.OK, says)]
    says = f"{home / 'speedtimer.db'}: no session has been run yet"
    assert list(installation.history()) == [Finding("history", State.OK, says)]


def test_it_looks_without_leaving_anything_behind_but_the_shelfs_cache(home: Path) -> None:
    installation.folder()
    for look in (installation.settings, lambda: installation.workouts(Rules), installation.history):
        list(look())
    assert {path.name for path in home.iterdir()} <= {"cache"}


def test_every_fault_is_named_where_it_is(home: Path) -> None:
    (home / "settings.toml").write_text("[cues]\ncount = 99\n")
    (home / "speedtimer.db").write_bytes(b"no database" * 100)
    (home / "workouts").mkdir()
    (home / "workouts" / "mine.yaml").write_text("name: 3\n")
    (settings,) = looked("settings", installation.settings)
    assert (settings.about, settings.state) == ("settings", State.FAULT)
    assert settings.says.startswith(f"{home / 'settings.toml'}:2:1: cues.count")
    (history,) = looked("history", installation.history)
    assert history.state is State.FAULT
    assert str(home / "speedtimer.db") in history.says
    shelf, mine = installation.workouts(Rules)
    assert shelf.says.startswith("5 shipped, 1 of your own")
    assert mine.state is State.FAULT
    assert mine.says.startswith(f"{home / 'workouts' / 'mine.yaml'}:")


def test_settings_that_are_right_are_read(home: Path) -> None:
    (home / "settings.toml").write_text('[cues]\nbackend = "silent"\n')
    assert list(installation.settings()) == [Finding("settings", State.OK, f"{home / 'settings.toml'}: read")]


def test_a_home_that_cannot_be_written_is_a_fault_with_a_remedy(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "file").touch()
    monkeypatch.setenv("SPEEDTIMER_HOME", str(home / "file" / "below"))
    found = installation.folder()
    assert found.state is State.FAULT
    assert found.says.endswith(": SPEEDTIMER_HOME cannot be used (Not a directory), so no session is kept")
    assert found.remedy == "set it to a folder"


def test_without_a_variable_the_home_is_where_the_system_keeps_data(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SPEEDTIMER_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(home))
    monkeypatch.setenv("HOME", str(home))
    assert installation.folder().says.endswith("where the system keeps data")
