"""A session that was cut off, offered before anything else; and the question after time away."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from speedtimer.app.cut_off import CutOff, ResumeOption
from speedtimer.app.planner import Choice, prepare
from speedtimer.engine.commands import Away, Count, Press, Resume, Resumption
from speedtimer.engine.engine import Engine
from speedtimer.engine.view import Phase
from speedtimer.errors import StorageError
from speedtimer.plan import Mode
from speedtimer.rules import Rules
from speedtimer.tui.app import SpeedtimerApp
from tests.tui.rehearsal import Backstage, Rehearsal, main_only
from tests.tui.stage import Stage, staged

HILLS = main_only("hills-10x30s")
ON_FIRST = (ResumeOption.ON, ResumeOption.COUNT, ResumeOption.SAVE)


def offer(*ways: ResumeOption, note: str = "") -> CutOff:
    return CutOff("20261123-0915-8x200m", "8 x 200 m", "in 200 m 3 of 8, 0:21 into it", "12 min ago", ways, note)


def cut(at_ms: int, away_ms: int) -> Rehearsal:
    """A session cut off in its first jog at at_ms, and paused since."""
    plan = prepare("8x200m", sections=None, mode=Mode(), rules=Rules())
    session = Rehearsal(plan)
    session.engine, _ = Engine.open(plan, Rules()).give(0, Press())
    session.engine, _ = session.engine.give(at_ms + away_ms, Away(at_ms))
    session.now_ms = at_ms + away_ms
    return session


@asynccontextmanager
async def offered(
    cut_off: CutOff, start: Choice | None = None, size: tuple[int, int] = (80, 24), rules: Rules | None = None
) -> AsyncIterator[Stage]:
    doors = Backstage(rules)
    doors.unfinished.append((cut_off, cut(60_000, 600_000)))
    app = SpeedtimerApp(doors.services, start)
    async with app.run_test(size=size) as pilot:
        stage = Stage(app, pilot, doors)
        await stage.settle()
        yield stage


@pytest.mark.parametrize("start", [None, HILLS])
async def test_it_is_offered_before_library_and_session_alike(start: Choice | None) -> None:
    async with offered(offer(*ON_FIRST), start) as stage:
        assert stage.screen_name == "ResumeScreen"
        assert [line.rstrip() for line in stage.shown if line.strip()] == [
            " 8 x 200 m was cut off 12 min ago",
            " It was in 200 m 3 of 8, 0:21 into it.",
            " Space o go on from where it was: the time away does not count",
            " c go on, counting the time away, as if it had run on",
            " k keep what is done, and end it",
            f" Esc leave it for later: {'to the library' if start is None else 'on to hills-10x30s'}",
            " ? keys  t theme  q leave",
        ]


@pytest.mark.parametrize(
    ("key", "ways", "way"),
    [
        ("o", ON_FIRST, ResumeOption.ON),
        ("c", ON_FIRST, ResumeOption.COUNT),
        ("space", ON_FIRST, ResumeOption.ON),
        ("pagedown", (ResumeOption.COUNT, ResumeOption.ON, ResumeOption.SAVE), ResumeOption.COUNT),
    ],
)
async def test_its_keys_go_on_with_it_and_the_press_takes_the_usual_way(
    key: str, ways: tuple[ResumeOption, ...], way: ResumeOption
) -> None:
    async with offered(offer(*ways)) as stage:
        await stage.press(key)
        assert stage.doors.ways == [way]
        assert stage.screen_name == "SessionScreen"


async def test_a_press_that_settings_gave_another_key_takes_the_usual_way_and_no_other() -> None:
    async with offered(offer(*ON_FIRST), rules=Rules(keys=(("press", ("c",)), ("count", ("b",))))) as stage:
        assert "c o go on from where it was" in "\n".join(stage.shown)
        assert " C go on, counting the time away" in "\n".join(stage.shown)
        await stage.press("space")
        assert stage.screen_name == "ResumeScreen"
        await stage.press("c")
        assert stage.doors.ways == [ResumeOption.ON]


async def test_the_press_that_chose_it_does_not_resume_it_too() -> None:
    async with offered(offer(*ON_FIRST)) as stage:
        await stage.press_at(100.0, "space")
        await stage.press_at(100.6, "space")
        assert stage.answer.startswith("You were away 10 min 0 s")
        assert stage.session.given == []
        await stage.press_at(101.3, "space")
        assert stage.session.given == [Count()]


async def test_saved_it_is_over_and_what_was_asked_for_opens() -> None:
    async with offered(offer(*ON_FIRST), HILLS) as stage:
        await stage.press("k")
        assert [saved.id for saved in stage.doors.saved] == ["20261123-0915-8x200m"]
        assert (stage.screen_name, stage.session.engine.plan.workout_id) == ("SessionScreen", "hills-10x30s")


async def test_after_one_was_saved_an_older_one_is_offered() -> None:
    doors = Backstage()
    older = CutOff("older", "Hills", "in Hill 2 of 10", "2 days ago", ON_FIRST)
    doors.unfinished += [(older, cut(1_000, 1_000)), (offer(*ON_FIRST), cut(1_000, 1_000))]
    app = SpeedtimerApp(doors.services)
    async with app.run_test() as pilot:
        stage = Stage(app, pilot, doors)
        await stage.settle()
        await stage.press("k")
        assert "Hills was cut off 2 days ago" in stage.shown[0]


async def test_left_for_later_nothing_is_done_with_it() -> None:
    async with offered(offer(*ON_FIRST)) as stage:
        await stage.press("escape")
        assert stage.screen_name == "LibraryScreen"
        assert (stage.doors.saved, len(stage.doors.unfinished)) == ([], 1)


async def test_one_that_can_only_be_saved_is_not_saved_by_a_press() -> None:
    async with offered(offer(ResumeOption.SAVE, note="It was run by other rules")) as stage:
        assert any("It was run by other rules." in line for line in stage.shown)
        await stage.press("space", "o", "s")
        assert stage.doors.saved == []
        assert stage.answer == "That does nothing here: one of k, q, or Esc"
        await stage.press("k")
        assert len(stage.doors.saved) == 1


async def test_what_cannot_be_done_is_said_and_another_answer_is_taken() -> None:
    async with offered(offer(*ON_FIRST)) as stage:
        stage.doors.refuses = StorageError("the disk is full", "make room")
        await stage.press("o")
        assert (stage.screen_name, stage.answer) == ("ResumeScreen", "the disk is full: make room")
        stage.doors.refuses = None
        await stage.press("c")
        assert stage.screen_name == "SessionScreen"


async def test_q_leaves_it_alone_and_t_changes_the_theme() -> None:
    async with offered(offer(*ON_FIRST)) as stage:
        theme = stage.app.theme
        await stage.press("t")
        assert stage.app.theme != theme
        await stage.press("q")
    assert (stage.app.return_code, len(stage.doors.unfinished)) == (0, 1)


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (200, 50)])
async def test_every_way_is_seen_at_every_size(size: tuple[int, int]) -> None:
    async with offered(offer(*ON_FIRST), size=size) as stage:
        shown = "\n".join(stage.shown)
        for words in ("was cut off", "Space o go on", "c go on", "k keep", "Esc leave"):
            assert words in shown


async def test_asked_for_by_the_command_line_it_opens_at_once() -> None:
    doors, cut_off = Backstage(), offer(*ON_FIRST)
    doors.unfinished.append((cut_off, cut(60_000, 600_000)))
    app = SpeedtimerApp(doors.services, None, (cut_off, ResumeOption.ON))
    async with app.run_test() as pilot:
        stage = Stage(app, pilot, doors)
        await stage.settle()
        assert stage.screen_name == "SessionScreen"


async def test_asked_for_and_impossible_the_fault_is_given_back() -> None:
    doors, cut_off = Backstage(), offer(*ON_FIRST)
    doors.refuses = StorageError("another session is under way", "end it first")
    app = SpeedtimerApp(doors.services, None, (cut_off, ResumeOption.ON))
    async with app.run_test() as pilot:
        await Stage(app, pilot, doors).settle()
    assert app.fault is doors.refuses


async def test_after_time_away_in_a_jog_a_press_counts_it() -> None:
    async with staged(Choice("8x200m")) as stage:
        await stage.press("space")
        await stage.pass_to(60_000)
        stage.session.now_ms = 672_000
        await stage.session.give(Away(60_000))
        await stage.settle()
        assert stage.answer == "You were away 10 min 12 s. Space: that counts. o: go on from where it was"
        await stage.press("space")
        assert stage.session.given[-1] == Count()
        assert (stage.session.view().phase, stage.session.view().in_step_ms) == (Phase.JOG, 672_000)
        assert stage.answer == "The time away counts"


async def test_after_time_away_in_a_jog_o_goes_on_from_where_it_was() -> None:
    async with staged(Choice("8x200m")) as stage:
        await stage.press("space")
        stage.session.now_ms = 660_000
        await stage.session.give(Away(60_000))
        await stage.press("o")
        assert stage.session.given[-1] == Resume(Resumption.ON)
        assert (stage.session.view().phase, stage.session.view().in_step_ms) == (Phase.JOG, 60_000)


async def test_after_time_away_in_a_rep_the_press_repeats_it_and_c_counts() -> None:
    async with staged(HILLS) as stage:
        await stage.press("space")
        await stage.pass_to(20_000)
        stage.session.now_ms = 25_000
        await stage.session.give(Away(20_000))
        await stage.settle()
        assert stage.answer == "You were away 5 s. Space: the rep again. o: on from here after a count. c: it counts"
        await stage.press("c")
        assert (stage.session.view().phase, stage.session.view().in_step_ms) == (Phase.WORK, 15_000)


async def test_c_outside_such_a_pause_is_answered() -> None:
    async with staged(HILLS) as stage:
        await stage.press("space", "c")
        assert stage.answer == "No time away to count"
