"""`list`, `show`, `check`, `schema` and OPTIONS: what scripts rely on, and what people read."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from speedtimer import places
from speedtimer.cli import options, workouts
from speedtimer.errors import CallError, FileError, InputError, SpeedtimerError
from speedtimer.plan import Kind, Mode, Section
from speedtimer.rules import LeadIns, Rules
from speedtimer.settings.preferences import Preferences
from speedtimer.workout.sections import Sections
from tests.workout.files import SMALL

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = places.shipped("workouts")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(places.HOME_VARIABLE, str(tmp_path))
    return tmp_path


def parser(background: workouts.Background | None = None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="speedtimer")
    subparsers = parser.add_subparsers()
    if background is None:
        workouts.add(subparsers)
    else:
        workouts.add(subparsers, background)
    return parser


def run(*words: str, background: workouts.Background | None = None) -> int:
    arguments = parser(background).parse_args(options.spelled_out(words))
    code = arguments.run(arguments)
    assert isinstance(code, int)
    return code


class Said:
    """Runs a command and keeps what it said."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *words: str, background: workouts.Background | None = None) -> tuple[int, str, str]:
        code = run(*words, background=background)
        out, err = self._capsys.readouterr()
        return code, out, err

    def json(self, *words: str, background: workouts.Background | None = None) -> Any:
        code, out, err = self(*words, "--json", background=background)
        assert (code, err) == (0, "")
        return json.loads(out)


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    return Said(capsys)


NUMBER = {"type": ["number", "null"]}
SHOW = {
    "type": "object",
    "required": ["workout", "steps", "totals"],
    "properties": {
        "workout": {"type": "object", "required": ["id", "name", "focus", "setup"]},
        "steps": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["index", "kind", "name", "section", "ends", "rep", "reps", "tip"],
                "properties": {
                    "ends": {
                        "type": "object",
                        "required": [
                            "by", "s", "min_s", "max_s", "m", "expected_s", "at_least_s", "suggested_s", "clock_s",
                            "waits",
                        ],
                        "properties": {
                            "by": {"enum": ["time", "range", "distance", "open"]},
                            "waits": {"type": "boolean"},
                        },
                        "additionalProperties": NUMBER,
                    }
                },
            },
        },
        "totals": {"type": "object", "required": ["efforts", "effort_m", "effort_s", "estimated_s"]},
    },
}  # fmt: skip


def ends(by: str, **given: float | bool) -> dict[str, Any]:
    absent = dict.fromkeys(("s", "min_s", "max_s", "m", "expected_s", "at_least_s", "suggested_s", "clock_s"))
    return {"by": by, **absent, "waits": False, **given}


@pytest.mark.parametrize("id_", ["drills-and-strides", "hills-10x30s", "10x100m", "sprint-pyramid", "8x200m"])
def test_show_json_has_every_key_in_every_step(said: Said, id_: str) -> None:
    shown = said.json("show", id_)
    jsonschema.validate(shown, SHOW)
    assert shown["workout"]["id"] == id_
    assert [step["index"] for step in shown["steps"]] == list(range(len(shown["steps"])))


def test_show_json_says_how_each_step_of_8x200m_ends(said: Said) -> None:
    shown = said.json("show", "8x200m")
    assert shown["workout"]["name"] == "8 x 200 m"
    assert shown["workout"]["focus"] == "even"
    first, second = shown["workout"]["setup"].split("\n\n")
    assert first.startswith("First time at this session")
    assert second.startswith("On a standard track")
    steps = shown["steps"]
    assert steps[0]["ends"] == ends("range", min_s=900, max_s=1500, waits=True)
    assert steps[1] == {
        "index": 1,
        "kind": "get_ready",
        "name": "Get ready",
        "section": "drills",
        "ends": ends("time", s=5),
        "rep": 1,
        "reps": 2,
        "tip": None,
    }
    assert steps[3]["ends"] == ends("open", m=20, at_least_s=5, suggested_s=16, waits=True)
    assert steps[21]["ends"] == ends("open", m=50, at_least_s=12.5, suggested_s=40, waits=True)
    assert steps[29]["name"] == "200 m"
    assert steps[29]["ends"] == ends("distance", m=200, expected_s=38)
    assert (steps[29]["rep"], steps[29]["reps"]) == (1, 8)
    assert steps[51]["ends"] == ends("open", m=100, at_least_s=25, suggested_s=80, waits=True)
    assert steps[52]["ends"] == ends("range", min_s=600, max_s=900)
    assert shown["totals"] == {
        "efforts": 8,
        "effort_m": 1600,
        "effort_s": 0,
        "estimated_s": {"min": 2890, "max": 3790},
    }


def test_show_json_of_hills_counts_seconds(said: Said) -> None:
    shown = said.json("show", "hills-10x30s", "--without", "drills", "--without=strides")
    assert shown["totals"] == {
        "efforts": 10,
        "effort_m": 0,
        "effort_s": 300,
        "estimated_s": {"min": 2900, "max": 3800},
    }
    assert shown["steps"][3]["ends"] == ends("open", at_least_s=20, suggested_s=100, waits=True)


def test_show_json_says_what_auto_and_timed_change(said: Said) -> None:
    auto = said.json("show", "--auto", "8x200m")["steps"]
    assert auto[0]["ends"] == ends("range", min_s=900, max_s=1500)
    assert auto[1]["ends"] == ends("time", s=30)
    assert auto[30]["ends"] == ends("open", m=100, at_least_s=25, suggested_s=80, clock_s=70)
    timed = said.json("show", "--timed", "8x200m")["steps"]
    assert timed[28]["ends"] == ends("time", s=5)
    assert timed[29]["ends"] == ends("distance", m=200, expected_s=38, waits=True)
    assert timed[20]["ends"] == ends("distance", m=50, expected_s=10)


def test_an_open_step_and_a_workout_without_setup_have_nulls(said: Said, home: Path) -> None:
    text = SMALL.replace("2 x 200 m", "2 x open").replace("walk back", "rest")
    (home / "w.yaml").write_text(text, encoding="utf-8")
    shown = said.json("show", str(home / "w.yaml"))
    assert shown["workout"] == {"id": "w", "name": "Small", "focus": "even", "setup": None}
    work, rest = (step["ends"] for step in shown["steps"][1:3])
    assert (work, rest) == (ends("open", at_least_s=3, waits=True), ends("open", waits=True))


def test_show_knows_what_the_history_and_the_settings_say(said: Said) -> None:
    asked: list[str] = []

    def times_done(id_: str) -> int:
        asked.append(id_)
        return 4

    background = workouts.Background(
        preferences=lambda: Preferences(rules=Rules(lead_ins=LeadIns(drill_ms=7_000))),
        taught=lambda: {(Kind.EFFORT, 100): [15_500]},
        times_done=times_done,
    )
    shown = said.json("show", "10x100m", background=background)
    assert asked == ["10x100m"]
    assert shown["steps"][1]["ends"]["s"] == 7
    assert shown["steps"][29]["ends"]["expected_s"] == 15.5
    assert shown["workout"]["setup"].startswith("You have done this before")


def test_show_prints_a_plan_that_people_read(said: Said) -> None:
    code, out, err = said("show", "hills-10x30s", "--with", "easy-jog", "--without=drills", "--without=strides")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "10 x 30 s hills  (hills-10x30s, power)"
    assert max(map(len, lines)) < 80
    start = lines.index("easy-jog")
    assert lines[start : start + 9] == [
        "easy-jog",
        "   0  Easy jog                  40 min, then press",
        "      An easy run, so that the legs are fresh for what follows.",
        "",
        "main",
        "   1  Get ready       1 of 10   10 s",
        "   2  30 s uphill     1 of 10   30 s",
        "      Best form you have. Drive the arms, push from glutes and quads.",
        "   3  Walk back down  1 of 10   about 1:40, then press",
    ]
    # 2400 + 10 x (10 + 30 + 100) + 600 to 900 s are 73.3 and 78.3 min.
    assert lines[-1] == "10 efforts, 5 min; 73 to 78 min"


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["--timed"], "200 m            1 of 8    200 m, press at the end (about 38 s)"),
        (["--auto"], "Walk 100 m       1 of 8    100 m, 1:10"),
        ([], "Walk 100 m       1 of 8    100 m, about 1:20, then press"),
        ([], "200 m            1 of 8    200 m, about 38 s"),
        ([], "Warm up                    15-25 min, then press"),
        ([], "Warm down                  10-15 min"),
    ],
)
def test_show_says_what_ends_a_step(said: Said, words: list[str], line: str) -> None:
    _, out, _ = said("show", "8x200m", *words)
    assert any(printed.endswith(line) for printed in out.splitlines())


def test_show_says_that_an_open_step_waits_and_counts_one_effort_as_one(said: Said, home: Path) -> None:
    text = SMALL.replace("2 x 200 m", "open").replace("walk back", "rest")
    (home / "w.yaml").write_text(text, encoding="utf-8")
    _, out, _ = said("show", str(home / "w.yaml"))
    assert out.splitlines()[-4:] == [
        "  0  Get ready  1 of 1    10 s",
        "  1  Effort     1 of 1    then press",
        "",
        "1 effort; 1 min",
    ]


def test_a_plan_of_jogs_alone_has_no_efforts_to_count(said: Said) -> None:
    _, out, _ = said("show", "drills-and-strides", "--without", "drills", "--without", "strides")
    assert out.splitlines()[-1] == "25 to 40 min"


@pytest.mark.parametrize(
    ("words", "error", "fault"),
    [
        (["8x20m"], InputError, "there is no workout '8x20m': did you mean 8x200m?"),
        (["none.yaml"], FileError, "none.yaml:1:1: there is no such file: check its name"),
        (["8x200m", "--with", "wram-up"], CallError, "'wram-up' is no section: did you mean 'warm-up'?"),
        (
            ["8x200m", "--without", "zzz"],
            CallError,
            "'zzz' is no section: name one of warm-up, easy-jog, drills, strides, main, warm-down",
        ),
        (
            ["8x200m", "--with", "easy-jog"],
            CallError,
            "the workout has no section easy-jog: it has warm-up, drills, strides, main, warm-down",
        ),
        (["8x200m", "--auto=mian"], CallError, "'mian' is no section: did you mean 'main'?"),
        (
            ["8x200m", "--auto=main,easy-jog"],
            CallError,
            "the workout has no section easy-jog: it has warm-up, drills, strides, main, warm-down",
        ),
        (["8x200m", "--auto="], CallError, "'' is no section: name one of"),
        (["8x200m", "--timed=drills"], CallError, "--timed=drills is not known: write --timed for the main section"),
        (["8x200m", "--lead-in", "61"], CallError, "--lead-in 61 is out of range: give 0 to 60 seconds"),
        (["8x200m", "--lead-in=-1"], CallError, "--lead-in -1 is out of range: give 0 to 60 seconds"),
        *(
            (
                ["8x200m", "--lead-in", said],
                CallError,
                f"--lead-in {said} is no number of seconds: write it as --lead-in 10",
            )
            for said in ("soon", "nan", "inf", "1_0", "1e1", "１０")
        ),
    ],
)
def test_what_cannot_be_shown_is_a_fault_with_its_exit_code(
    words: list[str], error: type[SpeedtimerError], fault: str
) -> None:
    with pytest.raises(error) as caught:
        run("show", *words)
    assert str(caught.value).startswith(fault)
    assert caught.value.exit_code == (2 if error is CallError else 1)


@pytest.mark.parametrize(
    ("words", "sections", "mode"),
    [
        ([], Sections(), Mode()),
        (
            ["--with", "easy-jog", "--with=warm-up", "--without", "drills"],
            Sections(frozenset({Section.EASY_JOG, Section.WARM_UP}), frozenset({Section.DRILLS})),
            Mode(),
        ),
        (["--timed"], Sections(), Mode(timed=frozenset({Section.MAIN}))),
        (["--timed=all"], Sections(), Mode(timed=frozenset(Section))),
        (["--auto"], Sections(), Mode(auto=frozenset(Section))),
        (
            ["--auto=drills, strides"],
            Sections(named=frozenset({Section.DRILLS, Section.STRIDES})),
            Mode(auto=frozenset({Section.DRILLS, Section.STRIDES})),
        ),
        (["--lead-in", "0"], Sections(), Mode(lead_in_ms=0)),
        (["--lead-in", "7.5"], Sections(), Mode(lead_in_ms=7_500)),
        (["--lead-in=60s"], Sections(), Mode(lead_in_ms=60_000)),
    ],
)
def test_options_say_sections_and_mode(words: list[str], sections: Sections, mode: Mode) -> None:
    arguments = argparse.ArgumentParser(parents=[options.parent()]).parse_args(options.spelled_out(words))
    chosen, asked = options.chosen(arguments)
    assert (chosen, asked.over(Mode())) == (sections, mode)


def test_a_bare_auto_or_timed_does_not_swallow_the_word_after_it() -> None:
    assert options.spelled_out(["show", "--auto", "8x200m", "--timed"]) == [
        "show",
        "--auto=all",
        "8x200m",
        "--timed=main",
    ]
    assert options.spelled_out(["show", "--", "--auto"]) == ["show", "--", "--auto"]


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


def test_check_says_every_fault_of_every_file_on_stdout(said: Said, home: Path) -> None:
    good, bad = home / "good.yaml", home / "bad.yaml"
    good.write_text(SMALL, encoding="utf-8")
    bad.write_text(SMALL.replace("even", "evn").replace("2 x", "0 x"), encoding="utf-8")
    code, out, err = said("check", str(bad), str(good), str(home / "none.yaml"))
    assert code == 1
    assert out.splitlines() == [
        f"{bad}:2:8: 'evn' is no focus: did you mean 'even'?",
        f"{bad}:7:17: 0 reps is out of range: write 1 to 10000 reps",
        f"{home / 'none.yaml'}:1:1: there is no such file: check its name",
    ]
    assert err == f"{good}: ok\n"


@pytest.mark.parametrize(
    ("file", "fault"),
    [
        ("./bad.yaml", None),
        ("folder/..//bad.yaml", None),
        ("./none.yaml", "there is no such file: check its name"),
        ("", "there is no such file: check its name"),
        ("folder/", "this is a folder: name a file in it"),
        ("./folder//", "this is a folder: name a file in it"),
        ("bad.yaml/", "the file cannot be read (Not a directory): check its name and its permissions"),
    ],
)
def test_check_names_a_file_as_it_was_written(
    said: Said, home: Path, monkeypatch: pytest.MonkeyPatch, file: str, fault: str | None
) -> None:
    monkeypatch.chdir(home)
    (home / "folder").mkdir()
    (home / "bad.yaml").write_text("name: [a\n", encoding="utf-8")
    code, out, _ = said("check", file)
    assert code == 1
    if fault is None:
        assert out == f"{file}:1:7: the bracket is not closed: put ',' between its values and close it\n"
    else:
        assert out == f"{file}:1:1: {fault}\n"


def test_check_says_of_a_good_file_that_it_is_as_it_was_written(
    said: Said, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home)
    (home / "blocks").mkdir()
    (home / "good.yaml").write_text(SMALL, encoding="utf-8")
    (home / "blocks" / "good.yaml").write_text("steps:\n  - effort: 100 m\n    recovery: walk back\n", encoding="utf-8")
    assert said("check", "./good.yaml", "blocks//good.yaml") == (0, "", "./good.yaml: ok\nblocks//good.yaml: ok\n")


def test_check_passes_every_shipped_file(said: Said) -> None:
    files = [str(path) for path in sorted(SHIPPED.rglob("*.yaml"))]
    code, out, err = said("check", *files)
    assert (code, out) == (0, "")
    assert err.splitlines() == [f"{file}: ok" for file in files]
    assert len(files) == 10


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
        parser().parse_args([command, "--help"])
    assert left.value.code == 0
    assert f"  speedtimer {command}" in capsys.readouterr().out


def test_the_help_of_with_names_every_section(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parser().parse_args(["show", "--help"])
    text = " ".join(capsys.readouterr().out.split())
    assert all(section in text for section in Section)


def test_naming_the_commands_loads_neither_pydantic_nor_yaml_nor_a_plan() -> None:
    code = (
        "import sys, speedtimer.cli.workouts;"
        "print(sorted({'pydantic', 'yaml', 'textual', 'speedtimer.plan'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
