from __future__ import annotations

import pytest

from speedtimer.tui.plainly import in_ascii
from speedtimer.tui.terminal import is_ascii_only
from tests.tui.moments import MOMENTS, Moment
from tests.tui.stage import staged


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: moment.name)
async def test_where_only_ascii_can_be_shown_nothing_else_is(moment: Moment) -> None:
    async with staged(moment.start, ascii_only=True) as stage:
        await moment.script(stage)
        assert all(row.isascii() for row in stage.shown)


async def test_the_clock_is_drawn_in_ascii_too() -> None:
    moment = next(moment for moment in MOMENTS if moment.name == "work")
    async with staged(moment.start, ascii_only=True) as stage:
        await moment.script(stage)
        clock = stage.app.screen.query_one("#clock").region
        drawn = "".join(row[clock.x : clock.right] for row in stage.shown[clock.y : clock.bottom])
        assert set(drawn) == {"#", " "}


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
