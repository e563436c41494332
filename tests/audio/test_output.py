from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from speedtimer.audio.output import Output, output

SERVER = {"PULSE_SERVER": "unix:/nobody"}
LOUD = "Volume: front-left: 29491 /  45% / -20.81 dB,   front-right: 32768 /  50% / -18.06 dB\n        balance 0.05\n"


class Programs:
    """Programs that print what they are told to, and remember that they were called."""

    def __init__(self, **printed: str) -> None:
        self.printed = printed
        self.called: list[str] = []

    def __call__(self, command: Sequence[str]) -> str:
        said = command[0] if command[0] != "pactl" else command[1].replace("-", "_")
        self.called.append(said)
        return self.printed.get(said, "")


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ({"wpctl": "Volume: 0.40\n"}, Output(False, 40)),
        ({"wpctl": "Volume: 1.25 [MUTED]\n"}, Output(True, 125)),
        ({"get_sink_mute": "Mute: no\n", "get_sink_volume": LOUD}, Output(False, 50)),
        ({"get_sink_mute": "Mute: yes\n", "get_sink_volume": LOUD}, Output(True, 50)),
        ({"get_sink_mute": "Mute: yes\n"}, Output(True, None)),
        ({}, None),
        ({"wpctl": "Could not connect"}, None),
    ],
)
def test_the_sound_server_says_how_its_output_is_set(printed: Mapping[str, str], expected: Output | None) -> None:
    assert output(SERVER, "linux", Programs(**printed)) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("output volume:44, input volume:50, alert volume:100, output muted:false\n", Output(False, 44)),
        ("output volume:0, input volume:50, alert volume:100, output muted:true\n", Output(True, 0)),
        ("output volume:missing value, input volume:50, alert volume:100, output muted:false", Output(False, None)),
        ("", None),
    ],
)
def test_macos_says_how_its_output_is_set(said: str, expected: Output | None) -> None:
    assert output({}, "darwin", Programs(osascript=said)) == expected


def test_where_no_sound_server_runs_none_is_asked_since_that_would_start_one(tmp_path: Path) -> None:
    programs = Programs(wpctl="Volume: 0.40")
    assert output({"XDG_RUNTIME_DIR": str(tmp_path)}, "linux", programs) is None
    assert programs.called == []
    (tmp_path / "pipewire-0").touch()
    assert output({"XDG_RUNTIME_DIR": str(tmp_path)}, "linux", programs) == Output(False, 40)


def test_a_program_that_fails_or_is_not_there_says_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert output(SERVER, "linux") is None
    program = tmp_path / "wpctl"
    program.write_text("#!/bin/sh\necho 'Volume: 0.40'\nexit 1\n")
    program.chmod(0o755)
    assert output(SERVER, "linux") is None
    program.write_text("#!/bin/sh\necho 'Volume: 0.40'\n")
    assert output(SERVER, "linux") == Output(False, 40)
