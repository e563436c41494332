from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from textual.widgets import OptionList, Static

from speedtimer.app.library import Listed
from speedtimer.engine.commands import Press
from speedtimer.engine.view import Phase
from speedtimer.plan import Mode, Section
from speedtimer.tui.modes import WAYS, after, way_of
from speedtimer.tui.screens.library import LibraryScreen, about, length_said
from speedtimer.tui.widgets.profile import Profile
from tests.tui.kept import two_before
from tests.tui.rehearsal import shelf
from tests.tui.stage import Stage, staged

BROKEN = Listed(
    "tempo",
    "tempo",
    "",
    "",
    "own",
    "/home/me/tempo.yaml",
    None,
    (),
    error="/home/me/tempo.yaml:3:1: unknown key 'rep': write reps",
)


def listed(stage: Stage) -> list[str]:
    """The lines of the library's list."""
    shown = stage.app.screen.query_one("#list", OptionList)
    return [str(shown.get_option_at_index(place).prompt) for place in range(shown.option_count)]


def words(stage: Stage, where: str) -> str:
    return str(stage.app.screen.query_one(where, Static).content)


async def test_the_library_says_how_long_each_workout_takes() -> None:
    async with staged() as stage:
        # Every workout of the five; their estimates are held by the tests of the workouts themselves.
        assert [line.split("  ")[0] for line in listed(stage)] == [
            "Drills and strides",
            "10 x 30 s hills",
            "10 x 100 m",
            "Sprint pyramid",
            "8 x 200 m",
        ]
        assert all(line.endswith(" min") for line in listed(stage))


async def test_what_is_chosen_is_described_with_its_plan() -> None:
    async with staged() as stage:
        await stage.press("down")

        assert "Power and running form" in words(stage, "#words")
        assert "Last done 3 days ago." in words(stage, "#words")
        assert "10 x 30 s uphill; walk back down" in words(stage, "#outline")


async def test_typing_searches_and_escape_ends_the_search() -> None:
    async with staged() as stage:
        await stage.press("p", "y", "r")
        assert [line.split("  ")[0] for line in listed(stage)] == ["Sprint pyramid"]
        assert stage.answer == "Search: pyr"

        await stage.press("x")
        assert stage.answer == "Nothing has 'pyrx' in it"
        assert len(listed(stage)) == 1

        await stage.press("escape")
        assert len(listed(stage)) == 5
        assert stage.screen_name == "LibraryScreen"


async def test_a_file_that_cannot_be_used_is_listed_with_what_is_wrong_and_breaks_nothing() -> None:
    async with staged(listed=(*shelf(), BROKEN)) as stage:
        await stage.press("end")
        assert "cannot be used" in listed(stage)[-1]
        assert "unknown key 'rep': write reps" in words(stage, "#words")
        assert words(stage, "#outline") == ""

        await stage.press("enter")
        assert stage.screen_name == "LibraryScreen"
        assert stage.answer == "This file cannot be used: what is wrong with it stands beside it"


async def test_a_key_that_means_nothing_is_answered() -> None:
    async with staged() as stage:
        await stage.press("f8")
        assert stage.answer == "F8 does nothing here"


async def test_a_question_mark_shows_the_keys_unless_something_is_sought() -> None:
    async with staged() as stage:
        await stage.press("?")
        assert stage.screen_name == "KeysScreen"
        assert "Ctrl+R F5  as it was run, ready to start" in "\n".join(stage.shown)
        await stage.press("escape", "p", "?")
        assert (stage.screen_name, stage.answer) == ("LibraryScreen", "Nothing has 'p?' in it")
        await stage.press("f1")
        assert stage.screen_name == "KeysScreen"


async def test_a_clicker_gets_into_a_session_and_back_by_its_two_keys_alone() -> None:
    async with staged() as stage:
        # From the first of the five workouts, the one above is the last.
        await stage.press("pageup", "pageup")
        assert words(stage, "#words").startswith("Sprint pyramid\n")
        await stage.press("pagedown")
        assert stage.screen_name == "PreviewScreen"
        await stage.press("pageup")
        assert stage.screen_name == "LibraryScreen"
        await stage.press_at(100.0, "pagedown")
        await stage.press_at(100.6, "pagedown")
        assert (stage.screen_name, stage.answer) == ("PreviewScreen", "Too soon after the last press to be one")
        await stage.press_at(101.3, "pagedown")
        assert stage.screen_name == "SessionScreen"
        assert stage.session.given == []
        await stage.press_at(102.1, "pagedown")
        assert stage.session.given == [Press()]


async def test_home_end_and_the_arrows_move_in_the_list() -> None:
    async with staged() as stage:
        for key, name in (("end", "8 x 200 m"), ("up", "Sprint pyramid"), ("home", "Drills"), ("down", "10 x 30 s")):
            await stage.press(key)
            assert words(stage, "#words").startswith(name)


async def test_one_key_makes_the_last_session_ready_again_as_it_was_run_and_does_not_start_it() -> None:
    two_before()
    async with staged() as stage:
        assert "Ctrl+R once more" in stage.shown[-1]
        await stage.press("ctrl+r")

        assert stage.screen_name == "SessionScreen"
        plan = stage.session.engine.plan
        assert (plan.workout_id, {step.section for step in plan.steps}) == ("8x200m", {Section.MAIN})
        assert plan.mode.timed == {Section.MAIN}
        assert stage.session.engine.phase is Phase.READY


async def test_where_nothing_was_done_there_is_no_last_session() -> None:
    async with staged(listed=(BROKEN,)) as stage:
        assert not any("once more" in row for row in stage.shown)
        await stage.press("f5")
        assert stage.screen_name == "LibraryScreen"
        assert stage.answer == "No session has been done yet: choose one"


async def test_a_file_that_was_saved_is_read_again_and_what_was_sought_and_chosen_stays() -> None:
    mended = replace(shelf()[4], name="Tempo", purpose="Steady.", path=BROKEN.path)
    async with staged(listed=(*shelf(), BROKEN)) as stage:
        await stage.press("e", "end")
        assert "unknown key" in words(stage, "#words")
        screen = stage.app.screen
        assert isinstance(screen, LibraryScreen)

        await screen.look()
        assert "cannot be used" in listed(stage)[-1]

        stage.doors.listed, stage.doors.looks = (*shelf(), mended), 1
        await screen.look()
        await stage.settle()
        assert [line.split("  ")[0] for line in listed(stage)][-1] == "Tempo"
        assert "10 x 30 s hills" in [line.split("  ")[0] for line in listed(stage)]
        assert "Steady." in words(stage, "#words")
        assert stage.answer == "The files have changed, and are read again"


async def test_with_none_of_ones_own_the_library_says_how_to_make_one() -> None:
    own = Listed("tempo", "Tempo", "even", "Steady.", "own", "/home/me/tempo.yaml", (1, 2), ((Section.MAIN, True),))
    said = "None of your own yet: a .yaml file saved in $SPEEDTIMER_HOME/workouts is"
    async with staged() as stage:
        assert any(said in row for row in stage.shown)
    async with staged(listed=(own,)) as stage:
        assert not any("None of your own" in row for row in stage.shown)


async def test_in_a_small_window_every_shipped_workout_is_seen_with_profile_and_purpose_of_the_chosen_one() -> None:
    async with staged(size=(40, 12)) as stage:
        await stage.press("down")
        text = "\n".join(stage.shown)
        assert all(listed.name in text for listed in shelf())
        assert stage.app.screen.query_one(Profile).size.height == 2
        assert "Power and running form, on a slope" in text
        assert "Done 3 days ago." in text
        # Once, in the list.
        assert text.count("10 x 30 s hills") == 1


async def test_in_a_large_window_the_profile_is_high() -> None:
    async with staged(size=(200, 50)) as stage:
        assert stage.app.screen.query_one(Profile).size.height == 14


async def test_what_is_searched_for_stands_where_it_says_that_typing_searches() -> None:
    async with staged(size=(40, 12)) as stage:
        assert stage.shown[0].endswith("type to search")
        await stage.press("p", "y")
        assert stage.shown[0].endswith("search: py_")
        await stage.press("escape")
        assert stage.shown[0].endswith("type to search")


async def test_escape_leaves() -> None:
    async with staged() as stage:
        await stage.press("escape")
        assert stage.app.return_value == 0


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [((54, 69), "54-69 min"), ((40, 40), "about 40 min"), ((110, 125), "1h50-2h05"), ((0, 0), "about 1 min")],
)
def test_how_long_it_takes_is_said_to_the_minute(minutes: tuple[int, int], expected: str) -> None:
    assert length_said((minutes[0] * 60_000, minutes[1] * 60_000)) == expected


def test_an_own_workout_says_where_it_lies_and_is_asked_for_by_that() -> None:
    own = Listed("mine", "Mine", "power", "Hills.", "own", "/w/mine.yaml", (1, 2), ((Section.MAIN, True),))

    assert "Yours: /w/mine.yaml" in str(about(own))
    assert own.asked_by == "/w/mine.yaml"
    assert shelf()[0].asked_by == "drills-and-strides"


def test_the_ways_to_run_it_follow_one_another_and_the_lead_in_asked_for_stays() -> None:
    mode, names = Mode(lead_in_ms=8_000), []
    for _ in range(len(WAYS) + 1):
        names.append(way_of(mode).name)
        mode = after(mode)
        assert mode.lead_in_ms == 8_000
    assert names == ["solo", "timed", "timed all", "auto", "solo"]


def test_a_way_that_is_none_of_these_is_said_as_asked() -> None:
    way = way_of(Mode(auto=frozenset({Section.DRILLS, Section.STRIDES})))
    assert (way.name, way.means) == ("as asked", "auto in drills, strides")


async def test_of_two_looks_at_once_one_tells_of_a_change(monkeypatch: pytest.MonkeyPatch) -> None:
    async with staged() as stage:
        screen = stage.app.screen
        assert isinstance(screen, LibraryScreen)
        said: list[str] = []
        stage.doors.looks += 1
        monkeypatch.setattr(screen, "say", said.append)
        await asyncio.gather(screen.look(), screen.look())
        assert said == ["The files have changed, and are read again"]
