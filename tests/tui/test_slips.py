"""What the session screen makes of slips: keys held down, and offers that do not hold any more."""

from __future__ import annotations

import pytest

from speedtimer.engine.commands import Pause
from speedtimer.tui.dial import changes_in_ms
from tests.tui.rehearsal import main_only
from tests.tui.stage import staged

HILLS = main_only("hills-10x30s")
GO_MS = 10_000
LASTS = "30 s uphill lasts 30 s: press again to end it now"


async def test_a_key_held_down_adds_one_rep_and_says_that_it_counts_once() -> None:
    async with staged(HILLS) as stage:
        await stage.press("space")
        await stage.pass_to(GO_MS + 40_000)
        await stage.press("A")
        taken = stage.answer
        for held_ms in range(500, 2_000, 100):
            await stage.pass_to(GO_MS + 40_000 + held_ms)
            await stage.press("A")

        step = stage.session.view().step
        assert step is not None
        assert (taken, step.reps) == ("One rep more", 11)
        assert stage.answer == "The same key again, too soon: it counts once"


async def test_what_a_second_press_would_do_goes_when_it_would_not_any_more() -> None:
    async with staged(HILLS) as stage:
        await stage.press("space")
        await stage.pass_to(GO_MS + 12_000)
        await stage.press("z", "space")
        offered = []
        for later_ms in (500, 3_000, 3_001):
            await stage.pass_to(GO_MS + 12_000 + later_ms)
            if later_ms == 500:
                await stage.press("space")  # bounced: it says nothing that would stay
            offered.append(stage.answer)

        assert offered == ["30 s uphill lasts 30 s: press again to end it now"] * 2 + [""]


async def test_what_a_second_undo_would_do_goes_likewise() -> None:
    async with staged(HILLS) as stage:
        await stage.press("space")
        await stage.pass_to(GO_MS + 25_000)
        await stage.press("+")
        await stage.pass_to(GO_MS + 35_000)  # without the half minute the effort would have ended at 30 s
        await stage.press("u")
        refused = stage.answer
        await stage.pass_to(GO_MS + 38_001)

        assert (refused, stage.answer) == ("To undo this would end what is under way: undo again to do it", "")


async def test_what_a_second_press_would_do_goes_with_the_end_of_its_step() -> None:
    async with staged(HILLS) as stage:
        await stage.press("space")
        await stage.pass_to(GO_MS + 29_000)
        await stage.press("space")
        refused = stage.answer
        await stage.pass_to(GO_MS + 30_000)
        assert (refused, stage.answer) == (LASTS, "Done: 30 s uphill 1 of 10 in 30.0, exact")


@pytest.mark.parametrize("paused", [False, True], ids=["running", "paused"])
async def test_the_screen_wakes_up_by_itself_when_an_offer_ends(paused: bool) -> None:
    """An undo that would end the effort is refused, 5 s into the half minute that it has been made longer by."""
    async with staged(HILLS) as stage:
        await stage.press("space")
        await stage.pass_to(GO_MS + 25_000)
        await stage.press("+")
        await stage.pass_to(GO_MS + 35_900)
        if paused:
            await stage.session.give(Pause())
        await stage.press("u")
        view = stage.session.view()
        assert view.armed is not None
        # In work a second is full before that; in a pause nothing else changes.
        assert changes_in_ms(view, 1.0) == (3_001 if paused else 100)
