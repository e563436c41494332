from __future__ import annotations

import math
import re

import pytest

from speedtimer.app.planner import Choice
from tests.tui.moments import HILLS, MOMENTS
from tests.tui.stage import staged

pytestmark = pytest.mark.thorough

EVERY_SIZE = ((1, 1), (400, 120), (3, 10), (45, 60), (10, 3), (80, 9), (39, 12), (60, 13), (40, 11), (40, 12), (1, 1))
"""Up and down, in width and in height."""


@pytest.mark.parametrize("moment", [m for m in MOMENTS if m.name in ("library", "preview", "summary", "keys", "jump")])
async def test_every_screen_survives_every_size(moment: object) -> None:
    chosen = next(m for m in MOMENTS if m is moment)
    async with staged(chosen.start) as stage:
        await chosen.script(stage)
        for columns, rows in EVERY_SIZE:
            await stage.resize(columns, rows)
            assert len(stage.shown) == rows


async def test_a_session_under_way_survives_every_size_and_goes_on() -> None:
    async with staged(HILLS) as stage:
        await stage.press("space")
        at_ms = 0
        for columns, rows in EVERY_SIZE:
            at_ms += 5_000
            await stage.resize(columns, rows)
            await stage.pass_to(at_ms)
            assert len(stage.shown) == rows
            tiny = columns < 40 or rows < 12
            assert stage.app.screen.has_class("-tiny") is tiny


LAPTOP_MM = 14 * 25.4 * 9 / (16**2 + 9**2) ** 0.5
"""The height of a 14-inch screen of 16:9, the lower of the usual shapes."""

NEEDED_MM = 3 * 5_000 * math.tan(math.radians(5 / 60))
"""20/20 sight resolves letters of five minutes of arc; three times that at five metres."""


async def letter_rows(size: tuple[int, int], widget: str, start: Choice = HILLS, at_ms: int = 22_300) -> int:
    """How many rows high the letters of a widget are; in the middle of an effort, if nothing else is said."""
    async with staged(start, size=size) as stage:
        await stage.press("space")
        await stage.pass_to(at_ms)
        await stage.calm()
        region = stage.app.screen.query_one(widget).region
        rows = [row[region.x : region.right] for row in stage.shown[region.y : region.bottom]]
        return sum(bool(re.search("[█▀▄]", row)) for row in rows)


@pytest.mark.parametrize(("size", "least"), [((40, 12), 5), ((80, 24), 9), ((120, 40), 15), ((200, 50), 24)])
async def test_the_digits_of_the_clock_fill_the_room_there_is(size: tuple[int, int], least: int) -> None:
    assert await letter_rows(size, "#clock") >= least


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)])
@pytest.mark.parametrize("widget", ["#clock", "#band"])
async def test_clock_phase_and_rep_are_read_from_five_metres(size: tuple[int, int], widget: str) -> None:
    # 10 rows of 24 on 174 mm are 73 mm, where 22 mm are needed; the others are in .github/docs/screen.md.
    assert await letter_rows(size, widget) * LAPTOP_MM / size[1] >= NEEDED_MM
