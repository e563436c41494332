from __future__ import annotations

from itertools import combinations

from speedtimer.tui.face import LOOKS
from speedtimer.tui.plainly import in_ascii
from speedtimer.tui.widgets.sides import SIDES, pairs


def test_every_phase_has_sides_of_its_own() -> None:
    assert SIDES.keys() == set(LOOKS.values())
    for one, other in combinations(SIDES, 2):
        assert pairs(one, 0, 6) != pairs(other, 0, 6), (one, other)


def test_what_is_waited_for_moves_and_what_stands_still_does_not() -> None:
    moving = {look for look in SIDES if pairs(look, 0, 12) != pairs(look, 1, 12)}
    assert moving == {"lead-in", "work", "recovery", "jog"}


def test_towards_go_they_climb_and_back_to_the_line_they_fall() -> None:
    # The gap is the third of every three rows: a second later one row higher, or one row lower.
    assert [row for row, (left, _) in enumerate(pairs("lead-in", 0, 6)) if left == " "] == [2, 5]
    assert [row for row, (left, _) in enumerate(pairs("lead-in", 1, 6)) if left == " "] == [1, 4]
    assert [row for row, (left, _) in enumerate(pairs("recovery", 0, 6)) if left == " "] == [2, 5]
    assert [row for row, (left, _) in enumerate(pairs("recovery", 1, 6)) if left == " "] == [0, 3]


def test_in_ascii_no_two_phases_that_follow_one_another_have_the_same_sides() -> None:
    drawn = {look: [in_ascii(left + right) for left, right in pairs(look, 0, 6)] for look in SIDES}
    following = [
        ("ready", "jog"),
        ("jog", "lead-in"),
        ("lead-in", "work"),
        ("work", "recovery"),
        ("recovery", "lead-in"),
    ]
    for one, other in [*following, ("recovery", "jog")]:
        assert drawn[one] != drawn[other], (one, other)
