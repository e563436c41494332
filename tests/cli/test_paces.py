"""`speedtimer paces` as scripts and people see it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from speedtimer.cli.main import run
from speedtimer.engine.commands import Press
from speedtimer.records.session import Ending
from tests.records.sessions import driven, keep, plan_of

ROOT = Path(__file__).parents[2]


def listed(capsys: pytest.CaptureFixture[str]) -> dict[tuple[str, int], dict[str, object]]:
    assert run(["paces", "--json"]) == 0
    return {(each["kind"], each["m"]): each for each in json.loads(capsys.readouterr().out)}


def timed_at(home: Path, *splits_s: int) -> None:
    """Reps of 200 m with the watch in hand: the jog left at 1000 s, a lead-in of 5 s before each, a walk of 55 s."""
    plan = plan_of(reps=len(splits_s), held=True)
    given: list[tuple[int, Press]] = [(0, Press()), (1_000, Press())]
    at_s = 1_000
    for split_s in splits_s:
        at_s += 5 + split_s
        given.append((at_s, Press()))
        at_s += 55
        given.append((at_s, Press()))
    keep(home, plan, driven(plan, *given[:-1]), Ending.COMPLETED)


def test_without_settings_and_history_all_is_ours(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["paces"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "drill 20 m    10.0 s  ours",
        "stride 50 m   10.0 s  ours",
        "effort 100 m  18.0 s  ours",
        "effort 150 m  28.0 s  ours",
        "effort 200 m  38.0 s  ours",
    ]


def test_history_is_named_with_the_splits_that_it_rests_on(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # Newest first 36 39 40, in order 36 39 40: the median is 39.
    timed_at(home, 40, 39, 36)
    run(["paces"])
    assert capsys.readouterr().out.splitlines()[-1] == (
        "effort 200 m  39.0 s  history: the median of the last 3 splits, newest first 36.0, 39.0, 40.0"
    )
    found = listed(capsys)["effort", 200]
    assert (found["ms"], found["from"], found["splits_ms"]) == (39_000, "history", [36_000, 39_000, 40_000])


def test_one_split_is_said_to_be_one(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    timed_at(home, 40)
    run(["paces"])
    assert capsys.readouterr().out.splitlines()[-1] == (
        "effort 200 m  40.0 s  history: the one split that teaches, 40.0"
    )


def test_settings_are_named(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "settings.toml").write_text('[paces]\neffort = { "100 m" = "16 s" }\n', encoding="utf-8")
    found = listed(capsys)
    assert [found["effort", metres]["from"] for metres in (100, 150, 200)] == ["settings", "ours", "ours"]
    assert found["effort", 100]["ms"] == 16_000


def test_riegel_is_named_with_what_it_went_out_from(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = home / "workouts"
    folder.mkdir()
    text = (
        "name: Mine\nfocus: even\npurpose: To try.\nsections:\n"
        "  - name: main\n    steps:\n      - effort: 3 x 400 m\n        recovery: walk back\n"
    )
    (folder / "mine.yaml").write_text(text, encoding="utf-8")
    # 38 s at 200 m, twice the distance: 38 x 2^1.06 = 38 x 2.08493 = 79.227 s.
    run(["paces"])
    assert capsys.readouterr().out.splitlines()[-1] == (
        "effort 400 m  1:19.2  Riegel's formula, from 200 m in 38.0 s (ours)"
    )
    found = listed(capsys)["effort", 400]
    assert found["riegel_from"] == {"m": 200, "ms": 38_000, "from": "ours"}
    assert found["workouts"] == ["mine"]


def test_a_workout_at_fault_is_named_and_the_others_are_listed(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = home / "workouts"
    folder.mkdir()
    (folder / "broken.yaml").write_text("name: [\n", encoding="utf-8")
    assert run(["paces"]) == 0
    said = capsys.readouterr()
    assert len(said.out.splitlines()) == 5
    assert "broken.yaml:" in said.err


def test_a_distance_that_history_alone_knows_is_listed(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    timed_at(home, 40)
    # An own workout of that id takes the shipped one's place; so nothing but history knows of 200 m.
    folder = home / "workouts"
    folder.mkdir()
    for workout in ("8x200m", "sprint-pyramid"):
        text = (ROOT / "workouts" / "drills-and-strides.yaml").read_text(encoding="utf-8")
        (folder / f"{workout}.yaml").write_text(text, encoding="utf-8")
    found = listed(capsys)["effort", 200]
    assert (found["from"], found["workouts"]) == ("history", [])


def test_the_command_line_loads_neither_database_nor_yaml_for_its_help() -> None:
    script = (
        "import sys; from speedtimer.cli.main import run\n"
        "for command in ('paces', 'verdict'): run([command, '--help'])\n"
        "print(sorted({'sqlite3', 'yaml', 'pydantic', 'textual', 'asyncio'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
