"""What there is to arrange, on the ready screen: all of it in sight where that can be."""

from __future__ import annotations

import pytest

from speedtimer.app.planner import Choice, prepare
from speedtimer.plan import Mode, Section
from speedtimer.tui.modes import meaning
from speedtimer.tui.widgets.arranged import Arranged, arranged
from speedtimer.tui.widgets.oval import LEAST, oval, rows_of
from speedtimer.workout.library import SHIPPED
from tests.tui.plans import SOLO
from tests.tui.stage import Stage, staged

FIVE = ("one two three four five",) * 3
"""Each takes 23 columns in one row; in 12 it is `one two` `three four` `five`, three rows."""


def seen(stage: Stage) -> str:
    """The words on the screen beside which no track is drawn, without what stands at their ends."""
    words = stage.app.screen.query_one("#words").region
    return " ".join(row[words.x : words.right].strip() for row in stage.shown[words.y : words.bottom])


@pytest.mark.parametrize("workout", SHIPPED)
@pytest.mark.parametrize("size", [(80, 24), (100, 20), (120, 40), (200, 50)])
async def test_all_there_is_to_arrange_is_in_sight(size: tuple[int, int], workout: str) -> None:
    async with staged(Choice(workout), size=size) as stage:
        # The sections, once they are known, move what stands above them.
        await stage.settle()
        for paragraph in stage.session.engine.plan.setup:
            assert paragraph in " ".join(seen(stage).split())
        await stage.resize(40, 12)
        await stage.resize(*size)
        await stage.settle()
        for paragraph in stage.session.engine.plan.setup:
            assert paragraph in " ".join(seen(stage).split())


async def test_where_rows_are_few_tip_and_next_step_leave_theirs_until_the_session_begins() -> None:
    async with staged(Choice("hills-10x30s"), size=(40, 12)) as stage:
        await stage.settle()
        # Of twelve READY, the first step, the answer and the keys take one each, the sections three.
        assert stage.app.screen.query_one("#words").size.height == 5
        await stage.press("space")
        assert "Light and loose, slow enough to talk." in "\n".join(stage.shown)
        await stage.press("u")
        assert "Light and loose" not in "\n".join(stage.shown)
        await stage.resize(80, 24)
        assert "Light and loose" in "\n".join(stage.shown)


@pytest.mark.parametrize("workout", ["8x200m", "sprint-pyramid"])
async def test_the_track_is_beside_the_words_at_80_by_24(workout: str) -> None:
    async with staged(Choice(workout)) as stage:
        assert any("laptop, 8 m into the straight" in row for row in stage.shown)


async def test_in_a_large_window_the_session_is_drawn_as_well_and_started_none_of_it_is_left() -> None:
    async with staged(Choice("hills-10x30s"), size=(200, 50)) as stage:
        assert stage.app.screen.query_one("#setup #profile").size.height >= 8
        band = stage.app.screen.query_one("#band").size.height
        await stage.press("space")
        assert not stage.app.screen.query("#profile")
        # As high as in any other phase: two parts of five of 41 rows.
        assert stage.app.screen.query_one("#band").size.height == band == 16


@pytest.mark.parametrize("workout", SHIPPED)
def test_what_there_is_to_arrange_does_not_speak_the_command_line(workout: str) -> None:
    assert "--" not in " ".join(prepare(workout).setup)


def test_only_where_the_main_set_has_distances_they_are_said_to_end_by_the_clock() -> None:
    hills, main = prepare("hills-10x30s"), frozenset({Section.MAIN})
    assert meaning(SOLO, hills.steps) == "every rep ends by the clock; press once a rep, back at the line"
    assert meaning(Mode(timed=main), hills.steps).startswith("somebody holds the watch; every rep ends by the clock")
    for workout in ("8x200m", "drills-and-strides"):
        assert meaning(SOLO, prepare(workout).steps).startswith("distances end by the clock")


def test_words_come_first_then_the_track_then_room_between_them() -> None:
    assert arranged(FIVE, 23, 6, drawn=True) == Arranged(0, spaced=True, rows=6)
    assert arranged(FIVE, 23, 5, drawn=True) == Arranged(0, spaced=False, rows=3)
    # 33 columns of track and a gap of 2 leave 23 of 58; it takes 9 rows, more than the words.
    assert arranged(FIVE, 58, 9, drawn=True) == Arranged(33, spaced=True, rows=9)
    assert arranged(FIVE, 58, 8, drawn=True) == Arranged(0, spaced=True, rows=6)
    assert arranged(FIVE, 58, 9, drawn=False) == Arranged(0, spaced=True, rows=6)


def test_what_is_left_goes_to_the_profile_if_that_is_enough_for_one() -> None:
    found = Arranged(0, spaced=True, rows=6)
    # Two of them are blank.
    assert [found.profile_rows(spare) for spare in (0, 5, 6, 14, 30)] == [0, 0, 4, 12, 12]


@pytest.mark.parametrize("columns", [31, 33, 54, 72, 100])
def test_the_rows_of_a_track_are_those_in_which_it_is_drawn(columns: int) -> None:
    rows = rows_of(columns)
    drawn = oval((200,), columns, rows)
    assert rows >= LEAST[1]
    assert "laptop" in drawn[-1]
    assert "■" in drawn[-2]
