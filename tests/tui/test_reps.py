"""The reps so far as bars: what is drawn, worked out by hand, and when it stands beside the clock."""

from __future__ import annotations

import pytest

from speedtimer.engine.view import Phase
from speedtimer.tui.lately import RepBars
from speedtimer.tui.widgets.reps import LEAST_ROWS, Reps, drawn
from tests.tui.moments import HILLS, LEAD_IN_MS, MOMENTS
from tests.tui.stage import Stage, staged


def test_bars_stand_on_their_numbers_with_a_star_on_the_best_and_a_line_where_it_was_expected() -> None:
    # From 90 to 100 is a tenth of 100. The foot lies a quarter of that below, at 87.5, so that 100 is 12.5 above it:
    # all of 4 rows of eighths; 90 is a fifth, 6.4, so 6; 95 three fifths, 19.2, so 19; the line at 95 too.
    found = drawn(RepBars((1, 2, 3), (100, 90, 95), 95, "time"), 11, 6)
    assert found == (
        "           ",
        "███        ",
        "███╌╌╌╌╌▃▃▃",
        "███  *  ███",
        "███ ▆▆▆ ███",
        " 1   2   3 ",
    )


def test_where_not_all_find_room_the_newest_are_drawn_and_the_last_figure_of_their_number() -> None:
    found = drawn(RepBars(tuple(range(1, 11)), (100,) * 10, None, "time"), 7, 6)
    # Four bars with a column between them; the best, of equal ones the first, is not among them.
    assert found[-1] == "7 8 9 0"
    assert found[1:5] == ("█ █ █ █",) * 4


def test_a_single_one_is_no_block_of_colour() -> None:
    assert drawn(RepBars((4,), (100,), None, "time"), 20, 6)[-2].strip() == "█████"


@pytest.mark.parametrize("columns", range(1, 60))
def test_whatever_the_room_all_rows_are_of_its_width(columns: int) -> None:
    bars = RepBars(tuple(range(1, 13)), tuple(range(38_000, 39_200, 100)), 38_500, "time")
    for rows in range(LEAST_ROWS, 30):
        assert [len(row) for row in drawn(bars, columns, rows)] == [columns] * rows


async def third_walk(stage: Stage) -> None:
    await next(moment for moment in MOMENTS if moment.name == "recovery").script(stage)


async def test_they_stand_beside_the_clock_until_go() -> None:
    async with staged(HILLS) as stage:
        await third_walk(stage)
        assert stage.app.screen.query_one(Reps)
        assert any("lower is faster" in line for line in stage.shown)

        await stage.press("space")
        assert stage.session.view().phase is Phase.LEAD_IN
        assert stage.app.screen.query_one(Reps)

        await stage.pass_to(stage.session.now_ms + LEAD_IN_MS)
        await stage.calm()
        assert stage.session.view().phase is Phase.WORK
        assert not stage.app.screen.query("Reps, .how")


async def test_in_a_window_made_too_small_for_them_they_are_letters_at_once_and_back() -> None:
    slower = next(moment for moment in MOMENTS if moment.name == "slower")
    async with staged(slower.start, size=(200, 50)) as stage:
        await slower.script(stage)
        for size, letters in (((40, 12), True), ((200, 50), False)):
            await stage.resize(*size)
            # As letters they end the line that says how the reps went.
            assert any(line.startswith(" Last 39.0") and line.endswith(" ▆▆█") for line in stage.shown) is letters
            assert bool(stage.app.screen.query(Reps)) is not letters


async def test_where_there_is_no_room_beside_the_clock_they_are_letters() -> None:
    async with staged(HILLS, size=(60, 24)) as stage:
        await third_walk(stage)
        assert not stage.app.screen.query(Reps)
        # 128.0 and 128.7 s: beside a tenth of it both are high.
        assert any("2:08.0" in line and line.endswith(" ██") for line in stage.shown)
