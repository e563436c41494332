"""The verdict on even sessions, held against figures worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speedtimer.coach.even import is_off
from speedtimer.coach.measured import Basis
from speedtimer.coach.verdict import Verdict, verdict
from tests.coach.sets import ms, rep, solo, timed, without


def figures(found: Verdict) -> dict[str, float]:
    return {figure.name: figure.value for figure in found.figures}


def test_an_even_set_is_called_even_with_its_spread() -> None:
    # Line: the median of 38.0, 38.2, 37.9 is 38.0; 3 % of it is 1.14, so 36.86 to 39.14 is on the line: all are.
    # In order 37.9 38.0 38.1 38.2 38.2 38.3 38.4 38.5: median (38.2 + 38.2) / 2 = 38.2.
    # Spread 38.5 - 37.9 = 0.6, against the median 0.6 / 38.2 = 1.57 %. Fade 38.5 - 38.0 = 0.5, 0.5 / 38.0 = 1.32 %.
    found = verdict(timed([38.0, 38.2, 37.9, 38.1, 38.4, 38.3, 38.2, 38.5]), "even", completed=True)
    assert found.sentence == "Even: the 8 reps lie within 0.6 s of one another."
    assert figures(found) == {
        "reps done": 8,
        "line": 38.0,
        "median": 38.2,
        "fastest": 37.9,
        "slowest": 38.5,
        "spread": 0.6,
        "spread against the median": 1.6,
        "fade from first to last": 0.5,
        "fade against the first": 1.3,
    }
    assert found.figures[0].text == "8 of 8"
    assert all(line.mark == "" for line in found.reps)


def test_a_fade_names_the_rep_from_which_on_the_line_was_lost() -> None:
    # Line 38.0, on it up to 39.14: reps 1 to 5 are (39.0), 39.6, 40.1 and 40.9 are not.
    # Spread 40.9 - 37.9 = 3.0; in order 37.9 38.0 38.1 38.2 39.0 39.6 40.1 40.9: median (38.2 + 39.0) / 2 = 38.6;
    # 3.0 / 38.6 = 7.77 %. Fade 40.9 - 38.0 = 2.9, 2.9 / 38.0 = 7.63 %. At the end 40.9 - 38.0 = 2.9 off the line.
    found = verdict(timed([38.0, 38.2, 37.9, 38.1, 39.0, 39.6, 40.1, 40.9]), "even", completed=True)
    assert found.sentence == (
        "Even up to rep 5; from rep 6 on you were slower than the line of 38.0 s, at the end by 2.9 s."
    )
    said = figures(found)
    assert (said["spread"], said["spread against the median"]) == (3.0, 7.8)
    assert (said["fade from first to last"], said["fade against the first"]) == (2.9, 7.6)
    assert said["line broken at rep"] == 6
    assert [line.mark for line in found.reps[4:]] == [
        "",
        "slower than the line, the first off it",
        "slower than the line",
        "slower than the line",
    ]


def test_a_first_rep_run_too_fast_is_what_broke_the_line() -> None:
    # Line: the median of 36.5, 38.2, 38.0 is 38.0. 36.5 is 1.5 below it, more than 1.14: off, and first.
    # So is 39.6, 1.6 above it. Fade 38.1 - 36.5 = 1.6, 1.6 / 36.5 = 4.38 %.
    found = verdict(timed([36.5, 38.2, 38.0, 38.1, 38.0, 39.6, 38.1]), "even", completed=True)
    assert found.sentence == "Rep 1 broke the line of 38.0 s: it was 1.5 s faster. So did rep 6 after it."
    assert figures(found)["fade against the first"] == 4.4


def test_one_rep_off_the_line_is_named_alone() -> None:
    # Line 38.0; 40.0 is 2.0 above it; the last is back on it.
    found = verdict(timed([38.0, 38.0, 38.0, 40.0, 38.0]), "even", completed=True)
    assert found.sentence == "Rep 4 broke the line of 38.0 s: it was 2.0 s slower. The others held it."


def test_a_last_rep_off_the_line_is_one_rep_and_no_fade() -> None:
    found = verdict(timed([38.0, 38.0, 38.0, 40.0]), "even", completed=True)
    assert found.sentence == "Rep 4 broke the line of 38.0 s: it was 2.0 s slower. The others held it."


def test_a_set_run_alone_is_judged_by_round_trips_and_says_so() -> None:
    # Line: the median of 118, 117, 120 is 118; 3 % is 3.54: 125 and 126 are off, 121 is not.
    found = verdict(solo([118, 117, 120, 119, 125, 126, 121, 119]), "even", completed=True)
    assert found.sentence == (
        "Rep 5 broke the line of 1:58.0: it was 7.0 s slower, by round trip. So did rep 6 after it."
    )
    assert found.basis is Basis.ROUND_TRIPS
    assert found.rests_on.startswith("This rests on round trips, from GO to back at the line")
    assert all(line.speed_mm_s is None for line in found.reps)


@pytest.mark.parametrize(("off_ms", "expected"), [(1_140, False), (1_141, True), (-1_140, False), (-1_141, True)])
def test_exactly_three_per_cent_is_still_on_the_line(off_ms: int, expected: bool) -> None:
    # 3 % of 38,000 ms is 1,140 ms.
    assert is_off(38_000 + off_ms, 38_000) is expected


def test_with_two_values_the_first_is_the_line() -> None:
    # 3 % of 38.0 is 1.14; 40.0 is off by 2.0.
    found = verdict(timed([38.0, 40.0]), "even", completed=True)
    assert found.sentence == "Rep 2 broke the line of 38.0 s: it was 2.0 s slower. The others held it."


def test_estimates_are_no_figures() -> None:
    found = verdict(solo([None] * 8), "even", completed=True)
    assert found.sentence == "All 8 reps are done. Nothing was measured, so nothing is said of the pace."
    assert found.basis is Basis.NOTHING
    assert [figure.name for figure in found.figures] == ["reps done"]
    assert [(line.done, line.ms, line.speed_mm_s) for line in found.reps] == [(True, None, None)] * 8


def test_one_value_is_compared_with_nothing() -> None:
    found = verdict(timed([38.0, None]), "even", completed=True)
    assert found.sentence == "Both reps are done. Only one was measured, and it takes two to compare."


def test_a_skipped_rep_is_said_and_shown() -> None:
    found = verdict(without(timed([38.0, 38.1, 38.0, 38.1, 38.0]), 3), "even", completed=False, planned=5)
    assert found.sentence == "Even: the 4 reps lie within 0.1 s of one another. 4 of 5 reps are done."
    assert [(line.number, line.done, line.mark) for line in found.reps][2] == (3, False, "left out")


def test_what_was_left_by_enough_is_known_from_the_plan_alone() -> None:
    six = timed([38.0, 38.1, 38.0, 38.1, 38.0, 38.0])
    assert verdict(six, "even", completed=False, planned=8).figures[0].text == "6 of 8"
    assert verdict(six, "even", completed=False).figures[0].text == "6"
    # One rep fewer is a change of the plan, after which all was done.
    assert verdict(six, "even", completed=True, planned=7).figures[0].text == "6 of 6"


def test_only_reps_at_one_distance_are_compared_and_that_is_said() -> None:
    reps = (*timed([38.0, 38.1, 38.0]), rep(1, 18.0, 1, metres=100))
    found = verdict(reps, "even", completed=True)
    assert found.sentence == "Even: the 3 reps lie within 0.1 s of one another."
    assert found.notes == ("Times are compared at one distance only, here 200 m: 1 rep over another is left out.",)


def test_distances_that_never_come_twice_are_not_compared() -> None:
    found = verdict((rep(1, 18.0, 2, metres=100), rep(2, 38.0, 2)), "even", completed=True)
    assert found.sentence == "Both reps are done. No distance was run twice, so their times are not compared."
    # Their speeds stand with them: 100 m in 18.0 s is 5.555 m/s, 200 m in 38.0 s is 5.263 m/s.
    assert [line.speed_mm_s for line in found.reps] == [5_555, 5_263]


def test_nothing_done_is_nothing_to_judge() -> None:
    found = verdict((), "even", completed=False, planned=8)
    assert found.sentence == "No rep was done, so there is nothing to judge."
    assert (found.reps, found.figures[0].text) == ((), "0 of 8")


def test_a_focus_that_nobody_judges_gets_its_count() -> None:
    found = verdict(timed([38.0, 38.0]), "tempo", completed=True)
    assert found.sentence == "Both reps are done."


@given(st.lists(st.integers(20_000, 60_000), min_size=2, max_size=12))
def test_spread_and_fade_hold_for_any_times(times: list[int]) -> None:
    found = verdict(timed([each / 1000 for each in times]), "even", completed=True)
    said = figures(found)
    assert ms(said["spread"]) == max(times) - min(times)
    assert ms(said["fade from first to last"]) == times[-1] - times[0]
    assert ("line broken at rep" in said) == (not found.sentence.startswith("Even: "))
    assert "!" not in found.sentence


def test_times_a_hair_apart_are_said_to_be_within_a_tenth() -> None:
    # 38.0 and 38.099 are 99 ms apart.
    found = verdict(timed([38.0, 38.099]), "even", completed=True)
    assert found.sentence == "Even: the 2 reps lie within a tenth of a second of one another."
