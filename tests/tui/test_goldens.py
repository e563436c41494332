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


async def seen(moment: Moment) -> dict[tuple[int, int], str]:
    """The text of the screen at a moment, a line a row, in each size: in the largest from the start, then made smaller
    while it is shown."""
    found: dict[tuple[int, int], str] = {}
    async with staged(moment.start, size=SIZES[-1]) as stage:
        await moment.script(stage)
        for size in reversed(SIZES):
            await stage.resize(*size)
            found[size] = "\n".join([*stage.shown, ""])
    return found


def golden(moment: Moment, size: tuple[int, int]) -> Path:
    return GOLDENS / f"{moment.name}-{size[0]}x{size[1]}.txt"


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: moment.name)
async def test_the_screen_shows_what_was_read_by_eye(moment: Moment) -> None:
    for size, text in (await seen(moment)).items():
        assert text == golden(moment, size).read_text(encoding="utf-8"), size


def test_no_golden_is_left_over() -> None:
    wanted = {golden(moment, size) for moment in MOMENTS for size in SIZES}
    assert set(GOLDENS.iterdir()) == wanted


def write(names: Sequence[str]) -> None:
    """Write goldens anew: those of the moments named, or all."""
    GOLDENS.mkdir(parents=True, exist_ok=True)
    for moment in (moment for moment in MOMENTS if not names or moment.name in names):
        with tempfile.TemporaryDirectory() as home:
            os.environ["SPEEDTIMER_HOME"] = home
            for size, text in asyncio.run(seen(moment)).items():
                golden(moment, size).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(sys.argv[1:])
