from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from speedtimer.cli.main import run
from tests.goldens.write import MODES, WORKOUTS, path_of, simulated


@pytest.mark.parametrize("workout", WORKOUTS)
@pytest.mark.parametrize("mode", MODES)
def test_the_five_sessions_run_as_their_golden_files_say(workout: str, mode: str) -> None:
    golden = path_of(workout, mode).read_text(encoding="utf-8")
    assert simulated(workout, *MODES[mode]) == golden


def events(*arguments: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in simulated(*arguments).splitlines()]


def only(found: list[dict[str, Any]], event: str) -> list[dict[str, Any]]:
    return [each for each in found if each["event"] == event]


MAIN = ("8x200m", "--without", "warm-up", "--without", "drills", "--without", "strides")


def test_without_the_jog_the_session_begins_with_a_lead_in() -> None:
    first = only(events(*MAIN), "step_started")[:2]
    assert [(each["t_ms"], each["kind"]) for each in first] == [(0, "get_ready"), (10_000, "effort")]


def test_open_steps_are_pressed_when_asked() -> None:
    recoveries = [each for each in only(events(*MAIN, "--open", "100.5"), "step_ended") if each["kind"] == "recovery"]
    assert [(each["ms"], each["by"]) for each in recoveries] == [(100_500, "press")] * 8


def test_an_open_step_pressed_too_early_is_pressed_once_more_a_second_later() -> None:
    # 100 m at 4 m/s: at least 25 s.
    found = events(*MAIN, "--open", "10")
    assert [each["ms"] for each in only(found, "step_ended") if each["kind"] == "recovery"] == [11_000] * 8
    assert [each["reason"] for each in only(found, "press_refused")] == ["too_early"] * 8
    assert only(found, "press_refused")[0]["t_ms"] == 10_000 + 38_000 + 10_000


def test_presses_that_are_given_take_the_place_of_the_rules_until_the_last() -> None:
    # The press at 0 starts; 0.6 is a bounce of it; 3 is refused in the lead-in, 4.5 is the second one: GO. At 30 it is
    # refused in the effort, which ends by itself at 42.5. From then on the rules: the walk is over 80 s later.
    found = events(*MAIN, "--press-at", "0.6,3,4.5,30")
    assert [each["t_ms"] for each in only(found, "press_bounced")] == [600]
    assert [(each["t_ms"], each["reason"], each["second"]) for each in only(found, "press_refused")] == [
        (3000, "lead_in_running", True),
        (30_000, "ends_by_itself", True),
    ]
    ends = [(each["t_ms"], each["kind"], each["by"]) for each in only(found, "step_ended")][:3]
    assert ends == [(4500, "get_ready", "press"), (42_500, "effort", "clock"), (122_500, "recovery", "press")]


def test_presses_that_are_given_out_of_order_are_put_in_order_and_those_after_the_end_are_nothing() -> None:
    found = events(*MAIN, "--auto", "--press-at", "80000,4.5,3")
    assert [each["t_ms"] for each in only(found, "press_taken")] == [0, 4500]
    assert found[-1]["event"] == "session_completed"


def test_a_rule_that_fell_due_under_given_presses_is_followed_0_7_s_after_the_last() -> None:
    # The first effort ends at 48 s, and by the rules its walk at 78 s. A press that is given at 77.5 s ends it, since
    # 25 s are enough; the next walk is left by the rules again.
    found = events(*MAIN, "--open", "30", "--press-at", "77.5")
    walks = [(each["t_ms"], each["ms"]) for each in only(found, "step_ended") if each["kind"] == "recovery"]
    assert walks[:2] == [(77_500, 29_500), (77_500 + 10_000 + 38_000 + 30_000, 30_000)]
    # By the rules at 63 s; the press given at 68 s, 20 s in, is refused, so theirs comes 0.7 s later, as a second one.
    found = events(*MAIN, "--open", "15", "--press-at", "68")
    assert only(found, "press_bounced") == []
    assert next(each["t_ms"] for each in only(found, "step_ended") if each["kind"] == "recovery") == 68_700


def test_the_last_line_is_the_end_of_the_session_and_every_line_has_its_time() -> None:
    found = events("hills-10x30s", "--auto")
    assert found[-1]["event"] == "session_completed"
    times = [each["t_ms"] for each in found]
    assert times == sorted(times)


def test_for_people_it_is_a_line_for_each_event(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["simulate", *MAIN, "--press-at", "3"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:9] == [
        "   0:00.0  press_taken",
        "   0:00.0  step_started         0  Get ready 1 of 8, 10 s",
        "   0:00.0  cue                ready",
        "   0:03.0  press_refused      The lead-in is running",
        "   0:03.0  cue                refused",
        "   0:07.0  cue                count",
        "   0:08.0  cue                count",
        "   0:09.0  cue                count",
        "   0:10.0  step_ended           0  Get ready 1 of 8, 10 s  by clock, 10.0, exact",
    ]
    assert lines[-1].split() == ["27:14.0", "session_completed"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--open", "soon"], "--open soon is no number of seconds: write it as --open 90"),
        (["--open", "-1"], "--open -1 is out of range: give seconds from 0 to a day (86400)"),
        (["--open", "nan"], "--open nan is no number of seconds: write it as --open 90"),
        (["--open", "1_0"], "--open 1_0 is no number of seconds: write it as --open 90"),
        (["--press-at", "3,1e1"], "--press-at 1e1 is no number of seconds: write it as --press-at 905,940.5"),
        (["--press-at", "1,,2"], "--press-at  is no number of seconds: write it as --press-at 905,940.5"),
        (["--press-at", "86401"], "--press-at 86401 is out of range: give seconds from 0 to a day (86400)"),
    ],
)
def test_a_bad_value_is_the_calls_fault(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["simulate", "8x200m", *[f"{arguments[0]}={arguments[1]}"]]) == 2
    assert capsys.readouterr() == ("", f"{said}\n")


def test_settings_hold_in_a_simulation_too(home: Path) -> None:
    (home / "settings.toml").write_text('[lead_in]\neffort = "20 s"\n[paces]\neffort = { "200 m" = "40 s" }\n')
    ends = only(events(*MAIN), "step_ended")[:2]
    assert [(each["kind"], each["ms"]) for each in ends] == [("get_ready", 20_000), ("effort", 40_000)]
