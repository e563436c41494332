"""Which cue sounds when: the table of cues in product.md."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speedtimer.engine.commands import Away, Back, Extend, Jump, Pause, Press, Resume, Resumption, Skip
from speedtimer.engine.cue_table import Cue
from speedtimer.engine.cues import first_of, within
from speedtimer.plan import ByDistance, ByRange, ByTime, Ends, Kind, Mode, Open, Rest, Section, clock_end_ms
from speedtimer.rules import CueChoices, Rules
from tests.engine.plans import WALK_20, WARM_DOWN, WARM_UP, Driven, cues_in, drills, efforts, jog, work


def test_a_hill_session_of_two_sounds_just_these_cues() -> None:
    driven = Driven(WARM_UP, *efforts(*[ByTime(30_000)] * 2), WARM_DOWN)
    for at_s in (0, 910, 1_050, 1_190, 1_800):
        driven.give(at_s, Press())
    assert driven.cues() == [
        (0, Cue.START),
        (900, Cue.MINIMUM),
        (910, Cue.READY),
        (917, Cue.COUNT),
        (918, Cue.COUNT),
        (919, Cue.COUNT),
        (920, Cue.GO),
        (940, Cue.TEN_SECONDS),
        (950, Cue.OVER),
        (1_050, Cue.SUGGESTION),
        (1_050, Cue.LAST_REP),
        (1_057, Cue.COUNT),
        (1_058, Cue.COUNT),
        (1_059, Cue.COUNT),
        (1_060, Cue.GO),
        (1_080, Cue.TEN_SECONDS),
        (1_090, Cue.OVER),
        (1_190, Cue.SUGGESTION),
        (1_190, Cue.START),
        (1_790, Cue.MINIMUM),
        (1_800, Cue.COMPLETE),
    ]


def test_a_cue_sounds_when_what_it_means_happens_unless_it_says_otherwise() -> None:
    assert Cue.GO.traits.when == "when work starts"
    assert Cue.COUNT.traits.when == "at 3, 2, 1 of a lead-in"


def test_a_pyramid_turns_before_its_first_shorter_rep_and_only_there() -> None:
    driven = Driven(*efforts(*[ByDistance(m, 20_000) for m in (100, 150, 200, 150, 100)], pyramid=True), WARM_DOWN)
    driven.give(0, Press())
    for _ in range(4):
        driven.run_to(driven.engine.now_ms / 1000 + 100)
        driven.give(driven.engine.now_ms / 1000, Press())
    heard = [cue for _, cue in driven.cues() if cue in (Cue.READY, Cue.TURN, Cue.LAST_REP)]
    assert heard == [Cue.READY, Cue.READY, Cue.READY, Cue.TURN, Cue.LAST_REP]


def test_a_pyramid_by_time_turns_too() -> None:
    driven = Driven(*efforts(*[ByTime(s * 1000) for s in (20, 30, 20, 10)], pyramid=True), WARM_DOWN)
    driven.give(0, Press())
    for _ in range(3):
        driven.run_to(driven.engine.now_ms / 1000 + 100)
        driven.give(driven.engine.now_ms / 1000, Press())
    heard = [cue for _, cue in driven.cues() if cue in (Cue.READY, Cue.TURN, Cue.LAST_REP)]
    assert heard == [Cue.READY, Cue.READY, Cue.TURN, Cue.LAST_REP]


def test_no_drill_and_no_stride_is_the_last_rep_of_the_main_set() -> None:
    driven = Driven(*drills(2), work(Kind.STRIDE, Section.STRIDES, ByDistance(50, 10_000), 2, WALK_20))
    driven.give(0, Press())
    driven.give(40, Press())
    driven.give(80, Press())
    assert [cue for _, cue in driven.cues() if cue in (Cue.READY, Cue.LAST_REP)] == [Cue.READY] * 3


def test_a_rep_made_longer_does_not_move_the_turn() -> None:
    driven = Driven(*efforts(*[ByTime(s * 1000) for s in (20, 30, 20)], pyramid=True), WARM_DOWN)
    driven.give(0, Press())
    driven.give(15, Extend(30_000))
    driven.run_to(100)
    driven.give(100, Press())
    assert driven.cues()[-1] == (100, Cue.READY)


def test_a_range_of_no_room_sounds_its_end() -> None:
    driven = Driven(jog(Kind.WARM_UP, Section.WARM_UP, ByRange(60_000, 90_000)), *drills(1))
    driven.give(0, Press())
    driven.give(1, Extend(-30_000))
    assert cues_in(driven.run_to(70)) == [(60, Cue.END)]


def test_ten_seconds_sounds_only_in_timed_steps_of_twenty_seconds_or_more() -> None:
    for length_s, expected in ((19.999, []), (20, [20.0])):
        driven = Driven(*efforts(ByTime(round(length_s * 1000))), WARM_DOWN)
        driven.give(0, Press())
        driven.run_to(35)
        assert [at for at, cue in driven.cues() if cue is Cue.TEN_SECONDS] == expected


AUTO_MAIN = Mode(auto=frozenset({Section.MAIN}))


def test_where_a_lead_in_of_ten_seconds_ends_a_clock_recovery_its_own_cue_is_heard_and_no_other() -> None:
    driven = Driven(*efforts(*[ByTime(15_000)] * 2), WARM_DOWN, mode=AUTO_MAIN)
    driven.give(0, Press())
    # lead-in to 10, effort to 25, recovery of 100 - 10 s to 115, GO at 125
    assert cues_in(driven.run_to(120))[-2:] == [(25, Cue.OVER), (115, Cue.LAST_REP)]


@pytest.mark.parametrize(
    ("lead_in_s", "rest_s", "ten_seconds_s"),
    [
        (5, 100, [115]),  # in the recovery, 25 to 120
        (15, 100, [115]),  # in the lead-in, 110 to 125
        (30, 100, [115]),  # in the lead-in, 95 to 125
        (15, 20, [35]),  # the two together are long enough: 25 to 30, 30 to 45
        (15, 19, []),
        (10, 20, []),  # the lead-in begins there
    ],
)
def test_ten_seconds_goes_by_the_recovery_with_the_lead_in_inside_it(
    lead_in_s: int, rest_s: int, ten_seconds_s: list[int]
) -> None:
    mode = replace(AUTO_MAIN, lead_in_ms=lead_in_s * 1000)
    driven = Driven(*efforts(*[ByTime(15_000)] * 2, rest=Rest("Rest", Open(0, rest_s * 1000))), WARM_DOWN, mode=mode)
    driven.give(0, Press())
    start_s = lead_in_s - 10
    driven.run_to(start_s + 25)
    told = [at - start_s for at, cue in cues_in(driven.run_to(start_s + 25 + rest_s)) if cue is Cue.TEN_SECONDS]
    assert told == ten_seconds_s


def test_a_lead_in_begun_by_a_command_goes_by_its_own_length() -> None:
    driven = Driven(*efforts(*[ByTime(15_000)] * 2), WARM_DOWN, mode=replace(AUTO_MAIN, lead_in_ms=15_000))
    driven.give(0, Press())
    driven.give(40, Skip())
    assert cues_in(driven.run_to(56)) == [(52, Cue.COUNT), (53, Cue.COUNT), (54, Cue.COUNT), (55, Cue.GO)]


def test_a_count_sounds_only_strictly_inside_a_short_lead_in() -> None:
    driven = Driven(*efforts(*[ByTime(15_000)] * 2, rest=Rest("Rest", Open(0, 4_000))), WARM_DOWN, mode=AUTO_MAIN)
    driven.give(0, Press())
    driven.run_to(25)
    # The lead-in lasts from 26 to 29: a count of three would meet its beginning.
    heard = [(26, Cue.LAST_REP), (27, Cue.COUNT), (28, Cue.COUNT), (29, Cue.GO)]
    assert cues_in(driven.run_to(29)) == heard


def test_the_last_recovery_under_auto_ends_on_its_suggestion_with_one_sound() -> None:
    driven = Driven(*efforts(ByTime(15_000)), WARM_DOWN, mode=Mode(auto=frozenset({Section.MAIN})))
    driven.give(0, Press())
    assert cues_in(driven.run_to(126))[-2:] == [(115, Cue.TEN_SECONDS), (125, Cue.START)]


HALVES = Rules(cues=CueChoices(halfway=True))
MINUTES = Rules(cues=CueChoices(minute=True))


def test_half_and_minutes_are_told_only_where_they_are_asked_for() -> None:
    for rules in (Rules(), HALVES, MINUTES):
        driven = Driven(*efforts(ByTime(130_000)), WARM_DOWN, rules=rules)
        driven.give(0, Press())
        driven.run_to(139)
        asked_for = [(at, cue) for at, cue in driven.cues() if cue in (Cue.HALFWAY, Cue.MINUTE)]
        # The effort lasts from 10 to 140; its second minute, at 130, is when ten seconds are left.
        assert asked_for == {HALVES: [(75, Cue.HALFWAY)], MINUTES: [(70, Cue.MINUTE)]}.get(rules, [])


@pytest.mark.parametrize(
    ("kind", "ends", "expected"),
    [
        (Kind.EFFORT, ByTime(19_999), []),
        (Kind.EFFORT, ByTime(20_000), []),
        (Kind.EFFORT, ByTime(23_998), []),
        (Kind.EFFORT, ByTime(24_000), [12_000]),
        (Kind.EFFORT, ByTime(30_000), [15_000]),
        (Kind.WARM_DOWN, ByTime(600_000, waits=True), [300_000]),
        (Kind.WARM_UP, ByRange(900_000, 1_500_000), []),
        (Kind.EFFORT, ByDistance(400, 80_000), []),
        (Kind.GET_READY, ByTime(60_000), []),
        (Kind.RECOVERY, Open(0, 90_000, None, 90_000), []),
    ],
)
def test_half_is_told_of_timed_work_and_jogs_of_twenty_seconds_or_more(
    kind: Kind, ends: Ends, expected: list[int]
) -> None:
    assert [at for at, cue in within(kind, ends, 0, halfway=True) if cue is Cue.HALFWAY] == expected


@pytest.mark.parametrize(
    ("kind", "ends", "expected"),
    [
        (Kind.EFFORT, ByTime(64_999), []),
        (Kind.EFFORT, ByTime(65_000), [60_000]),
        (Kind.EFFORT, ByTime(66_000), []),
        (Kind.EFFORT, ByTime(75_000), [60_000]),
        (Kind.WARM_UP, ByRange(120_000, 300_000), [60_000, 180_000, 240_000]),
        (Kind.WARM_UP, ByRange(116_000, 300_000, waits=True), [60_000, 180_000, 240_000]),
        (Kind.EASY, ByTime(240_000, waits=True), [60_000, 180_000]),
        (Kind.EFFORT, ByDistance(800, 180_000), [60_000, 120_000]),
        (Kind.EFFORT, ByDistance(800, 90_000, held=True), [60_000, 120_000]),
        (Kind.WARM_UP, Open(100_000, 185_000, 1000), [60_000, 120_000, 180_000]),
        (Kind.WARM_UP, Open(100_000, 185_000, 1000, 130_000), [60_000, 120_000]),
        (Kind.RECOVERY, Open(0, 300_000), []),
        (Kind.GET_READY, ByTime(300_000), []),
    ],
)
def test_minutes_are_told_of_jogs_and_work_clear_of_every_other_cue(
    kind: Kind, ends: Ends, expected: list[int]
) -> None:
    """With half told too, which a minute gives way to as to any other cue."""
    assert [at for at, cue in within(kind, ends, 0, halfway=True, minute=True) if cue is Cue.MINUTE] == expected


def test_a_jog_of_no_known_length_tells_its_minutes_for_three_hours() -> None:
    minutes = [at for at, _ in within(Kind.EASY, Open(), 0, minute=True)]
    assert minutes == [60_000 * minute for minute in range(1, 180)]


lengths = st.integers(0, 4_000_000)
any_ends = st.one_of(
    st.builds(ByTime, lengths, st.booleans()),
    st.builds(lambda a, b, waits: ByRange(min(a, b), max(a, b), waits), lengths, lengths, st.booleans()),
    st.builds(ByDistance, st.integers(1, 10_000), lengths, st.booleans()),
    st.builds(Open, lengths, st.none() | lengths, st.none() | st.integers(1, 10_000), st.none() | lengths),
)


@given(st.sampled_from(Kind), any_ends, st.integers(0, 10))
def test_half_and_minutes_change_no_other_cue_and_keep_their_distance(kind: Kind, ends: Ends, count_s: int) -> None:
    usual = within(kind, ends, count_s)
    every = within(kind, ends, count_s, halfway=True, minute=True)
    assert tuple(pair for pair in every if pair[1] not in (Cue.HALFWAY, Cue.MINUTE)) == usual
    end_ms = clock_end_ms(ends)
    others = [0, *(at for at, _ in usual), *([] if end_ms is None else [end_ms])]
    halves = [at for at, cue in every if cue is Cue.HALFWAY]
    assert len(halves) <= 1
    assert all(abs(half - at) >= 2_000 for half in halves for at in others)
    minutes = [at for at, cue in every if cue is Cue.MINUTE]
    assert all(minute % 60_000 == 0 for minute in minutes)
    assert all(abs(minute - at) >= 5_000 for minute in minutes for at in others + halves)


@pytest.mark.parametrize(("count_s", "expected"), [(0, []), (1, [9]), (10, list(range(1, 11)))])
def test_the_count_is_as_long_as_it_is_set(count_s: int, expected: list[int]) -> None:
    rules = Rules(cues=CueChoices(count_s=count_s))
    driven = Driven(*efforts(ByTime(15_000)), WARM_DOWN, rules=rules)
    driven.give(0, Press())
    lead_in_s = max(10, count_s + 1)
    driven.run_to(lead_in_s)
    assert [at for at, cue in driven.cues() if cue is Cue.COUNT] == expected
    assert driven.cues()[-1] == (lead_in_s, Cue.GO)


def test_a_count_that_meets_the_ten_seconds_is_what_is_heard() -> None:
    rules = Rules(cues=CueChoices(count_s=10))
    driven = Driven(*efforts(ByTime(15_000)), WARM_DOWN, rules=rules, mode=Mode(lead_in_ms=20_000))
    driven.give(0, Press())
    assert cues_in(driven.run_to(10)) == [(10, Cue.COUNT)]


def test_a_key_that_nothing_else_answers_sounds_press() -> None:
    driven = Driven(*efforts(*[ByTime(30_000)] * 2), WARM_DOWN)
    driven.give(0, Press())
    assert cues_in(driven.give(12, Skip())) == [
        (7, Cue.COUNT),
        (8, Cue.COUNT),
        (9, Cue.COUNT),
        (10, Cue.GO),
        (12, Cue.PRESS),
    ]
    assert cues_in(driven.give(13, Back())) == [(13, Cue.READY)]


def test_a_key_at_the_moment_of_another_cue_is_silent() -> None:
    driven = Driven(*efforts(*[ByTime(30_000)] * 2), WARM_DOWN)
    driven.give(0, Press())
    assert cues_in(driven.give(7, Extend(30_000))) == [(7, Cue.COUNT)]
    assert cues_in(driven.give(8, Press())) == [(8, Cue.REFUSED)]
    assert cues_in(driven.give(8, Jump(99))) == []


def test_a_pause_and_its_end_sound_as_named() -> None:
    driven = Driven(WARM_UP, *drills(1))
    driven.give(0, Press())
    assert cues_in(driven.give(10, Pause())) == [(10, Cue.PAUSED)]
    assert cues_in(driven.give(20, Resume())) == [(20, Cue.RESUMED)]


def test_going_on_in_work_counts_first() -> None:
    driven = Driven(*efforts(ByTime(30_000)), WARM_DOWN)
    driven.give(0, Press())
    driven.give(15, Pause())
    driven.give(20, Resume(Resumption.ON))
    assert cues_in(driven.run_to(30)) == [(21, Cue.COUNT), (22, Cue.COUNT), (23, Cue.COUNT), (24, Cue.RESUMED)]


def test_without_a_count_going_on_still_takes_a_second() -> None:
    driven = Driven(*efforts(ByTime(30_000)), WARM_DOWN, rules=Rules(cues=CueChoices(count_s=0)))
    driven.give(0, Press())
    driven.give(15, Pause())
    driven.give(20, Resume(Resumption.ON))
    assert cues_in(driven.run_to(30)) == [(21, Cue.RESUMED)]


def test_a_press_while_counting_in_is_refused_and_a_second_goes_on_now() -> None:
    driven = Driven(*efforts(ByTime(30_000)), WARM_DOWN)
    driven.give(0, Press())
    driven.give(15, Pause())
    driven.give(20, Resume(Resumption.ON))
    assert cues_in(driven.give(20.5, Press())) == [(20.5, Cue.REFUSED)]
    assert cues_in(driven.give(21.3, Press())) == [(21, Cue.COUNT), (21.3, Cue.RESUMED)]


def test_upcoming_tells_every_cue_beforehand_if_no_command_comes() -> None:
    driven = Driven(*efforts(ByTime(30_000)), WARM_DOWN)
    driven.give(0, Press())
    told = [(cue.at_ms, cue.cue) for cue in driven.engine.upcoming(41_000)]
    assert told == [
        (7_000, Cue.COUNT),
        (8_000, Cue.COUNT),
        (9_000, Cue.COUNT),
        (10_000, Cue.GO),
        (30_000, Cue.TEN_SECONDS),
        (40_000, Cue.OVER),
    ]
    assert driven.engine.upcoming(0) == ()


def test_the_order_at_a_boundary_is_the_one_of_the_product() -> None:
    ids = ["complete", "go", "over", "walk", "last_rep", "turn", "ready", "start", "end"]
    for place, cue in enumerate(ids):
        assert first_of([Cue[later.upper()] for later in reversed(ids[place:])]) == cue


def test_the_same_cue_is_not_sounded_twice_at_one_moment() -> None:
    driven = Driven(WARM_UP, *drills(1))
    driven.give(0, Press())
    for command in (Pause(), Resume(Resumption.ON), Away(10_000)):
        driven.give(10, command)
    assert driven.cues()[1:] == [(10, Cue.PAUSED), (10, Cue.RESUMED)]
