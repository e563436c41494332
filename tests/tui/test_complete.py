"""The session screen at the end of a session, which is not the end of it."""

from __future__ import annotations

import pytest

from speedtimer.engine.commands import Again, Correct, More, Undo
from speedtimer.engine.view import Phase
from tests.tui.rehearsal import main_only
from tests.tui.stage import Stage, staged

HUNDREDS = main_only("10x100m")
OVER_MS = 10 * 28_000 + 9 * 82_000
"""Ten times a lead-in of 10 s and a rep of 18 s, and between them nine walks of 82 s."""


async def finish(stage: Stage) -> None:
    """Run all ten reps, pressing at the line; the tenth ends the session, its athlete being 100 m away."""
    await stage.press("space")
    for rep in range(1, 10):
        await stage.pass_to(rep * 110_000)
        await stage.press("space")
    await stage.pass_to(OVER_MS)
    assert stage.session.view().phase is Phase.COMPLETE


async def test_the_keys_at_the_foot_say_what_can_still_be_done() -> None:
    async with staged(HUNDREDS, size=(120, 40)) as stage:
        await finish(stage)
        told = stage.shown[-1].split("  ")
        assert [key.strip() for key in told if key] == [
            "Space summary",
            "u undo",
            "a again",
            "A one more",
            "s split",
            "? keys",
        ]


async def test_a_press_meant_for_the_last_step_does_not_leave_and_one_three_seconds_later_does() -> None:
    async with staged(HUNDREDS) as stage:
        await finish(stage)
        await stage.pass_to(OVER_MS + 2_999)
        await stage.press("space")
        assert (stage.screen_name, stage.answer) == ("SessionScreen", "Only just over: press again in 3 s to leave")
        await stage.pass_to(OVER_MS + 4_000)
        await stage.press("space")
        assert stage.screen_name == "SummaryScreen"


@pytest.mark.parametrize(("key", "command", "rep"), [("a", Again(), 10), ("A", More(), 11)])
async def test_the_last_rep_is_run_again_and_one_more_is_run(key: str, command: Again | More, rep: int) -> None:
    async with staged(HUNDREDS) as stage:
        await finish(stage)
        await stage.pass_to(OVER_MS + 60_000)
        await stage.press(key)
        view = stage.session.view()
        assert type(stage.session.given[-1]) is type(command)
        assert view.step is not None
        assert (view.phase, view.step.rep, view.paused_ms) == (Phase.LEAD_IN, rep, 60_000)
        await stage.pass_to(OVER_MS + 88_000)
        assert stage.session.view().phase is Phase.COMPLETE


async def test_the_last_reps_time_is_typed_after_the_walk_back() -> None:
    async with staged(HUNDREDS) as stage:
        await finish(stage)
        await stage.pass_to(OVER_MS + 80_000)
        await stage.press("s", "1", "7", ".", "2", "enter")
        assert stage.session.given[-1] == Correct(17_200, 28)
        assert stage.answer == "100 m 10 of 10: 17.2, typed"
        await stage.press("space")
        assert stage.screen_name == "SummaryScreen"
        assert stage.session.view().splits[28].ms == 17_200


async def test_what_ended_the_session_is_taken_back() -> None:
    async with staged(HUNDREDS) as stage:
        await stage.press("space")
        await stage.press("e")  # enough, in the first lead-in: nothing is left of a main set alone
        assert stage.session.view().phase is Phase.COMPLETE
        await stage.press("u")
        assert stage.session.given[-1] == Undo()
        assert stage.session.view().phase is Phase.LEAD_IN
