"""The profile: every rep a bar, equal ones equal, the jogs what is left of the width."""

from __future__ import annotations

from itertools import groupby

import pytest

from speedtimer.app.planner import prepare
from speedtimer.plan import Section
from speedtimer.tui.widgets.profile import heights
from tests.tui.plans import hills, jogged

EFFORT, STRIDE, DRILL, JOG, WALK = 100, 80, 55, 30, 8
"""How high each is where the highest is 100."""


def drawn(workout: str, columns: int, sections: frozenset[Section] | None = None) -> list[tuple[int, int]]:
    """Each height from left to right with how many columns it takes."""
    found = heights(prepare(workout, sections=sections).steps, columns, 100)
    assert len(found) <= columns
    return [(height, len(list(together))) for height, together in groupby(found)]


def bars(runs: list[tuple[int, int]], height: int) -> list[int]:
    return [width for found, width in runs if found == height]


def test_each_step_has_its_share_of_the_width_and_a_walk_the_lead_in_after_it() -> None:
    # 10 s lead-in, 30 s effort, 100 s walk and 10 s lead-in, 30 s: 180 s on 18 columns, 10 s each; a lead-in is not
    # hard at all, an effort as hard as can be, a walk about a twelfth of that.
    assert heights(hills().steps, 18, 100) == [1, *[100] * 3, *[8] * 11, *[100] * 3]


def test_the_jogs_take_what_the_reps_leave() -> None:
    # 20 min, 10 s, 18 s, 80 s, 10 min, 1908 s in all, on 20 columns: a lead-in has none of 0.1, an effort one of 0.2, a
    # walk one of 0.8. The jogs share 18: of the 16 beyond one each two thirds, 10, and the rest, 6.
    assert heights(jogged().steps, 20, 100) == [*[30] * 11, 100, 8, *[30] * 7]


@pytest.mark.parametrize("columns", [36, 38, 58, 76, 80, 96, 116, 120, 196])
@pytest.mark.parametrize(("workout", "reps"), [("8x200m", 8), ("10x100m", 10), ("hills-10x30s", 10)])
def test_reps_of_one_length_are_bars_of_one_width_with_gaps_between_them(workout: str, reps: int, columns: int) -> None:
    runs = drawn(workout, columns)
    efforts = bars(runs, EFFORT)
    assert len(efforts) == reps
    assert len(set(efforts)) == 1
    first = runs.index((EFFORT, efforts[0]))
    last = len(runs) - 1 - runs[::-1].index((EFFORT, efforts[0]))
    gaps = bars(runs[first:last], WALK)
    assert len(gaps) == reps - 1
    assert len(set(gaps)) == 1


@pytest.mark.parametrize("columns", [58, 76, 116, 196])
def test_where_there_is_room_drills_and_strides_are_told_apart_too(columns: int) -> None:
    runs = drawn("8x200m", columns)
    assert bars(runs, DRILL) == [1] * 6
    assert bars(runs, STRIDE) == [1] * 3
    last = max(place for place, run in enumerate(runs) if run[0] == STRIDE)
    assert [height for height, _ in runs[last : last + 3]] == [STRIDE, WALK, EFFORT]


def test_where_there_is_less_of_it_drills_are_one_block_and_so_are_strides_rather_than_the_jogs_vanish() -> None:
    runs = drawn("8x200m", 38)
    assert (len(bars(runs, DRILL)), len(bars(runs, STRIDE)), len(bars(runs, EFFORT))) == (1, 1, 8)


def test_where_there_is_no_room_for_reps_each_section_is_a_block() -> None:
    assert [height for height, _ in drawn("8x200m", 12)] == [JOG, DRILL, WALK, STRIDE, WALK, EFFORT, WALK, JOG]
    assert drawn("8x200m", 5) == []


def test_a_pyramid_goes_up_and_down() -> None:
    main = frozenset({Section.MAIN})
    # 18, 28, 38, 28, 18 s.
    one, two, three, four, five = bars(drawn("sprint-pyramid", 116, main), EFFORT)
    assert one < two < three
    assert (four, five) == (two, one)


def test_a_profile_of_nothing_is_nothing() -> None:
    assert heights((), 10, 8) == []
    assert heights(hills().steps, 0, 8) == []
