from __future__ import annotations

import pytest
from textual.widgets import Input, OptionList

from speedtimer.actions import ACTIONS, Action
from speedtimer.engine.commands import Skip
from speedtimer.engine.view import Phase
from speedtimer.rules import Rules
from speedtimer.tui.keymap import shown_keys
from speedtimer.tui.palette import Commands
from speedtimer.tui.screens.keyed import Keyed
from speedtimer.tui.screens.library import LibraryScreen
from tests.tui.kept import kept_200s
from tests.tui.painted import cells
from tests.tui.rehearsal import main_only
from tests.tui.stage import Stage, staged

HILLS = main_only("hills-10x30s")


def commands_of(stage: Stage) -> list[Action]:
    assert isinstance(stage.app.screen, Keyed)
    return list(stage.app.screen.commands)


async def open_palette(stage: Stage) -> list[str]:
    """Open the palette and give what it offers, a name each."""
    await stage.press("ctrl+p")
    offered = stage.app.screen.query_one(OptionList)
    return [str(option.prompt).split("  ")[0].strip() for option in offered.options]


async def test_the_palette_has_everything_that_has_a_key_but_itself_on_whichever_key() -> None:
    async with staged(HILLS, rules=Rules(keys=(("commands", ("f5",)),))) as stage:
        assert commands_of(stage) == [action for action in ACTIONS if action.id != "commands"]


async def test_a_command_of_the_session_is_found_by_its_name_and_does_what_its_key_does() -> None:
    async with staged(HILLS) as stage:
        await stage.press("space")
        assert (await open_palette(stage))[:3] == ["the press", "undo", "redo"]
        await stage.press(*"skip")
        await stage.press("enter")
        assert stage.screen_name == "SessionScreen"
        assert stage.session.given[-1] == Skip()


async def test_a_name_that_is_typed_out_stands_first() -> None:
    async with staged(HILLS) as stage:
        palette = Commands(stage.app.screen)
        for named in commands_of(stage):
            for typed in (named.name, named.id):
                found = [hit async for hit in palette.search(typed)]
                best = max(found, key=lambda hit: hit.score)
                assert str(best.text) == f"{named.name}  {shown_keys(named)}", typed


async def test_a_name_is_told_from_what_it_does_by_its_weight() -> None:
    async with staged(HILLS) as stage:
        await open_palette(stage)
        bold = {
            "".join(cell.text for cell in row if cell.bold).strip(): "".join(cell.text for cell in row).strip()
            for row in cells(stage.app)
        }
        assert bold["undo"] == "undo  u Backspace Left PageUp"
        assert "take the last command back" not in bold


def test_commands_are_called_by_a_phrase_and_not_as_the_settings_call_them() -> None:
    called = {named.id: named.name for named in (*ACTIONS, *LibraryScreen.ACTIONS)}
    assert (called["hear"], called["on"], called["last"]) == (
        "hear a cue",
        "go on from here",
        "the last session once more",
    )


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ((), "Enter Space Right PageDown  look at its plan"),
        (("enter",), "1  it is on now"),
        (("enter", "space"), "Space Enter Right PageDown  the press: starts the session"),
        (("comma",), "h  as loud as it is set"),
        (("tab",), "w  efforts a week"),
        (("tab", "enter"), "r  effort, form, surface"),
    ],
)
async def test_a_question_mark_shows_the_keys_of_every_screen_and_any_key_goes_back(
    keys: tuple[str, ...], said: str
) -> None:
    kept_200s([40] * 8, days_ago=1)
    async with staged() as stage:
        await stage.press(*keys)
        before = stage.screen_name
        await stage.press("?")
        assert stage.screen_name == "KeysScreen"
        assert said in "\n".join(stage.shown)
        await stage.press("space")
        assert stage.screen_name == before


async def test_the_preview_offers_a_command_for_each_section() -> None:
    async with staged() as stage:
        await stage.press("enter")
        assert (await open_palette(stage))[:6] == [
            "to the start",
            "warm-up on or off",
            "easy jog on or off",
            "drills on or off",
            "strides on or off",
            "warm-down on or off",
        ]
        await stage.press(*"jog", "enter")
        assert "2 on   easy jog" in "\n".join(stage.shown)


async def test_a_session_goes_on_beneath_the_palette_and_keys_typed_there_are_no_presses() -> None:
    async with staged(HILLS) as stage:
        await stage.press("space")
        given = len(stage.session.given)
        await open_palette(stage)
        await stage.pass_to(10_000)
        assert stage.session.engine.phase is Phase.WORK
        await stage.press("space", "p", "escape", "escape")
        assert stage.screen_name == "SessionScreen"
        assert len(stage.session.given) == given


@pytest.mark.parametrize(
    ("keys", "typed", "screen"),
    [
        ((), "settings", "SettingsScreen"),
        (("down", "enter"), "library", "LibraryScreen"),
        (("down", "enter", "space"), "settings", "SettingsScreen"),
        (("comma",), "back", "LibraryScreen"),
        (("tab",), "library", "LibraryScreen"),
    ],
)
async def test_every_screen_offers_its_commands(keys: tuple[str, ...], typed: str, screen: str) -> None:
    async with staged() as stage:
        await stage.press(*keys)
        assert isinstance(stage.app.screen, Keyed)
        await open_palette(stage)
        stage.app.screen.query_one(Input).value = typed
        await stage.settle()
        await stage.press("enter")
        assert stage.screen_name == screen
