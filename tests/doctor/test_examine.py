from __future__ import annotations

from pathlib import Path

import pytest

from speedtimer.audio.output import Output
from speedtimer.audio.solo import Trial
from speedtimer.doctor import machine, sound
from speedtimer.doctor.examine import findings
from speedtimer.runtime.keep_awake import Attempt
from speedtimer.settings.preferences import Preferences


def test_everything_is_looked_at_in_its_order_with_names_that_fit_their_column(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "settings.toml").write_text("[cues]\ncount = 99\n")
    monkeypatch.setattr(sound, "attempt", lambda _: Trial(True, "opened", 3, 0))
    monkeypatch.setattr(sound, "output", lambda _: Output(False, 80))
    monkeypatch.setattr(machine, "attempt", lambda: Attempt(True, "systemd"))
    found = list(findings(Preferences, {}, bell=False))
    told = list(dict.fromkeys(each.about for each in found))
    assert told == [
        "program",
        "home",
        "settings",
        "workouts",
        "history",
        "backend",
        "sound",
        "output",
        "cues",
        "terminal",
        "clock",
        "awake",
        "battery",
    ]
    assert max(map(len, told)) <= 8
    # What is wrong with the settings keeps nothing else from being looked at.
    assert [each.about for each in found if each.state == "fault"] == ["settings"]
