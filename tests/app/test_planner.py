"""From an id or a file, the sections asked for, the mode and the history to a plan."""

from __future__ import annotations

from pathlib import Path

import pytest

from speedtimer import places
from speedtimer.app.planner import prepare
from speedtimer.errors import CallError, FileError, InputError
from speedtimer.plan import ByDistance, ByRange, ByTime, Kind, Mode, Plan, Section
from speedtimer.rules import LeadIns, Rules
from speedtimer.workout.sections import SectionSelection
from tests.workout.files import SMALL


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(places.HOME_VARIABLE, str(tmp_path))
    return tmp_path


def asked(with_: str = "", without: str = "") -> SectionSelection:
    return SectionSelection(frozenset(map(Section, with_.split())), frozenset(map(Section, without.split())))


def done_in(plan: Plan) -> list[str]:
    return list(dict.fromkeys(step.section.value for step in plan.steps))


def test_an_id_becomes_a_plan() -> None:
    plan = prepare("8x200m")
    assert (plan.workout_id, plan.name, plan.focus, plan.mode) == ("8x200m", "8 x 200 m", "even", Mode())
    # A jog, 3 drills x 2 reps, 3 strides and 8 efforts with lead-in and recovery each, a jog.
    assert len(plan.steps) == 1 + 3 * (6 + 3 + 8) + 1


def test_a_file_becomes_a_plan_whose_id_is_its_name(home: Path) -> None:
    path = home / "mine.yaml"
    path.write_text(SMALL, encoding="utf-8")
    assert prepare(str(path)) == prepare(path)
    assert prepare(path).workout_id == "mine"
    assert [step.kind for step in prepare(path).steps] == [
        Kind.GET_READY,
        Kind.EFFORT,
        Kind.RECOVERY,
        Kind.GET_READY,
        Kind.EFFORT,
    ]


@pytest.mark.parametrize(
    ("sections", "done"),
    [
        (asked(), "warm-up drills strides main warm-down"),
        (asked(without="drills strides"), "warm-up main warm-down"),
        (asked(with_="easy-jog"), "easy-jog drills strides main warm-down"),
        (asked(with_="easy-jog warm-up"), "warm-up easy-jog drills strides main warm-down"),
        (asked(with_="main"), "warm-up drills strides main warm-down"),
        (asked(without="easy-jog"), "warm-up drills strides main warm-down"),
        (asked(with_="easy-jog", without="warm-up"), "easy-jog drills strides main warm-down"),
        (frozenset({Section.MAIN, Section.EASY_JOG, Section.WARM_UP}), "warm-up easy-jog main"),
    ],
)
def test_sections_are_switched(sections: SectionSelection | frozenset[Section], done: str) -> None:
    assert done_in(prepare("hills-10x30s", sections=sections)) == done.split()


@pytest.mark.parametrize(
    ("sections", "fault"),
    [
        (asked(with_="easy-jog"), "the workout has no section easy-jog"),
        (asked(without="easy-jog"), "the workout has no section easy-jog"),
        (frozenset({Section.EASY_JOG}), "the workout has no section easy-jog"),
        (asked("main", "main"), "the section main is asked for with and without"),
        (asked(without="warm-up drills strides main warm-down"), "nothing is left to do"),
        (frozenset(), "nothing is left to do"),
    ],
)
def test_sections_that_cannot_be_had_are_a_fault_of_the_call(
    sections: SectionSelection | frozenset[Section], fault: str
) -> None:
    with pytest.raises(CallError) as caught:
        prepare("8x200m", sections=sections)
    assert caught.value.fault == fault
    assert caught.value.exit_code == 2


def test_an_unknown_id_is_a_fault_of_the_input() -> None:
    with pytest.raises(InputError) as caught:
        prepare("8x20m")
    assert str(caught.value) == "there is no workout '8x20m': did you mean 8x200m?"
    assert caught.value.exit_code == 1


def test_a_file_at_fault_says_all_of_it(home: Path) -> None:
    (home / "bad.yaml").write_text("name: 5\nfocus: x\n", encoding="utf-8")
    with pytest.raises(FileError) as caught:
        prepare(home / "bad.yaml")
    assert len(caught.value.faults) == 4
    assert caught.value.exit_code == 1


def test_the_mode_decides_who_ends_a_step() -> None:
    plan = prepare("8x200m", mode=Mode(timed=frozenset({Section.MAIN}), auto=frozenset({Section.WARM_UP})))
    assert plan.steps[0].ends == ByRange(900_000, 1_500_000, waits=False)
    efforts = [step.ends for step in plan.steps if step.kind is Kind.EFFORT]
    assert efforts == [ByDistance(200, 38_000, held=True)] * 8


def test_rules_splits_and_times_done_reach_the_plan() -> None:
    plan = prepare(
        "10x100m",
        sections=frozenset({Section.MAIN}),
        rules=Rules(lead_ins=LeadIns(effort_ms=20_000)),
        taught={(Kind.EFFORT, 100): [15_500]},
        times_done=2,
    )
    assert plan.steps[0].ends == ByTime(20_000)
    assert plan.steps[1].ends == ByDistance(100, 15_500)
    assert "more explosive than last time" in plan.setup[0]
    assert "First time" in prepare("10x100m").setup[0]
