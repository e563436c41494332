"""The session screen: every key, click and note is answered, and a session is worked from its start to its end."""

from __future__ import annotations

import pytest
from textual.events import Key

from speedtimer.actions import ACTIONS, DEFAULT_KEYS
from speedtimer.app.planner import Choice
from speedtimer.engine.commands import Command, Pause, Press, Resume, Resumption
from speedtimer.engine.view import Phase
from speedtimer.records.journal import NOT_KEPT
from speedtimer.rules import Rules
from speedtimer.tui.screens.session import SessionScreen
from speedtimer.tui.screens.summary import SummaryScreen
from speedtimer.tui.widgets.answer import Answer
from speedtimer.tui.widgets.row import Hints
from tests.tui.rehearsal import main_only
from tests.tui.stage import Stage, staged

HILLS = main_only("hills-10x30s")
GO_MS, OVER_MS = 10_000, 40_000


async def test_a_session_opens_ready_with_its_setup_and_says_how_to_start() -> None:
    async with staged(HILLS) as stage:
        text = "\n".join(stage.shown)

        assert stage.session.view().phase is Phase.READY
        assert "Press Space to start. First: 30 s uphill 1 of 10" in text
        assert "Choose a hill steep enough to be hard work" in text
        assert "Space start" in text


async def test_before_the_start_up_and_down_move_what_there_is_to_arrange() -> None:
    async with staged(Choice("hills-10x30s"), size=(40, 12)) as stage:
        await stage.press("down", "down")
        # Of the three lines on how it is run one is left, below the band.
        assert "back at the line." in stage.shown[1]
        await stage.press("up")
        assert "back at the line." in stage.shown[2]

        await stage.press("space", "down")
        assert stage.answer == "Down does nothing here: ? shows the keys"


async def test_taken_back_to_before_the_start_it_shows_the_setup_again() -> None:
    async with staged(HILLS) as stage:
        await stage.press("space")
        assert not stage.app.screen.query("#setup")
        await stage.press("u")
        assert stage.session.view().phase is Phase.READY
        assert "Choose a hill steep enough" in "\n".join(stage.shown)


@pytest.mark.parametrize("key", DEFAULT_KEYS["press"])
async def test_each_of_the_press_keys_starts_the_session(key: str) -> None:
    async with staged(HILLS) as stage:
        await stage.press(key)

        assert stage.session.view().phase is Phase.LEAD_IN
        assert stage.answer == "Get ready, 10 s: 30 s uphill 1 of 10"


@pytest.mark.parametrize(
    ("key", "command"),
    [(key, action.command) for action in ACTIONS for key in action.every_key if action.command],
)
async def test_every_key_gives_its_command_and_is_answered(key: str, command: Command) -> None:
    async with staged(HILLS) as stage:
        await stage.press("space")
        await stage.pass_to(OVER_MS + 50_000)
        stage.app.screen.query_one("#answer").show("")  # type: ignore[attr-defined]
        await stage.press(key)

        assert stage.session.given[-1] == command
        assert stage.answer != ""


async def test_the_pause_key_pauses_and_resumes_with_the_rep_again() -> None:
    async with staged(HILLS) as stage:
        await stage.press("space")
        await stage.pass_to(GO_MS + 12_000)
        await stage.press("p")
        paused = stage.session.view().phase, stage.answer
        await stage.pass_to(GO_MS + 13_000)
        await stage.press("p")

        assert paused == (Phase.PAUSED, "Paused. Space: the rep again. o: on from here after a count")
        assert stage.session.given[1:] == [Pause(), Resume(Resumption.AGAIN)]
        assert stage.session.view().phase is Phase.LEAD_IN


async def test_o_goes_on_after_a_count() -> None:
    async with staged(HILLS) as stage:
        await stage.press("space")
        await stage.pass_to(GO_MS + 12_000)
        await stage.press("p", "o")

        assert stage.session.view().phase is Phase.COUNTING_IN
        assert stage.answer == "Going on after a count"


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (30, 8)])
async def test_a_muted_session_is_seen_to_be_muted_before_its_start_and_in_it(size: tuple[int, int]) -> None:
    async with staged(HILLS, size=size) as stage:
        await stage.press("m")
        assert stage.answer == "Muted: nothing sounds until m is pressed again"
        muted, ready = stage.session.muted, stage.shown
        await stage.press("space")
        await stage.pass_to(GO_MS + 12_000)
        running = stage.shown
        await stage.press("m")

        assert (muted, stage.session.muted) == (True, False)
        assert [sum("MUTED" in line for line in shown) for shown in (ready, running, stage.shown)] == [1, 1, 0]
        assert stage.answer == "Sound is on again"
        assert stage.session.given == [Press()]


async def test_muted_the_hints_say_how_to_hear_it_again() -> None:
    async with staged(HILLS) as stage:
        assert "m sound on" not in stage.shown[-1]
        await stage.press("m")
        assert "m sound on" in stage.shown[-1]


async def test_a_key_that_means_nothing_changes_nothing_and_says_so() -> None:
    async with staged(HILLS) as stage:
        await stage.press("space", "z")

        assert stage.answer == "z does nothing here: ? shows the keys"
        assert len(stage.session.given) == 1

        await stage.press("ctrl+z")
        assert stage.answer == "Ctrl+Z does nothing here: ? shows the keys"


async def test_what_a_second_press_would_do_is_said_before_it_is_given() -> None:
    async with staged(HILLS) as stage:
        await stage.press("space")
        await stage.pass_to(GO_MS + 12_000)
        await stage.press("space")

        assert stage.answer == "30 s uphill lasts 30 s: press again to end it now"
        assert stage.app.screen.query_one("#answer").has_class("-alert")

        await stage.pass_to(GO_MS + 13_000)
        await stage.press("space")
        assert stage.session.view().phase is Phase.RECOVERY
        assert not stage.app.screen.query_one("#answer").has_class("-alert")


async def test_a_click_on_the_clock_is_the_press() -> None:
    async with staged(HILLS) as stage:
        await stage.click("#band")
        await stage.settle()

        assert stage.session.given == [Press()]


async def test_a_click_on_a_hint_does_what_the_hint_says_and_is_no_press() -> None:
    async with staged(HILLS) as stage:
        await stage.press("space")
        await stage.pass_to(5_000)
        # The hints begin in the second column: "u undo  p pause  ...".
        await stage.click(Hints, offset=(1 + len("u undo  "), 0))
        await stage.settle()

        assert stage.session.given == [Press(), Pause()]


async def test_a_click_that_brings_the_window_to_the_front_is_no_press() -> None:
    async with staged(HILLS) as stage:
        stage.app.app_focus = False
        await stage.settle()
        stage.app.app_focus = True
        await stage.click("#band")
        await stage.settle()

        assert stage.session.given == []
        assert stage.answer == "That click brought the window to the front: click again for the press"


async def test_the_press_that_opened_the_session_does_not_start_it_too() -> None:
    async with staged(HILLS) as stage:
        screen = stage.app.screen
        assert isinstance(screen, SessionScreen)
        first, soon, late = (Key("space", " ") for _ in range(3))
        screen._pressed_at = first.time
        soon.time, late.time = first.time + 0.6, first.time + 0.6 + 0.75
        await screen.on_key(soon)
        assert stage.session.given == []
        assert stage.answer == "Too soon after the last press to be one"

        await screen.on_key(late)
        assert stage.session.given == [Press()]


async def test_what_is_not_kept_yet_is_marked() -> None:
    async with staged(HILLS) as stage:
        await stage.press("space")
        stage.session.not_kept = 2
        await stage.pass_to(1_000)
        assert "2 not kept yet" in "\n".join(stage.shown)


async def test_in_a_pause_every_key_is_answered_before_what_it_offers_comes_back() -> None:
    offered = "Paused. Space: the rep again. o: on from here after a count"
    async with staged(HILLS) as stage:
        await stage.press("space")
        await stage.pass_to(GO_MS + 5_000)
        await stage.press("p")
        assert stage.answer == offered

        for key, said in (("g", "Paused: resume first"), ("z", "z does nothing here")):
            await stage.press(key)
            assert stage.answer.startswith(said)
            answer = stage.app.screen.query_one(Answer)
            assert not answer.has_class("-alert")
            # As after three seconds.
            answer._answered_long()
            assert stage.answer == offered
            assert answer.has_class("-alert")


async def test_a_note_is_shown() -> None:
    async with staged(HILLS) as stage:
        stage.session.note("There is no sound: the terminal's bell rings instead")
        assert stage.answer == "There is no sound: the terminal's bell rings instead"


async def test_notes_that_come_together_are_read_one_after_the_other() -> None:
    async with staged(HILLS, size=(80, 24)) as stage:
        long = "/home/anna/.config/speedtimer/settings.toml:12:1: cues.volume cannot be 101: write a whole number"
        for note in (long, "This computer may fall asleep", "There is no sound"):
            stage.session.note(note)
        assert stage.answer == long
        assert stage.app.screen.has_class("-long")
        await stage.press("z")
        assert stage.answer == f"z does nothing here: ? shows the keys - {long}"
        answer = stage.app.screen.query_one(Answer)
        answer._noted_long()
        assert stage.answer == "z does nothing here: ? shows the keys - This computer may fall asleep"
        answer._noted_long()
        answer._noted_long()
        assert stage.answer == "z does nothing here: ? shows the keys"
        assert not stage.app.screen.has_class("-long")
        stage.session.note("The disk is full")
        answer._noted_long()
        assert stage.answer == "The disk is full"


async def test_a_note_is_not_swept_away_by_the_answer_to_the_press_that_it_came_of() -> None:
    async with staged(HILLS) as stage:
        await stage.press("space")
        stage.session.note("speedtimer.db: the disk is full")
        await stage.press("+")
        assert stage.answer == "30 s more - speedtimer.db: the disk is full"


async def test_a_session_that_cannot_be_kept_is_marked_as_long_as_it_runs() -> None:
    async with staged(HILLS) as stage:
        await stage.press("space")
        stage.session.session = NOT_KEPT
        await stage.pass_to(5_000)
        assert any(line.rstrip().endswith("not kept") for line in stage.shown)


async def test_the_whole_session_is_worked_with_page_down_alone() -> None:
    async with staged(HILLS) as stage:
        await stage.press("pagedown")
        for rep in range(1, 11):
            start_ms = stage.session.now_ms
            await stage.pass_to(start_ms + GO_MS)
            assert stage.session.view().phase is Phase.WORK
            await stage.pass_to(start_ms + OVER_MS)
            if rep < 10:
                await stage.pass_to(start_ms + OVER_MS + 95_000)
                await stage.press("pagedown")
        assert stage.session.view().phase is Phase.COMPLETE

        await stage.pass_to(stage.session.now_ms + 5_000)
        await stage.press("pagedown")
        assert stage.screen_name == "SummaryScreen"
        assert "Complete: every rep is done" in "\n".join(stage.shown)

        summary = stage.app.screen
        assert isinstance(summary, SummaryScreen)
        while not stage.answer:
            await stage.press("pagedown")
        assert stage.answer == "This is the end of it: PageDown once more leaves"
        asked, doubled, late, again = (Key("pagedown", None) for _ in range(4))
        # Doubled 0.3 s after the first, too late 3.1 s after that, and once more a second later.
        asked.time += 10
        doubled.time, late.time, again.time = asked.time + 0.3, asked.time + 3.4, asked.time + 4.4
        for key in (asked, doubled, late):
            await summary.on_key(key)
        await stage.settle()
        assert stage.app.return_value is None
        await summary.on_key(again)
        await stage.settle()
        assert stage.app.return_value == 0


async def test_a_session_is_chosen_worked_and_left_with_the_mouse_alone() -> None:
    async with staged() as stage:
        await stage.click("#list", offset=(5, 1))
        await stage.settle()
        assert stage.screen_name == "PreviewScreen"
        for section in (1, 3, 4, 6):
            await stage.click(f"#section-{section}")
        await stage.settle()
        await click_on(stage, "to the start")
        assert stage.screen_name == "SessionScreen"
        # The press that opened the session does not start it: the second click is a moment later.
        session_screen = stage.app.screen
        assert isinstance(session_screen, SessionScreen)
        session_screen._pressed_at = None
        await stage.click("#band")
        for rep in range(1, 11):
            start_ms = stage.session.now_ms
            await stage.pass_to(start_ms + GO_MS)
            assert stage.session.view().phase is Phase.WORK
            await stage.pass_to(start_ms + OVER_MS + (95_000 if rep < 10 else 0))
            if rep == 3:
                await click_on(stage, "pause")
                await stage.click("#clock")
                await stage.pass_to(stage.session.now_ms + 1_000)
            if rep < 10:
                await stage.click("#clock")
        assert stage.session.view().phase is Phase.COMPLETE

        await stage.pass_to(stage.session.now_ms + 5_000)
        await click_on(stage, "summary")
        assert stage.screen_name == "SummaryScreen"
        await click_on(stage, "leave")
        assert stage.app.return_value == 0


async def click_on(stage: Stage, words: str) -> None:
    """Click on words of the line of keys at the foot."""
    row = len(stage.shown) - 1
    await stage.click(offset=(stage.shown[row].index(words), row))
    await stage.settle()


async def test_keys_from_the_settings_are_used_and_shown() -> None:
    rules = Rules(keys=(("press", ("b",)), ("dance", ("x",))))
    async with staged(HILLS, rules=rules) as stage:
        assert stage.answer == "The settings give keys to what there is not: dance"
        assert "Press b to start" in "\n".join(stage.shown)

        await stage.press("space")
        assert stage.session.given == []
        await stage.press("b")
        assert stage.session.given == [Press()]
