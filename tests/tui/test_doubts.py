"""The line of doubts before the start, and the cue that can be tried there."""

from __future__ import annotations

from threading import Event

import pytest

from speedtimer.engine.view import Phase
from speedtimer.tui.app import SpeedtimerApp
from speedtimer.tui.widgets.doubts import Doubts
from tests.tui.rehearsal import Backstage, main_only
from tests.tui.stage import Stage, key_event, staged

HILLS = main_only("hills-10x30s")
BEFORE = "Check: "


def doubts(stage: Stage) -> str:
    line = stage.app.screen.query_one(Doubts)
    assert line.display == bool(line.text)
    return line.text


async def test_where_nothing_is_doubtful_there_is_no_line() -> None:
    async with staged(HILLS) as stage:
        assert doubts(stage) == ""


async def test_what_is_doubtful_is_said_until_the_session_starts_and_again_when_the_start_is_undone() -> None:
    doors = Backstage()
    doors.doubtful = ("the computer is muted", "battery 18 %, not charging")
    async with SpeedtimerApp(doors.services, HILLS).run_test(size=(80, 24)) as pilot:
        stage = Stage(pilot.app, pilot, doors)  # type: ignore[arg-type]
        await stage.settle()
        said = f"{BEFORE}the computer is muted, battery 18 %, not charging"
        assert doubts(stage) == said
        assert said in "\n".join(stage.shown)
        await stage.press("space")
        assert doubts(stage) == ""
        await stage.press("u")
        assert doubts(stage) == said


@pytest.mark.parametrize(("playing", "said"), [("bell", "only the terminal's bell"), (None, "no sound")])
async def test_what_plays_is_doubtful_as_soon_as_it_fails_and_no_longer_when_it_is_right(
    playing: str | None, said: str
) -> None:
    async with staged(HILLS) as stage:
        stage.session.playing = playing
        stage.session.note("Sound failed (no sound device).")
        await stage.settle()
        assert doubts(stage) == f"{BEFORE}{said}"
        stage.session.playing = "miniaudio"
        stage.session.note("Sound is right again (miniaudio).")
        await stage.settle()
        assert doubts(stage) == ""


async def test_a_cue_is_tried_before_the_start_and_what_was_put_right_is_not_said_any_more() -> None:
    async with staged(HILLS) as stage:
        stage.doors.doubtful = ("the computer is muted",)
        await stage.press("h")
        assert doubts(stage) == f"{BEFORE}the computer is muted"
        stage.doors.doubtful = ()
        await stage.press("h")
        assert doubts(stage) == ""
        assert stage.session.samples == 2
        assert stage.answer.startswith("That is a cue.")
        assert stage.session.view().phase is Phase.READY


async def test_in_an_effort_no_cue_can_be_tried_and_in_a_pause_it_can() -> None:
    async with staged(HILLS) as stage:
        await stage.press("space")
        await stage.pass_to(15_000)
        await stage.press("h")
        assert stage.session.samples == 0
        assert stage.answer.startswith("Only before the start or in a pause")
        await stage.press("p", "h")
        assert stage.session.samples == 1


async def test_doubts_too_long_for_a_line_have_two() -> None:
    async with staged(HILLS, size=(40, 24)) as stage:
        stage.doors.doubtful = ("the computer's volume is 12 %", "the computer may fall asleep")
        await stage.press("h")
        await stage.settle()
        assert stage.app.screen.query_one(Doubts).size.height == 2
        assert "fall asleep" in "\n".join(stage.shown)


async def test_looking_round_holds_nothing_up() -> None:
    answered = Event()

    class Slow(Backstage):
        def doubts(self) -> tuple[str, ...]:
            answered.wait(30)
            return ("the computer is muted",)

    doors = Slow()
    async with SpeedtimerApp(doors.services, HILLS).run_test(size=(80, 24)) as pilot:
        stage = Stage(pilot.app, pilot, doors)  # type: ignore[arg-type]
        await stage.until(lambda: bool(doors.sessions) and stage.screen_name == "SessionScreen", "the session's screen")
        pilot.app.post_message(key_event("space"))
        await stage.until(lambda: stage.session.view().phase is Phase.LEAD_IN, "the lead-in")
        answered.set()
        await stage.settle()
        assert doubts(stage) == ""
