"""`speedtimer verdict` as scripts and people see it."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from speedtimer.cli.main import run
from speedtimer.engine.commands import Command, Enough, Press
from speedtimer.engine.engine import Engine
from speedtimer.plan import ByTime, Mode, Open, Plan, Rest, Section
from speedtimer.records.amend import Amendments
from speedtimer.records.session import Ending
from speedtimer.rules import Rules
from tests.engine.plans import efforts
from tests.engine.plans import plan_of as steps_of
from tests.records.sessions import STARTED, copy_newest, driven, keep, plan_of, presses


def timed_engine(plan: Plan, splits_s: tuple[int, ...], *, speed: float = 1.0) -> Engine:
    """The jog left at 1000 s, a lead-in of 5 s before each rep, a walk of 55 s after it."""
    at_s, given = 1_000, [(0, Press()), (1_000, Press())]
    for split_s in splits_s:
        given += [(at_s + 5 + split_s, Press()), (at_s + 60 + split_s, Press())]
        at_s += 60 + split_s
    return driven(plan, *given, rules=Rules(speed=speed))


def timed_session(home: Path, *splits_s: int, speed: float = 1.0) -> str:
    plan = plan_of(reps=len(splits_s), held=True)
    return keep(home, plan, timed_engine(plan, splits_s, speed=speed), Ending.COMPLETED)


def test_the_newest_session_is_judged_with_a_sentence_figures_and_bars(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # The line is 38, the median of 38 38 38; 3 % of it is 1.14, and 40 is 2 above. In order 38 38 38 40: median 38,
    # spread 2 / 38 = 5.3 %, and the same from first to last. Bars begin at 85 % of 40: 34; 4 of 6 are 20 of 30 columns.
    timed_session(home, 50, 50)
    newest = timed_session(home, 38, 38, 38, 40)
    assert run(["verdict"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"8 × 200 m  ({newest}, even)",
        "",
        "Rep 4 broke the line of 38.0 s: it was 2.0 s slower. The others held it.",
        "This rests on splits, measured or typed: 4 of 4 reps.",
        "",
        "  reps done                      4 of 4",
        "  line                           38.0 s",
        "  median                         38.0 s",
        "  fastest                        38.0 s",
        "  slowest                        40.0 s",
        "  spread                          2.0 s",
        "  spread against the median       5.3 %",
        "  fade from first to last         2.0 s",
        "  fade against the first          5.3 %",
        "  line broken at rep                  4",
        "",
        "Time of each rep; bars begin at 34.0 s",
        "  1  200 m  38.0 s  ████████████████████",
        "  2  200 m  38.0 s  ████████████████████",
        "  3  200 m  38.0 s  ████████████████████",
        "  4  200 m  40.0 s  ██████████████████████████████  slower than the line, the first off it",
        "",
        "Against yourself",
        "  200 m: 38.0 s, a new best; before it 50.0 s on 2026-11-23, recently 50.0 s.",
    ]


def test_the_newest_is_the_newest_by_its_date_and_never_a_rehearsal(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rehearsal = timed_session(home, 38, 38, speed=5)
    assert run(["verdict"]) == 1
    assert f"name one: speedtimer verdict {rehearsal}" in capsys.readouterr().err
    newest = timed_session(home, 38, 38)
    plan = plan_of(reps=2, held=True)
    week_before = replace(STARTED, utc_ms=STARTED.utc_ms - 7 * 86_400_000)
    keep(home, plan, timed_engine(plan, (41, 41)), Ending.COMPLETED, week_before)
    assert run(["verdict", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["session"], said["against"]["last_day"]) == (newest, "2026-11-16")


def test_a_rest_by_the_clock_is_as_long_everywhere_as_it_is_written(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # GO at 10, 40 and 70 s: the two rests between, of which 9 s are the lead-in.
    rests = efforts(*[ByTime(20_000)] * 3, rest=Rest("Rest 10 s", Open(0, 10_000)))
    plan = steps_of(*rests, mode=Mode(auto=frozenset(Section)))
    kept = keep(home, plan, driven(plan, *presses(0)).advance(90_000)[0], Ending.COMPLETED)
    assert run(["verdict", "--json"]) == 0
    assert [rep["recovery_ms"] for rep in json.loads(capsys.readouterr().out)["reps"]] == [10_000, 10_000, None]
    assert run(["history", "--json"]) == 0
    (listed,) = json.loads(capsys.readouterr().out)
    assert [split["ms"] for split in listed["splits"] if split["kind"] == "recovery"] == [10_000, 10_000]
    assert run(["export", kept, "--format", "csv"]) == 0
    lines = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert [line["ms"] for line in lines if line["kind"] == "recovery"] == ["10000", "10000"]


def test_bars_are_plain_where_the_output_has_no_blocks(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    timed_session(home, 38, 38)
    raw = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(raw, encoding="ascii"))
    assert run(["verdict"]) == 0
    assert raw.getvalue().decode("ascii").splitlines()[-4].endswith("38.0 s  ##############################")


def test_json_has_the_same_and_more(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = timed_session(home, 39, 40)
    timed_session(home, 38, 41)
    assert run(["verdict", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["workout"], found["focus"], found["basis"]) == ("8x200m", "even", "splits")
    assert found["figures"][0] == {"name": "reps done", "value": 2, "unit": "of 2"}
    assert [(rep["number"], rep["m"], rep["ms"], rep["done"]) for rep in found["reps"]] == [
        (1, 200, 38_000, True),
        (2, 200, 41_000, True),
    ]
    assert found["against"]["sessions"] == 1
    (standing,) = found["against"]["standings"]
    assert (standing["best_ms"], standing["best_session"], standing["new_best"]) == (39_000, first, True)
    assert [(rep["ms"], rep["last_ms"], rep["best_ms"]) for rep in found["against"]["reps"]] == [
        (38_000, 39_000, 39_000),
        (41_000, 40_000, 40_000),
    ]


def test_a_session_is_compared_with_those_before_it_alone(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = timed_session(home, 39, 39)
    timed_session(home, 36, 36)
    assert run(["verdict", first, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["session"] == first
    assert found["against"]["standings"][0]["best_ms"] is None


def test_the_best_is_that_of_all_sessions_however_many_came_after_it(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # The best, 36.0, is the oldest of 601; the 599 after it are all 39.0 and 38.0, and today's 37.0 is the next best.
    best = timed_session(home, 36, 40)
    timed_session(home, 39, 38)
    copy_newest(home, 600)
    timed_session(home, 38, 37)
    run(["verdict", "--json"])
    found = json.loads(capsys.readouterr().out)["against"]
    assert found["sessions"] == 600
    (standing,) = found["standings"]
    assert (standing["best_ms"], standing["best_session"], standing["new_best"]) == (36_000, best, False)
    # The last five: 38 39 38 39 38, in order 38 38 38 39 39.
    assert (standing["recent_ms"], standing["before"]) == (38_000, 1_200)
    assert [(rep["ms"], rep["last_ms"], rep["best_ms"]) for rep in found["reps"]] == [
        (38_000, 39_000, 36_000),
        (37_000, 38_000, 38_000),
    ]


def test_a_best_round_trip_is_that_of_all_sessions_of_the_same_workout(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # GO at 1010 s; back at the line at 1090 s, 1110 s and 1100 s: round trips of 80 s, 100 s and 90 s. Those of another
    # workout are shorter, and not compared.
    for workout, back_s in (("8x200m", 1_090), ("other", 1_080), ("8x200m", 1_110)):
        plan = plan_of(workout)
        keep(home, plan, driven(plan, *presses(0, 1_000, back_s)).advance(1_200_000)[0], Ending.COMPLETED)
    copy_newest(home, 20)
    plan = plan_of()
    keep(home, plan, driven(plan, *presses(0, 1_000, 1_100)).advance(1_200_000)[0], Ending.COMPLETED)
    run(["verdict", "--json"])
    found = json.loads(capsys.readouterr().out)["against"]
    (standing,) = found["standings"]
    assert (standing["basis"], standing["today_ms"], standing["best_ms"]) == ("round_trips", 90_000, 80_000)
    # 18 of the copied kind, and the first.
    assert (standing["recent_ms"], standing["before"]) == (100_000, 19)
    assert [(rep["last_ms"], rep["best_ms"]) for rep in found["reps"]] == [(100_000, 80_000), (None, None)]


def test_what_is_deleted_thrown_away_or_a_rehearsal_is_no_best(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Amendments(home).delete(timed_session(home, 33, 33))
    plan = plan_of(reps=2, held=True)
    keep(home, plan, timed_engine(plan, (34, 34)), Ending.THROWN_AWAY)
    timed_session(home, 35, 35, speed=20.0)
    timed_session(home, 39, 39)
    timed_session(home, 38, 38)
    run(["verdict", "--json"])
    (standing,) = json.loads(capsys.readouterr().out)["against"]["standings"]
    assert (standing["best_ms"], standing["before"], standing["new_best"]) == (39_000, 2, True)


def test_a_rehearsal_is_not_the_newest_and_is_compared_with_nothing(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    real = timed_session(home, 39, 39)
    rehearsal = timed_session(home, 36, 36, speed=20.0)
    run(["verdict", "--json"])
    assert json.loads(capsys.readouterr().out)["session"] == real
    run(["verdict", rehearsal])
    said = capsys.readouterr().out
    assert said.startswith(f"8 × 200 m  ({rehearsal}, even, rehearsal x20)")
    assert "the first that was measured" in said


def test_a_session_run_alone_rests_on_its_round_trips(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # Back at the line at 1100 s and 1200 s, GO at 1010 s and 1110 s: 90 s both; the third rep's way back is not there.
    plan = plan_of(reps=3)
    engine = driven(plan, *presses(0, 1000, 1100, 1200)).advance(1_248_000)[0]
    keep(home, plan, engine, Ending.COMPLETED)
    run(["verdict", "--json"])
    found = json.loads(capsys.readouterr().out)
    assert found["basis"] == "round_trips"
    assert [rep["ms"] for rep in found["reps"]] == [90_000, 90_000, None]
    assert found["sentence"] == "Even: the 2 reps lie within a tenth of a second of one another, by round trip."


def test_what_enough_left_is_counted_from_the_plan(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # Two of five, then enough: the plan as it was run says five.
    plan = plan_of(reps=5, held=True)
    given: tuple[tuple[int, Command], ...] = (*presses(0, 1000, 1043, 1098, 1141), (1150, Enough()))
    keep(home, plan, driven(plan, *given), Ending.SAVED)
    run(["verdict", "--json"])
    said = json.loads(capsys.readouterr().out)["sentence"]
    assert said == "Even: the 2 reps lie within a tenth of a second of one another. 2 of 5 reps are done."


def test_a_session_that_came_in_without_its_plan_is_counted_by_its_numbering(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = plan_of(reps=5, held=True)
    given: tuple[tuple[int, Command], ...] = (*presses(0, 1000, 1043, 1098, 1141), (1150, Enough()))
    session = keep(home, plan, driven(plan, *given), Ending.SAVED)
    run(["export", session, "--format", "csv"])
    table = tmp_path / "reps.csv"
    table.write_text(capsys.readouterr().out, encoding="utf-8")
    monkeypatch.setenv("SPEEDTIMER_HOME", str(tmp_path / "other"))
    assert run(["import", str(table)]) == 0
    capsys.readouterr()
    assert run(["verdict", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["figures"][0] == {"name": "reps done", "value": 2, "unit": ""}


def test_a_split_typed_afterwards_counts(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    session = timed_session(home, 39, 40)
    Amendments(home).correct(session, 2, 37_500)
    run(["verdict", "--json"])
    assert json.loads(capsys.readouterr().out)["reps"][0]["ms"] == 37_500


def test_a_session_under_way_is_judged_as_far_as_it_goes(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = plan_of(reps=4, held=True)
    keep(home, plan, driven(plan, *presses(0, 1000, 1043, 1098, 1141)), None)
    assert run(["verdict", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [rep["ms"] for rep in found["reps"] if rep["done"]] == [38_000, 38_000]


def test_a_session_cut_off_under_other_rules_is_said_to_be_unknown(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = plan_of(reps=2, held=True)
    session = keep(home, plan, driven(plan, *presses(0, 1000)), None)
    with closing(sqlite3.connect(home / "speedtimer.db", isolation_level=None)) as connection:
        connection.execute("UPDATE session SET rules_version = rules_version + 1")
    assert run(["verdict"]) == 1
    assert capsys.readouterr().err.startswith(f"what was done in session {session} is not known: ")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["verdict"], "no session has been run yet: `speedtimer run 8x200m` opens one\n"),
        (["verdict", "nobody"], "there is no session nobody: `speedtimer history` lists them\n"),
    ],
)
def test_what_is_not_there_is_said_and_exits_with_one(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(words) == 1
    assert capsys.readouterr().err == said


def test_every_member_of_the_json_is_documented(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    timed_session(home, 38, 38)
    timed_session(home, 38, 38)
    text = (Path(__file__).parents[2] / ".github" / "docs" / "coaching.md").read_text(encoding="utf-8")
    run(["verdict", "--json"])
    found = json.loads(capsys.readouterr().out)
    against = found["against"]
    run(["paces", "--json"])
    paces = json.loads(capsys.readouterr().out)
    for part in (found, found["figures"][0], found["reps"][0], against, against["standings"][0], against["reps"][0]):
        assert all(f"`{name}`" in text for name in part)
    assert all(f"`{name}`" in text for name in paces[0])
