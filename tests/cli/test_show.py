"""`show`: what scripts rely on, and what people read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest

from speedtimer.app.profile import Profile
from speedtimer.plan import Kind
from speedtimer.rules import LeadIns, Rules
from speedtimer.settings.preferences import Preferences
from tests.cli.saying import Said
from tests.workout.files import SMALL

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


def test_a_recovery_by_time_bears_its_least_time(said: Said, home: Path) -> None:
    (home / "w.yaml").write_text(SMALL.replace("walk back", "rest 2 min"), encoding="utf-8")
    rest = said.json("show", str(home / "w.yaml"))["steps"][2]["ends"]
    assert rest == ends("open", at_least_s=40, suggested_s=120, waits=True)


def test_show_knows_what_the_history_and_the_settings_say(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def times_done(_: Profile, id_: str) -> int:
        asked.append(id_)
        return 4

    settings = Preferences(rules=Rules(lead_ins=LeadIns(drill_ms=7_000)))
    monkeypatch.setattr(Profile, "preferences", settings)
    monkeypatch.setattr(Profile, "taught", lambda _: {(Kind.EFFORT, 100): [15_500]})
    monkeypatch.setattr(Profile, "times_done", times_done)
    shown = said.json("show", "10x100m")
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
