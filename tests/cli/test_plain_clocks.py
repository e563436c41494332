"""Plain mode where the computer refuses a clock, as a container may."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

MINI = """\
name: Mini
focus: power
purpose: To try plain mode with.
sections:
  - name: main
    steps:
      - effort: 2 x 10 s
        recovery: walk back
"""

REFUSED = """\
import sys, time
def refuse(number):
    raise PermissionError(1, "Operation not permitted")
time.clock_gettime_ns = refuse
from speedtimer.__main__ import main
sys.argv = ["speedtimer", "run", sys.argv[1], "--plain", "--mute", "--auto", "--speed", "1000"]
main()
"""


@pytest.mark.skipif(not sys.platform.startswith(("linux", "darwin")), reason="elsewhere there is no such clock")
def test_a_refused_clock_is_a_note_and_the_session_runs_to_its_end(home: Path, tmp_path: Path) -> None:
    workout = tmp_path / "mini.yaml"
    workout.write_text(MINI, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", REFUSED, str(workout)],
        env={**os.environ, "SPEEDTIMER_HOME": str(home)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.splitlines()[-1].endswith("The session is complete")
    assert "The computer's sleep goes unnoticed: no clock (Operation not permitted)" in done.stderr.splitlines()
    assert done.returncode == 0
