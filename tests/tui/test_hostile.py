"""Text of others is never an order to the terminal on a screen either, and moves nothing beside it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Static

from speedtimer import places
from speedtimer.app.cut_off import CutOff, ResumeOption
from speedtimer.records.archive import bring_in, read_wholes, take_out, whole_data
from speedtimer.records.history import History
from speedtimer.signs import may_be_shown
from speedtimer.tui.app import SpeedtimerApp
from speedtimer.tui.harmless import Harmless
from tests.tui.kept import kept_200s
from tests.tui.rehearsal import Backstage
from tests.tui.stage import Stage, staged

HOSTILE = "\x1b]0;title\x07\x1b[2J\x9b31m\u202edlrow\u2066\u200b\r\x08\u2028|"


def hostile_session() -> None:
    """Bring a session in whose every text is hostile."""
    kept_200s([40] * 8, 1)
    with History.open(places.data()) as history:
        (data,) = (json.loads(json.dumps(whole_data(each))) for each in take_out(places.data(), history.sessions()))
    data["session"] = HOSTILE
    for name in ("workout", "name", "zone", "surface", "weather", "notes"):
        data[name] = HOSTILE
    for split in data["splits"]:
        split["name"] = HOSTILE
    bring_in(places.data(), read_wholes(json.dumps(data)))


def written(app: App[Any]) -> str:
    """What the app would write to the terminal, without the colours and places that are Textual's own."""
    strips = app.screen._compositor.render_strips()
    return "".join(segment.text for strip in strips for segment in strip if not segment.control)


def harmful(stage: Stage) -> list[str]:
    return [sign for sign in written(stage.app) if not may_be_shown(sign)]


async def test_hostile_sessions_are_harmless_in_the_history_on_their_sheets_and_where_they_are_remarked() -> None:
    hostile_session()
    async with staged() as stage:
        await stage.press("tab")
        assert "]0;title" in written(stage.app)
        assert harmful(stage) == []
        for keys in (("enter",), ("r",), ("escape",), ("c",), ("escape",), ("end",), ("escape",), ("x",)):
            await stage.press(*keys)
            assert harmful(stage) == [], (keys, stage.screen_name)


async def test_hostile_workouts_are_harmless_in_the_library() -> None:
    listed = tuple(
        replace(each, name=HOSTILE, purpose=HOSTILE, error=error)
        for each, error in zip(Backstage(None, None).workouts()[:2], (None, HOSTILE), strict=True)
    )
    async with staged(listed=listed) as stage:
        assert "]0;title" in written(stage.app)
        assert harmful(stage) == []
        await stage.press("down")
        assert harmful(stage) == []


async def test_a_hostile_session_that_was_cut_off_is_offered_harmlessly() -> None:
    doors = Backstage(None, None)
    doors.cut_off = lambda: CutOff("id", HOSTILE, HOSTILE, "an hour ago", (ResumeOption.ON, ResumeOption.SAVE), HOSTILE)  # type: ignore[method-assign]
    app = SpeedtimerApp(doors.services)
    async with app.run_test(size=(80, 24)) as pilot:
        stage = Stage(app, pilot, doors)
        await stage.settle()
        assert stage.screen_name == "ResumeScreen"
        assert "]0;title" in written(app)
        assert harmful(stage) == []


class Bare(App[None]):
    """An app with one line of others' text and one of its own."""

    def compose(self) -> ComposeResult:
        yield Static(f"{HOSTILE}end", markup=False)
        yield Static("own", markup=False)


@pytest.mark.parametrize("harmless", [True, False])
async def test_without_the_filter_the_signs_would_come_through_and_with_it_nothing_moves(
    monkeypatch: pytest.MonkeyPatch, *, harmless: bool
) -> None:
    if harmless:
        filters = App.get_line_filters
        monkeypatch.setattr(App, "get_line_filters", lambda app: (*filters(app), Harmless()))
    app = Bare()
    async with app.run_test(size=(80, 4)) as pilot:
        await pilot.pause()
        assert ("\x1b" in written(app)) is not harmless
        widths = {strip.cell_length for strip in app.screen._compositor.render_strips()}
        assert widths == {80}
