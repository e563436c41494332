"""A session beside the ones before it, worked out by hand."""

from __future__ import annotations

from speedtimer.coach.against import Earlier, against, latest
from speedtimer.coach.measured import Basis
from speedtimer.coach.reps import Rep
from speedtimer.engine.events import Source
from speedtimer.plan import Kind, Section
from tests.coach.sets import rep, solo, timed, without


def earlier(day: str, reps: tuple[Rep, ...], workout: str = "8x200m") -> Earlier:
    return Earlier(f"{day}-{workout}", workout, day, reps)


NEWER = earlier("2026-11-16", timed([38.6, 38.2, 38.4]))
OLDER = earlier("2026-11-09", timed([39.0, 38.0, 39.4]))


def test_best_and_recent_stand_beside_todays() -> None:
    # Before: newest first 38.4 38.2 38.6, then 39.4 38.0 39.0. The best is 38.0 of the older. The last five are 38.4
    # 38.2 38.6 39.4 38.0, in order 38.0 38.2 38.4 38.6 39.4: median 38.4. Today's best is rep 2 with 38.1.
    (standing,) = against(timed([38.5, 38.1]), "8x200m", (NEWER, OLDER)).standings
    assert (standing.today_ms, standing.today_number) == (38_100, 2)
    assert (standing.best_ms, standing.best_session) == (38_000, "2026-11-09-8x200m")
    assert (standing.recent_ms, standing.recent_of, standing.before) == (38_400, 5, 6)
    assert not standing.new_best
    assert standing.sentence == "200 m: 38.1 s; best 38.0 s on 2026-11-09, recently 38.4 s."


def test_a_new_best_is_called_out() -> None:
    compared = against(timed([38.5, 37.9]), "8x200m", (NEWER, OLDER))
    assert [standing.distance_m for standing in compared.new_bests] == [200]
    assert compared.standings[0].sentence == (
        "200 m: 37.9 s, a new best; before it 38.0 s on 2026-11-09, recently 38.4 s."
    )


def test_to_equal_the_best_is_no_new_one() -> None:
    assert against(timed([38.0]), "8x200m", (NEWER, OLDER)).new_bests == ()


def test_the_first_time_of_all_is_the_first_and_no_best() -> None:
    (standing,) = against(timed([38.0]), "8x200m", ()).standings
    assert not standing.new_best
    assert standing.sentence == "200 m: 38.0 s, the first that was measured."


def test_splits_are_compared_across_workouts_and_round_trips_are_not() -> None:
    other = earlier("2026-11-16", (rep(1, 37.0, 1, source=Source.MEASURED, trip_s=100.0),), "sprint-pyramid")
    assert against(timed([38.0]), "8x200m", (other,)).standings[0].best_ms == 37_000
    assert against(solo([118.0]), "8x200m", (other,)).standings[0].best_ms is None


def test_round_trips_are_compared_with_round_trips_alone() -> None:
    mine = earlier("2026-11-16", solo([119.0, 121.0]))
    (standing,) = against(solo([118.0]), "8x200m", (NEWER, mine)).standings
    assert (standing.basis, standing.best_ms) == (Basis.ROUND_TRIPS, 119_000)
    assert standing.sentence == (
        "200 m, there and back: 1:58.0, your shortest round trip so far, the way back included; "
        "before it 1:59.0 on 2026-11-16, recently 2:00.0."
    )


def test_round_trips_by_another_way_back_are_another_thing() -> None:
    # The file was changed: the walk was 100 m, and is 200 m now.
    short = earlier("2026-11-16", solo([90.0, 95.0]))
    long = earlier("2026-11-09", solo([120.0, 125.0], back=("Walk", 200)))
    compared = against(solo([119.0, 121.0], back=("Walk", 200)), "8x200m", (short, long))
    assert [(each.best_ms, each.before) for each in compared.standings] == [(120_000, 2)]
    assert [(each.last_ms, each.best_ms) for each in compared.reps] == [(None, 120_000), (None, 125_000)]


def test_two_ways_back_in_one_session_stand_each_for_itself() -> None:
    # Two reps with a walk of 100 m, then one with the break between sets.
    both = (*solo([118.0, 117.0]), rep(3, 38.0, 3, source=Source.ESTIMATED, trip_s=400.0, back=("Break", None)))
    compared = against(both, "8x200m", (earlier("2026-11-16", solo([119.0])),))
    assert [(each.today_ms, each.best_ms) for each in compared.standings] == [(117_000, 119_000), (400_000, None)]
    assert latest(both, None) is not None
    assert latest(both, None).best_ms is None  # type: ignore[union-attr]


def test_estimates_are_compared_with_nothing() -> None:
    compared = against(solo([None, None]), "8x200m", (NEWER,))
    assert (compared.standings, compared.reps) == ((), ())


def test_rep_by_rep_goes_by_the_same_workout() -> None:
    # Rep 1 before: 38.6 the last time, 39.0 before that. Rep 2: 38.2, and 38.0 at its best. Rep 3 has no time today.
    other = earlier("2026-11-18", timed([30.0, 30.0, 30.0]), "other")
    compared = against(timed([38.5, 38.1, None]), "8x200m", (other, NEWER, OLDER))
    assert [(each.rep, each.ms, each.last_ms, each.best_ms) for each in compared.reps] == [
        (1, 38_500, 38_600, 38_600),
        (2, 38_100, 38_200, 38_000),
        (3, None, 38_400, 38_400),
    ]
    assert compared.last_day == "2026-11-16"


def test_a_stride_and_an_effort_of_one_distance_are_two_things() -> None:
    stride = rep(1, 9.0, 1, metres=50, kind=Kind.STRIDE, section=Section.STRIDES)
    effort = rep(1, 8.0, 1, metres=50)
    compared = against((stride, effort), "mine", ())
    assert [(each.kind, each.today_ms) for each in compared.standings] == [(Kind.STRIDE, 9_000), (Kind.EFFORT, 8_000)]
    assert compared.standings[0].sentence == "50 m stride: 9.0 s, the first that was measured."


def test_in_recovery_a_rep_is_held_against_the_sessions_best_and_the_target() -> None:
    # 38.6 against 38.2, the best so far: 0.4 slower; against the target of 38.0: 0.6 slower.
    found = latest(timed([38.4, 38.2, 38.6]), target_ms=38_000)
    assert found is not None
    assert (found.value.ms, found.best_ms, found.target_ms) == (38_600, 38_200, 38_000)
    assert found.sentence == "Rep 3: 38.6 s, 0.4 s slower than this session's best, 0.6 s slower than the target."


def test_in_recovery_the_first_rep_has_no_best_to_be_held_against() -> None:
    found = latest(timed([38.0]), target_ms=38_000)
    assert found is not None
    assert found.sentence == "Rep 1: 38.0 s, on the target."


def test_alone_the_newest_round_trip_is_the_one_before_and_has_no_target() -> None:
    found = latest(solo([118.0, 117.0, None]), target_ms=38_000)
    assert found is not None
    assert (found.value.rep.rep, found.target_ms) == (2, None)
    assert found.sentence == "Rep 2, there and back: 1:57.0, 1.0 s faster than this session's shortest."


def test_in_recovery_what_is_longer_ago_than_the_rep_before_is_no_news() -> None:
    # The first round trip is told in the recovery after the second rep, and no more after the third.
    assert latest(solo([118.0, None])) is not None
    assert latest(solo([118.0, None, None])) is None
    # Nor after the third where the second was skipped, nor in the next set, nor where a split was taken long before.
    assert latest(without(solo([118.0, None, None]), 2)) is None
    assert latest((*solo([None, 118.0]), rep(1, None, 2, source=Source.ESTIMATED))) is None
    assert latest(timed([38.0, None])) is None


def test_in_recovery_nothing_is_said_of_estimates() -> None:
    assert latest(solo([None]), target_ms=38_000) is None
    assert latest(()) is None


def test_a_difference_is_rounded_and_one_that_rounds_to_nothing_is_none() -> None:
    found = latest(timed([38.0, 38.26, 38.04]), target_ms=38_090)
    assert found is not None
    assert found.sentence == "Rep 3: 38.0 s, the same as this session's best, 0.1 s faster than the target."


def test_equal_to_the_best_is_said_as_the_same() -> None:
    found = latest(timed([38.0, 38.0]))
    assert found is not None
    assert found.sentence == "Rep 2: 38.0 s, the same as this session's best."
