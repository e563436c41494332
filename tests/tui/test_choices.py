"""What can still be chosen on the ready screen, with the keys and clicks of the preview."""

from __future__ import annotations

import pytest

from speedtimer.app.planner import Choice
from speedtimer.errors import InputError
from speedtimer.plan import Mode, Section
from speedtimer.tui.widgets.choices import Choices, in_lines
from speedtimer.tui.widgets.row import Hint
from tests.tui.rehearsal import main_only
from tests.tui.stage import Stage, staged

HILLS = Choice("hills-10x30s")


def chosen(stage: Stage) -> str:
    """The line of what can be chosen, or the lines one after the other."""
    region = stage.app.screen.query_one(Choices).region
    rows = [row[region.x : region.right].strip() for row in stage.shown[region.y : region.bottom]]
    return "  ".join(rows)


def sections(stage: Stage) -> set[Section]:
    return {step.section for step in stage.session.engine.plan.steps}


@pytest.mark.parametrize("size", [(40, 12), (60, 15), (80, 24), (100, 20), (120, 40), (200, 50)])
async def test_the_sections_and_the_way_stand_on_the_ready_screen(size: tuple[int, int]) -> None:
    async with staged(HILLS, size=size) as stage:
        assert chosen(stage) == "1 warm-up  2 easy jog off  3 drills  4 strides  5 main set  6 warm-down  w solo"


async def test_a_number_switches_a_section_of_the_session_that_is_ready() -> None:
    async with staged(HILLS) as stage:
        await stage.press("1")
        assert stage.answer == "Warm-up off"
        assert chosen(stage).startswith("1 warm-up off  2 easy jog off  3 drills")
        assert sections(stage) == {Section.DRILLS, Section.STRIDES, Section.MAIN, Section.WARM_DOWN}
        assert [session.stopped for session in stage.doors.sessions] == [False, None]

        await stage.press("space")
        assert stage.answer == "Get ready, 5 s: Butt kicks 1 of 2, 20 m"


async def test_the_easy_jog_takes_the_place_of_the_warm_up_which_can_be_had_as_well() -> None:
    async with staged(HILLS) as stage:
        await stage.press("2")
        assert chosen(stage).startswith("1 warm-up off  2 easy jog  3 drills")
        await stage.press("1")
        assert chosen(stage).startswith("1 warm-up  2 easy jog  3 drills")


async def test_one_letter_goes_through_the_ways_here_and_in_the_preview() -> None:
    async with staged(HILLS) as stage:
        await stage.press("w", "w", "w")
        assert stage.session.engine.plan.mode == Mode(auto=frozenset(Section))
        assert stage.answer.startswith("Auto: the clock ends recoveries and jogs")

        await stage.press("escape", "w")
        assert "w solo" in "\n".join(stage.shown)


async def test_a_click_on_a_section_switches_it_and_presses_nothing() -> None:
    async with staged(HILLS) as stage:
        # `1 warm-up  2 easy jog off  3 drills`: the third begins at column 27.
        await stage.click("#sections", offset=(28, 0))
        await stage.settle()
        assert stage.answer == "Drills off"
        # Between the second and the third.
        await stage.click("#sections", offset=(26, 0))
        await stage.settle()
        assert stage.session.given == []


async def test_with_nothing_left_it_says_so_and_the_session_stays_as_it_was() -> None:
    async with staged(main_only("8x200m")) as stage:
        await stage.press("4")
        assert "nothing is left to do" in stage.answer
        assert chosen(stage) == "1 warm-up off  2 drills off  3 strides off  4 main set  5 warm-down off  w solo"
        assert len(stage.doors.sessions) == 1


async def test_what_was_chosen_is_what_the_preview_shows_and_a_mute_stays() -> None:
    async with staged(HILLS) as stage:
        await stage.press("m", "3")
        assert stage.session.muted
        assert "MUTED" in "\n".join(stage.shown)

        await stage.press("escape")
        assert "3 off  drills" in "\n".join(stage.shown)


async def test_once_it_has_begun_nothing_of_this_is_there_and_the_keys_say_so() -> None:
    async with staged(HILLS) as stage:
        await stage.press("space")
        assert not stage.app.screen.query(Choices)
        await stage.press("1")
        assert stage.answer == "1 does nothing here: ? shows the keys"
        await stage.press("w")
        assert stage.answer == "Only before the start: how it is run stays"

        await stage.press("u")
        assert chosen(stage).startswith("1 warm-up  2 easy jog off")


async def test_a_number_for_which_there_is_no_section_is_answered() -> None:
    async with staged(Choice("8x200m")) as stage:
        await stage.press("6")
        assert stage.answer == "There are 5 sections"


async def test_a_workout_that_cannot_be_read_any_more_leaves_the_session_that_is_ready() -> None:
    async with staged(HILLS) as stage:
        stage.doors.plan_fault = InputError("unknown key 'rep'", "write reps")
        await stage.press("1")
        assert stage.answer == "unknown key 'rep': write reps"
        assert chosen(stage).startswith("1 warm-up  2 easy jog off")
        await stage.press("space")
        assert stage.answer == "Warm up, 15-25 min, then press"


def test_hints_are_set_side_by_side_as_far_as_they_fit() -> None:
    hints = [Hint("1", "warm-up", "warm-up"), Hint("2", "drills", "drills"), Hint("w", "solo", "way")]
    # 9, 8 and 6 columns with gaps of 2.
    assert in_lines(hints, 27) == [hints]
    assert in_lines(hints, 26) == [hints[:2], hints[2:]]
    assert in_lines(hints, 5) == [[hint] for hint in hints]
