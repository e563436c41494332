"""What comes to the screens and nobody has pressed one by one."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

import pytest
from textual import events
from textual.widgets import Input

from speedtimer.engine.view import Phase
from speedtimer.rules import Rules
from speedtimer.tui.outside import IGNORED
from speedtimer.tui.palette import Palette
from speedtimer.tui.steady import Burst
from speedtimer.tui.threads import watched
from tests.tui.rehearsal import main_only
from tests.tui.stage import Stage, key_event, staged
from tests.tui.tty import ROOT

HILLS = main_only("hills-10x30s")


async def burst(stage: Stage, *keys: str) -> None:
    """Have keys come in one read of the terminal."""
    stage.app.post_message(Burst(tuple(key_event(key) for key in keys)))
    await stage.settle()


async def test_pasted_text_does_nothing_in_a_session_and_a_line_says_so() -> None:
    async with staged(HILLS) as stage:
        await stage.press("space")
        given = len(stage.session.given)
        await burst(stage, "q", "k", "enter")
        assert stage.screen_name == "SessionScreen"
        assert stage.answer == IGNORED
        stage.app.post_message(events.Paste("q k\n"))
        await stage.settle()
        assert stage.screen_name == "SessionScreen"
        assert stage.answer == IGNORED
        assert len(stage.session.given) == given
        assert stage.session.view().phase is Phase.LEAD_IN


async def test_different_keys_of_the_press_at_once_are_the_press() -> None:
    async with staged(HILLS) as stage:
        await burst(stage, "space", "enter", "right")
        assert stage.session.view().phase is Phase.LEAD_IN


async def test_keys_that_settings_have_made_the_press_are_the_press() -> None:
    async with staged(HILLS, rules=Rules(keys=(("press", ("b", "n", "v")),))) as stage:
        await burst(stage, "b", "n", "v")
        assert stage.session.view().phase is Phase.LEAD_IN


@pytest.mark.parametrize("opening", ["question_mark", "q", "g"])
async def test_pasted_text_answers_no_dialog(opening: str) -> None:
    async with staged(HILLS) as stage:
        await stage.press("space", opening)
        name = stage.screen_name
        await burst(stage, "x", "enter", "k")
        assert stage.screen_name == name
        # The stage shows none of these: it is run without them.
        assert [note.message for note in stage.app._notifications] == [IGNORED]


async def test_in_the_library_too() -> None:
    async with staged() as stage:
        await burst(stage, "q", "enter", "tab")
        assert stage.screen_name == "LibraryScreen"
        assert any(IGNORED in row for row in stage.shown)


async def test_a_field_takes_what_is_typed_into_it_at_once_and_what_is_pasted() -> None:
    async with staged() as stage:
        await stage.press("ctrl+p")
        field = stage.app.screen.query_one(Input)
        await burst(stage, *"thex")
        await stage.press("backspace")
        assert field.value == "the"
        stage.app.post_message(events.Paste("me\nx"))
        await stage.settle()
        assert field.value == "theme"


async def test_the_time_of_a_rep_can_be_typed_at_once_and_pasted() -> None:
    async with staged(HILLS) as stage:
        await stage.press("space")
        await stage.pass_to(60_000)
        await stage.press("s")
        assert stage.screen_name == "SplitScreen"
        await burst(stage, "3", "8", "full_stop")
        stage.app.post_message(events.Paste("4\n"))
        await stage.settle()
        assert any("38.4_" in row for row in stage.shown)
        stage.app.post_message(events.Paste("skip\n"))
        await stage.settle()
        assert any("38.4_ only a time can be typed here" in row for row in stage.shown)


def test_what_a_thread_fails_with_is_kept_and_shown(capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        raise ValueError("a fault of ours")

    with watched() as failed:
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
        assert capsys.readouterr().err == ""
    assert [str(fault) for fault in failed] == ["a fault of ours"]
    assert "ValueError: a fault of ours" in capsys.readouterr().err


def imported(code: str, **environ: str) -> str:
    """What some code prints in a process of its own."""
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env={**os.environ, **environ}, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_nonsense_in_what_textual_reads_from_the_environment_is_passed_over() -> None:
    code = "import speedtimer.tui, textual.constants as c; print(c.COLOR_SYSTEM, c.LOG_FILE, c.PRESS, c.MAX_FPS)"
    nonsense = {"TEXTUAL_COLOR_SYSTEM": "nonsense", "TEXTUAL_LOG": "/nowhere/x", "TEXTUAL_PRESS": "q"}
    assert imported(code, **nonsense, TEXTUAL_FPS="60") == "auto None  60"
    assert imported(code, TEXTUAL_COLOR_SYSTEM="256", TEXTUAL_FPS="60") == "256 None  60"


def test_a_zone_that_is_nonsense_is_taken_for_utc() -> None:
    code = "from speedtimer.records.moments import started_now; print(started_now().offset_min)"
    assert imported(code, TZ="XXX99:99:99") == "0"


async def test_the_commands_asked_for_and_closed_faster_than_they_are_there_open_once() -> None:
    async with staged(HILLS) as stage:
        await stage.press("space")
        for _ in range(50):
            stage.app.post_message(key_event("ctrl+p"))
            stage.app.post_message(key_event("escape"))
        await stage.settle()
        assert len([screen for screen in stage.app.screen_stack if isinstance(screen, Palette)]) <= 1
        await stage.press("escape")
        assert stage.screen_name == "SessionScreen"
