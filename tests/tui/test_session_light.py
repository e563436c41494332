"""How the session screen lights up, what a window too small shows, and what the title of the window bears."""

from __future__ import annotations

import pytest

from speedtimer.rules import CueChoices, Rules
from speedtimer.tui.screens import session
from speedtimer.tui.themes import DARK
from tests.tui.painted import cells
from tests.tui.rehearsal import main_only
from tests.tui.stage import Stage, staged

HILLS = main_only("hills-10x30s")
GO_MS, OVER_MS = 10_000, 40_000


async def test_go_and_every_end_light_the_screen_up_or_without_motion_put_a_border_round_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Long enough to be seen by a test on a busy machine.
    monkeypatch.setattr(session, "FLASH_S", 60.0)
    monkeypatch.setattr(session, "EDGE_S", 60.0)
    quiet = Rules(cues=CueChoices(flash=False))
    for rules, lit in ((Rules(), True), (quiet, False)):
        async with staged(HILLS, rules=rules) as stage:
            await stage.press("space")
            for at_ms in (GO_MS, OVER_MS):
                await stage.calm()
                await stage.pass_to(at_ms)
                # Letters are the background's colour then, and what they stand on is that of the text.
                assert (cells(stage.app)[2][40].ground == "#ffffff") is lit
                # The border goes all round: its top row is full from side to side.
                assert (stage.shown[0] == "█" * 80) is not lit


@pytest.mark.parametrize("no_color", [False, True])
async def test_it_lights_up_in_the_terminal_s_own_colours_and_without_any_too(
    no_color: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "FLASH_S", 60.0)
    if no_color:
        monkeypatch.setenv("NO_COLOR", "1")
    async with staged(HILLS) as stage:
        stage.app.theme = "terminal"
        await stage.press("space")
        for at_ms in (GO_MS, OVER_MS):
            await stage.pass_to(at_ms)
            lit = large_part(stage)
            await stage.calm()
            calm = large_part(stage)
            # Every cell of the band and of the clock changes, and each has two colours that differ.
            assert all(one != other for one, other in zip(lit, calm, strict=True))
            assert all(ink != ground for ink, ground in (*lit, *calm))


def large_part(stage: Stage) -> list[tuple[str, str]]:
    """Ink and ground of a cell in the band, and of one in the clock's part."""
    shown = cells(stage.app)
    return [(cell.ink, cell.ground) for cell in (shown[2][40], shown[14][4])]


async def test_a_window_too_small_for_more_says_what_is_what_a_press_does_and_in_which_phase() -> None:
    async with staged(HILLS, size=(30, 5)) as stage:

        def said() -> str:
            return " ".join(" ".join(stage.shown).split())

        assert said().startswith("READY 0:00 - Press Space to start.")
        await stage.press("space")
        await stage.pass_to(7_000)
        assert said() == "SET 3 1/10 - too small a window to show more"
        assert cells(stage.app)[4][20].ground == DARK["lead-in"].band
        await stage.pass_to(GO_MS + 5_000)
        await stage.calm()
        assert cells(stage.app)[4][20].ground == DARK["work"].band
        await stage.press("space")
        assert said() == "RUN 0:25 1/10 - 30 s uphill lasts 30 s: press again to end it now"
        await stage.press("p")
        assert said().startswith("PAUSE 0:25 1/10 - Paused. Space: the rep again")


async def test_the_title_bears_phase_clock_and_rep_without_tenths() -> None:
    async with staged(HILLS) as stage:
        await stage.press("space")
        await stage.pass_to(7_200)
        assert stage.app.window_title == "SET 3 1/10"
        await stage.pass_to(GO_MS + 23_450)
        assert stage.app.window_title == "RUN 6 1/10"
        await stage.press("q", "k")
        assert stage.app.window_title == "speedtimer"
