"""`speedtimer history` as scripts and people see it."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from speedtimer.cli.commands import history
from speedtimer.cli.parser import COMMANDS
from speedtimer.records.session import Ending
from speedtimer.rules import Rules
from tests.records.sessions import WHOLE_S, driven, keep, plan_of, presses

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SPEEDTIMER_HOME", str(tmp_path))
    return tmp_path


def call(*words: str) -> int:
    parser = argparse.ArgumentParser(prog="speedtimer")
    COMMANDS["history"].add(parser)
    return history.run(parser.parse_args(words))


def done(home: Path, ending: Ending | None = Ending.COMPLETED, speed: float = 1.0, until_s: int = 1_148) -> str:
    plan = plan_of()
    given = [second for second in WHOLE_S[:3] if second < until_s]
    engine = driven(plan, *presses(*given), rules=Rules(speed=speed)).advance(until_s * 1000)[0]
    return keep(home, plan, engine, ending)


def test_an_empty_history_is_an_empty_array_and_one_helpful_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("--json") == 0
    assert json.loads(capsys.readouterr().out) == []
    assert call() == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "No session has been run yet: `speedtimer run 8x200m` opens one.\n"


def test_json_is_an_array_newest_first_with_every_split(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done(home)
    done(home, Ending.SAVED, until_s=1_120)
    assert call("--json") == 0
    said = capsys.readouterr()
    assert said.err == ""
    newest, oldest = json.loads(said.out)
    assert newest["session"] == "20261123-0915-8x200m-2"
    assert not newest["completed"]
    assert oldest["session"] == "20261123-0915-8x200m"
    assert oldest["workout"] == "8x200m"
    assert oldest["completed"]
    started, ended = (datetime.fromisoformat(oldest[name]) for name in ("started_at", "ended_at"))
    assert started.isoformat() == "2026-11-23T09:15:00+01:00"
    assert (ended - started).total_seconds() == 1_148
    assert [len(oldest["splits"]), len(newest["splits"])] == [6, 5]
    wanted = ("index", "kind", "rep", "m", "ms", "source", "round_trip_ms")
    assert [oldest["splits"][2][name] for name in wanted] == [2, "effort", 1, 200, 38_000, "estimated", 90_000]
    assert [oldest["splits"][0][name] for name in wanted] == [0, "warm_up", None, None, 1_000_000, "measured", None]


def test_json_has_rehearsals_and_marks_them(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done(home)
    done(home, speed=5.0)
    call("--json")
    assert [(each["rehearsal"], each["speed"]) for each in json.loads(capsys.readouterr().out)] == [
        (True, 5.0),
        (False, 1.0),
    ]
    call("--json", "--no-rehearsals")
    assert [each["rehearsal"] for each in json.loads(capsys.readouterr().out)] == [False]


def test_json_can_be_cut_to_the_newest(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(3):
        done(home)
    call("--json", "--limit", "2")
    assert [each["session"][-2:] for each in json.loads(capsys.readouterr().out)] == ["-3", "-2"]


def test_the_list_is_aligned_and_says_what_became_of_each_session(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done(home)
    done(home, Ending.SAVED, until_s=1_060)
    done(home, None, until_s=100)
    done(home, speed=5.0)
    done(home, Ending.THROWN_AWAY)
    call()
    assert capsys.readouterr().out.splitlines() == [
        "2026-11-23 09:15  8x200m  19:08  2 efforts, 400 m  completed, rehearsal x5  20261123-0915-8x200m-4",
        "2026-11-23 09:15  8x200m  1:40   0 efforts         cut off                  20261123-0915-8x200m-3",
        "2026-11-23 09:15  8x200m  17:40  1 effort, 200 m   saved                    20261123-0915-8x200m-2",
        "2026-11-23 09:15  8x200m  19:08  2 efforts, 400 m  completed                20261123-0915-8x200m",
    ]
    call("--no-rehearsals")
    assert len(capsys.readouterr().out.splitlines()) == 3


def test_a_list_that_was_cut_says_so(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(3):
        done(home)
    call("--limit", "2")
    said = capsys.readouterr()
    assert len(said.out.splitlines()) == 2
    assert said.err == "There are older ones: `speedtimer history --limit 4` lists more.\n"


def test_a_history_of_rehearsals_alone_says_how_to_see_them(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done(home, speed=5.0)
    call("--no-rehearsals")
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "Only rehearsals have been run so far: `speedtimer history` lists them.\n"


@pytest.mark.parametrize("limit", ["0", "-1", "many", "1.5", "²"])
def test_a_limit_is_a_whole_number_from_one(limit: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        call("--limit", limit)
    assert caught.value.code == 2
    assert "--limit" in capsys.readouterr().err


def test_the_command_loads_nothing_that_it_does_not_need() -> None:
    script = (
        "import sys; from speedtimer.cli.main import load; from speedtimer.cli.parser import parser_of\n"
        "parser, _ = parser_of(['history'])\n"
        "early = 'sqlite3' in sys.modules\n"
        "load('history:run')(parser.parse_args(['history']))\n"
        "late = sorted({'textual', 'pydantic', 'yaml', 'asyncio'} & set(sys.modules))\n"
        "print(early, late)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "False []\n"
