from __future__ import annotations

import re

import pytest

from tests.tui.moments import HILLS, MOMENTS
from tests.tui.stage import staged

pytestmark = pytest.mark.thorough

EVERY_SIZE = ((1, 1), (3, 10), (10, 3), (39, 12), (40, 11), (40, 12), (60, 13), (80, 9), (45, 60), (400, 120))


@pytest.mark.parametrize("moment", [m for m in MOMENTS if m.name in ("library", "preview", "summary", "keys", "jump")])
async def test_every_screen_survives_every_size(moment: object) -> None:
    chosen = next(m for m in MOMENTS if m is moment)
    async with staged(chosen.start) as stage:
        await chosen.script(stage)
        for columns, rows in (*EVERY_SIZE, *reversed(EVERY_SIZE)):
            await stage.pilot.resize_terminal(columns, rows)
            await stage.settle()
            assert len(stage.shown) == rows


async def test_a_session_under_way_survives_every_size_and_goes_on() -> None:
    async with staged(HILLS) as stage:
        await stage.press("space")
        at_ms = 0
        for columns, rows in (*EVERY_SIZE, *reversed(EVERY_SIZE)):
            at_ms += 5_000
            await stage.pilot.resize_terminal(columns, rows)
            await stage.pass_to(at_ms)
            assert len(stage.shown) == rows
            tiny = columns < 40 or rows < 12
            assert stage.app.screen.has_class("-tiny") is tiny


@pytest.mark.parametrize(("size", "least"), [((40, 12), 5), ((80, 24), 9), ((120, 40), 15), ((200, 50), 24)])
async def test_the_digits_of_the_clock_are_as_high_as_five_metres_ask_for(size: tuple[int, int], least: int) -> None:
    async with staged(HILLS, size=size) as stage:
        await stage.press("space")
        await stage.pass_to(22_300)
        await stage.calm()
        clock = stage.app.screen.query_one("#clock").region
        rows = [row[clock.x : clock.right] for row in stage.shown[clock.y : clock.bottom]]
        assert sum(bool(re.search("[█▀▄]", row)) for row in rows) >= least
