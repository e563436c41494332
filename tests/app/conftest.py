from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the test's own, empty."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("SPEEDTIMER_HOME", str(folder))
    return folder
