"""`list`, `schema`, and the help of the commands about workouts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from speedtimer import places
from speedtimer.cli.parser import parser_of
from speedtimer.errors import InputError
from speedtimer.plan import Section
from tests.cli.saying import SHIPPED, Said, run
from tests.workout.files import SMALL, fill_with_hostile_files

ROOT = Path(__file__).resolve().parents[2]


def test_list_json_names_everything(said: Said, home: Path) -> None:
    (home / "workouts").mkdir()
    bad = home / "workouts" / "bad.yaml"
    bad.write_text("name: Bad\nfocus: even\npurpose: x\n", encoding="utf-8")
    listed = said.json("list")
    assert [row["id"] for row in listed] == [
        "drills-and-strides",
        "hills-10x30s",
        "10x100m",
        "sprint-pyramid",
        "8x200m",
        "bad",
    ]
    assert listed[4] == {
        "id": "8x200m",
        "name": "8 x 200 m",
        "focus": "even",
        "purpose": "Speed endurance and a bigger engine, with your form held when you are tired.",
        "origin": "shipped",
        "path": str(SHIPPED / "8x200m.yaml"),
        "estimated_s": {"min": 2890, "max": 3790},
        "sections": [{"name": name, "on": True} for name in ("warm-up", "drills", "strides", "main", "warm-down")],
        "error": None,
    }
    assert listed[5] == {
        "id": "bad",
        "name": None,
        "focus": None,
        "purpose": None,
        "origin": "own",
        "path": str(bad),
        "estimated_s": None,
        "sections": [],
        "error": f"{bad}:1:1: 'sections' is missing: write 'sections: …', the parts, in their order",
    }
    assert said.json("list") == listed


def test_list_is_a_table_with_a_note_on_stderr(said: Said, home: Path) -> None:
    (home / "workouts").mkdir()
    (home / "workouts" / "mine.yaml").write_text(SMALL, encoding="utf-8")
    bad = home / "workouts" / "worse.yaml"
    bad.write_text("name: 5\n", encoding="utf-8")
    code, out, err = said("list")
    assert code == 0
    assert out.splitlines() == [
        "drills-and-strides  Drills and strides  31 to 46 min",
        "hills-10x30s        10 x 30 s hills     54 to 69 min",
        "10x100m             10 x 100 m          49 to 64 min",
        "sprint-pyramid      Sprint pyramid      41 to 56 min",
        "8x200m              8 x 200 m           48 to 63 min",
        # 2 x (10 + 38) s and the walk of 160 s between: 4.3 min.
        "mine                Small               4 min  (own)",
        f"worse               cannot be used: {bad}:1:1: 'focus' is missing: write 'focus: …', what it trains: "
        "technique, power, build, pyramid or even (and 3 more, see `speedtimer check`)",
    ]
    assert err == f"Your own workouts go into {home / 'workouts'}\n"


def test_a_folder_full_of_what_is_no_workout_keeps_nothing_from_being_listed(said: Said, home: Path) -> None:
    fill_with_hostile_files(home / "workouts")
    code, out, err = said("list")
    assert (code, err) == (0, f"Your own workouts go into {home / 'workouts'}\n")
    assert [line.split("  ")[0] for line in out.splitlines()[4:7]] == ["8x200m", "bidi\\u202e", "caf\\xe9"]
    assert all(line.isprintable() for line in out.splitlines())
    listed = said.json("list")
    # What strict readers of JSON take: no half of a pair, which is what Python has for a byte that is not UTF-8.
    assert all(str(value).isprintable() for row in listed for value in row.values())
    assert listed[6]["path"] == f"{home}/workouts/caf\\xe9.yaml"


def test_schema_prints_the_file_beside_the_workouts(said: Said) -> None:
    code, out, err = said("schema")
    assert (code, err) == (0, "")
    assert out == (SHIPPED / "workout.schema.json").read_text(encoding="utf-8")


def test_a_schema_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(places, "shipped", lambda folder: tmp_path / folder)
    with pytest.raises(InputError, match="the schema cannot be read"):
        run("schema")


@pytest.mark.parametrize("command", ["list", "show", "check", "schema"])
def test_every_command_teaches_by_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        parser_of([command])[0].parse_args([command, "--help"])
    assert left.value.code == 0
    assert f"  speedtimer {command}" in capsys.readouterr().out


def test_the_help_of_with_names_every_section(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parser_of(["show"])[0].parse_args(["show", "--help"])
    text = " ".join(capsys.readouterr().out.split())
    assert all(section in text for section in Section)


def test_naming_the_commands_loads_neither_pydantic_nor_yaml_nor_a_plan() -> None:
    code = (
        "import sys, speedtimer.cli.parser;"
        "print(sorted({'pydantic', 'yaml', 'textual', 'speedtimer.plan'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
