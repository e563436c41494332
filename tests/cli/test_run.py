from __future__ import annotations

import argparse
import sqlite3
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from speedtimer.app.library import ago
from speedtimer.app.planner import Choice, choice_of
from speedtimer.app.services import Services
from speedtimer.cli.commands import run as run_module
from speedtimer.cli.main import run
from speedtimer.cli.parser import COMMANDS
from speedtimer.engine.commands import Press
from speedtimer.errors import FileError, InputError
from speedtimer.plan import Mode, Section
from speedtimer.records.lock import AlreadyRunningError
from speedtimer.records.moments import Started
from speedtimer.runtime.clock import ManualClock
from speedtimer.settings.preferences import Preferences
from speedtimer.workout.sections import SectionSelection
from tests.runtime.doubles import ns, running, small_plan
from tests.tui.kept import two_before
from tests.workout.files import fill_with_hostile_files


def services() -> Services:
    return Services(mute=True, clock=ManualClock())


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("fast", "--speed fast is no number: write it as --speed 5"),
        ("0", "--speed 0 is out of range: give 0.01 to 10000; 1 is real time"),
        ("-1", "--speed -1 is out of range: give 0.01 to 10000; 1 is real time"),
        ("10001", "--speed 10001 is out of range: give 0.01 to 10000; 1 is real time"),
        ("0.0099", "--speed 0.0099 is out of range: give 0.01 to 10000; 1 is real time"),
        ("nan", "--speed nan is no number: write it as --speed 5"),
        ("inf", "--speed inf is no number: write it as --speed 5"),
        ("1_0", "--speed 1_0 is no number: write it as --speed 5"),
    ],
)
def test_a_speed_that_cannot_be_is_the_calls_fault(value: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["run", "8x200m", "--plain", f"--speed={value}"]) == 2
    assert capsys.readouterr() == ("", f"{said}\n")


@pytest.mark.parametrize(("value", "speed"), [("0.01", 0.01), ("1", 1.0), ("2.5x", 2.5), ("10000", 10_000.0)])
def test_a_speed_is_taken_from_a_hundredth_to_ten_thousand(value: str, speed: float) -> None:
    assert run_module._speed(value) == speed


def test_what_cannot_be_run_is_said_before_anything_starts(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["run", "nonsense"]) == 1
    assert capsys.readouterr().err == (
        "there is no workout 'nonsense': there are drills-and-strides, hills-10x30s, 10x100m, sprint-pyramid, 8x200m\n"
    )
    everything = [
        word for section in ("warm-up", "drills", "strides", "main", "warm-down") for word in ("--without", section)
    ]
    assert run(["run", "8x200m", *everything]) == 2
    assert "nothing is left to do" in capsys.readouterr().err


def test_on_a_terminal_the_screen_opens_on_the_session(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[tuple[Choice | None, Mode]] = []

    def run_app(services: object, start: Choice | None, resume: object, _: str | None) -> int:
        assert resume is None
        assert isinstance(services, Services)
        opened.append((start, services.profile.usual))
        return 0

    monkeypatch.setattr("speedtimer.tui.app.run_app", run_app)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert run(["run", "8x200m", "--auto=main"]) == 0
    assert run(["run", "8x200m", "--with", "warm-up", "--without", "drills"]) == 0
    assert run([]) == 0
    main = Mode(auto=frozenset({Section.MAIN}))
    rest = frozenset({Section.WARM_UP, Section.STRIDES, Section.MAIN, Section.WARM_DOWN})
    assert opened == [(Choice("8x200m"), main), (Choice("8x200m", rest), Mode()), (None, Mode())]


def test_an_unknown_id_is_said_before_the_screen_opens(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert run(["run", "nonsense"]) == 1
    assert capsys.readouterr().out == ""


def test_the_library_lists_what_there_is_and_when_it_was_done() -> None:
    listed = services().library.workouts()
    assert [each.id for each in listed][:2] == ["drills-and-strides", "hills-10x30s"]
    assert all(each.last_done is None and each.error is None and each.purpose for each in listed)
    assert dict(listed[4].sections)[Section.MAIN] is True


def test_what_has_no_business_in_the_folder_of_workouts_keeps_nothing_from_being_run(home: Path) -> None:
    fill_with_hostile_files(home / "workouts")
    two_before()
    mine = services()
    listed = mine.library.workouts()
    assert [each.id for each in listed if each.error is None] == [each.id for each in listed[:5]]
    assert all(each.id.isprintable() and each.name.isprintable() for each in listed)
    assert listed[4].last_done is not None
    assert mine.planner.plan("8x200m").workout_id == "8x200m"
    for each in listed[5:]:
        for name in (each.id, each.path):
            with pytest.raises(FileError):
                mine.library.about(name)
            with pytest.raises(FileError):
                mine.planner.plan(name)


def test_one_workout_is_described_by_id_or_file_and_a_bad_one_is_its_own_fault(tmp_path: Path) -> None:
    mine = services()
    assert mine.library.about("8x200m").name == "8 x 200 m"
    with pytest.raises(InputError):
        mine.library.about("nonsense")
    bad = tmp_path / "bad.yaml"
    bad.write_text("name: 3\n")
    with pytest.raises(FileError):
        mine.library.about(str(bad))


def test_a_plan_is_made_as_chosen() -> None:
    mine = services()
    assert mine.profile.rules.speed == 1
    whole = mine.planner.plan("8x200m")
    main = mine.planner.plan("8x200m", frozenset({Section.MAIN}), Mode(timed=frozenset({Section.MAIN})))
    assert len(whole.steps) > len(main.steps)
    assert {step.section for step in main.steps} == {Section.MAIN}


def test_the_last_session_can_be_asked_for_again_with_its_sections_and_its_mode() -> None:
    mine = services()
    assert mine.profile.last_plan() is None
    two_before()
    last = mine.profile.last_plan()
    assert last is not None
    assert choice_of(last) == Choice("8x200m", frozenset({Section.MAIN}), Mode(timed=frozenset({Section.MAIN})))


def test_the_library_looks_otherwise_once_a_file_or_the_settings_were_saved(home: Path, tmp_path: Path) -> None:
    mine = services()
    elsewhere = tmp_path / "elsewhere.yaml"
    seen = [(mine.library.fingerprint(), mine.library.fingerprint(str(elsewhere)))]
    assert (mine.library.fingerprint(), mine.library.fingerprint(str(elsewhere))) == seen[0]
    for path in (home / "workouts" / "mine.yaml", home / "settings.toml", elsewhere):
        path.parent.mkdir(exist_ok=True)
        path.write_text("name: Mine\n")
        seen.append((mine.library.fingerprint(), mine.library.fingerprint(str(elsewhere))))
    changed = [(one[0] != other[0], one[1] != other[1]) for one, other in pairwise(seen)]
    assert changed == [(True, True), (True, True), (False, True)]


async def test_a_session_is_kept_in_the_home_under_a_lock_that_is_let_go_at_its_end(home: Path) -> None:
    mine = ManualClock()
    opener = Services(mute=True, clock=mine).sessions
    conductor = opener.open(small_plan(), None)
    async with running(conductor):
        with pytest.raises(AlreadyRunningError):
            services().sessions.open(small_plan(), None)
        await conductor.give(Press())
        await mine.pass_time(ns(3))
    again = services().sessions.open(small_plan(), None)
    await again.stop(keep=False)
    with sqlite3.connect(home / "speedtimer.db") as connection:
        assert connection.execute("SELECT workout, ending, length_ms FROM session").fetchall() == [
            ("small", "saved", 3000)
        ]
    connection.close()


@pytest.mark.parametrize("mute", [False, True])
async def test_only_a_session_that_is_asked_to_begins_muted(mute: bool) -> None:
    conductor = Services(mute=mute, clock=ManualClock()).sessions.open(small_plan(), None)
    assert conductor.muted is mute
    await conductor.stop(keep=False)


async def test_where_nothing_can_be_kept_the_session_runs_all_the_same_and_says_so(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "file").write_text("")
    monkeypatch.setenv("SPEEDTIMER_HOME", str(home / "file" / "below"))
    conductor, notes = services().sessions.open(small_plan(), None), list[str]()
    conductor.notes(notes.append)
    async with running(conductor):
        await conductor.give(Press())
        assert conductor.view().visit == 1
    assert [note for note in notes if note.startswith("This session is not kept. ")] == [
        "This session is not kept. SPEEDTIMER_HOME cannot be used (Not a directory): set it to a folder"
    ]


async def test_what_was_read_before_the_session_opened_is_said_in_it(home: Path) -> None:
    (home / "settings.toml").write_text("nonsense\n")
    mine = services()
    mine.planner.plan("8x200m", SectionSelection(), Mode())
    conductor, notes = mine.sessions.open(small_plan(), None), list[str]()
    conductor.notes(notes.append)
    await conductor.stop(keep=False)
    assert notes[0] == "The settings are not used: the defaults hold"
    assert notes[1].startswith(f"{home / 'settings.toml'}:1:9: ")


async def test_settings_that_are_not_used_are_said_in_every_session_until_they_are_mended(home: Path) -> None:
    (home / "settings.toml").write_text("[cues]\nvolume = 101\n")
    mine = services()
    said = []
    for _ in range(2):
        conductor, notes = mine.sessions.open(small_plan(), None), list[str]()
        unlisten = conductor.notes(notes.append)
        await conductor.stop(keep=False)
        unlisten()
        said.append(notes[:2])
    fault = f"{home / 'settings.toml'}:2:1: cues.volume cannot be 101: write a whole number from 0 to 100"
    assert said == [["Some settings are not used: their defaults hold", fault]] * 2
    mine.profile.adopt(Preferences())
    conductor, notes = mine.sessions.open(small_plan(), None), list[str]()
    conductor.notes(notes.append)
    await conductor.stop(keep=False)
    assert fault not in notes


@pytest.mark.parametrize(
    ("day", "said"),
    [(1, "today"), (2, "yesterday"), (4, "3 days ago"), (14, "13 days ago"), (15, "2 weeks ago"), (29, "4 weeks ago")],
)
def test_how_long_ago_a_session_was(day: int, said: str) -> None:
    # 1 June 2025, 18:00 in Berlin.
    assert ago(Started(1_748_793_600_000, 120, "Europe/Berlin"), date(2025, 6, day)) == said


def test_long_ago_is_a_date() -> None:
    assert ago(Started(1_748_793_600_000, 120, "Europe/Berlin"), date(2025, 8, 31)) == "on 2025-06-01"


def test_the_parser_gives_real_time_and_sound_unless_told_otherwise() -> None:
    parser = argparse.ArgumentParser()
    COMMANDS["run"].add(parser)
    parsed = parser.parse_args(["8x200m"])
    assert (parsed.speed, parsed.plain, parsed.mute) == ("1", False, None)
