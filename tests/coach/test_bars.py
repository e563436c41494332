"""The reps of a verdict as bars of text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from speedtimer.coach.bars import WIDTH, bars, begins_at, title
from speedtimer.coach.verdict import verdict
from tests.coach.sets import pyramid, timed, without


def test_bars_of_like_times_begin_below_the_smallest() -> None:
    # 85 % of 40.0 is 34.0. 40.0 is 6.0 above it and has all 30 columns, 38.0 is 4.0 above it and has 20.
    found = verdict(timed([38.0, 38.0, 38.0, 40.0]), "even", completed=True)
    assert title(found) == "Time of each rep; bars begin at 34.0 s"
    assert bars(found, ascii_only=True) == (
        "1  200 m  38.0 s  ####################",
        "2  200 m  38.0 s  ####################",
        "3  200 m  38.0 s  ####################",
        "4  200 m  40.0 s  ##############################  slower than the line, the first off it",
    )


def test_bars_of_unlike_times_begin_at_zero() -> None:
    # 20.0 is half of 40.0.
    found = verdict(timed([20.0, 40.0]), "even", completed=True)
    assert (title(found), begins_at(found)) == ("Time of each rep", 0)
    assert [line.count("#") for line in bars(found, ascii_only=True)] == [15, 30]


def test_blocks_show_eighths_of_a_column() -> None:
    # 20.2 of 40.0 on 10 columns: 5.05 columns, 40.4 eighths, so 40: five whole columns. 20.5: 41 eighths, one more.
    found = verdict(timed([20.2, 20.5, 40.0]), "even", completed=True)
    assert [line.split()[5] for line in bars(found, width=10)] == ["█████", "█████▏", "██████████"]


def test_a_pyramid_shows_speeds() -> None:
    # 100 m in 20.0 s is 5 m/s, 200 m in 50.0 s is 4 m/s, less than 85 % of it: from zero, 24 columns of 30.
    found = verdict(pyramid([20.0, 50.0, 20.0], (100, 200, 100)), "pyramid", completed=True)
    assert title(found) == "Speed of each rep, longer is faster"
    assert bars(found, ascii_only=True)[1] == "2  200 m  4.00 m/s  ########################        top"


def test_what_was_left_out_or_not_measured_has_no_bar() -> None:
    found = verdict(without(timed([38.0, None, 38.0, 38.0]), 3), "even", completed=False)
    lines = bars(found, ascii_only=True)
    assert lines[1] == "2  200 m    done"
    assert lines[2].split() == ["3", "-", "left", "out"]


def test_a_set_without_values_has_lines_without_bars() -> None:
    found = verdict(timed([None, None]), "even", completed=True)
    assert bars(found) == ("1  200 m  done", "2  200 m  done")


def test_no_rep_makes_no_line() -> None:
    assert bars(verdict((), "even")) == ()


@given(st.lists(st.integers(1, 10_000_000), min_size=1, max_size=20))
def test_no_bar_is_longer_than_its_width(times: list[int]) -> None:
    found = verdict(timed([each / 1000 for each in times]), "tempo", completed=True)
    for line in (*bars(found), *bars(found, ascii_only=True)):
        assert sum(line.count(block) for block in "#█▏▎▍▌▋▊▉") <= WIDTH
