from __future__ import annotations

import pytest

from speedtimer.tui.capabilities import Capabilities, Letters
from speedtimer.tui.plainly import in_ascii, in_whole_cells
from speedtimer.tui.terminal import is_ascii_only
from tests.tui.moments import MOMENTS, Moment
from tests.tui.painted import cells
from tests.tui.stage import staged


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: moment.name)
async def test_where_only_ascii_can_be_shown_nothing_else_is(moment: Moment) -> None:
    async with staged(moment.start, able=Capabilities(letters=Letters.ASCII)) as stage:
        await moment.script(stage)
        assert all(row.isascii() for row in stage.shown)


async def test_the_clock_is_drawn_in_ascii_too() -> None:
    moment = next(moment for moment in MOMENTS if moment.name == "work")
    async with staged(moment.start, able=Capabilities(letters=Letters.ASCII)) as stage:
        await moment.script(stage)
        clock = stage.app.screen.query_one("#clock").region
        drawn = "".join(row[clock.x : clock.right] for row in stage.shown[clock.y : clock.bottom])
        assert set(drawn) == {"#", " "}


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: moment.name)
async def test_where_there_are_no_half_cells_all_is_drawn_by_whole_ones(moment: Moment) -> None:
    async with staged(moment.start, able=Capabilities(letters=Letters.WHOLE)) as stage:
        await moment.script(stage)
        # Latin-1 has no blocks, boxes or arrows at all.
        assert all(letter <= "\xff" for row in stage.shown for letter in row)


async def test_by_whole_cells_the_clock_is_drawn_of_blanks_in_swapped_colours() -> None:
    moment = next(moment for moment in MOMENTS if moment.name == "work")
    async with staged(moment.start, able=Capabilities(letters=Letters.WHOLE)) as stage:
        await moment.script(stage)
        clock = stage.app.screen.query_one("#clock").region
        shown = [row[clock.x : clock.right] for row in cells(stage.app)[clock.y : clock.bottom]]
        assert {cell.text for row in shown for cell in row} == {" "}
        # Black letters on the green of work.
        assert {cell.ground for row in shown for cell in row} == {"#000000", "#2be36b"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GO", (("GO", False),)),
        ("é × 3", (("é × 3", False),)),
        ("█▀ ▁│", (("  ", True), (" _|", False))),
        ("“a” – b…", (('"a" - b.', False),)),
    ],
)
def test_whole_cells_are_told_from_text(text: str, expected: tuple[tuple[str, bool], ...]) -> None:
    assert in_whole_cells(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("GO", "GO"), ("Café", "Cafe"), ("15–25 min", "15-25 min"), ("走る", "????"), ("█▂│", "#_|")]
)
def test_every_character_gets_a_likeness_that_is_as_wide(text: str, expected: str) -> None:
    assert in_ascii(text) == expected


@pytest.mark.parametrize(
    ("environ", "platform", "expected"),
    [
        ({"LANG": "en_GB.UTF-8"}, "linux", False),
        ({"LANG": "C.utf8"}, "linux", False),
        ({"LC_ALL": "C", "LANG": "en_GB.UTF-8"}, "linux", True),
        ({"LANG": "de_DE.ISO-8859-1"}, "linux", True),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, "linux", True),
        ({}, "linux", True),
        ({}, "darwin", False),
        ({}, "win32", False),
    ],
)
def test_the_locale_says_whether_more_than_ascii_can_be_shown(
    environ: dict[str, str], platform: str, expected: bool
) -> None:
    assert is_ascii_only(environ, platform) is expected
