"""The page on workout files: every example on it is read, and says what the page says of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from speedtimer.errors import FileError
from speedtimer.plan import Mode, Plan, Section
from speedtimer.workout.model import Focus, Workout
from speedtimer.workout.reader import read
from speedtimer.workout.unroll import AthleteProfile, unroll
from tests.workout.files import SHIPPED, steps, write

ROOT = SHIPPED.parent
PAGE = (ROOT / ".github" / "docs" / "workouts.md").read_text(encoding="utf-8")
EXAMPLES: list[str] = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
GOOD, BAD = EXAMPLES[:-1], EXAMPLES[-1]


def workout_of(folder: Path, example: str) -> Workout:
    """Read an example: a whole workout, or steps to be put into one."""
    return read(write(folder, steps(*example.splitlines()) if example.startswith("- ") else example))


def plan_of(folder: Path, example: str, times_done: int = 0) -> Plan:
    workout = workout_of(folder, example)
    on = frozenset(section.name for section in workout.sections)
    return unroll(workout, "w", on, Mode(), AthleteProfile(times_done=times_done))


def reps(plan: Plan) -> list[tuple[str, int | None, int | None]]:
    return [(step.name, step.rep, step.reps) for step in plan.steps if step.is_work]


def example_with(words: str) -> str:
    (found,) = (example for example in GOOD if words in example)
    return found


@pytest.mark.parametrize("example", GOOD, ids=range(len(GOOD)))
def test_every_example_is_read(example: str, tmp_path: Path) -> None:
    assert plan_of(tmp_path, example).steps


def test_the_example_of_the_readme_is_a_workout(tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert reps(plan_of(tmp_path, example)) == [("400 m", rep, 6) for rep in range(1, 7)]


def test_the_examples_are_there() -> None:
    assert len(EXAMPLES) == 6


def test_the_bad_example_is_answered_as_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, BAD, "hills.yaml")
    (answer,) = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)
    with pytest.raises(FileError) as caught:
        read(Path("hills.yaml"))
    assert f"{caught.value}\n" == answer


def test_the_pyramid_comes_down_by_itself(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, example_with("pyramid:"))
    assert [step.distance_m for step in plan.steps if step.pyramid and step.is_work] == [100, 150, 200, 150, 100]


def test_tips_are_for_the_reps_they_name(tmp_path: Path) -> None:
    for times_done, last in ((0, "The last one. Technique first."), (1, "The last one. Explosive.")):
        plan = plan_of(tmp_path, example_with("first_time_tips:"), times_done)
        tips = [step.tip for step in plan.steps if step.is_work and not step.pyramid]
        assert tips == ["Easier than you could."] * 2 + ["A touch faster than the last one."] * 7 + [last]


def test_reps_are_counted_as_the_page_says(tmp_path: Path) -> None:
    sets = reps(plan_of(tmp_path, example_with("repeat: 3")))
    assert sets == [("200 m", rep, 4) for _ in range(3) for rep in (1, 2, 3, 4)]
    through = reps(plan_of(tmp_path, example_with("repeat: 6")))
    assert through == [(name, rep, 6) for rep in range(1, 7) for name in ("400 m", "30 s hard")]


@pytest.mark.parametrize("written", re.findall(r"`((?:walk|jog|rest)(?: [^`]*)?)`", PAGE))
def test_every_recovery_on_the_page_is_one(written: str, tmp_path: Path) -> None:
    assert workout_of(tmp_path, f"- effort: 2 x 100 m\n  recovery: {written}\n")


@pytest.mark.parametrize("written", re.findall(r"`((?:drill|stride|effort|jog): [^`]*)`", PAGE))
def test_every_step_in_the_table_is_one(written: str, tmp_path: Path) -> None:
    recovery = "" if written.startswith("jog") else "  recovery: walk back\n"
    assert workout_of(tmp_path, f"- {written}\n{recovery}")


def test_the_page_names_every_section_focus_and_shipped_block() -> None:
    blocks = [path.stem for path in (SHIPPED / "blocks").glob("*.yaml")]
    for word in (*Section, *Focus, *blocks):
        assert f"`{word}`" in PAGE
