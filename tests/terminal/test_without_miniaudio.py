"""Without miniaudio, as on Linux for ARM, for which it has no wheel: everything works, through the next means.

It is hidden from each process, the sound's own included, by a `sitecustomize` of ours, and no system player is found.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal.real import RealTerminal

# A real terminal, or a process that is waited for: in real time.
pytestmark = pytest.mark.thorough

ROOT = Path(__file__).resolve().parents[2]
HIDING = "import sys\nsys.modules['miniaudio'] = sys.modules['simpleaudio'] = None\n"
ONLY_HILLS = ("--without", "warm-up", "--without", "drills", "--without", "strides", "--without", "warm-down")


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "hidden").mkdir()
    (tmp_path / "hidden" / "sitecustomize.py").write_text(HIDING, encoding="utf-8")
    return {
        **os.environ,
        "PYTHONPATH": f"{tmp_path / 'hidden'}{os.pathsep}{ROOT}",
        "PATH": str(tmp_path),
        "SPEEDTIMER_HOME": str(tmp_path / "home"),
    }


def ran(env: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "speedtimer", *arguments]
    return subprocess.run(
        command, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False
    )


def test_doctor_says_that_it_is_missing_and_what_brings_sound(env: dict[str, str]) -> None:
    done = ran(env, "doctor", "--json")
    found = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (1, "")
    backends = [each["says"] for each in found if each["about"] == "backend"]
    assert backends[:3] == ["miniaudio: not installed", "simpleaudio: not installed", "system: not installed"]
    (sound,) = (each for each in found if each["about"] == "sound")
    assert sound["state"] == "fault"
    assert "pip install miniaudio" in sound["remedy"]
    assert "pw-play" in sound["remedy"]


def test_a_session_is_simulated_and_run_in_plain_mode(env: dict[str, str]) -> None:
    simulated = ran(env, "simulate", "hills-10x30s", "--auto")
    assert (simulated.returncode, simulated.stderr) == (0, "")
    done = ran(env, "run", "hills-10x30s", "--plain", "--auto", "--speed", "2000", *ONLY_HILLS)
    assert done.returncode == 0
    assert "complete" in done.stdout.splitlines()[-1].lower()


def test_on_the_screen_the_bell_rings_and_that_is_said_before_the_start(env: dict[str, str]) -> None:
    with RealTerminal(["run", "hills-10x30s", *ONLY_HILLS], env) as terminal:
        terminal.wait_for("Check: only the terminal's bell")
        terminal.press("h")
        terminal.wait_for("The bell, if it rang")
        terminal.wait_until(lambda: rang(terminal.raw), "the bell")
        terminal.press("q")
        assert terminal.exit_code() == 0


def rang(raw: bytearray) -> bool:
    """Tell whether the bell was rung: the character, where it does not end a title."""
    inside = False
    for place, byte in enumerate(raw):
        if raw[place : place + 2] == b"\x1b]":
            inside = True
        elif byte == 7:
            if not inside:
                return True
            inside = False
    return False
