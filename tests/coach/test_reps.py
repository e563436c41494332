"""Reps read off the splits of real sessions, driven by hand through the engine."""

from __future__ import annotations

from dataclasses import replace

from speedtimer.coach.measured import Basis, measure
from speedtimer.coach.reps import judged, reps_of
from speedtimer.engine.commands import Again, Done, Enough, Press, Skip
from speedtimer.engine.events import Source
from speedtimer.plan import Kind, Section
from speedtimer.records.session import result_of
from tests.coach.sets import pyramid, rep, timed, without
from tests.records.sessions import driven, plan_of, presses


def test_a_solo_session_gives_round_trips_and_the_length_of_each_walk() -> None:
    # GO at 1010 s, the walk from 1048 s by the estimate of 38 s, back at the line at 1100 s: a round trip of 90 s and
    # a recovery of 52 s. The second rep is the last, and the session ends with it.
    view = driven(plan_of(), *presses(0, 1000, 1100)).advance(1_148_000)[0].view()
    first, second = reps_of(result_of(view).splits)
    assert (first.rep, first.of, first.distance_m, first.source) == (1, 2, 200, Source.ESTIMATED)
    assert (first.round_trip_ms, first.recovery_ms) == (90_000, 52_000)
    assert (second.round_trip_ms, second.recovery_ms) == (None, None)
    assert measure([first, second]).basis is Basis.ROUND_TRIPS


def test_a_rep_done_again_has_one_value_the_later() -> None:
    # Timed: the lead-in is 5 s, so GO at 1005 s and the press at 1045 s make 40 s. Again at 1050 s: GO at 1055 s, the
    # press at 1092 s makes 37 s.
    given = (*presses(0, 1000, 1045), (1050, Again()), *presses(1092))
    reps = reps_of(result_of(driven(plan_of(held=True), *given).view()).splits)
    assert [(each.rep, each.ms, each.source) for each in reps] == [(1, 37_000, Source.MEASURED)]


def test_a_skipped_rep_is_missing_by_its_number_and_its_recovery_is_nobodys() -> None:
    # The lead-in of rep 2 and then rep 2 itself are skipped, and so its recovery begins at 1110 s; the press at 1160 s
    # ends that. It bears rep 2 and is not given to rep 1, whose walk was 1048 s to 1100 s.
    given = (*presses(0, 1000, 1100), (1105, Skip()), (1108, Skip()), *presses(1160))
    reps = reps_of(result_of(driven(plan_of(reps=3), *given).advance(1_208_000)[0].view()).splits)
    assert [(each.rep, each.recovery_ms) for each in reps if each.rep == 1] == [(1, 52_000)]
    assert 2 not in [each.rep for each in reps]
    assert judged(reps, "even").missing == (2,)


def test_a_rep_counted_as_done_has_neither_time_nor_a_known_recovery_before_it() -> None:
    given = (*presses(0, 1000, 1100), (1105, Done()))
    reps = reps_of(result_of(driven(plan_of(reps=3), *given).view()).splits)
    assert [(each.rep, each.ms, each.source) for each in reps][1] == (2, None, Source.UNTIMED)


def test_enough_leaves_no_gap_in_the_numbering() -> None:
    given = (*presses(0, 1000, 1100), (1160, Enough()))
    reps = reps_of(result_of(driven(plan_of(reps=5), *given).view()).splits)
    chosen = judged(reps, "even")
    assert [each.rep for each in chosen.reps] == [1, 2]
    assert (chosen.missing, chosen.asked) == ((), 2)


def test_a_press_is_all_that_a_session_needs_to_have_no_reps() -> None:
    assert reps_of(result_of(driven(plan_of(), (0, Press())).view()).splits) == ()


def test_strides_before_the_main_set_are_judged_for_technique_alone() -> None:
    stride = rep(1, 10.0, 1, metres=50, kind=Kind.STRIDE, section=Section.STRIDES)
    reps = (stride, *timed([38.0, 38.0]))
    assert [each.distance_m for each in judged(reps, "even").reps] == [200, 200]
    assert [each.number for each in judged(reps, "technique").reps] == [1, 2, 3]


def test_strides_alone_are_nothing_to_judge_an_even_session_by() -> None:
    stride = rep(1, 10.0, 1, metres=50, kind=Kind.STRIDE, section=Section.STRIDES)
    assert judged((stride,), "even").reps == ()


def test_a_pyramid_is_one_set_though_its_names_differ() -> None:
    chosen = judged(without(pyramid([18.0, 28.0, 38.0, 28.0, 18.0]), 3), "pyramid")
    assert (chosen.missing, chosen.asked) == ((3,), 5)


def test_two_sets_of_one_name_are_told_apart_and_counted_through() -> None:
    chosen = judged((*timed([38.0, 38.0]), *timed([39.0, 39.0])), "even")
    assert [each.number for each in chosen.reps] == [1, 2, 3, 4]
    assert (chosen.missing, chosen.asked) == ((), 4)


def test_two_sets_run_in_turns_are_told_apart_by_their_names() -> None:
    hundreds, doubles = timed([18.0, 18.0], metres=100), timed([38.0, 38.0])
    chosen = judged((hundreds[0], doubles[0], hundreds[1], doubles[1]), "even")
    assert chosen.asked == 4


def test_two_drills_of_one_distance_are_two_sets() -> None:
    drill = rep(1, None, 2, metres=20, kind=Kind.DRILL, section=Section.DRILLS, name="Butt kicks")
    other = replace(drill, rep=2, name="High knees")
    assert judged((drill, other), "technique").asked == 4
