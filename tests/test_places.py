from __future__ import annotations

from pathlib import Path

import pytest

from speedtimer import places


def test_a_path_is_written_as_in_a_shell(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv(places.HOME_VARIABLE, str(tmp_path / "mine"))
    assert places.as_written(places.own_workouts()) == str(Path("$SPEEDTIMER_HOME", "workouts"))
    assert places.as_written(tmp_path / "runs" / "x.yaml") == str(Path("~", "runs", "x.yaml"))

    monkeypatch.delenv(places.HOME_VARIABLE)
    assert places.as_written(Path("/elsewhere/x.yaml")) == str(Path("/elsewhere/x.yaml"))
