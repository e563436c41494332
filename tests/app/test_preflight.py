from __future__ import annotations

import pytest

from speedtimer.app import preflight as room
from speedtimer.app.preflight import doubts
from speedtimer.audio.output import Output
from speedtimer.rules import CueChoices
from speedtimer.runtime.battery import Battery
from speedtimer.runtime.keep_awake import Attempt

FINE = (Output(False, 80), Battery(90, False), Attempt(True, "systemd"))
LOUD = CueChoices()


@pytest.mark.parametrize(
    ("cues", "output", "battery", "awake", "expected"),
    [
        (LOUD, *FINE, ()),
        (LOUD, None, None, FINE[2], ()),
        (CueChoices(volume_percent=0), *FINE, ("the settings turn the cues down to 0",)),
        (LOUD, Output(True, 80), *FINE[1:], ("the computer is muted",)),
        (LOUD, Output(False, 30), *FINE[1:], ()),
        (LOUD, Output(False, 29), *FINE[1:], ("the computer's volume is 29 %",)),
        (LOUD, Output(False, None), *FINE[1:], ()),
        (LOUD, FINE[0], Battery(25, False), FINE[2], ()),
        (LOUD, FINE[0], Battery(24, False), FINE[2], ("battery 24 %, not charging",)),
        (LOUD, FINE[0], Battery(24, True), FINE[2], ()),
        (LOUD, *FINE[:2], Attempt(False, "no service answered"), ("the computer may fall asleep",)),
        (
            LOUD,
            Output(True, 0),
            Battery(3, False),
            Attempt(False, ""),
            ("the computer is muted", "battery 3 %, not charging", "the computer may fall asleep"),
        ),
    ],
)
def test_what_would_spoil_a_session_is_doubtful_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
    cues: CueChoices,
    output: Output | None,
    battery: Battery | None,
    awake: Attempt,
    expected: tuple[str, ...],
) -> None:
    monkeypatch.setattr(room, "output", lambda: output)
    monkeypatch.setattr(room, "battery", lambda: battery)
    monkeypatch.setattr(room, "attempt", lambda: awake)
    assert doubts(cues) == expected
