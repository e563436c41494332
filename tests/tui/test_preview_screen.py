from __future__ import annotations

from dataclasses import replace

import pytest
from textual.widgets import Static

from speedtimer.app.planner import Choice
from speedtimer.errors import InputError, Place
from speedtimer.plan import Mode, Section
from speedtimer.rules import Rules
from speedtimer.tui.screens.preview import PreviewScreen
from speedtimer.tui.widgets.profile import Profile
from speedtimer.tui.widgets.row import Row
from tests.tui.rehearsal import shelf
from tests.tui.stage import Stage, staged


def takes(stage: Stage) -> str:
    return stage.app.screen.query_one("#takes", Row).text


def words(stage: Stage, where: str) -> str:
    return str(stage.app.screen.query_one(where, Static).content)


async def test_sections_are_switched_by_their_numbers_and_the_length_follows() -> None:
    async with staged() as stage:
        await stage.press("down", "enter")
        before = takes(stage)
        assert words(stage, "#section-1") == "1 on   warm-up"

        await stage.press("1")
        # Without its warm-up of 15 to 25 minutes.
        low, high = (int(part) for part in before.removeprefix("Takes ").removesuffix(" min").split("-"))
        assert takes(stage) == f"Takes {low - 15}-{high - 25} min"
        assert words(stage, "#section-1") == "1 off  warm-up"
        assert "Warm-up\n" not in words(stage, "#outline")


async def test_how_it_is_run_is_chosen_and_reaches_the_plan() -> None:
    async with staged() as stage:
        await stage.press("end", "enter", "w")
        assert words(stage, "#way").startswith("w timed\n")

        await stage.press("space")
        assert stage.session.engine.plan.mode == Mode(timed=frozenset({Section.MAIN}))


async def test_with_everything_off_it_says_that_nothing_is_left_and_starts_nothing() -> None:
    async with staged() as stage:
        await stage.press("down", "enter", "1", "3", "4", "5", "6")
        assert "nothing is left to do" in stage.answer
        # Nothing of the plan before is shown: neither in words, nor drawn, nor how long it would take.
        assert words(stage, "#outline").startswith("nothing is left to do: leave a section on: warm-up, ")
        assert takes(stage) == ""
        assert not set("▁▂▃▄▅▆▇█") & set("".join(stage.shown))

        await stage.press("space")
        assert stage.screen_name == "PreviewScreen"
        assert stage.answer == "There is nothing to start yet"
        await stage.press("5")
        assert takes(stage).startswith("Takes ")
        assert set("▁▂▃▄▅▆▇█") & set("".join(stage.shown))


async def test_a_workout_whose_file_was_saved_is_looked_over_anew_with_what_was_chosen() -> None:
    hills_now, renamed = shelf()[1], replace(shelf()[1], name="Hills, steeper")
    async with staged() as stage:
        await stage.press("down", "enter", "1", "w")
        stage.doors.listed, stage.doors.looks = (renamed,), 1
        screen = stage.app.screen
        assert isinstance(screen, PreviewScreen)
        await screen.look()
        await stage.settle()

        assert hills_now.name not in stage.shown[0]
        assert "Hills, steeper" in stage.shown[0]
        assert words(stage, "#section-1") == "1 off  warm-up"
        assert words(stage, "#way").startswith("w timed\n")


async def test_a_file_that_can_no_longer_be_used_leaves_no_plan_on_the_screen() -> None:
    async with staged() as stage:
        await stage.press("down", "enter")
        stage.doors.fault = InputError("unknown key 'rep'", "write reps", Place("hills.yaml", 3, 1))
        screen = stage.app.screen
        assert isinstance(screen, PreviewScreen)
        await screen.look()
        await stage.settle()
        assert words(stage, "#outline") == "hills.yaml:3:1: unknown key 'rep': write reps"
        assert takes(stage) == ""


async def test_when_it_was_last_done_stands_beside_how_long_it_takes() -> None:
    async with staged() as stage:
        await stage.press("down", "enter")
        assert any("Takes 54-69 min" in row and row.endswith("Last done 3 days ago") for row in stage.shown)


async def test_a_press_that_settings_gave_other_keys_goes_to_the_start_by_these() -> None:
    async with staged(rules=Rules(keys=(("press", ("f5", "full_stop")),))) as stage:
        await stage.press("enter")
        assert stage.shown[-1].strip().startswith("F5 to the start")
        await stage.press("space")
        assert stage.answer == "1 to 9 switch sections, w changes how it is run, F5 goes to the start, ? all"
        await stage.press(".")
        assert stage.screen_name == "SessionScreen"


@pytest.mark.parametrize("size", [(40, 12), (60, 15), (80, 24), (100, 20), (120, 40), (200, 50)])
async def test_the_name_of_the_workout_stands_whatever_it_is_for(size: tuple[int, int]) -> None:
    async with staged(size=size) as stage:
        for place, listed in enumerate(shelf()):
            await stage.press(*["down"] * place, "enter")
            assert stage.shown[0].startswith(f" {listed.name}")
            await stage.press("escape")


FAULT = InputError(
    "'effrt' is no kind of step",
    "did you mean 'effort'?",
    Place("/home/me/.config/speedtimer/workouts/tempo-on-the-track.yaml", 14, 9),
)


@pytest.mark.parametrize("size", [(40, 12), (60, 15), (80, 24)])
async def test_what_is_wrong_with_a_file_and_what_a_key_is_answered_stand_there_whole(size: tuple[int, int]) -> None:
    async with staged(size=size) as stage:
        await stage.press("down", "enter", "x")
        assert "Space goes to the start, ? all" in " ".join(row.strip() for row in stage.shown)

        stage.doors.fault = FAULT
        screen = stage.app.screen
        assert isinstance(screen, PreviewScreen)
        await screen.look()
        await stage.settle()
        # The path is broken where a line ends.
        assert str(FAULT).replace(" ", "") in "".join(stage.shown).replace(" ", "")
        assert stage.shown[-1].endswith("Esc back")


async def test_a_click_on_a_section_switches_it() -> None:
    async with staged() as stage:
        await stage.press("down", "enter")
        await stage.click("#section-2")
        await stage.settle()
        assert words(stage, "#section-2") == "2 on   easy jog"


async def test_what_a_session_was_opened_with_is_what_its_preview_shows() -> None:
    async with staged(Choice("hills-10x30s", frozenset({Section.MAIN}))) as stage:
        await stage.press("escape")
        assert [words(stage, f"#section-{number}").split()[1] for number in range(1, 7)] == [
            "off",
            "off",
            "off",
            "off",
            "on",
            "off",
        ]


async def test_every_way_back_leads_to_the_library_and_another_key_is_answered() -> None:
    for key in ("escape", "q", "left"):
        async with staged() as stage:
            await stage.press("enter", "x")
            assert stage.answer.startswith("1 to 9 switch sections")
            await stage.press(key)
            assert stage.screen_name == "LibraryScreen"


@pytest.mark.parametrize(
    ("size", "rows"),
    # On the largest the plan takes 12 rows, a blank one, 3 for the setup and 9 for the figures; name, lines at the foot
    # and blank ones take 6.
    [((40, 12), 2), ((60, 15), 2), ((80, 24), 4), ((100, 20), 4), ((120, 40), 7), ((200, 50), 19)],
)
async def test_the_profile_is_there_at_every_size_and_grows_with_the_room(size: tuple[int, int], rows: int) -> None:
    async with staged(size=size) as stage:
        await stage.press("end", "enter")
        assert stage.app.screen.query_one(Profile).size.height == rows
        assert stage.shown[-1].endswith("Esc back")

        await stage.resize(200, 50)
        await stage.resize(*size)
        assert stage.app.screen.query_one(Profile).size.height == rows


async def test_in_a_small_window_all_sections_the_way_and_something_of_the_plan_are_seen() -> None:
    async with staged(size=(40, 12)) as stage:
        await stage.press("end", "enter")
        text = "\n".join(stage.shown)
        assert all(f"{number} on   " in text for number in range(1, 6))
        assert "w solo" in text
        assert "Warm up, 15-25 min" in text
