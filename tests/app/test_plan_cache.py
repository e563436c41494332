"""Plans kept from the last time: nobody can tell one from a plan that was made anew."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from speedtimer import places
from speedtimer.app import planner as prepare_module
from speedtimer.app.plan_cache import MOST
from speedtimer.app.planner import Planner, prepare
from speedtimer.app.profile import Profile
from speedtimer.engine.commands import Command, Press
from speedtimer.errors import CallError
from speedtimer.plan import ByDistance, ByTime, Kind, Mode, Plan, Section
from speedtimer.records.session import Ending
from speedtimer.workout.library import SHIPPED
from speedtimer.workout.sections import SectionSelection
from tests.records.sessions import driven, keep
from tests.workout.files import SMALL, quietly, write

ROOT = Path(__file__).resolve().parents[2]


AS_IT_IS, SOLO = SectionSelection(), Mode()


def planned(
    named: str = "8x200m", sections: SectionSelection | frozenset[Section] = AS_IT_IS, mode: Mode = SOLO
) -> Plan:
    return Planner(Profile(print)).plan(named, sections, mode)


def loads(home: Path, *arguments: str) -> set[str]:
    """Which of the readers of workout files a fresh process needs for a plan."""
    code = (
        "import sys; from speedtimer.app.planner import Planner; from speedtimer.app.profile import Profile; "
        "from speedtimer.plan import Mode;"
        "from speedtimer.workout.sections import SectionSelection; "
        "Planner(Profile(print)).plan(sys.argv[1], SectionSelection(), Mode());"
        "print(*({'pydantic', 'yaml'} & set(sys.modules)))"
    )
    env = os.environ | {"SPEEDTIMER_HOME": str(home)}
    command = [sys.executable, "-c", code, *arguments]
    return set(subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=True).stdout.split())


@pytest.mark.parametrize("workout", SHIPPED)
@pytest.mark.parametrize("mode", [Mode(), Mode(frozenset(Section), frozenset({Section.DRILLS}), 7_500)])
def test_a_plan_that_was_kept_is_the_plan_that_was_made(workout: str, mode: Mode) -> None:
    made = planned(workout, mode=mode)
    assert planned(workout, mode=mode) == made == prepare(workout, mode=mode)


def test_the_second_time_nothing_is_loaded_that_reads_workouts(home: Path) -> None:
    assert loads(home, "8x200m") == {"pydantic", "yaml"}
    assert loads(home, "8x200m") == set()


def test_what_is_asked_for_tells_plans_apart() -> None:
    only_main = frozenset({Section.MAIN})
    asked: list[tuple[SectionSelection | frozenset[Section], Mode]] = [
        (SectionSelection(), Mode()),
        (only_main, Mode()),
        (SectionSelection(without=frozenset({Section.DRILLS})), Mode()),
        (SectionSelection(), Mode(timed=only_main)),
        (SectionSelection(), Mode(auto=only_main)),
    ]
    for _ in range(2):
        assert [planned(sections=sections, mode=mode) for sections, mode in asked] == [
            prepare("8x200m", sections=sections, mode=mode) for sections, mode in asked
        ]


def test_a_kept_plan_does_not_pass_a_section_that_the_workout_lacks() -> None:
    """The settings may end recoveries by themselves wherever there is a main section; a call that names it may not."""
    main = frozenset({Section.MAIN})
    planned("drills-and-strides", mode=Mode(auto=main))
    with pytest.raises(CallError, match="the workout has no section main"):
        planned("drills-and-strides", SectionSelection(named=main), Mode(auto=main))


@pytest.mark.parametrize("named", ["own", "own.yaml"])
def test_a_file_or_a_block_that_was_changed_is_read_again(
    home: Path, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = home / "workouts"
    monkeypatch.chdir(write(folder, SMALL, "own.yaml").parent)
    assert len(planned(named).steps) == 5
    write(folder, SMALL.replace("2 x", "3 x"), "own.yaml")
    assert len(planned(named).steps) == 8
    jogged = "  - name: warm-up\n    steps:\n      - block: mine\n"
    write(folder, SMALL.replace("sections:\n", f"sections:\n{jogged}"), "own.yaml")
    write(folder, "steps: [jog: 3 min]\n", "blocks/mine.yaml")
    assert len(planned(named).steps) == 6
    write(folder, "steps: [jog: 3 min, jog: 4 min]\n", "blocks/mine.yaml")
    assert len(planned(named).steps) == 7


def test_what_is_in_a_workout_and_its_blocks_counts_and_not_their_size_and_date(home: Path) -> None:
    jogged = "  - name: warm-up\n    steps:\n      - block: mine\n"
    own = write(home, SMALL.replace("sections:\n", f"sections:\n{jogged}"), "workouts/own.yaml")
    block = write(home, "steps: [jog: 3 min]\n", "workouts/blocks/mine.yaml")
    assert (len(planned("own").steps), planned("own").steps[0].ends) == (6, ByTime(180_000, waits=True))
    quietly(own, "2 x", "3 x")
    assert len(planned("own").steps) == 9
    quietly(block, "3 min", "4 min")
    assert planned("own").steps[0].ends == ByTime(240_000, waits=True)


def test_a_workout_that_is_changed_while_it_is_read_is_read_again(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = write(home / "workouts", SMALL, "own.yaml")
    prepared = prepare_module.prepare

    def late(named: str, **more: Any) -> Plan:
        quietly(own, "Small", "Other")
        return prepared(named, **more)

    with monkeypatch.context() as patched:
        patched.setattr(prepare_module, "prepare", late)
        assert planned("own").name == "Other"
    quietly(own, "Other", "Small")
    assert planned("own").name == "Small"


def test_an_own_workout_takes_a_shipped_one_s_place_at_once(home: Path) -> None:
    assert planned().name == "8 x 200 m"
    write(home / "workouts", SMALL, "8x200m.yaml")
    assert planned().name == "Small"


def test_a_setting_that_a_plan_hangs_on_is_seen() -> None:
    def expected_ms() -> set[int]:
        steps = planned().steps
        return {
            step.ends.expected_ms for step in steps if step.kind is Kind.EFFORT and isinstance(step.ends, ByDistance)
        }

    assert expected_ms() == {38_000}
    places.settings_file().write_text('[paces]\neffort = { "200 m" = "35 s" }\n')
    assert expected_ms() == {35_000}


def test_what_a_session_taught_is_seen(home: Path) -> None:
    timed, main = Mode(timed=frozenset({Section.MAIN})), frozenset({Section.MAIN})
    before = planned("10x100m", main, timed)
    given: list[tuple[int, Command]] = [(0, Press()), (22, Press())]
    keep(home, before, driven(before, *given), Ending.SAVED)
    after = planned("10x100m", main, timed)
    # 22 s less a lead-in of 5 s.
    assert isinstance(after.steps[1].ends, ByDistance)
    assert after.steps[1].ends.expected_ms == 17_000
    assert before.steps[1].ends != after.steps[1].ends


@pytest.mark.parametrize("damage", ["", "[]", '{"for": 1}', None, '[["of"]]', '[{"of": 5}]'])
def test_a_kept_plan_that_is_damaged_is_made_anew(home: Path, damage: str | None) -> None:
    made = planned()
    file = home / "cache" / "plan-8x200m.json"
    kept = json.loads(file.read_text(encoding="utf-8"))
    if damage is None:
        kept["rows"][0]["plan"] = kept["rows"][0]["plan"].replace("effort", "sprint")
        file.write_text(json.dumps(kept), encoding="utf-8")
    elif damage.startswith("[") and damage != "[]":
        file.write_text(json.dumps({**kept, "rows": json.loads(damage)}), encoding="utf-8")
    else:
        file.write_text(damage, encoding="utf-8")
    assert planned() == made
    assert loads(home, "8x200m") == set()


def test_where_nothing_can_be_kept_there_is_a_plan_all_the_same(home: Path) -> None:
    (home / "cache").write_text("in the way", encoding="utf-8")
    assert planned() == planned()


def test_only_the_latest_are_kept(home: Path) -> None:
    for seconds in range(MOST + 3):
        planned(mode=Mode(lead_in_ms=4_000 + 1_000 * seconds))
    kept = json.loads((home / "cache" / "plan-8x200m.json").read_text(encoding="utf-8"))
    assert [row["of"][2][2] for row in kept["rows"]] == [4_000 + 1_000 * seconds for seconds in range(MOST + 2, 2, -1)]


def test_a_history_that_cannot_be_read_is_said_once_for_a_plan(home: Path) -> None:
    (home / "speedtimer.db").write_bytes(b"no database at all" * 100)
    notes: list[str] = []
    Planner(Profile(notes.append)).plan("8x200m", AS_IT_IS, SOLO)
    assert len(notes) == len(set(notes))
