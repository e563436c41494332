"""What history teaches reaches every face that makes a plan: advice of the first time and after, and expected times."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from speedtimer.app.planner import prepare
from speedtimer.app.services import Services
from speedtimer.cli.main import run
from speedtimer.engine.commands import Command, Press
from speedtimer.plan import ByDistance, Kind, Mode, Plan, Section
from speedtimer.records.amend import Amendments
from speedtimer.records.history import History
from speedtimer.records.session import Ending
from tests.records.sessions import driven, keep

FIRST, LATER = "First time at this session", "You have done this before"
TIMED = Mode(timed=frozenset({Section.MAIN}))


@pytest.fixture
def done_once(home: Path) -> None:
    """10 x 100 m, somebody holding the watch: lead-ins of 5 s, every effort 16 s, walks of 60 s."""
    plan = prepare("10x100m", sections=frozenset({Section.MAIN}), mode=TIMED)
    ends_s = [second for rep in range(10) for second in (81 * rep + 21, 81 * rep + 81)]
    given: list[tuple[int, Command]] = [(second, Press()) for second in (0, *ends_s[:-1])]
    engine = driven(plan, *given)
    assert engine.view().completed
    keep(home, plan, engine, Ending.COMPLETED)


def printed(*arguments: str) -> str:
    with redirect_stdout(io.StringIO()) as out:
        assert run(list(arguments)) == 0
    return out.getvalue()


def shown() -> dict[str, Any]:
    found = json.loads(printed("show", "10x100m", "--json"))
    assert isinstance(found, dict)
    return found


def expected_ms(plan: Plan) -> set[int]:
    return {
        step.ends.expected_ms for step in plan.steps if step.kind is Kind.EFFORT and isinstance(step.ends, ByDistance)
    }


def test_the_first_time_is_told_to_take_it_easy_and_expects_our_own_times() -> None:
    assert shown()["workout"]["setup"].startswith(FIRST)
    assert {step["ends"]["expected_s"] for step in shown()["steps"] if step["kind"] == "effort"} == {18}


@pytest.mark.usefixtures("done_once")
def test_after_it_has_been_done_show_says_so_and_expects_what_was_run() -> None:
    assert shown()["workout"]["setup"].startswith(LATER)
    assert {step["ends"]["expected_s"] for step in shown()["steps"] if step["kind"] == "effort"} == {16}


@pytest.mark.usefixtures("done_once")
def test_preview_and_run_make_the_same_plan() -> None:
    planner = Services().planner
    on_screen = planner.plan("10x100m")
    in_plain = planner.plan("10x100m", frozenset(step.section for step in on_screen.steps), Mode())
    assert on_screen.setup[0].startswith(LATER)
    assert expected_ms(on_screen) == {16_000}
    assert on_screen == in_plain


@pytest.mark.usefixtures("done_once")
def test_show_and_simulate_say_the_same_of_the_same_home_every_time() -> None:
    assert shown() == shown()
    simulated = printed("simulate", "10x100m", "--without", "warm-up", "--json")
    assert simulated == printed("simulate", "10x100m", "--without", "warm-up", "--json")
    # Solo each effort ends by the clock when it is expected to: 16 s after GO.
    events = [json.loads(line) for line in simulated.splitlines()]
    efforts = [
        event for event in events if event["event"] in ("step_started", "step_ended") and event["kind"] == "effort"
    ]
    began, ended = efforts[0], efforts[1]
    assert ended["t_ms"] - began["t_ms"] == 16_000


def test_what_nobody_can_run_teaches_nothing_wherever_it_came_from(home: Path, done_once: None) -> None:  # noqa: ARG001
    """Typed by a slip before a time was asked for twice: 100 m in 1.8 s called everybody back 1.8 s after GO."""
    with History.open(home) as history:
        (kept,) = history.sessions()
    for split in kept.result.splits:
        if split.kind is Kind.EFFORT:
            Amendments(home).correct(kept.id, split.index, 7_999 if split.rep == 1 else 1_800)
    with History.open(home) as history:
        assert history.taught() == {}
    assert {step["ends"]["expected_s"] for step in shown()["steps"] if step["kind"] == "effort"} == {18}
    Amendments(home).correct(kept.id, next(s.index for s in kept.result.splits if s.kind is Kind.EFFORT), 17_000)
    assert {step["ends"]["expected_s"] for step in shown()["steps"] if step["kind"] == "effort"} == {17}
