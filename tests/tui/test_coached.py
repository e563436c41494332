"""What the coach says while walking back, on the session screen and by itself."""

from __future__ import annotations

import pytest

from speedtimer import places
from speedtimer.app.planner import prepare
from speedtimer.app.review import Review
from speedtimer.coach.against import Earlier
from speedtimer.coach.reps import reps_of
from speedtimer.engine.commands import Undo
from speedtimer.engine.view import View
from speedtimer.plan import Plan
from speedtimer.records.session import result_of
from speedtimer.tui.coached import Coach, Remark
from speedtimer.tui.widgets.row import Row
from tests.records.sessions import copy_newest, driven, keep
from tests.tui.kept import given, kept_200s, timed_200s
from tests.tui.moments import TIMED_200
from tests.tui.rehearsal import MAIN_ONLY
from tests.tui.stage import Stage, staged


def walking(plan: Plan, *splits_s: int) -> View:
    """Twenty seconds into the walk after the last of those efforts."""
    commands = given(splits_s)[:-1]
    return driven(plan, *commands).view(commands[-1][0] * 1000 + 20_000)


def coach(*earlier_s: int) -> Coach:
    """One who knows of a session before, by the seconds of its efforts."""
    watching = Coach(timed_200s(), "e")
    if earlier_s:
        before = reps_of(result_of(walking(timed_200s(), *earlier_s)).splits)
        watching.earlier = (Earlier("before", "8x200m", "2026-11-16", before),)
    return watching


def test_the_newest_rep_stands_beside_its_target() -> None:
    # 200 m are expected in 38 s where nothing was learnt.
    assert coach().remark(walking(timed_200s(), 38, 39), 80).text == "Rep 2 39.0: 1.0 slower than the target"
    assert coach().remark(walking(timed_200s(), 38, 37), 80).text == "Rep 2 37.0: 1.0 faster than the target"
    assert coach().remark(walking(timed_200s(), 38), 80).text == "Rep 1 38.0: on the target"


def test_it_stands_beside_the_same_rep_of_the_last_time_and_the_best_before() -> None:
    said = coach(40, 41).remark(walking(timed_200s(), 38, 39), 80)
    assert said == Remark("Rep 2 39.0: 1.0 slower than the target, last time 41.0, best before 41.0")


def test_solo_a_round_trip_has_no_target_and_nothing_is_said_before_there_is_one() -> None:
    # Solo an effort ends by the clock at 38 s, from GO at 10 s; the press at 110 s makes a round trip of 100 s.
    plan = prepare("8x200m", sections=MAIN_ONLY)
    watching = Coach(plan, "e")
    first = driven(plan, (0, given([])[0][1]))
    assert watching.remark(first.view(60_000), 80) == Remark()
    second = driven(plan, (0, given([])[0][1]), (110, given([])[0][1]))
    assert watching.remark(second.view(170_000), 80) == Remark()
    trips = reps_of(result_of(second.view(170_000)).splits)
    watching.earlier = (Earlier("before", "8x200m", "2026-11-16", trips),)
    said = watching.remark(second.view(170_000), 80).text
    assert said == "Rep 1, there and back 1:40.0: last time 1:40.0, best before 1:40.0"


def test_the_best_before_is_that_of_all_sessions_and_a_session_under_way_is_not_among_them() -> None:
    # The best, 36, is the oldest of 61 that are over; the 60 after it are all 40. One more was cut off.
    kept_200s([36] * 8, 20)
    kept_200s([40] * 8, 10)
    copy_newest(places.data(), 61)
    keep(places.data(), timed_200s(), driven(timed_200s(), *given([30])), None)
    watching = Coach(timed_200s(), "e")
    watching.earlier = Review().earlier(timed_200s())
    assert len(watching.earlier) == 2
    said = watching.remark(walking(timed_200s(), 38, 39), 80)
    assert said == Remark("Rep 2 39.0: 1.0 slower than the target, last time 40.0, best before 36.0")


def test_nothing_is_said_while_running() -> None:
    running = driven(timed_200s(), *given([38, 38])[:-2]).view(130_000)
    assert coach().remark(running, 80) == Remark()


@pytest.mark.parametrize(
    ("columns", "text"),
    [
        (40, "Reps 4 and 5 over 5 % slow: consider enough (e)"),
        (80, "Reps 4 and 5 were over 5 % slower than your first three: consider enough (e)"),
        (
            120,
            "Reps 4 and 5 took 40.0 s and 41.0 s, over 5 % more than your first three (38.0 s). Consider enough (e): "
            "the warm-down comes next, and what you have done counts.",
        ),
    ],
)
def test_two_slow_reps_running_are_a_reason_to_consider_enough(columns: int, text: str) -> None:
    # 5 % more than 38 s are 39.9 s: 40 and 41 are above.
    assert coach().remark(walking(timed_200s(), 38, 38, 38, 40, 41), columns) == Remark(text, urgent=True)


def test_one_slow_rep_is_none() -> None:
    assert not coach().remark(walking(timed_200s(), 38, 38, 38, 38, 41), 80).urgent


def said(stage: Stage) -> str:
    """What the coach's line shows; empty where it is not shown."""
    row = stage.app.screen.query_one("#coach", Row)
    return row.text if row.display else ""


async def run(stage: Stage, *splits_s: int) -> None:
    for at_s, command in given(splits_s)[:-1]:
        stage.session.pass_to(at_s * 1000)
        await stage.session.give(command)
    await stage.settle()


async def test_the_recovery_shows_it_with_the_sessions_before_and_the_next_effort_does_not() -> None:
    kept_200s([40] * 8, 7)
    async with staged(TIMED_200) as stage:
        await run(stage, 38, 39)
        assert said(stage) == "Rep 2 39.0: 1.0 slower than the target, last time 40.0, best before 40.0"
        await stage.pass_to(stage.session.now_ms + 60_000)
        await stage.press("space")
        assert said(stage) == ""


async def test_advice_is_shown_in_the_smallest_window_too_and_goes_when_the_press_is_taken_back() -> None:
    async with staged(TIMED_200, size=(40, 12)) as stage:
        await run(stage, 38, 38, 38, 41, 41)
        assert "consider enough (e)" in " ".join(" ".join(stage.shown).split())
        await stage.session.give(Undo())
        await stage.settle()
        assert said(stage) == ""


async def test_an_unreadable_history_costs_only_the_comparison() -> None:
    from speedtimer import places
    from speedtimer.records import database

    places.data().mkdir(parents=True)
    (places.data() / database.FILE_NAME).write_bytes(b"not a database at all" * 100)
    async with staged(TIMED_200) as stage:
        await run(stage, 38, 39)
        assert said(stage) == "Rep 2 39.0: 1.0 slower than the target"
