"""How many files a new cue and a new setting take: each is a patch that is applied to a copy of the tree and tried.

Counted are the files of the program and of its sounds that a person changes or a command makes; what documents the
addition and what tests it is not counted.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATCHES = Path(__file__).parent / "patches"

WORKOUT = """\
name: Long effort
focus: even
purpose: To run for a long time.
sections:
  - name: main
    steps:
      - effort: 3 min
        recovery: walk back
"""
LISTED = """
import sys
from pathlib import Path
from speedtimer.settings.editable import GROUPS, entries
from speedtimer.settings.file import SettingsFile
from speedtimer.settings.loader import read_settings

file = SettingsFile(Path(sys.argv[1]))
file.read()
for group in GROUPS:
    for each in entries(file, group):
        print(group, each.label, each.said(each.value), each.means, sep="|")
rules = read_settings(file.path).rules
print(*map(str, rules.cues.silenced), rules.guards.nobody_runs(100, 7700))
"""
"""Every setting as the screen lists it, then which cues are silenced and whether anybody runs 100 m in 7.7 s."""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    tree = tmp_path / "tree"
    for folder in ("speedtimer", "workouts", "sounds"):
        shutil.copytree(ROOT / folder, tree / folder, ignore=shutil.ignore_patterns("__pycache__", "voice"))
    return tree


def applied(patch: str, tree: Path) -> list[str]:
    """Apply a patch to the tree. Return the files that it changes."""
    # One line of context is enough: a change nearby does not make the addition another one.
    subprocess.run(["git", "apply", "-C1", str(PATCHES / patch)], cwd=tree, check=True)
    lines = (PATCHES / patch).read_text(encoding="utf-8").splitlines()
    return [line.removeprefix("+++ b/") for line in lines if line.startswith("+++ ")]


def output(tree: Path, arguments: Sequence[str]) -> list[str]:
    environ = os.environ | {"PYTHONPATH": str(tree), "SPEEDTIMER_HOME": str(tree / "home")}
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, cwd=tree, env=environ, check=True, capture_output=True, text=True
    ).stdout.splitlines()


def settings_listed(tree: Path, text: str) -> list[str]:
    file = tree / "settings.toml"
    file.write_text(text, encoding="utf-8")
    return output(tree, ["-c", LISTED, str(file)])


def test_a_new_cue_takes_four_files_at_most_and_the_program_knows_it(copy: Path) -> None:
    sounds = set((copy / "sounds").glob("*.wav"))
    changed = applied("add_a_cue.patch", copy)
    output(copy, ["-B", "sounds/make.py", "--into", "made"])
    made = {file.name for file in (copy / "made").glob("*.wav")} - {file.name for file in sounds}
    assert made == {"last_minute.wav"}
    assert len(changed) + len(made) <= 4

    (copy / "long.yaml").write_text(WORKOUT, encoding="utf-8")
    events = map(json.loads, output(copy, ["-m", "speedtimer", "simulate", "long.yaml", "--json"]))
    # A lead-in of 10 s, then 3 min of work: the last minute begins at 2:10.
    assert [event["t_ms"] for event in events if event.get("cue") == "last_minute"] == [130_000]
    listed = settings_listed(copy, '[cues]\nsilenced = ["last_minute"]\n')
    assert "Cues|cue of the last minute|is silent|Sounds when the last minute begins." in listed
    assert listed[-1] == "last_minute True"


def test_a_new_setting_takes_two_files_at_most_and_the_program_keeps_to_it(copy: Path) -> None:
    changed = applied("add_a_setting.patch", copy)
    assert len(changed) <= 2
    assert sum(line.startswith("+ ") for line in (PATCHES / "add_a_setting.patch").read_text().splitlines()) == 3

    # 100 m in 7.7 s are 12.99 m/s: more than 12.5 m/s, and less than a tenth more than that.
    listed = settings_listed(copy, "[guards]\ntailwind = 10\n")
    assert "Session|tailwind|10 %|So much faster may anybody run." in listed
    assert listed[-1] == "False"
    assert settings_listed(copy, "")[-1] == "True"
