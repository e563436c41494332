"""Keys that come by the thousand cost a bounded time and bounded memory each, whatever they do."""

from __future__ import annotations

import sys

import pytest

from speedtimer.engine import history
from speedtimer.engine.commands import (
    Again,
    Back,
    Command,
    Correct,
    Extend,
    Fewer,
    Jump,
    More,
    Pause,
    Press,
    Redo,
    Resume,
    Resumption,
    Skip,
    Undo,
)
from speedtimer.engine.events import Refusal
from speedtimer.plan import MOST_REPS, ByRange, ByTime, Ends, Open, Rest
from speedtimer.rules import CueChoices, Rules
from tests.engine.hills import hills, refused
from tests.engine.plans import WARM_UP, Driven, efforts

DAY_MS = 24 * 3_600_000
HALF_MINUTE_MS = 30_000


def test_a_set_takes_as_many_reps_as_a_file_may_give_it_and_no_more() -> None:
    """9,999 reps without a recovery are 19,998 steps; two more are the last that a plan has room for."""
    driven = Driven(*[work for work in efforts(ByTime(30_000), rest=None) for _ in range(MOST_REPS - 1)])
    driven.give(0, Press())
    assert refused(driven.give(1, More())) == []
    assert refused(driven.give(2, More())) == [Refusal.TOO_MANY_REPS]
    steps = driven.engine.view().steps
    assert (steps[1].reps, len(steps)) == (10_000, 20_000)


def test_a_plan_takes_as_many_steps_as_a_file_may_give_it_and_no_more() -> None:
    """A file's steps are counted with a recovery after each rep: with 6,666 reps there is no room for another."""
    driven = Driven(*[work for work in efforts(ByTime(30_000)) for _ in range(6_665)])
    driven.give(0, Press())
    assert refused(driven.give(1, More())) == []
    assert refused(driven.give(2, More())) == [Refusal.TOO_MANY_REPS]
    # The last recovery, which nothing follows, is left out.
    assert len(driven.engine.view().steps) == 19_997


@pytest.mark.parametrize(
    "ends",
    [ByTime(DAY_MS - HALF_MINUTE_MS), ByRange(60_000, DAY_MS - HALF_MINUTE_MS)],
    ids=["time", "range"],
)
def test_no_step_is_made_longer_than_a_file_may_make_it(ends: Ends) -> None:
    driven = Driven(*efforts(ends), *efforts(ByTime(30_000)))
    driven.give(0, Press())
    driven.run_to(20)
    assert refused(driven.give(20, Extend(HALF_MINUTE_MS))) == []
    assert refused(driven.give(21, Extend(HALF_MINUTE_MS))) == [Refusal.TOO_LONG]
    assert refused(driven.give(21, Extend(-HALF_MINUTE_MS))) == []
    assert driven.engine.view().target_ms == DAY_MS - HALF_MINUTE_MS


def test_no_suggestion_is_made_longer_than_a_day() -> None:
    rest = Rest("Rest", Open(suggested_ms=DAY_MS))
    driven = Driven(*efforts(ByTime(30_000), ByTime(30_000), rest=rest))
    driven.give(0, Press())
    assert refused(driven.give(60, Extend(HALF_MINUTE_MS))) == [Refusal.TOO_LONG]


FLOODS: dict[str, list[Command]] = {
    "longer": [Extend()],
    "shorter": [Extend(-30_000)],
    "again": [Again()],
    "back": [Back()],
    "skip": [Skip(), Back()],
    "jump": [Jump(2), Jump(5)],
    "undo": [Undo()],
    "longer and undo": [Extend(), Undo(), Redo()],
    "more and fewer": [More(), Fewer()],
    "more and undo": [More(), Undo()],
    "pause": [Pause(), Resume()],
    "pause and on": [Pause(), Resume(Resumption.ON)],
    "typed": [Correct(30_000)],
    "press": [Press()],
}


@pytest.mark.parametrize("commands", FLOODS.values(), ids=FLOODS.keys())
def test_a_key_that_came_a_thousand_times_costs_about_what_it_did_at_first(commands: list[Command]) -> None:
    """Counted in calls of functions, which are the same however busy the machine is. What looks back over the commands
    given so far makes a few calls for each of them and no more."""
    driven = Driven(WARM_UP, *efforts(*[ByTime(30_000)] * 10), rules=Rules(cues=CueChoices(minute=True, halfway=True)))
    driven.give(0, Press())
    driven.give(900, Press())
    driven.run_to(960)
    costs = [_calls(driven, 961 + number, commands[number % len(commands)]) for number in range(1_200)]
    first, last = max(costs[:120]), max(costs[-120:])
    assert last <= 2 * first + 5 * len(costs)


def _calls(driven: Driven, at_s: int, command: Command) -> int:
    calls = 0

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        driven.give(at_s, command)
        driven.engine.view()
    finally:
        sys.setprofile(None)
    return calls


def test_undo_lets_go_of_the_oldest_commands_where_they_would_hold_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three hills and their warm-down are ten steps, with each rep more three more. The states before seven reps more
    hold 10 + 13 + 16 + 19 + 22 + 25 + 28 = 133 steps, more than twice 60; the newest three, 28 + 25 + 22, stay."""
    monkeypatch.setattr(history, "MOST_HELD", 60)
    driven = hills()
    for number in range(7):
        driven.give(1 + number, More())
    undone = [refused(driven.give(100 + number, Undo())) for number in range(4)]
    assert undone == [[], [], [], [Refusal.NOTHING_TO_UNDO]]
    step = driven.engine.view().step
    assert step is not None
    assert step.reps == 7


def test_commands_that_change_no_plan_are_all_taken_back() -> None:
    driven = hills()
    for number in range(2_000):
        driven.give(50 + number, Extend())
    refusals = [refused(driven.give(5_000 + number, Undo())) for number in range(2_000)]
    assert refusals == [[]] * 2_000
