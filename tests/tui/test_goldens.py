"""Every screen's text at named moments and sizes, and its colours in each theme, against what was read by eye.

`python -m tests.tui.test_goldens [MOMENT…]` writes them, or those of some moments, anew; read the difference before it
is committed.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from string import ascii_letters

import pytest

from speedtimer.tui.themes import THEMES
from tests.tui.moments import MOMENTS, Moment
from tests.tui.painted import Cell, cells
from tests.tui.stage import SIZES, staged

pytestmark = pytest.mark.thorough

GOLDENS = Path(__file__).resolve().parents[1] / "goldens" / "tui"
COLOURS = GOLDENS.with_name("colours")


async def seen(moment: Moment) -> tuple[dict[tuple[int, int], str], dict[tuple[int, int], str]]:
    """The text of the screen at a moment, a line a row, in each size: in the largest from the start, then made smaller
    while it is shown. And its colours in each size and every theme."""
    found: dict[tuple[int, int], str] = {}
    colours: dict[tuple[int, int], list[str]] = {size: [] for size in SIZES}
    for theme in THEMES:
        async with staged(moment.start, size=SIZES[-1], theme=theme.name) as stage:
            await moment.script(stage)
            for size in reversed(SIZES):
                await stage.resize(*size)
                found.setdefault(size, "\n".join([*stage.shown, ""]))
                colours[size] += [theme.name, *painted(cells(stage.app, "ink", "ground")), ""]
    return found, {size: "\n".join(lines) for size, lines in colours.items()}


def painted(rows: Sequence[Sequence[Cell]]) -> list[str]:
    """What cells are painted with: a letter for each style, how many cells bear it, row by row; equal rows once."""
    letters: dict[str, str] = {}
    lines: list[str] = []
    for row in rows:
        styles = [f"{cell.ink} on {cell.ground}{' bold' if cell.bold else ''}" for cell in row]
        runs = [(style, len(list(together))) for style, together in groupby(styles)]
        lines.append(" ".join(f"{letters.setdefault(style, ascii_letters[len(letters)])}{n}" for style, n in runs))
    counted = [(line, len(list(together))) for line, together in groupby(lines)]
    rows_said = [f"  {line}" if count == 1 else f"  {line}  x{count}" for line, count in counted]
    return [*(f"  {letter}: {style}" for style, letter in letters.items()), *rows_said]


def golden(moment: Moment, size: tuple[int, int], folder: Path = GOLDENS) -> Path:
    return folder / f"{moment.name}-{size[0]}x{size[1]}.txt"


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: moment.name)
async def test_the_screen_shows_what_was_read_by_eye(moment: Moment) -> None:
    texts, colours = await seen(moment)
    for size, text in texts.items():
        assert text == golden(moment, size).read_text(encoding="utf-8"), size
    for size, painted_so in colours.items():
        assert painted_so == golden(moment, size, COLOURS).read_text(encoding="utf-8"), size


def test_no_golden_is_left_over() -> None:
    for folder in (GOLDENS, COLOURS):
        assert set(folder.iterdir()) == {golden(moment, size, folder) for moment in MOMENTS for size in SIZES}


def write(names: Sequence[str]) -> None:
    """Write goldens anew: those of the moments named, or all."""
    for folder in (GOLDENS, COLOURS):
        folder.mkdir(parents=True, exist_ok=True)
    for moment in (moment for moment in MOMENTS if not names or moment.name in names):
        with tempfile.TemporaryDirectory() as home:
            os.environ["SPEEDTIMER_HOME"] = home
            texts, colours = asyncio.run(seen(moment))
        for size, text in texts.items():
            golden(moment, size).write_text(text, encoding="utf-8")
            golden(moment, size, COLOURS).write_text(colours[size], encoding="utf-8")


if __name__ == "__main__":
    write(sys.argv[1:])
