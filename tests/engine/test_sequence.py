"""What stays true of the sequence of steps, whatever is jumped over, left, added, taken away and taken back."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from speedtimer.engine.commands import (
    Again,
    Back,
    Command,
    Done,
    Enough,
    Fewer,
    Jump,
    More,
    Press,
    Redo,
    Skip,
    Undo,
)
from speedtimer.engine.engine import Engine
from speedtimer.plan import ByDistance, ByTime, Kind, Mode, Plan, Section, Step
from speedtimer.rules import Rules
from tests.engine.plans import WALK_100, WARM_DOWN, WARM_UP, Driven, drills, efforts, plan_of

HUNDREDS = efforts(*[ByDistance(100, 18_000)] * 4, rest=WALK_100)
PYRAMID = efforts(*[ByDistance(m, m * 190) for m in (100, 150, 200, 150, 100)], rest=WALK_100, pyramid=True)
PLANS = [
    plan_of(*HUNDREDS, WARM_DOWN),
    plan_of(*HUNDREDS),
    plan_of(WARM_UP, *drills(2), *efforts(*[ByTime(30_000)] * 3), WARM_DOWN, mode=Mode(auto=frozenset(Section))),
    plan_of(*PYRAMID, WARM_DOWN),
    plan_of(*PYRAMID),
]
# A second apart nothing bounces and a second press counts; 40 s end any rep, 100 s what may be ended of a recovery.
gaps = st.sampled_from([1_000, 1_000, 15_000, 40_000, 100_000])
commands: st.SearchStrategy[Command] = st.one_of(
    st.sampled_from([Press(), Press(), Skip(), Done(), Done(), Back(), Again()]),
    st.sampled_from([Enough(), Enough(), More(), Fewer(), Fewer(), Undo(), Redo()]),
    st.integers(0, 20).map(Jump),
)
scripts = st.lists(st.tuples(gaps, commands), max_size=25)
AHEAD_AND_BACK = [(1_000, Jump(6)), (1_000, Done()), (1_000, Jump(3)), (15_000, Enough())]
LAST_BUT_ONE_AHEAD = [(1_000, Jump(6)), (1_000, Done()), (1_000, Jump(3)), (1_000, Fewer()), (15_000, Enough())]
TURNED_AHEAD = [(1_000, Jump(9)), (1_000, Done()), (1_000, Jump(3)), (40_000, Enough())]


def steps_of(driven: Driven) -> list[tuple[int, Kind, int | None, int | None]]:
    return [(step.index, step.kind, step.rep, step.reps) for step in driven.engine.view().steps]


def hundreds(reps: int, *, warm_down: bool = True) -> Driven:
    """Begun at 0: lead-in to 10 s, rep 1 to 28 s. Its steps are 0 to 2, those of rep 2 are 3 to 5, and so on."""
    each = efforts(*[ByDistance(100, 18_000)] * reps, rest=WALK_100)
    driven = Driven(*each, *([WARM_DOWN] if warm_down else []))
    driven.give(0, Press())
    return driven


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(PLANS), scripts)
@example(PLANS[0], AHEAD_AND_BACK)
@example(PLANS[1], LAST_BUT_ONE_AHEAD)
@example(PLANS[3], TURNED_AHEAD)
def test_work_keeps_its_lead_in_and_its_recovery_and_reps_count_up(
    plan: Plan, script: list[tuple[int, Command]]
) -> None:
    engine, now_ms = Engine.open(plan, Rules()).give(0, Press())[0], 0
    for gap_ms, command in script:
        now_ms += gap_ms
        engine, _ = engine.give(now_ms, command)
        check_order(engine.view().steps)
        check_reps(engine.view().steps)


def check_order(steps: tuple[Step, ...]) -> None:
    assert len({step.index for step in steps}) == len(steps)
    for before, step in pairwise((None, *steps)):
        if step is not None and step.is_work:
            assert before is not None
            assert (before.kind, before.group, before.rep) == (Kind.GET_READY, step.group, step.rep)
        if before is not None and before.is_work and before.rest is not None:
            assert step is not None
            assert (step.kind, step.group, step.rep) == (Kind.RECOVERY, before.group, before.rep)
    assert not steps or steps[-1].kind is not Kind.RECOVERY


def check_reps(steps: tuple[Step, ...]) -> None:
    for group in {step.group for step in steps if step.group is not None}:
        of_set = [step for step in steps if step.group == group]
        works = [step for step in of_set if step.is_work]
        assert [step.rep for step in works] == list(range(1, len(works) + 1))
        assert {step.reps for step in of_set} == {len(works)}
        sizes = [step.ends.distance_m for step in works if isinstance(step.ends, ByDistance)]
        shorter = [place + 2 for place, (one, two) in enumerate(pairwise(sizes)) if two < one]
        turns = [step.rep for step in of_set if step.turn]
        assert turns == (shorter[:1] if works and works[0].pyramid else [])


@pytest.mark.parametrize("at_s", [105, 120, 140])
def test_enough_leaves_the_rep_under_way_whole_where_another_was_run_ahead_of_it(at_s: float) -> None:
    """In its lead-in (to 111 s), which then goes with it, in the work (to 129 s) and in its recovery."""
    driven = hundreds(4)
    driven.give(1, Jump(6))
    driven.give(100, Press())  # rep 3 ran from 11 to 29 s; the lead-in of rep 4 begins
    driven.give(101, Jump(3))
    driven.give(at_s, Enough())
    kinds = (Kind.GET_READY, Kind.EFFORT, Kind.RECOVERY)
    first = [(index, kind, 1, 3) for index, kind in enumerate(kinds)]
    third = [(index, kind, 2, 3) for index, kind in enumerate(kinds, 6)]
    second = [(index, kind, 3, 3) for index, kind in enumerate(kinds, 3)]
    warm_down = (12, Kind.WARM_DOWN, None, None)
    if at_s == 105:
        two = [(index, kind, rep, 2) for index, kind, rep, _ in [*first, *third]]
        assert (steps_of(driven), driven.engine.view().position) == ([*two, warm_down], 6)
        return
    assert (steps_of(driven), driven.engine.view().position) == ([*first, *third, *second, warm_down], 8)
    driven.give(at_s + 1, Jump(4))
    step = driven.engine.view().step
    assert step is not None
    assert (step.index, step.kind) == (3, Kind.GET_READY)


def test_a_round_trip_is_measured_where_enough_came_in_its_recovery() -> None:
    driven = hundreds(3)
    driven.give(1, Jump(3))
    driven.give(100, Press())
    driven.give(101, Jump(0))
    driven.give(140, Enough())  # rep 1 ran from 111 to 129 s
    driven.give(191, Press())
    split = driven.engine.view().splits[1]
    assert (split.ms, split.round_trip_ms) == (18_000, 80_000)


def test_a_rep_run_ahead_that_nothing_followed_gets_its_recovery_when_it_falls_behind() -> None:
    """Fewer took rep 3 away, and with it the recovery of rep 2, which is done; then rep 1 comes to follow it."""
    driven = hundreds(3, warm_down=False)
    driven.give(1, Jump(3))
    driven.run_to(35)  # rep 2 ran from 11 to 29 s
    driven.give(35, Jump(0))
    driven.give(36, Fewer())
    assert [index for index, *_ in steps_of(driven)] == [0, 1, 2, 3, 4]
    driven.give(50, Enough())  # rep 1 runs from 45 s on
    assert steps_of(driven) == [
        (3, Kind.GET_READY, 1, 2),
        (4, Kind.EFFORT, 1, 2),
        (8, Kind.RECOVERY, 1, 2),
        (0, Kind.GET_READY, 2, 2),
        (1, Kind.EFFORT, 2, 2),
    ]
    enough = driven.engine.log[-1].command
    assert isinstance(enough, Enough)
    assert [step.index for step in enough.added] == [8]
