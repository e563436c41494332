"""Plans, rules and commands survive being written down, and nothing else is read as one."""

from __future__ import annotations

import json
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from speedtimer.engine.commands import Away, Command, Enough, Extend, Press, Resume, Resumption
from speedtimer.engine.engine import Engine
from speedtimer.engine.log import LogEntry, Verdict
from speedtimer.errors import StorageError
from speedtimer.plan import Plan, Section
from speedtimer.records.codec import (
    command_parts,
    from_data,
    plan_text,
    read_command,
    read_plan,
    read_rules,
    rules_text,
    to_data,
)
from speedtimer.rules import CueChoices, Rules
from tests.records.sessions import driven, plan_of, presses

CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
FINITE = st.floats(allow_nan=False, allow_infinity=False)


@given(st.from_type(Plan))
@settings(CALM, max_examples=100)
def test_every_plan_comes_back_as_it_was(plan: Plan) -> None:
    assert read_plan(plan_text(plan)) == plan


@given(st.builds(Rules, speed=FINITE))
@settings(CALM, max_examples=100)
def test_all_rules_come_back_as_they_were(rules: Rules) -> None:
    assert read_rules(rules_text(rules)) == rules


@pytest.mark.parametrize("kind", get_args(Command), ids=lambda kind: kind.__name__)
def test_every_command_comes_back_as_it_was(kind: type[Command]) -> None:
    @given(st.from_type(kind))
    @settings(CALM, max_examples=30)
    def comes_back(command: Command) -> None:
        assert read_command(*command_parts(command)) == command

    comes_back()


@given(st.from_type(LogEntry))
@settings(CALM, max_examples=50)
def test_a_log_entry_comes_back_as_it_was(entry: LogEntry) -> None:
    assert from_data(LogEntry, json.loads(json.dumps(to_data(LogEntry, entry))), "entry") == entry


def test_a_command_is_its_name_and_its_arguments() -> None:
    assert command_parts(Press()) == ("press", "{}")
    assert command_parts(Resume(Resumption.ON)) == ("resume", '{"how":"on"}')
    assert command_parts(Enough((7, 8))) == ("enough", '{"removed":[7,8],"added":[]}')
    assert read_command("enough", '{"removed":[7,8]}') == Enough((7, 8))
    assert command_parts(Away(12_000)) == ("away", '{"since_ms":12000}')


def test_the_text_of_equal_rules_is_equal_whatever_order_a_set_has() -> None:
    one = Rules(cues=CueChoices(silenced=frozenset(["walk", "count", "go"])))
    two = Rules(cues=CueChoices(silenced=frozenset(["go", "walk", "count"])))
    assert rules_text(one) == rules_text(two)
    assert '"silenced":["count","go","walk"]' in rules_text(one)


def test_a_folded_log_is_the_same_after_it_was_written_down() -> None:
    engine = driven(plan_of(), *presses(0, 1_000, 1_100), (1_105, Extend()))
    log = [from_data(LogEntry, to_data(LogEntry, entry), "entry") for entry in engine.log]
    assert Engine.fold(engine.plan, engine.rules, log)[0] == engine
    assert [entry.verdict for entry in log] == [Verdict.TAKEN] * 4


def test_a_member_that_came_later_is_read_as_its_default() -> None:
    older = json.loads(rules_text(Rules(speed=5.0)))
    del older["guards"]["back_ms"]
    # Sessions that were kept before there were these cues were run without them.
    del older["cues"]["halfway"], older["cues"]["minute"]
    assert read_rules(json.dumps(older)) == Rules(speed=5.0)


@pytest.mark.parametrize(
    ("path", "value", "place", "says"),
    [
        (["steps", 0, "index"], "0", "plan.steps[0].index", "a whole number is"),
        (["steps", 0, "index"], True, "plan.steps[0].index", "a whole number is"),
        (["steps", 0, "index"], 1.0, "plan.steps[0].index", "a whole number is"),
        (["steps", 0, "pyramid"], 0, "plan.steps[0].pyramid", "true or false is"),
        (["steps", 0, "kind"], "hop", "plan.steps[0].kind", "one of warm_up, easy, drill"),
        (["steps", 0, "ends", "type"], "by_luck", "plan.steps[0].ends.type", "one of by_time, by_range"),
        (["steps", 0, "ends", "type"], [], "plan.steps[0].ends.type", "one of by_time, by_range"),
        (["steps", 0, "ends", "min"], 1, "plan.steps[0].ends", "one of min_ms, max_ms, waits is"),
        (["steps", 0, "ends"], None, "plan.steps[0].ends", "an object is"),
        (["steps", 0], [], "plan.steps[0]", "an object is"),
        (["steps"], {}, "plan.steps", "a list is"),
        (["mode", "timed"], ["lunch"], "plan.mode.timed[0]", "one of warm-up, easy-jog"),
        (["name"], 200, "plan.name", "a text is"),
    ],
)
def test_what_does_not_belong_is_named_with_its_spot(
    path: list[str | int], value: object, place: str, says: str
) -> None:
    data = json.loads(plan_text(plan_of()))
    inner = data
    for part in path[:-1]:
        inner = inner[part]
    inner[path[-1]] = value
    with pytest.raises(StorageError) as caught:
        read_plan(json.dumps(data))
    assert caught.value.place == place
    assert caught.value.remedy.startswith(says)


@pytest.mark.parametrize("text", ["", "{", "[NaN]", "Infinity", "[" * 100_000])
def test_what_is_not_json_is_no_plan(text: str) -> None:
    with pytest.raises(StorageError, match="not JSON"):
        read_plan(text)


def test_a_missing_member_without_a_default_is_named() -> None:
    with pytest.raises(StorageError, match="plan: 'workout_id' is missing"):
        read_plan("{}")


def test_numbers_of_a_pair_are_two() -> None:
    with pytest.raises(StorageError, match="a list of 2 is"):
        read_rules('{"paces":{"drill_ms":[[20]]}}')


@pytest.mark.parametrize("speed", ["true", '"5"', "null"])
def test_a_speed_is_a_number(speed: str) -> None:
    with pytest.raises(StorageError, match=r"rules\.speed: .* a number is"):
        read_rules(f'{{"speed":{speed}}}')


def test_a_long_wrong_value_is_shown_cut() -> None:
    with pytest.raises(StorageError) as caught:
        read_rules(json.dumps({"speed": "x" * 1000}))
    assert len(caught.value.fault) < 100


def test_an_unknown_command_is_named() -> None:
    with pytest.raises(StorageError, match="command fly"):
        read_command("fly", "{}")
    with pytest.raises(StorageError, match="an object of arguments is"):
        read_command("press", "[]")


def test_a_type_that_has_no_plain_form_is_a_fault_of_the_program() -> None:
    with pytest.raises(TypeError, match="no plain form"):
        to_data(bytes, b"")
    with pytest.raises(TypeError, match="cannot bear a tag"):
        to_data(Section | int, 3)  # type: ignore[arg-type]
