from __future__ import annotations

from pathlib import Path

import pytest

from speedtimer.errors import InputError
from speedtimer.settings.editable import GROUPS, EditKind, Entry, entries, parse_entry, switched
from speedtimer.settings.file import SettingsFile
from speedtimer.settings.schema import Settings


def file_with(tmp_path: Path, text: str = "") -> SettingsFile:
    path = tmp_path / "settings.toml"
    path.write_text(text)
    file = SettingsFile(path)
    file.read()
    return file


def entry(file: SettingsFile, group: str, label: str) -> Entry:
    return next(each for each in entries(file, group) if each.label == label)


def test_every_table_of_the_file_but_the_keys_is_listed_once() -> None:
    tables = [table for group in GROUPS.values() for table in group]
    assert sorted([*tables, "keys"]) == sorted(Settings.model_fields)


def test_every_setting_is_listed_with_what_it_means_and_what_it_may_be(tmp_path: Path) -> None:
    file = file_with(tmp_path)
    listed = [each for group in GROUPS for each in entries(file, group)]
    for table in Settings.model_fields:
        for key in getattr(type(getattr(file.now, table)), "model_fields", {}):
            assert (table, key) in {each.way[:2] for each in listed}
    assert [each.label for each in listed if not each.means.endswith(".") or not each.range or not each.default] == []
    assert all(each.value == each.default for each in listed if not each.new)


def test_what_stands_in_the_file_is_shown_beside_its_default(tmp_path: Path) -> None:
    file = file_with(tmp_path, '[lead_in]\neffort = 12.5\n[cues]\nsilenced = ["walk"]\nspeech = "off"\n')
    effort = entry(file, "Lead-ins", "lead-in of an effort")
    assert (effort.value, effort.default, effort.given) == ("12.5 s", "10 s", True)
    assert entry(file, "Cues", "cue of the walk back").value == "off"
    assert entry(file, "Cues", "cue of GO").value == "on"
    assert (entry(file, "Cues", "words").value, entry(file, "Cues", "count before GO").given) == ("off", False)


@pytest.mark.parametrize(
    ("group", "label", "way", "value"),
    [
        ("Cues", "sound", ("cues", "sound"), False),
        ("Cues", "tone against falling asleep", ("cues", "keep_alive"), True),
        ("Cues", "words", ("cues", "speech"), "brief"),
        ("Cues", "cue of the walk back", ("cues", "silenced"), ["press"]),
        ("Cues", "cue of GO", ("cues", "silenced"), ["press", "walk", "go"]),
        ("Session", "recoveries of drills", ("session", "auto"), ["drills"]),
        ("Session", "who holds the watch", ("session", "timed"), "off"),
        ("Screen", "theme", ("screen", "theme"), "day"),
    ],
)
def test_a_switch_gives_its_other_side_and_a_choice_the_next_one(
    tmp_path: Path, group: str, label: str, way: tuple[str, ...], value: object
) -> None:
    file = file_with(tmp_path, '[cues]\nsilenced = ["press", "walk"]\n[session]\ntimed = "all"\n')
    assert switched(file, entry(file, group, label)) == (way, value)


OURS = {"100 m": "18 s", "150 m": "28 s", "200 m": "38 s"}


@pytest.mark.parametrize(
    ("label", "text", "way", "value"),
    [
        ("walking pace", "1.4 m/s", ("paces", "walk"), 1.4),
        ("effort of 150 m", "27", ("paces", "effort"), {**OURS, "150 m": 27}),
        ("effort of 150 m", "", ("paces", "effort"), {"100 m": "18 s", "200 m": "38 s"}),
        ("another effort", "400 m = 1:20", ("paces", "effort"), {**OURS, "400 m": "1:20"}),
        ("stride of 50 m", "9 s", ("paces", "stride", "0.05 km"), "9 s"),
        ("another stride", "60 = 11 s", ("paces", "stride", "60 m"), "11 s"),
        ("stride of 80 m", "", ("paces", "stride", "80 m"), None),
    ],
)
def test_what_is_typed_goes_where_it_belongs(
    tmp_path: Path, label: str, text: str, way: tuple[str, ...], value: object
) -> None:
    file = file_with(tmp_path, '[paces]\nstride = { "0.05 km" = 10, "80 m" = "16 s" }\n')
    assert parse_entry(file, entry(file, "Paces", label), text) == (way, value)


@pytest.mark.parametrize(
    ("label", "text"), [("walking pace", " "), ("another drill", "400 m"), ("another drill", "x = 3")]
)
def test_what_is_no_value_is_refused_with_what_would_be_right(tmp_path: Path, label: str, text: str) -> None:
    file = file_with(tmp_path)
    with pytest.raises(InputError, match="write "):
        parse_entry(file, entry(file, "Paces", label), text)


def test_only_a_switch_of_its_own_is_shown_for_a_cue_that_has_one(tmp_path: Path) -> None:
    labels = {each.label: each.kind for each in entries(file_with(tmp_path), "Cues")}
    assert labels["cue at halfway"] is labels["cue every minute"] is EditKind.SWITCH
    assert [label for label in labels if "halfway" in label] == ["cue at halfway"]


def test_every_setting_is_called_by_words_that_fit_their_column_and_no_two_alike(tmp_path: Path) -> None:
    file = file_with(tmp_path)
    labels = [each.label for group in GROUPS for each in entries(file, group)]
    assert len(set(labels)) == len(labels)
    assert max(map(len, labels)) <= 28
    assert [label for label in labels if "_" in label] == []


@pytest.mark.parametrize(
    ("group", "label", "said"),
    [
        ("Paces", "walking pace", "1.25 m/s"),
        ("Paces", "effort of 200 m", "38 s"),
        ("Paces", "another effort", ""),
        ("Cues", "volume", "44 %"),
        ("Cues", "delay of your speaker", "0 ms"),
        ("Cues", "cue of GO", "sounds"),
        ("Cues", "sound", "on"),
        ("Session", "recoveries of drills", "by the clock"),
        ("Session", "recoveries of strides", "by the press"),
        ("Session", "who holds the watch", "nobody (solo)"),
    ],
)
def test_a_value_is_said_in_words_or_with_its_unit(tmp_path: Path, group: str, label: str, said: str) -> None:
    file = file_with(tmp_path, '[cues]\nvolume = 44\n[session]\nauto = ["drills"]\n')
    found = entry(file, group, label)
    assert found.said(found.value) == said
