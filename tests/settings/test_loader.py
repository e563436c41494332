from __future__ import annotations

import re
from pathlib import Path

import pytest

from speedtimer.engine.cue_table import Cue
from speedtimer.errors import FileError, Place
from speedtimer.plan import Mode, Section
from speedtimer.rules import BackendName, Rules
from speedtimer.settings import loader
from speedtimer.settings.preferences import Preferences, ThemeName
from speedtimer.settings.schema import Settings
from speedtimer.settings.toml_text import theme_of

DOCS = Path(__file__).parents[2] / ".github" / "docs" / "settings.md"


def read_settings(path: Path) -> Rules:
    return loader.read_settings(path).rules


def settings(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "settings.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def faults(tmp_path: Path, text: str | bytes) -> list[str]:
    """Every fault, without the path."""
    path = settings(tmp_path, text)
    with pytest.raises(FileError) as raised:
        read_settings(path)
    return [str(fault).removeprefix(f"{path}:") for fault in raised.value.faults]


def test_an_empty_file_changes_nothing(tmp_path: Path) -> None:
    assert loader.read_settings(settings(tmp_path, "")) == Preferences()


def test_the_file_in_the_docs_says_the_defaults_and_names_every_setting(tmp_path: Path) -> None:
    examples = re.findall(r"```toml\n(.*?)```", DOCS.read_text(), re.DOTALL)
    assert loader.read_settings(settings(tmp_path, examples[0])) == Preferences()
    for name, table in Settings.model_fields.items():
        section = re.search(rf"^\[{name}\](.*?)(?=^\[|\Z)", examples[0], re.DOTALL | re.MULTILINE)
        assert section is not None, name
        keys = re.findall(r"^(\w+) =", section[1], re.MULTILINE)
        assert keys == list(getattr(table.annotation, "model_fields", {}))
    assert read_settings(settings(tmp_path, examples[1])).keys == (
        ("press", ("space", "enter", "pagedown")),
        ("skip", ("z",)),
    )


def test_every_cue_can_be_silenced_and_the_docs_name_each(tmp_path: Path) -> None:
    every = ", ".join(f'"{cue}"' for cue in Cue)
    assert read_settings(settings(tmp_path, f"[cues]\nsilenced = [{every}]")).cues.silenced == set(Cue)
    assert all(f"`{cue}`" in DOCS.read_text() for cue in Cue)


def test_every_backend_of_sound_can_be_chosen(tmp_path: Path) -> None:
    for backend in BackendName:
        assert read_settings(settings(tmp_path, f'[cues]\nbackend = "{backend}"')).cues.backend == backend
    assert faults(tmp_path, '[cues]\nbackend = "trumpet"')[0].startswith("2:1: cues.backend cannot be 'trumpet': write")


def test_times_are_seconds_or_written_out_and_none_is_a_time(tmp_path: Path) -> None:
    rules = read_settings(
        settings(tmp_path, '[lead_in]\neffort = 12.5\nstride = "1:00"\ndrill = 0\ntimed = "0 s"\nafter_auto_jog = 45\n')
    )
    lead_ins = rules.lead_ins
    assert (lead_ins.effort_ms, lead_ins.stride_ms, lead_ins.drill_ms, lead_ins.timed_ms) == (12_500, 60_000, 0, 0)
    assert lead_ins.after_auto_jog_ms == 45_000


def test_speeds_and_paces_become_whole_numbers_in_order_of_distance(tmp_path: Path) -> None:
    text = (
        '[guards]\ntop_speed = 11\n[paces]\nwalk = 1.4\nriegel = 1.07\neffort = { "1 km" = "3:20", "200 m" = 36.5 }\n'
    )
    rules = read_settings(settings(tmp_path, text))
    assert rules.guards.top_speed_mm_s == 11_000
    assert (rules.paces.walk_mm_s, rules.paces.riegel_permille) == (1400, 1070)
    assert rules.paces.effort_ms == ((200, 36_500), (1000, 200_000))
    assert rules.paces.stride_ms == Rules().paces.stride_ms


def test_every_fault_is_named_with_line_column_and_key_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = '[cues]\ncount = 99\n  bogus = 1\n\n[lead_in]\neffort = "70 s"\nstride = "soon"\ndrill = true\n'
    assert faults(tmp_path, text) == [
        "2:1: cues.count cannot be 99: write whole seconds from 0 to 10",
        "3:3: there is no setting 'cues.bogus': write one of sound, count, halfway, minute, silenced, speech, flash, "
        "volume, speech_volume, latency_ms, keep_alive, backend",
        "6:1: lead_in.effort cannot be '70 s': write a time from 0 to 60 s",
        "7:1: lead_in.stride: 'soon' is not a time: write a time as 45 s, 1:30, 25 min or 1h05",
        "8:1: lead_in.drill cannot be true: write a time from 0 to 60 s",
    ]


def test_faults_are_in_the_order_of_lines_also_past_the_tenth(tmp_path: Path) -> None:
    found = faults(tmp_path, "[cues]\nbogus = 1\n" + "\n" * 10 + "more = 2\n")
    assert [fault.split(":")[0] for fault in found] == ["2", "13"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[cuse]\ncount = 3\n", "1:2: there is no setting 'cuse': did you mean 'cues'?"),
        ("[cues]\nvolum = 3\n", "2:1: there is no setting 'cues.volum': did you mean 'volume'?"),
        ("cues.volume = 101\n", "1:1: cues.volume cannot be 101: write a whole number from 0 to 100"),
        ('"cues" . "volume" = -1\n', "1:1: cues.volume cannot be -1: write a whole number from 0 to 100"),
        ("cues = { volume = 1.5 }\n", "1:1: cues.volume cannot be 1.5: write a whole number from 0 to 100"),
        ("cues = 3\n", "1:1: cues cannot be 3: write a table, [cues]"),
        ("[cues]\nflash = 1\n", "2:1: cues.flash cannot be 1: write true or false"),
        ("[cues]\nspeech = 'loud'\n", '2:1: cues.speech cannot be \'loud\': write "full", "brief" or "off"'),
        (
            "[cues]\nsilenced = ['beep']\n",
            "2:1: cues.silenced cannot be 'beep': write a list of cues, as [\"ten_seconds\"]",
        ),
        ("[guards]\nbounce = inf\n", "2:1: guards.bounce cannot be inf: write a time from 0.1 to 3 s"),
        ("[guards]\nback = nan\n", "2:1: guards.back cannot be nan: write a time from 0 to 60 s"),
        (
            "[guards]\nbounce = 2\nsecond_press = 1\n",
            "3:1: guards: second_press leaves no room after bounce: make second_press the longer of the two",
        ),
        (
            "[paces]\nwalk = 3\nwalk_top = 2\n",
            "3:1: paces: walk_top is no faster than walk: make walk_top the faster of the two",
        ),
        (
            "[paces.effort]\n'200 miles' = 30\n",
            "1:2: paces.effort: '200 miles' is not a distance: write a distance in whole metres, as 200 m or 1.5 km",
        ),
        (
            "[paces]\neffort = {}\n",
            "2:1: paces.effort cannot be {}: "
            'write a table of distances and times from 1 s to 1 h, as { "200 m" = "38 s" }',
        ),
        ("[keys]\nskip = 3\n", '2:1: keys.skip cannot be 3: write a table, [keys], with lines like skip = ["z"]'),
        (b"\xff\xfe", "1:1: the byte 0xFF is not UTF-8: save the file as UTF-8"),
        ("#" * 100_001, "1:1: the file is too large for settings: keep it below 100 kB"),
        ("a = " + "[" * 3000, "1:1: brackets stand too deep in one another: write plain tables"),
    ],
)
def test_a_fault_says_where_it_is_and_what_would_be_right(tmp_path: Path, text: str | bytes, said: str) -> None:
    assert faults(tmp_path, text)[0] == said


@pytest.mark.parametrize(
    ("text", "place"),
    [("count\n", "1:6"), ("a = 'x", "1:7"), ("# a\nb = 'x", "2:7"), ("[cues]\ncount = 3\ncount = 4\n", "3:10")],
)
def test_what_is_not_toml_at_all_is_named_with_its_spot(tmp_path: Path, text: str, place: str) -> None:
    (fault,) = faults(tmp_path, text)
    assert fault.startswith(f"{place}: ")
    assert fault.endswith(": write key = value, text in quotes")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '[keys]\nskip = "nonsense"\n',
            '2:1: keys.skip: there is no key \'nonsense\': write a key as "space", "pagedown", "f5", "." or "ctrl+n"',
        ),
        ("[keys]\npress = ['f5', 'pagedwn']\n", "2:1: keys.press: there is no key 'pagedwn': did you mean 'pagedown'?"),
        ("[keys]\n agian = 'y'\n", "2:2: there is no setting 'keys.agian': did you mean 'again'?"),
        (
            "[keys]\nskip = 'y'\nagain = ['b', 'y']\n",
            "3:1: keys.again: 'y' is given to skip too: give one of them another key",
        ),
        ("[keys]\nskip = 'p'\n", "2:1: keys.skip: pause is left without a key: give pause another key too"),
    ],
)
def test_a_key_that_cannot_be_used_is_a_fault(tmp_path: Path, text: str, said: str) -> None:
    assert faults(tmp_path, text) == [said]


def test_a_name_that_keys_cannot_be_given_to_is_answered_with_those_that_they_can(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, '[keys]\nfrobnicate = "y"\n')
    assert fault.startswith("2:1: there is no setting 'keys.frobnicate': write one of press, undo, ")


def test_keys_may_be_written_as_a_person_would(tmp_path: Path) -> None:
    text = '[keys]\npress = ["F5", "period"]\nskip = "/"\n'
    assert read_settings(settings(tmp_path, text)).keys == (("press", ("f5", "full_stop")), ("skip", ("slash",)))


def test_what_is_right_holds_beside_what_is_wrong(tmp_path: Path) -> None:
    path = settings(
        tmp_path,
        '[cues]\nvolume = 44\ncount = 99\nbogus = 1\n[lead_in]\neffort = "soon"\nstride = "12 s"\n'
        '[keys]\nskip = "nonsensekey"\nagain = "y"\n[cuse]\nvolume = 3\n',
    )
    found, wrong = loader.read_what_holds(path)
    rules = found.rules
    assert (rules.cues.volume_percent, rules.cues.count_s) == (44, 3)
    assert (rules.lead_ins.effort_ms, rules.lead_ins.stride_ms) == (10_000, 12_000)
    assert rules.keys == (("again", ("y",)),)
    assert [(fault.place.line, fault.place.column) for fault in wrong if isinstance(fault.place, Place)] == [
        (3, 1),
        (4, 1),
        (6, 1),
        (9, 1),
        (11, 2),
    ]


def test_of_two_entries_at_odds_neither_holds_and_all_else_does(tmp_path: Path) -> None:
    found, wrong = loader.read_what_holds(settings(tmp_path, "[paces]\nwalk = 3\nwalk_top = 2\nriegel = 1.1\n"))
    paces = found.rules.paces
    assert (paces.walk_mm_s, paces.walk_top_mm_s, paces.riegel_permille) == (1250, 4000, 1100)
    assert len(wrong) == 1


def test_an_entry_at_odds_with_the_default_that_holds_in_the_place_of_a_wrong_one_is_named_too(tmp_path: Path) -> None:
    # A bounce of 3 s leaves no room for the 3 s that second_press has of itself.
    found, wrong = loader.read_what_holds(settings(tmp_path, '[guards]\nbounce = 3\nsecond_press = "x"\nback = 1\n'))
    guards = found.rules.guards
    assert (guards.bounce_ms, guards.second_press_ms, guards.back_ms) == (700, 3000, 1000)
    assert len(wrong) == 2


@pytest.mark.parametrize(
    ("wrong", "spot"),
    [
        ("volume = " + "9" * 5_000, f"3:1: cues.volume cannot be {'9' * 37}...: write a whole number"),
        (
            "volume = 0x" + "f" * 5_000,
            "3:1: cues.volume cannot be so large a number: write a whole number from 0 to 100",
        ),
        ("volume = 1e306", "3:1: cues.volume cannot be 1e+306: write a whole number from 0 to 100"),
        ("volume = " + "[" * 90 + "]" * 90, f"3:1: cues.volume cannot be {'[' * 37}...: write a whole number"),
        ("volume = loud", "3:10: Invalid value: write key = value, text in quotes"),
        ("count = 6", "3:10: Cannot overwrite a value: write key = value, text in quotes"),
        ('"\\u001b]0;x" = 1', "1:2: there is no setting 'cues.\\x1b]0;x': write one of sound, count, halfway"),
        ('"a\\nb" = 1', "1:2: there is no setting 'cues.a\\nb': write one of sound, count, halfway"),
        ("[lead_in]\neffort = 1e306", "4:1: lead_in.effort cannot be 1e+306: write a time from 0 to 60 s"),
        ("[lead_in]\neffort = -1e308", "4:1: lead_in.effort cannot be -1e+308: write a time from 0 to 60 s"),
        ("[guards]\nbounce = " + "9" * 5_000, f"4:1: guards.bounce cannot be {'9' * 37}...: write a time"),
        ("[guards]\nbounce = '" + "9" * 9_000 + " s'", f"4:1: guards.bounce cannot be '{'9' * 36}...: write a time"),
        ('[paces]\neffort = { "200 m" = "38 s", "200m" = [1] }', "4:1: paces.effort: 200 m stands twice: keep one of"),
        ('[paces]\neffort = { "100 m" = "1.8 s" }', "4:1: paces.effort: 100 m in 1.8 s is faster than anybody runs"),
        ('[paces]\neffort = { "200 m" = 38, "0.2 km" = 39 }', "4:1: paces.effort: 200 m stands twice: keep one of"),
        ('[paces]\neffort = { "200 m" = [38] }', "4:1: paces.effort cannot be [38]: write a table of distances"),
        ('[paces]\neffort = { "1,000 m" = 200 }', "4:1: paces.effort: '1,000 m' may be 1 m or 1000 m: write 1000 m"),
    ],
)
def test_whatever_is_wrong_is_said_in_a_line_with_its_place_and_the_rest_holds(
    tmp_path: Path, wrong: str, spot: str
) -> None:
    path = settings(tmp_path, f"[cues]\ncount = 5\n{wrong}\n[screen]\ntheme = 'day'\n")
    found, (fault,) = loader.read_what_holds(path)
    assert str(fault).startswith(f"{path}:{spot}")
    assert str(fault).isprintable()
    assert len(str(fault)) < 400
    assert (found.theme, found.rules.cues.count_s) == ("day", 5)
    assert theme_of(path) == "day"


def test_a_heading_that_is_no_toml_is_not_left_out(tmp_path: Path) -> None:
    # What stands below it would count as what stands above.
    with pytest.raises(FileError, match="at the end of a table declaration"):
        loader.read_what_holds(settings(tmp_path, "[lead_in]\nstride = 12\n[paces\ndrill = 5\n"))


@pytest.mark.parametrize("text", ["[a" * 20_000, "a.b." * 4_000, "[[" * 9_000, "a = '''" + "x\n" * 40_000])
def test_what_is_no_toml_from_end_to_end_is_answered(tmp_path: Path, text: str) -> None:
    with pytest.raises(FileError):
        loader.read_what_holds(settings(tmp_path, text))


def test_a_byte_that_is_not_utf_8_is_named_where_it_stands(tmp_path: Path) -> None:
    assert faults(tmp_path, b"\xef\xbb\xbf# \xc3\xbc\nu = '\xc3\xbc\xfc'\n") == [
        "2:7: the byte 0xFC is not UTF-8: save the file as UTF-8"
    ]


def test_of_what_is_no_toml_nothing_holds(tmp_path: Path) -> None:
    with pytest.raises(FileError):
        loader.read_what_holds(settings(tmp_path, "[cues]\nvolume = 44\ncount\n"))


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    assert read_settings(settings(tmp_path, "\ufeff[cues]\ncount = 5\n")).cues.count_s == 5


def test_a_folder_and_an_absent_file_are_named(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.toml"):
        with pytest.raises(FileError) as raised:
            read_settings(path)
        assert str(raised.value).startswith(f"{path}:1:1: the file cannot be read (")


def test_a_session_is_run_as_the_file_says(tmp_path: Path) -> None:
    text = '[session]\ntimed = "main"\nauto = ["drills", "strides"]\n[cues]\nsound = false\n[screen]\ntheme = "day"\n'
    read = loader.read_settings(settings(tmp_path, text))
    assert read.mode == Mode(frozenset({Section.MAIN}), frozenset({Section.DRILLS, Section.STRIDES}))
    assert (read.theme, read.sound) == ("day", False)
    everywhere = loader.read_settings(settings(tmp_path, '[session]\ntimed = "all"\nauto = "all"\n')).mode
    assert everywhere == Mode(frozenset(Section), frozenset(Section))


def test_sections_and_themes_that_are_not_there_are_named_with_what_would_be_right(tmp_path: Path) -> None:
    assert faults(tmp_path, '[session]\nauto = ["sprints"]\n[screen]\ntheme = "pink"\n') == [
        '2:1: session.auto cannot be \'sprints\': write a list of sections, as ["drills", "strides"], or "all"',
        '4:1: screen.theme cannot be \'pink\': write "dark", "day", "night" or "terminal"',
    ]


@pytest.mark.parametrize("theme", ThemeName)
def test_the_theme_is_known_at_a_glance(tmp_path: Path, theme: str) -> None:
    path = settings(tmp_path, f'[screen]\ntheme = "{theme}"\n')
    assert theme_of(path) == loader.read_settings(path).theme == theme


@pytest.mark.parametrize(
    "text", ["", "screen = 3", "[screen]\ntheme = 'pink'", "[screen", b"\xff", "a = " + "[" * 3000]
)
def test_a_glance_at_what_names_no_theme_gives_none(tmp_path: Path, text: str | bytes) -> None:
    assert theme_of(settings(tmp_path, text)) is None
    assert theme_of(tmp_path / "none.toml") is None
