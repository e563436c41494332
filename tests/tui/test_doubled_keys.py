"""Keys that come twice at once, as from a stiff finger, where the first of them has another screen come or go."""

from __future__ import annotations

from threading import Event

import pytest

from speedtimer.engine.view import Phase
from speedtimer.tui.messages import Asked
from speedtimer.tui.screens.dialogs import Dialog
from tests.tui.kept import kept_200s
from tests.tui.rehearsal import main_only
from tests.tui.stage import staged

HILLS = main_only("hills-10x30s")


@pytest.mark.parametrize(
    ("opening", "closing"),
    [("question_mark", "x"), ("q", "s"), ("q", "space"), ("g", "escape"), ("g", "enter")],
)
async def test_a_key_that_closes_a_dialog_twice_leaves_the_session_on_the_screen(opening: str, closing: str) -> None:
    async with staged(HILLS) as stage:
        await stage.press("space", opening)
        assert stage.screen_name != "SessionScreen"
        await stage.press_at_once(closing, closing, closing)
        assert stage.screen_name == "SessionScreen"
        assert stage.session.view().phase is Phase.LEAD_IN


@pytest.mark.parametrize("key", ["question_mark", "q", "g"])
async def test_a_key_that_opens_a_dialog_twice_opens_one(key: str) -> None:
    async with staged(HILLS) as stage:
        await stage.press("space")
        await stage.press_at_once(key, key)
        assert len([screen for screen in stage.app.screen_stack if isinstance(screen, Dialog)]) == 1
        await stage.press("escape")
        assert stage.screen_name == "SessionScreen"


async def test_leaving_twice_shows_what_was_done_all_the_same() -> None:
    async with staged(HILLS) as stage:
        await stage.press("space", "q")
        await stage.press_at_once("k", "k")
        assert stage.screen_name == "SummaryScreen"


async def test_a_start_that_is_asked_for_twice_opens_one_session() -> None:
    async with staged() as stage:
        await stage.press("enter")
        assert stage.screen_name == "PreviewScreen"
        await stage.press_at_once("space", "space")
        assert stage.screen_name == "SessionScreen"
        assert len(stage.doors.sessions) == 1
        assert stage.session.view().phase is Phase.READY


async def test_a_session_of_the_history_opened_changed_and_left_by_doubled_keys_is_opened_once() -> None:
    kept_200s([40] * 8, days_ago=1)
    async with staged() as stage:
        await stage.press("tab")
        await stage.press_at_once("enter", "enter")
        assert [type(screen).__name__ for screen in stage.app.screen_stack[1:]] == ["HistoryScreen", "KeptScreen"]
        await stage.press_at_once("r", "r")
        assert len(stage.app.screen_stack) == 4
        await stage.press_at_once("escape", "escape")
        assert stage.screen_name == "KeptScreen"
        await stage.press_at_once("escape", "escape")
        assert stage.screen_name == "HistoryScreen"


async def test_the_way_back_to_the_library_taken_twice_opens_it_once() -> None:
    async with staged() as stage:
        await stage.press("enter")
        await stage.press_at_once("escape", "escape")
        assert [type(screen).__name__ for screen in stage.app.screen_stack[1:]] == ["LibraryScreen"]
        assert stage.app.return_value is None


async def test_a_library_left_before_it_has_read_its_workouts_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    read_on = Event()
    async with staged() as stage:
        await stage.press("tab")
        # Whoever reads the shelf now waits in its thread.
        monkeypatch.setattr(stage.doors, "seen", lambda _=None: read_on.wait())
        stage.app.post_message(Asked("library"))
        await stage.until(lambda: stage.screen_name == "LibraryScreen", "LibraryScreen")
        stage.app.post_message(Asked("history"))
        await stage.until(lambda: stage.screen_name == "HistoryScreen", "HistoryScreen")
        read_on.set()
        await stage.settle()
        assert stage.screen_name == "HistoryScreen"


async def test_a_doubled_delete_takes_one_session_and_a_doubled_undo_brings_it_back_once() -> None:
    kept_200s([40] * 8, days_ago=8)
    kept_200s([40] * 8, days_ago=1)
    async with staged() as stage:
        await stage.press("tab")
        await stage.press_at_once("x", "x", "x")
        assert [row for row in stage.shown if row.startswith(" 2026-")] == [
            " 2026-11-15  8 x 200 m             complete    13:00  8 efforts, 1600 m"
        ]
        await stage.press_at_once("u", "u")
        assert len([row for row in stage.shown if row.startswith(" 2026-")]) == 2
