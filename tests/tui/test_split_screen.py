"""A split typed on the session screen, while the session goes on behind it."""

from __future__ import annotations

import pytest

from speedtimer.engine.commands import Correct, Press
from speedtimer.engine.view import Phase
from speedtimer.rules import Rules
from tests.tui.rehearsal import main_only
from tests.tui.stage import Stage, staged

HUNDREDS = main_only("10x100m")
WALKING_MS = 40_000
"""GO at 10 s, the end by the clock at 28 s."""


async def walk(stage: Stage) -> None:
    await stage.press("space")
    await stage.pass_to(WALKING_MS)
    await stage.press("s")


async def test_a_time_and_enter_give_it_to_the_rep_just_done() -> None:
    async with staged(HUNDREDS) as stage:
        await walk(stage)
        assert "100 m 1 of 10 took?" in "\n".join(stage.shown)
        await stage.press("1", "7", "backspace", "8", ".", "3", "enter")
        assert stage.session.given[-1] == Correct(18_300, 1)
        assert stage.answer == "100 m 1 of 10: 18.3, typed"
        assert (stage.screen_name, stage.session.view().phase) == ("SessionScreen", Phase.RECOVERY)


@pytest.mark.parametrize("key", ["space", "enter", "right", "pagedown"])
async def test_whoever_is_back_at_the_line_presses_and_it_is_the_press(key: str) -> None:
    async with staged(HUNDREDS) as stage:
        await walk(stage)
        await stage.pass_to(110_000)
        await stage.press(*(["1"] if key != "enter" else []), key)
        assert stage.session.given[-1] == Press()
        assert (stage.screen_name, stage.session.view().phase) == ("SessionScreen", Phase.LEAD_IN)


async def test_a_sign_that_settings_made_the_press_is_one_until_a_time_is_begun() -> None:
    async with staged(HUNDREDS, rules=Rules(keys=(("press", ("full_stop",)),))) as stage:
        await stage.press(".")
        await stage.pass_to(WALKING_MS)
        await stage.press("s", "1", "8", ".", "3", "enter")
        await stage.pass_to(110_000)
        await stage.press("s", ".")
        assert stage.session.given == [Press(), Correct(18_300, 1), Press()]
        assert stage.screen_name == "SessionScreen"


async def test_a_click_is_the_press_too() -> None:
    async with staged(HUNDREDS) as stage:
        await walk(stage)
        await stage.pass_to(110_000)
        await stage.pilot.click("#question")
        await stage.settle()
        assert (stage.session.given[-1], stage.screen_name) == (Press(), "SessionScreen")


async def test_what_is_no_time_is_said_and_esc_types_nothing() -> None:
    async with staged(HUNDREDS) as stage:
        await walk(stage)
        await stage.press("1", ":", "9", "enter")
        assert "'1:9' is not a time" in "\n".join(stage.shown)
        await stage.press("x")
        assert "1:9_ only a time can be typed here" in "\n".join(stage.shown)
        await stage.press("escape")
        assert (stage.answer, stage.session.given) == ("No time typed", [Press()])


async def test_the_session_and_its_rep_go_on_behind_it_and_a_dash_takes_back_what_was_typed() -> None:
    async with staged(HUNDREDS) as stage:
        await walk(stage)
        await stage.press("1", "8", "enter", "s", "-", "enter")
        assert stage.session.given[-1] == Correct(None, 1)
        assert stage.answer == "100 m 1 of 10: its own time again"


async def test_before_any_rep_it_says_that_there_is_none() -> None:
    async with staged(HUNDREDS) as stage:
        await stage.press("space", "s")
        assert (stage.answer, stage.screen_name) == ("No rep has been done yet", "SessionScreen")
