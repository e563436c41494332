"""From the summary back into the session: it is opened again where it ended, as long as it is the newest."""

from __future__ import annotations

from speedtimer import places
from speedtimer.app.planner import prepare
from speedtimer.engine.view import Phase
from speedtimer.records.session import Ending
from speedtimer.rules import Rules
from tests.records.sessions import driven as given
from tests.records.sessions import keep, presses
from tests.tui.rehearsal import main_only
from tests.tui.stage import Stage, staged

HILLS = main_only("hills-10x30s")
OVER_MS = 40_000


async def leave_after_a_rep(stage: Stage) -> None:
    await stage.press("space")
    await stage.pass_to(OVER_MS + 5_000)
    await stage.press("q", "k")
    assert stage.screen_name == "SummaryScreen"


async def test_a_session_that_was_left_is_gone_on_with_where_it_was_left() -> None:
    async with staged(HILLS) as stage:
        await leave_after_a_rep(stage)
        assert "g go on with it" in stage.shown[-1]
        await stage.press("g")
        assert (stage.screen_name, len(stage.doors.sessions)) == ("SessionScreen", 2)
        assert stage.answer.startswith("Open again. The time since its end counts as a pause")
        view = stage.session.view()
        assert view.step is not None
        assert (view.phase, view.step.rep, view.in_step_ms) == (Phase.PAUSED, 1, 5_000)
        await stage.press("space")
        assert stage.session.view().phase is Phase.RECOVERY


async def test_it_can_be_chosen_by_its_name() -> None:
    async with staged(HILLS) as stage:
        await leave_after_a_rep(stage)
        await stage.press("ctrl+p", *"go on", "enter")
        assert stage.screen_name == "SessionScreen"


async def test_a_doubled_key_opens_it_once() -> None:
    async with staged(HILLS) as stage:
        await leave_after_a_rep(stage)
        for _ in range(2):
            await stage.app.screen.do("go on", 0)  # type: ignore[attr-defined]
        await stage.settle()
        assert len(stage.doors.sessions) == 2


async def test_once_another_has_been_run_it_is_not_offered_any_more() -> None:
    async with staged(HILLS) as stage:
        await leave_after_a_rep(stage)
        other = prepare("8x200m")
        keep(places.data(), other, given(other, *presses(0), rules=Rules()), Ending.SAVED)
        await stage.press("g")
        assert stage.screen_name == "SummaryScreen"
        assert "is not the newest any more" in stage.answer
        # What is shown is read again after a change, and then it is known.
        await stage.press("r", "7", "enter")
        assert "go on" not in stage.shown[-1]
        await stage.press("g")
        assert stage.answer == "Only the newest session goes on, while it is kept"
