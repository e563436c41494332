"""What is really measured of a rep, and which basis a set is judged on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speedtimer.coach.measured import Basis, commonest_way, measure, round_trip_of, speed_mm_s, split_of
from speedtimer.coach.reps import Rep
from speedtimer.engine.events import Source
from tests.coach.sets import rep, solo, timed


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (Source.MEASURED, 38_000),
        (Source.TYPED, 38_000),
        (Source.ESTIMATED, None),
        (Source.EXACT, None),
        (Source.UNTIMED, None),
    ],
)
def test_only_measured_and_typed_splits_are_values(source: Source, expected: int | None) -> None:
    assert split_of(rep(1, 38.0, 8, source=source)) == expected


def test_a_rep_by_time_has_neither_split_nor_round_trip() -> None:
    hill = rep(1, 30.0, 10, metres=None, source=Source.EXACT, trip_s=128.0)
    assert (split_of(hill), round_trip_of(hill), speed_mm_s(hill)) == (None, None, None)
    assert measure([hill]).basis is Basis.NOTHING


def test_a_round_trip_has_no_speed() -> None:
    # 200 m in 40.0 s is 5 m/s; the round trip of the same rep is two ways and gives none.
    assert speed_mm_s(rep(1, 40.0, 8)) == 5_000
    assert speed_mm_s(solo([118.0])[0]) is None


def test_round_trips_are_comparable_by_the_same_way_back_alone() -> None:
    reps = (*solo([118.0, 117.0]), *solo([400.0], back=("Break", None)))
    values = measure(reps).values
    assert [value.ms for value in commonest_way(values, Basis.ROUND_TRIPS)] == [118_000, 117_000]
    # As splits they would all be of one kind: 200 m.
    assert len(commonest_way(values, Basis.SPLITS)) == 3


def mixed(splits: int, trips: int, nothing: int) -> tuple[Rep, ...]:
    """Reps with a typed split alone, with a round trip alone, and with neither."""
    kinds: list[tuple[float | None, float | None]] = [
        *[(38.0, None)] * splits,
        *[(None, 118.0)] * trips,
        *[(None, None)] * nothing,
    ]
    return tuple(
        rep(number, split_s, len(kinds), source=Source.TYPED, trip_s=trip_s)
        for number, (split_s, trip_s) in enumerate(kinds, 1)
    )


@pytest.mark.parametrize(
    ("splits", "trips", "nothing", "basis"),
    [
        (8, 0, 0, Basis.SPLITS),
        (0, 8, 0, Basis.ROUND_TRIPS),
        (0, 0, 8, Basis.NOTHING),
        (5, 3, 0, Basis.SPLITS),
        (4, 4, 0, Basis.SPLITS),
        (3, 5, 0, Basis.ROUND_TRIPS),
        (3, 2, 3, Basis.SPLITS),
        (2, 3, 3, Basis.ROUND_TRIPS),
        (1, 0, 7, Basis.SPLITS),
    ],
)
def test_a_mixed_set_is_read_on_the_basis_that_most_of_it_has(
    splits: int, trips: int, nothing: int, basis: Basis
) -> None:
    assert measure(mixed(splits, trips, nothing)).basis is basis


def test_typed_splits_of_a_few_reps_do_not_hide_the_round_trips_of_all() -> None:
    # Three of eight typed afterwards, all eight with a round trip: three is neither most of eight nor as many as eight.
    reps = [*(rep(n, 38.0, 8, source=Source.TYPED, trip_s=118.0) for n in (1, 2, 3)), *solo([118.0] * 8)[3:]]
    assert measure(reps).basis is Basis.ROUND_TRIPS
    assert len(measure(reps).values) == 8


@pytest.mark.parametrize(
    ("reps", "sentence"),
    [
        (timed([38.0, None, 38.2]), "This rests on splits, measured or typed: 2 of 3 reps."),
        (
            solo([118.0]),
            "This rests on round trips, from GO to back at the line, so the way back is in them: 1 of 1 rep.",
        ),
        (solo([None, None]), "Nothing was measured, and estimates are not judged."),
    ],
)
def test_the_basis_is_said_with_how_much_of_the_set_has_it(reps: tuple[Rep, ...], sentence: str) -> None:
    assert measure(reps).rests_on == sentence


def test_of_two_distances_run_as_often_the_first_is_compared() -> None:
    reps = [*timed([18.0, 18.0], metres=100), *timed([38.0, 38.0])]
    assert {value.rep.distance_m for value in commonest_way(measure(reps).values, Basis.SPLITS)} == {100}


SOURCES = st.sampled_from(list(Source))
REPS = st.lists(
    st.builds(
        lambda number, split_s, source, trip_s: rep(number, split_s, 9, source=source, trip_s=trip_s),
        st.integers(1, 9),
        st.one_of(st.none(), st.floats(1, 100)),
        SOURCES,
        st.one_of(st.none(), st.floats(1, 300)),
    ),
    max_size=9,
)


@given(REPS)
def test_no_value_ever_comes_from_an_estimate_and_no_set_mixes_two_bases(reps: list[Rep]) -> None:
    measures = measure(reps)
    for value in measures.values:
        if measures.basis is Basis.SPLITS:
            assert value.rep.source in (Source.MEASURED, Source.TYPED)
            assert value.ms == value.rep.ms
        else:
            assert value.ms == value.rep.round_trip_ms
    assert bool(measures.values) == (measures.basis is not Basis.NOTHING)
