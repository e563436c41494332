"""Two workout files of one name in two folders: two workouts to everything that looks back."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import pytest

from speedtimer.app.planner import Choice, Planner, choice_of
from speedtimer.app.profile import Profile
from speedtimer.app.services import Services
from speedtimer.cli.main import run
from speedtimer.plan import Mode, Plan
from speedtimer.records.history import History
from speedtimer.records.session import Ending
from speedtimer.workout.sections import SectionSelection
from tests.records.sessions import driven, keep, presses
from tests.workout.files import SMALL, write

ADVISED = f"{SMALL}advice:\n  first_time: Take it easy.\n  later: As the last time.\n"


def done(home: Path, named: str, back_s: int) -> Plan:
    """Do twice 200 m alone: GO at 10 s, back at the line back_s after the start, the second rep to its end."""
    plan = Planner(Profile(print)).plan(named, SectionSelection(), Mode())
    keep(home, plan, driven(plan, *presses(0, back_s)).advance(1_000_000)[0], Ending.COMPLETED)
    return plan


def times_done(named: str) -> bool:
    """Whether the advice is that for who has done it before."""
    return Planner(Profile(print)).plan(named, SectionSelection(), Mode()).setup == ("As the last time.",)


@pytest.fixture
def two(tmp_path: Path) -> tuple[str, str]:
    return tuple(str(write(tmp_path / folder, ADVISED, "tuesday.yaml")) for folder in ("club", "mine"))  # type: ignore[return-value]


def verdict(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    capsys.readouterr()
    assert run(["verdict", "--json"]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def last_ms(found: dict[str, object]) -> object:
    against = found["against"]
    assert isinstance(against, dict)
    return against["reps"][0]["last_ms"]


def test_each_has_a_history_of_its_own(home: Path, two: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    club, mine = two
    done(home, club, 150)
    assert (times_done(club), times_done(mine)) == (True, False)
    done(home, mine, 160)
    assert last_ms(verdict(capsys)) is None
    done(home, club, 170)
    # From GO at 10 s to the press at 150 s.
    assert last_ms(verdict(capsys)) == 140_000
    library = Services().library
    elsewhere = write(home.parent / "third", ADVISED, "tuesday.yaml")
    last_done = [library.about(named).last_done is None for named in (club, mine, str(elsewhere))]
    assert last_done == [False, False, True]
    assert run(["history", "--json"]) == 0
    assert [each["workout"] for each in json.loads(capsys.readouterr().out)] == ["tuesday"] * 3


def test_a_file_of_the_name_of_a_shipped_workout_is_not_that_one(home: Path, tmp_path: Path) -> None:
    club = str(write(tmp_path / "club", ADVISED, "8x200m.yaml"))
    plan = done(home, club, 150)
    assert plan.workout_id == "8x200m"
    assert (Profile(print).times_done(plan.identity), Profile(print).times_done("8x200m")) == (1, 0)
    # The last session once more is a session of that file.
    last = Services().profile.last_plan()
    assert last is not None
    assert choice_of(last) == Choice(club, frozenset({step.section for step in plan.steps}), Mode())


def test_a_workout_of_the_shelf_is_its_id_however_it_is_called(home: Path, tmp_path: Path) -> None:
    own = write(home / "workouts", ADVISED, "8x200m.yaml")
    link = tmp_path / "link"
    link.symlink_to(home / "workouts")
    for named in ("8x200m", str(own), str(link / "8x200m.yaml"), str(home / "workouts" / ".." / "workouts" / own.name)):
        assert Planner(Profile(print)).plan(named, SectionSelection(), Mode()).identity == "8x200m"
    hidden = write(home / "workouts", ADVISED, "8x200m.yml")
    assert Planner(Profile(print)).plan(str(hidden), SectionSelection(), Mode()).identity != "8x200m"


def test_a_file_is_where_it_lies_whatever_is_in_it(
    home: Path, two: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    club, _ = two
    done(home, club, 150)
    write(tmp_path / "club", ADVISED.replace("2 x", "3 x"), "tuesday.yaml")
    assert times_done(club)
    monkeypatch.chdir(tmp_path / "club")
    assert times_done("tuesday.yaml")
    (tmp_path / "link.yaml").symlink_to(club)
    assert not times_done(str(tmp_path / "link.yaml"))
    (tmp_path / "folder").symlink_to(tmp_path / "club")
    assert times_done(str(tmp_path / "folder" / "tuesday.yaml"))


def test_a_kept_plan_of_one_is_not_that_of_the_other(two: tuple[str, str], tmp_path: Path) -> None:
    club, mine = two
    plans = [Planner(Profile(print)).plan(named, SectionSelection(), Mode()) for named in (club, mine, club, mine)]
    assert [plan.file for plan in plans] == [club, mine, club, mine]
    # What a link leads to may change, with the same text at its end.
    (tmp_path / "folder").symlink_to(tmp_path / "club")
    linked = str(tmp_path / "folder" / "tuesday.yaml")
    assert Planner(Profile(print)).plan(linked, SectionSelection(), Mode()).file == club
    (tmp_path / "folder").unlink()
    (tmp_path / "folder").symlink_to(tmp_path / "mine")
    assert Planner(Profile(print)).plan(linked, SectionSelection(), Mode()).file == mine


@pytest.mark.parametrize("form", ["json", "csv"])
def test_an_export_says_which_workout_it_was_and_not_where_it_lay(
    home: Path, two: tuple[str, str], tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:  # fmt: skip
    club, mine = two
    plans = [done(home, named, 150) for named in two]
    capsysbinary.readouterr()
    assert run(["export", "--all", "--format", form]) == 0
    exported = capsysbinary.readouterr().out
    assert str(tmp_path).encode() not in exported
    away = tmp_path / "away"
    away.mkdir()
    monkeypatch.setenv("SPEEDTIMER_HOME", str(away))
    (tmp_path / f"out.{form}").write_bytes(exported)
    assert run(["import", str(tmp_path / f"out.{form}")]) == 0
    with History.open(away) as history:
        assert {kept.identity for kept in history.sessions()} == {plan.identity for plan in plans}
    assert Profile(print).times_done(plans[0].identity) == 1
    assert club != mine


@pytest.mark.parametrize("form", ["json", "csv"])
def test_an_export_of_before_is_of_the_shelf(
    home: Path, tmp_path: Path, form: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    done(home, str(write(home / "workouts", ADVISED, "tuesday.yaml")), 150)
    capsysbinary.readouterr()
    assert run(["export", "--all", "--format", form]) == 0
    text = capsysbinary.readouterr().out.decode()
    if form == "json":
        sessions = json.loads(text)
        assert sessions[0].pop("identity") == "tuesday"
        text = json.dumps(sessions)
    else:
        text = "".join(f"{line.rpartition(',')[0]}\r\n" for line in io.StringIO(text))
    shutil.rmtree(home)
    home.mkdir()
    (tmp_path / f"out.{form}").write_bytes(text.encode())
    assert run(["import", str(tmp_path / f"out.{form}")]) == 0
    assert Profile(print).times_done("tuesday") == 1
