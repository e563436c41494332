"""Every screen's text at named moments and sizes, against what was read by eye.

`python -m tests.tui.test_goldens [MOMENT…]` writes them, or those of some moments, anew; read the difference before it
is committed.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.tui.moments import MOMENTS, Moment
from tests.tui.stage import SIZES, staged

pytestmark = pytest.mark.thorough

GOLDENS = Path(__file__).resolve().parents[1] / "goldens" / "tui"


async def seen(moment: Moment, size: tuple[int, int]) -> str:
    """The text of the screen at a moment, a line a row."""
    async with staged(moment.start, size=size) as stage:
        await moment.script(stage)
        return "\n".join([*stage.shown, ""])


def golden(moment: Moment, size: tuple[int, int]) -> Path:
    return GOLDENS / f"{moment.name}-{size[0]}x{size[1]}.txt"


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: moment.name)
async def test_the_screen_shows_what_was_read_by_eye(moment: Moment, size: tuple[int, int]) -> None:
    assert await seen(moment, size) == golden(moment, size).read_text(encoding="utf-8")


def test_no_golden_is_left_over() -> None:
    wanted = {golden(moment, size) for moment in MOMENTS for size in SIZES}
    assert set(GOLDENS.iterdir()) == wanted


def write(names: Sequence[str]) -> None:
    """Write goldens anew: those of the moments named, or all."""
    GOLDENS.mkdir(parents=True, exist_ok=True)
    for moment in (moment for moment in MOMENTS if not names or moment.name in names):
        for size in SIZES:
            with tempfile.TemporaryDirectory() as home:
                os.environ["SPEEDTIMER_HOME"] = home
                golden(moment, size).write_text(asyncio.run(seen(moment, size)), encoding="utf-8")


if __name__ == "__main__":
    write(sys.argv[1:])
