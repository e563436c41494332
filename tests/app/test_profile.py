from __future__ import annotations

import argparse
from pathlib import Path

from speedtimer import places
from speedtimer.app.planner import Planner
from speedtimer.app.profile import ModeRequest, Profile
from speedtimer.app.services import Services
from speedtimer.app.sessions import source_hash
from speedtimer.cli import options
from speedtimer.cli.parser import plan_options
from speedtimer.plan import ByTime, Mode, Section
from speedtimer.rules import CueChoices, Rules
from speedtimer.settings.preferences import IgnoredSettings, Preferences
from speedtimer.workout.sections import SectionSelection


def test_without_settings_the_defaults_hold_at_the_speed_that_was_asked_for() -> None:
    assert Profile(print).rules == Rules()
    assert Profile(print, speed=5).rules == Rules(speed=5)


def test_settings_hold_over_the_defaults(home: Path) -> None:
    (home / "settings.toml").write_text("[cues]\ncount = 5\n")
    assert Profile(print).rules.cues.count_s == 5


def test_bad_settings_are_named_once_and_those_that_are_right_hold(home: Path) -> None:
    path = home / "settings.toml"
    path.write_text("[cues]\ncount = 99\nvolume = 44\n")
    notes: list[str] = []
    mine = Profile(notes.append, speed=2)
    expected = Rules(cues=CueChoices(volume_percent=44), speed=2)
    assert (mine.rules, mine.rules) == (expected, expected)
    fault = f"{path}:2:1: cues.count cannot be 99: write whole seconds from 0 to 10"
    assert notes == ["Some settings are not used: their defaults hold", fault]
    assert mine.unused == IgnoredSettings((fault,))
    mine.adopt(Preferences())
    assert mine.rules == Rules(speed=2)
    assert mine.unused is None


def test_of_settings_that_are_no_toml_the_defaults_hold(home: Path) -> None:
    path = home / "settings.toml"
    path.write_text("[cues]\nvolume = 44\ncount\n")
    notes: list[str] = []
    mine = Profile(notes.append)
    assert mine.rules == Rules()
    assert notes[0] == "The settings are not used: the defaults hold"
    assert notes[1].startswith(f"{path}:3:6: ")
    assert mine.unused is not None
    assert mine.unused.line.startswith(f"Settings not used: {path}:3:6: ")


def test_a_home_without_history_teaches_nothing() -> None:
    mine = Profile(print)
    assert mine.taught() == {}
    assert mine.times_done("8x200m") == 0
    assert mine.last_done(["8x200m"]) == {}


def test_a_history_that_cannot_be_read_is_said_and_keeps_nobody_from_training(home: Path) -> None:
    (home / "speedtimer.db").write_bytes(b"no database at all" * 100)
    notes: list[str] = []
    mine = Profile(notes.append)
    assert mine.taught() == {}
    assert notes[0] == "The history is not used: expected times are those of the settings"
    assert str(home / "speedtimer.db") in notes[1]
    assert mine.last_done(["8x200m"]) == {}
    assert mine.times_done("8x200m") == 0
    assert Planner(mine).plan("8x200m", SectionSelection(), Mode(), cached=False).workout_id == "8x200m"


def test_a_plan_is_made_with_the_rules_of_this_home(home: Path) -> None:
    (home / "settings.toml").write_text('[lead_in]\ndrill = "20 s"\n')
    plan = Planner(Profile(print)).plan("8x200m", SectionSelection(), Mode(), cached=False)
    assert plan.steps[1].ends == ByTime(20_000)


def test_a_workout_is_named_by_its_text(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("abc")
    # SHA-256 of "abc", from FIPS 180-2.
    assert source_hash(str(path)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert source_hash(str(tmp_path / "none.yaml")) == ""
    assert source_hash("nonsense") == ""
    assert len(source_hash("8x200m")) == 64


def test_a_folder_in_place_of_the_settings_is_a_fault_of_them(home: Path) -> None:
    (home / "settings.toml").mkdir()
    notes: list[str] = []
    assert Profile(notes.append).rules == Rules()
    assert len(notes) == 2


def test_the_call_has_the_last_word_over_the_settings() -> None:
    path = places.settings_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('[session]\ntimed = "all"\nauto = ["drills"]\n[cues]\nsound = false\n', encoding="utf-8")
    everywhere, drills = frozenset(Section), frozenset({Section.DRILLS})
    assert (Services().profile.usual, Services().sessions.mute) == (Mode(everywhere, drills), True)
    services = Services(mute=False, request=ModeRequest(timed=frozenset(), lead_in_ms=8_000))
    assert (services.profile.usual, services.sessions.mute) == (Mode(frozenset(), drills, 8_000), False)


def test_off_on_the_command_line_is_not_the_same_as_nothing() -> None:
    parser = argparse.ArgumentParser(parents=[plan_options()])
    _, asked = options.chosen(parser.parse_args(["--timed=off", "--auto=off"]))
    assert asked == ModeRequest(timed=frozenset(), auto=frozenset())
    assert options.chosen(parser.parse_args([]))[1] == ModeRequest()
