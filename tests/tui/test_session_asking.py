"""What the session screen asks, and what it shows over itself: leaving, a step to jump to, the keys."""

from __future__ import annotations

import pytest

from speedtimer import places
from speedtimer.actions import ACTIONS, DEFAULT_KEYS
from speedtimer.engine.commands import Jump
from speedtimer.engine.view import Phase
from speedtimer.records.history import History
from speedtimer.records.session import Ending
from speedtimer.rules import Rules
from speedtimer.tui.keymap import shown_keys
from speedtimer.tui.widgets.hero import Hero
from tests.tui.rehearsal import main_only
from tests.tui.stage import staged

HILLS = main_only("hills-10x30s")
GO_MS, OVER_MS = 10_000, 40_000


@pytest.mark.parametrize("key", [*DEFAULT_KEYS["press"], "escape", "s", "q"])
async def test_no_press_confirms_quitting(key: str) -> None:
    async with staged(HILLS) as stage:
        await stage.press("space", "q", key)

        assert stage.screen_name == "SessionScreen"
        assert stage.session.stopped is None
        assert stage.answer == "Stayed: the session goes on"


@pytest.mark.parametrize("key", ["q", "ctrl+c", "ctrl+q"])
async def test_leaving_keeps_what_is_done_and_shows_it(key: str) -> None:
    async with staged(HILLS) as stage:
        await stage.press("space")
        await stage.pass_to(OVER_MS + 5_000)
        await stage.press(key, "k")

        assert stage.session.stopped is True
        assert stage.screen_name == "SummaryScreen"
        assert "Not complete: 1 rep done" in "\n".join(stage.shown)


async def test_once_a_session_is_done_its_plan_is_made_for_the_next_time() -> None:
    async with staged(HILLS) as stage:
        assert stage.doors.planned == [HILLS]
        await stage.press("space", "q", "k")

        assert stage.screen_name == "SummaryScreen"
        assert stage.doors.planned == [HILLS, HILLS]


async def test_throwing_away_leaves_nothing_to_show() -> None:
    async with staged(HILLS) as stage:
        await stage.press("space", "q", "x")

        assert stage.session.stopped is False
        assert stage.app.return_value == 0


async def test_a_session_thrown_away_is_taken_back_in_the_library() -> None:
    async with staged() as stage:
        await stage.press("enter")
        await stage.press_at(10.0, "space")
        await stage.press_at(20.0, "space")
        await stage.pass_to(900_000)
        await stage.press("q", "x")
        assert (stage.screen_name, stage.answer) == (
            "LibraryScreen",
            "Thrown away. Ctrl+Z in the library takes it back",
        )
        with History.open(places.data()) as history:
            assert history.sessions() == ()
        await stage.press_at(100.0, "ctrl+z")
        assert stage.answer == "Taken back: Drills and strides of 2026-11-23"
        with History.open(places.data()) as history:
            (kept,) = history.sessions()
        assert (kept.ending, kept.result.length_ms) == (Ending.SAVED, 900_000)
        # Within 0.7 s it is the same press; after that nothing is left to take back.
        await stage.press_at(100.6, "ctrl+z")
        assert stage.answer == "Taken back: Drills and strides of 2026-11-23"
        await stage.press_at(101.5, "ctrl+z")
        assert stage.answer == "Nothing to take back"


async def test_a_session_thrown_away_is_taken_back_in_the_history_too() -> None:
    async with staged() as stage:
        await stage.press("enter")
        await stage.press_at(10.0, "space")
        await stage.press_at(20.0, "space")
        await stage.pass_to(900_000)
        await stage.press("q", "x", "tab", "u")
        assert stage.answer == "Taken back: Drills and strides of 2026-11-23"
        assert any(row.startswith(" 2026-11-23  Drills and strides") for row in stage.shown)


async def test_time_goes_on_while_it_is_asked() -> None:
    async with staged(HILLS) as stage:
        await stage.press("space", "q")
        await stage.pass_to(GO_MS)

        assert stage.app.screen_stack[-2].query_one(Hero).look == "work"
        await stage.press("space")
        assert stage.session.view().phase is Phase.WORK


async def test_a_step_is_jumped_to_out_of_the_plan() -> None:
    async with staged(HILLS) as stage:
        await stage.press("space", "g", "down", "down", "enter")

        # Rep 1, its walk back, rep 2: index 4, entered by its lead-in 3.
        assert stage.session.given[-1] == Jump(4)
        step = stage.session.view().step
        assert step is not None
        assert step.index == 3
        assert stage.answer == "Jump to 30 s uphill 2 of 10"


async def test_not_jumping_is_answered_too() -> None:
    async with staged(HILLS) as stage:
        await stage.press("space", "g", "escape")
        assert stage.answer == "Stayed where it was"


async def test_before_the_start_there_is_nowhere_to_jump_to() -> None:
    async with staged(HILLS) as stage:
        await stage.press("g")
        assert stage.answer == "Not started yet: the press starts the session"


async def test_escape_before_the_start_goes_back_to_what_is_on() -> None:
    async with staged(HILLS) as stage:
        await stage.press("escape")

        assert stage.screen_name == "PreviewScreen"
        assert stage.session.stopped is False

        await stage.press("space")
        assert stage.screen_name == "SessionScreen"
        assert len(stage.doors.sessions) == 2


async def test_the_keys_are_shown_and_any_key_goes_back() -> None:
    async with staged(HILLS, size=(120, 40)) as stage:
        await stage.press("question_mark")
        text = "\n".join(stage.shown)
        assert all(shown_keys(action) in text and action.does in text for action in ACTIONS)

        await stage.press("space")
        assert stage.screen_name == "SessionScreen"
        assert stage.session.given == []


async def test_no_key_that_settings_made_the_press_confirms_leaving() -> None:
    async with staged(HILLS, rules=Rules(keys=(("press", ("x", "full_stop")),))) as stage:
        await stage.press("x", "q")
        assert "X throw it away, and leave" in "\n".join(stage.shown)
        for key in (".", "x"):
            await stage.press(key)
            assert (stage.screen_name, stage.answer) == ("SessionScreen", "Stayed: the session goes on")
            await stage.press("q")
        await stage.press("X")
        assert stage.session.stopped is False


async def test_the_keys_cover_the_clock_and_show_it_at_their_head() -> None:
    async with staged(HILLS) as stage:
        await stage.press("space")
        await stage.pass_to(GO_MS + 5_000)
        await stage.press("question_mark")
        assert "RUN 0:25 1/10" in stage.shown[0]
        await stage.pass_to(GO_MS + 6_000)
        assert "RUN 0:24 1/10" in stage.shown[0]
