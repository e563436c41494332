from __future__ import annotations

import pytest
from textual.widgets import Input, OptionList

from speedtimer.engine.commands import Skip
from speedtimer.engine.view import Phase
from speedtimer.tui.commands import Commanded, Commands
from speedtimer.tui.keys import ONLY_READY, SESSION_KEYS, Keymap
from tests.tui.rehearsal import main_only
from tests.tui.stage import Stage, staged

HILLS = main_only("hills-10x30s")


async def open_palette(stage: Stage) -> list[str]:
    """Open the palette and give what it offers, a name each."""
    await stage.press("ctrl+p")
    offered = stage.app.screen.query_one(OptionList)
    return [str(option.prompt).split("  ")[0].strip() for option in offered.options]


def test_the_palette_has_everything_that_has_a_key() -> None:
    every = [key.id for key in (*SESSION_KEYS, ONLY_READY) if key.id != "commands"]
    assert [hint.id for hint in Keymap().commands] == every


async def test_a_command_of_the_session_is_found_by_its_name_and_does_what_its_key_does() -> None:
    async with staged(HILLS) as stage:
        await stage.press("space")
        assert (await open_palette(stage))[:3] == ["press", "undo", "redo"]
        await stage.press(*"skip")
        await stage.press("enter")
        assert stage.screen_name == "SessionScreen"
        assert stage.session.given[-1] == Skip()


async def test_a_name_that_is_typed_out_stands_first() -> None:
    async with staged(HILLS) as stage:
        palette = Commands(stage.app.screen)
        for name in (hint.id for hint in Keymap().commands):
            found = [hit async for hit in palette.search(name)]
            best = max(found, key=lambda hit: hit.score)
            assert str(best.text).startswith(f"{name}  ")


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
        assert isinstance(stage.app.screen, Commanded)
        await open_palette(stage)
        stage.app.screen.query_one(Input).value = typed
        await stage.settle()
        await stage.press("enter")
        assert stage.screen_name == screen
