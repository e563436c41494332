"""How a step ends: the table of that name in product.md, row by row, and the windows of a second press."""

from __future__ import annotations

from dataclasses import replace

import pytest

from speedtimer.engine.commands import (
    Again,
    Away,
    Back,
    Command,
    Done,
    Enough,
    Extend,
    Fewer,
    Jump,
    More,
    Pause,
    Press,
    Resume,
    Resumption,
    Skip,
)
from speedtimer.engine.cue_table import Cue
from speedtimer.engine.events import Bounced, EndedBy, Event, Refusal, Refused, Source, Split, StepEnded
from speedtimer.engine.view import Phase
from speedtimer.plan import ByDistance, ByRange, ByTime, Kind, Mode, Open, Rest, Section, Step
from speedtimer.rules import Rules
from tests.engine.plans import (
    EASY,
    WALK_100,
    WARM_DOWN,
    WARM_UP,
    Driven,
    cues_in,
    drills,
    efforts,
    jog,
)

TIMED_MAIN = Mode(timed=frozenset({Section.MAIN}))
AUTO = Mode(auto=frozenset(Section))


def ends(events: list[Event]) -> list[tuple[float, int, EndedBy, Split | None]]:
    return [(e.at_ms / 1000, e.index, e.by, e.split) for e in events if isinstance(e, StepEnded)]


def refusals(events: list[Event]) -> list[tuple[float, Refusal]]:
    return [(event.at_ms / 1000, event.reason) for event in events if isinstance(event, Refused)]


def in_first_effort(*steps: Step, mode: Mode | None = None) -> Driven:
    """A session of efforts alone, its first effort begun; the lead-in takes 10 s, or 5 s when timed."""
    driven = Driven(*steps, mode=mode)
    driven.give(0, Press())
    driven.run_to(10 if mode is None else 5)
    assert driven.phase() is Phase.WORK
    return driven


def test_a_step_by_time_ends_at_its_length_and_is_exact() -> None:
    driven = in_first_effort(*efforts(ByTime(30_000)), WARM_DOWN)
    assert ends(driven.run_to(45)) == [(40, 1, EndedBy.CLOCK, Split(30_000, Source.EXACT))]


def test_a_step_by_time_refuses_a_press_and_a_second_one_ends_it() -> None:
    driven = in_first_effort(*efforts(ByTime(30_000)), WARM_DOWN)
    first = driven.give(20, Press())
    assert refusals(first) == [(20, Refusal.TIME_NOT_UP)]
    assert cues_in(first) == [(20, Cue.REFUSED)]
    assert ends(driven.give(21, Press())) == [(21, 1, EndedBy.PRESS, Split(11_000, Source.MEASURED))]


@pytest.mark.parametrize(
    ("second_s", "what"),
    [(20.699, "bounced"), (20.7, "ended"), (23.0, "ended"), (23.001, "refused")],
)
def test_a_second_press_counts_from_700_ms_to_3_s_after_the_first(second_s: float, what: str) -> None:
    driven = in_first_effort(*efforts(ByTime(30_000)), WARM_DOWN)
    driven.give(20, Press())
    happened = driven.give(second_s, Press())
    found = {
        "bounced": any(isinstance(event, Bounced) for event in happened),
        "ended": bool(ends(happened)),
        "refused": bool(refusals(happened)),
    }
    assert found == {name: name == what for name in found}


def test_a_bounce_is_silent_and_its_window_begins_again() -> None:
    driven = in_first_effort(*efforts(ByTime(30_000)), WARM_DOWN)
    driven.give(20, Press())
    held = [driven.give(20 + tenth / 10, Press()) for tenth in range(5, 20, 5)]
    assert [cues_in(happened) for happened in held] == [[], [], []]
    assert all(any(isinstance(event, Bounced) for event in happened) for happened in held)
    assert ends(driven.give(22.2, Press())) == [(22.2, 1, EndedBy.PRESS, Split(12_200, Source.MEASURED))]


def test_a_second_press_means_nothing_once_its_step_is_over() -> None:
    driven = in_first_effort(*efforts(ByTime(30_000)), WARM_DOWN)
    driven.give(39, Press())
    assert refusals(driven.give(41, Press())) == [(41, Refusal.TOO_EARLY)]


def test_the_windows_are_real_time_in_a_rehearsal() -> None:
    driven = Driven(*efforts(ByTime(30_000)), WARM_DOWN, rules=Rules(speed=5))
    driven.give(0, Press())
    driven.run_to(10)
    driven.give(15, Press())
    assert any(isinstance(event, Bounced) for event in driven.give(18.4, Press()))
    assert ends(driven.give(22, Press())) == [(22, 1, EndedBy.PRESS, Split(12_000, Source.MEASURED))]


def test_a_range_refuses_a_press_before_its_minimum() -> None:
    driven = Driven(WARM_UP, *drills(1), WARM_DOWN)
    driven.give(0, Press())
    assert refusals(driven.give(899.999, Press())) == [(899.999, Refusal.BEFORE_MINIMUM)]
    assert ends(driven.give(901, Press())) == [(901, 0, EndedBy.PRESS, Split(901_000, Source.MEASURED))]


def test_a_range_takes_a_press_from_its_minimum_on_where_minimum_sounds() -> None:
    driven = Driven(WARM_UP, *drills(1), WARM_DOWN)
    driven.give(0, Press())
    assert cues_in(driven.run_to(899.999)) == []
    happened = driven.give(900, Press())
    assert cues_in(happened) == [(900, Cue.MINIMUM), (900, Cue.READY)]
    assert ends(happened) == [(900, 0, EndedBy.PRESS, Split(900_000, Source.MEASURED))]


def test_a_range_that_no_work_follows_ends_at_its_max() -> None:
    driven = Driven(*efforts(ByTime(30_000)), WARM_DOWN)
    driven.give(0, Press())
    driven.run_to(40)
    driven.give(140, Press())
    happened = driven.run_to(1_100)
    assert ends(happened) == [(1040, 3, EndedBy.CLOCK, Split(900_000, Source.EXACT))]
    assert cues_in(happened) == [(740, Cue.MINIMUM), (1040, Cue.COMPLETE)]


def test_a_jog_that_work_follows_sounds_its_end_and_waits_for_the_press() -> None:
    driven = Driven(WARM_UP, *drills(1), WARM_DOWN)
    driven.give(0, Press())
    assert cues_in(driven.run_to(2_000)) == [(900, Cue.MINIMUM), (1_500, Cue.END)]
    assert driven.phase() is Phase.JOG
    assert driven.engine.view().waiting
    assert ends(driven.give(2_000, Press())) == [(2_000, 0, EndedBy.PRESS, Split(2_000_000, Source.MEASURED))]


def test_a_jog_by_time_before_work_waits_too_and_refuses_only_before_its_length() -> None:
    driven = Driven(EASY, *efforts(ByTime(30_000)), WARM_DOWN)
    driven.give(0, Press())
    assert refusals(driven.give(2_390, Press())) == [(2_390, Refusal.TIME_NOT_UP)]
    assert cues_in(driven.run_to(2_500)) == [(2_400, Cue.END)]
    assert ends(driven.give(2_500, Press())) == [(2_500, 0, EndedBy.PRESS, Split(2_500_000, Source.MEASURED))]


def test_under_auto_a_jog_ends_at_its_max_and_thirty_seconds_of_lead_in_follow() -> None:
    driven = Driven(WARM_UP, *drills(1), WARM_DOWN, mode=AUTO)
    driven.give(0, Press())
    happened = driven.run_to(1_531)
    assert [(at, index, by) for at, index, by, _ in ends(happened)] == [
        (1_500, 0, EndedBy.CLOCK),
        (1_530, 1, EndedBy.CLOCK),
    ]


def test_under_auto_the_end_of_the_lead_in_falls_on_the_suggestion() -> None:
    driven = Driven(*efforts(*[ByDistance(100, 18_000)] * 2, rest=WALK_100), WARM_DOWN, mode=AUTO)
    driven.give(0, Press())
    happened = driven.run_to(200)
    went = [at for at, cue in cues_in(happened) if cue is Cue.GO]
    assert went == [10, 10 + 18 + 80]
    # Nobody knows whether the 100 m were walked by then: a distance that the clock ended.
    assert (10 + 18 + 70, 2, EndedBy.CLOCK, Split(70_000, Source.ESTIMATED)) in ends(happened)


def test_a_distance_solo_ends_at_its_expected_time_with_walk_and_is_estimated() -> None:
    driven = in_first_effort(*efforts(ByDistance(100, 18_000), rest=WALK_100), WARM_DOWN)
    happened = driven.run_to(30)
    assert ends(happened) == [(28, 1, EndedBy.CLOCK, Split(18_000, Source.ESTIMATED))]
    assert cues_in(happened) == [(28, Cue.WALK)]


def test_a_distance_solo_refuses_a_press_and_a_second_one_ends_it_estimated() -> None:
    driven = in_first_effort(*efforts(ByDistance(100, 18_000), rest=WALK_100), WARM_DOWN)
    assert refusals(driven.give(20, Press())) == [(20, Refusal.ENDS_BY_ITSELF)]
    happened = driven.give(22, Press())
    assert ends(happened) == [(22, 1, EndedBy.PRESS, Split(12_000, Source.ESTIMATED))]
    assert cues_in(happened) == [(22, Cue.OVER)]


def test_a_distance_timed_never_ends_by_itself_and_suggests_at_twice_the_expected_time() -> None:
    driven = in_first_effort(*efforts(ByDistance(100, 18_000), rest=WALK_100), WARM_DOWN, mode=TIMED_MAIN)
    assert cues_in(driven.run_to(1_000)) == [(5 + 36, Cue.SUGGESTION)]
    assert driven.phase() is Phase.WORK


def test_a_distance_timed_is_measured_by_one_press() -> None:
    driven = in_first_effort(*efforts(ByDistance(100, 18_000), rest=WALK_100), WARM_DOWN, mode=TIMED_MAIN)
    happened = driven.give(22.345, Press())
    assert ends(happened) == [(22.345, 1, EndedBy.PRESS, Split(17_345, Source.MEASURED))]
    assert cues_in(happened) == [(22.345, Cue.OVER)]


def test_nobody_runs_faster_than_twelve_and_a_half_metres_a_second() -> None:
    driven = in_first_effort(*efforts(ByDistance(100, 18_000), rest=WALK_100), WARM_DOWN, mode=TIMED_MAIN)
    assert refusals(driven.give(12.999, Press())) == [(12.999, Refusal.TOO_FAST)]
    driven = in_first_effort(*efforts(ByDistance(100, 18_000), rest=WALK_100), WARM_DOWN, mode=TIMED_MAIN)
    assert ends(driven.give(13, Press())) == [(13, 1, EndedBy.PRESS, Split(8_000, Source.MEASURED))]


def test_a_distance_ended_too_fast_by_a_second_press_is_not_trusted() -> None:
    driven = in_first_effort(*efforts(ByDistance(100, 18_000), rest=WALK_100), WARM_DOWN, mode=TIMED_MAIN)
    driven.give(10, Press())
    assert ends(driven.give(11, Press())) == [(11, 1, EndedBy.PRESS, Split(6_000, Source.ESTIMATED))]


def test_a_distance_timed_with_a_pause_in_it_is_estimated() -> None:
    driven = in_first_effort(*efforts(ByDistance(100, 18_000), rest=WALK_100), WARM_DOWN, mode=TIMED_MAIN)
    driven.give(15, Pause())
    driven.give(20, Resume(Resumption.ON))  # counts 4 s, goes on at 24
    assert ends(driven.give(34, Press())) == [(34, 1, EndedBy.PRESS, Split(20_000, Source.ESTIMATED))]


def test_an_open_step_never_ends_by_itself_and_suggests_once() -> None:
    driven = in_first_effort(*efforts(ByTime(30_000)), WARM_DOWN)
    assert cues_in(driven.run_to(5_000)) == [(30, Cue.TEN_SECONDS), (40, Cue.OVER), (140, Cue.SUGGESTION)]
    assert driven.phase() is Phase.RECOVERY


def test_an_open_step_is_ended_by_a_press_from_at_least_on() -> None:
    driven = in_first_effort(*efforts(ByTime(30_000)), WARM_DOWN)
    assert refusals(driven.give(59.999, Press())) == [(59.999, Refusal.TOO_EARLY)]
    assert ends(driven.give(61, Press())) == [(61, 2, EndedBy.PRESS, Split(21_000, Source.MEASURED))]


def test_a_press_in_a_lead_in_solo_needs_a_second_one_which_starts_the_work_now() -> None:
    driven = Driven(*efforts(ByTime(30_000)), WARM_DOWN)
    driven.give(0, Press())
    assert refusals(driven.give(2, Press())) == [(2, Refusal.LEAD_IN_RUNNING)]
    happened = driven.give(3, Press())
    assert ends(happened) == [(3, 0, EndedBy.PRESS, Split(3_000, Source.MEASURED))]
    assert cues_in(happened) == [(3, Cue.GO)]


def test_a_press_in_a_lead_in_timed_starts_the_work_now() -> None:
    driven = Driven(*efforts(ByDistance(100, 18_000), rest=WALK_100), WARM_DOWN, mode=TIMED_MAIN)
    driven.give(0, Press())
    assert cues_in(driven.give(1.5, Press())) == [(1.5, Cue.GO)]


def test_the_round_trip_is_from_go_to_the_press_back_at_the_line() -> None:
    driven = in_first_effort(*efforts(*[ByDistance(100, 18_000)] * 2, rest=WALK_100), WARM_DOWN)
    driven.give(105.5, Press())
    assert driven.engine.view().splits[1] == Split(18_000, Source.ESTIMATED, round_trip_ms=95_500)


@pytest.mark.parametrize("pause_s", [15, 60])
def test_a_round_trip_with_a_pause_in_it_is_none(pause_s: float) -> None:
    driven = in_first_effort(*efforts(*[ByDistance(100, 18_000)] * 2, rest=WALK_100), WARM_DOWN)
    driven.give(pause_s, Pause())
    driven.give(pause_s + 5, Resume(Resumption.ON))
    driven.give(300, Press())
    assert driven.engine.view().splits[1].round_trip_ms is None


def test_where_somebody_holds_the_watch_there_is_no_round_trip() -> None:
    mode = TIMED_MAIN
    driven = in_first_effort(*efforts(*[ByDistance(100, 18_000)] * 2, rest=WALK_100), WARM_DOWN, mode=mode)
    driven.give(22, Press())
    driven.give(100, Press())
    assert driven.engine.view().splits[1] == Split(17_000, Source.MEASURED)


def test_a_recovery_by_time_ends_by_itself() -> None:
    driven = in_first_effort(*efforts(*[ByTime(30_000)] * 2, rest=Rest("Stand", ByTime(45_000))), WARM_DOWN)
    assert ends(driven.run_to(90))[1] == (85, 2, EndedBy.CLOCK, Split(45_000, Source.EXACT))


def test_a_recovery_under_auto_with_no_room_for_its_lead_in_keeps_a_second() -> None:
    short = Rest("Walk back", Open(1_000, 4_000, 5))
    driven = Driven(*efforts(*[ByTime(30_000)] * 2, rest=short), WARM_DOWN, mode=AUTO)
    driven.give(0, Press())
    happened = driven.run_to(42)
    assert [(at, index) for at, index, _, _ in ends(happened)] == [(10, 0), (40, 1), (41, 2)]
    heard = [(40, Cue.OVER), (41, Cue.LAST_REP), (42, Cue.COUNT)]
    assert [(at, cue) for at, cue in cues_in(happened) if at >= 40] == heard


def test_a_rest_of_one_second_under_auto_has_a_lead_in_of_no_length_and_no_sound() -> None:
    driven = Driven(*efforts(*[ByTime(30_000)] * 2, rest=Rest("Rest", Open(0, 1_000))), WARM_DOWN, mode=AUTO)
    driven.give(0, Press())
    driven.run_to(39)
    happened = driven.run_to(41)
    assert [(at, index) for at, index, _, _ in ends(happened)] == [(40, 1), (41, 2), (41, 3)]
    assert cues_in(happened) == [(40, Cue.OVER), (41, Cue.GO)]


def tabata() -> Driven:
    """Efforts of 20 s (1, 4, 7) with 10 s of rest by the clock: the second is led in to from 31 s on."""
    driven = Driven(*efforts(*[ByTime(20_000)] * 3, rest=Rest("Rest", Open(0, 10_000))), WARM_DOWN, mode=AUTO)
    driven.give(0, Press())
    driven.run_to(30)
    return driven


def went_s(driven: Driven, until_s: float) -> list[float]:
    return [at for at, cue in cues_in(driven.run_to(until_s)) if cue is Cue.GO]


def test_go_falls_on_the_written_length_of_a_rest_by_the_clock() -> None:
    assert went_s(tabata(), 100) == [40, 70]


@pytest.mark.parametrize(
    ("command", "go_s"),
    [
        (Skip(), 40.8),  # the lead-in begins at once
        (Back(), 40.8),  # so early in a step to the one before, and that is work
        (Again(), 40.8),
        (Jump(3), 40.8),
        (Jump(7), 40.8),
        (Done(), 41.8),  # the rest anew, 1 s of it, then all of the lead-in
    ],
)
def test_work_entered_by_a_command_gets_its_full_lead_in(command: Command, go_s: float) -> None:
    driven = tabata()
    driven.give(30.8, command)
    assert went_s(driven, go_s) == [go_s]


def test_a_press_in_a_clock_recovery_is_refused_and_a_second_one_begins_the_full_lead_in() -> None:
    driven = Driven(*efforts(*[ByTime(30_000)] * 2), WARM_DOWN, mode=AUTO)
    driven.give(0, Press())
    assert refusals(driven.give(80, Press())) == [(80, Refusal.TIME_NOT_UP)]
    assert driven.phase() is Phase.RECOVERY
    assert ends(driven.give(81, Press())) == [(81, 2, EndedBy.PRESS, Split(41_000, Source.MEASURED))]
    assert went_s(driven, 91) == [91]


def test_a_second_press_in_a_short_clock_recovery_leaves_the_full_lead_in_before_go() -> None:
    short = Rest("Rest", Open(0, 3_000))
    driven = Driven(*efforts(*[ByTime(30_000)] * 2, rest=short), WARM_DOWN, mode=AUTO)
    driven.give(0, Press())
    driven.give(40.1, Press())
    driven.give(40.9, Press())
    assert went_s(driven, 50.9) == [50.9]


def test_a_resume_in_a_clock_recovery_leaves_the_full_lead_in_before_go() -> None:
    driven = tabata()
    driven.give(30.4, Pause())
    driven.give(60, Resume())
    # 0.6 s of the rest, and then all of the lead-in.
    assert went_s(driven, 70.6) == [70.6]


def test_a_resume_in_a_lead_in_inside_a_clock_recovery_begins_the_full_one() -> None:
    driven = tabata()
    driven.give(35, Pause())
    driven.give(60, Resume())
    assert went_s(driven, 70) == [70]


def test_a_recovery_after_a_jog_is_no_round_trip_and_has_no_set() -> None:
    easy = replace(jog(Kind.EASY, Section.MAIN, ByTime(120_000)), rest=Rest("Rest", Open(0, 60_000)))
    driven = Driven(easy, *efforts(ByTime(30_000)), easy, *efforts(ByTime(30_000)), WARM_DOWN)
    driven.give(0, Press())
    driven.run_to(120)
    assert driven.phase() is Phase.RECOVERY
    assert refusals(driven.give(130, More())) == [(130, Refusal.NO_SET)]
    assert refusals(driven.give(131, Fewer())) == [(131, Refusal.NO_SET)]
    driven.give(180, Press())
    assert driven.engine.view().splits[0] == Split(120_000, Source.EXACT)
    assert driven.phase() is Phase.LEAD_IN


def test_enough_in_a_recovery_after_a_jog_leaves_what_is_left_of_the_main_set() -> None:
    easy = replace(jog(Kind.EASY, Section.MAIN, ByTime(120_000)), rest=Rest("Rest", Open(0, 60_000)))
    driven = Driven(*efforts(ByTime(30_000)), easy, *efforts(ByTime(30_000)), WARM_DOWN)
    driven.give(0, Press())
    driven.give(140, Press())  # effort to 40, back at the line at 140, jog to 260
    driven.run_to(270)
    driven.give(270, Enough())
    view = driven.engine.view()
    assert [step.kind for step in view.steps] == [
        *(Kind.GET_READY, Kind.EFFORT, Kind.RECOVERY, Kind.EASY, Kind.RECOVERY, Kind.WARM_DOWN)
    ]
    assert (view.phase, view.position) == (Phase.RECOVERY, 4)
    driven.give(330, Press())
    assert driven.phase() is Phase.JOG


def test_a_last_jog_between_reps_by_the_clock_is_done_to_its_end() -> None:
    float_ = Rest("Jog 1 min", Open(0, 60_000), jogged=True)
    driven = Driven(*efforts(*[ByTime(60_000)] * 2, rest=float_), mode=AUTO)
    driven.give(0, Press())
    happened = driven.run_to(400)
    # GO at 10 and at 130; the last easy minute from 190 to 250.
    assert [(at, cue) for at, cue in cues_in(happened) if cue in (Cue.GO, Cue.COMPLETE)] == [
        (10, Cue.GO),
        (130, Cue.GO),
        (250, Cue.COMPLETE),
    ]
    assert driven.engine.view().completed


def test_what_a_second_press_meant_in_a_count_is_over_when_the_count_is() -> None:
    driven = in_first_effort(*efforts(ByTime(30_000)), WARM_DOWN)
    driven.give(20, Pause())
    driven.give(25, Resume(Resumption.ON))  # goes on at 29
    assert refusals(driven.give(28.5, Press())) == [(28.5, Refusal.COUNT_RUNNING)]
    assert refusals(driven.give(29.5, Press())) == [(29.5, Refusal.TIME_NOT_UP)]


def test_a_second_press_that_ended_a_count_does_not_end_the_rep_as_well() -> None:
    driven = in_first_effort(*efforts(ByTime(30_000)), WARM_DOWN)
    driven.give(20, Pause())
    driven.give(25, Resume(Resumption.ON))
    for at_s in (25.5, 26.3):
        driven.give(at_s, Press())
    assert refusals(driven.give(27.1, Press())) == [(27.1, Refusal.TIME_NOT_UP)]


def test_a_walk_cut_short_by_a_second_press_gives_no_round_trip() -> None:
    driven = in_first_effort(*efforts(*[ByDistance(100, 18_000)] * 2, rest=WALK_100), WARM_DOWN)
    driven.give(30, Press())
    driven.give(31, Press())
    assert driven.engine.view().splits[1] == Split(18_000, Source.ESTIMATED)


def walking() -> Driven:
    """100 m solo, run from 10 to 28 s; the walk back takes 25 s at least and should take until 108 s."""
    driven = in_first_effort(*efforts(*[ByDistance(100, 18_000)] * 2, rest=WALK_100), WARM_DOWN)
    driven.run_to(28)
    return driven


def test_a_walk_ended_by_the_press_at_the_line_is_measured() -> None:
    assert ends(walking().give(108, Press())) == [(108, 2, EndedBy.PRESS, Split(80_000, Source.MEASURED))]


def test_a_walk_with_a_pause_in_it_is_estimated() -> None:
    driven = walking()
    driven.give(50, Pause())
    driven.give(60, Resume())
    assert ends(driven.give(118, Press())) == [(118, 2, EndedBy.PRESS, Split(80_000, Source.ESTIMATED))]


def test_a_walk_with_time_away_in_it_is_estimated() -> None:
    driven = walking()
    driven.give(60, Away(50_000))
    driven.give(70, Resume())
    assert ends(driven.give(128, Press())) == [(128, 2, EndedBy.PRESS, Split(80_000, Source.ESTIMATED))]


def test_a_walk_faster_than_anybody_walks_is_estimated() -> None:
    driven = walking()
    driven.give(30, Press())
    assert ends(driven.give(31, Press())) == [(31, 2, EndedBy.PRESS, Split(3_000, Source.ESTIMATED))]


def test_a_recovery_without_a_distance_is_measured_with_a_pause_in_it_too() -> None:
    driven = in_first_effort(*efforts(ByTime(30_000)), WARM_DOWN)
    driven.run_to(50)
    driven.give(50, Pause())
    driven.give(60, Resume())
    assert ends(driven.give(70, Press())) == [(70, 2, EndedBy.PRESS, Split(20_000, Source.MEASURED))]


def test_a_jog_by_distance_sounds_its_end_and_waits_where_work_follows() -> None:
    run = jog(Kind.WARM_UP, Section.WARM_UP, Open(0, 600_000, 2_000))
    driven = Driven(run, *efforts(ByTime(30_000)))
    driven.give(0, Press())
    assert cues_in(driven.run_to(700)) == [(600, Cue.END)]
    assert driven.phase() is Phase.JOG


def test_a_jog_by_distance_that_nothing_hard_follows_ends_by_the_clock_and_is_estimated() -> None:
    run = jog(Kind.WARM_DOWN, Section.WARM_DOWN, Open(0, 600_000, 2_000))
    driven = Driven(run)
    driven.give(0, Press())
    happened = driven.run_to(700)
    assert ends(happened) == [(600, 0, EndedBy.CLOCK, Split(600_000, Source.ESTIMATED))]
    assert cues_in(happened) == [(600, Cue.COMPLETE)]


@pytest.mark.parametrize(
    ("step", "by_s", "ends_at_s"),
    [(ByTime(40_000), 30, 80), (ByRange(20_000, 40_000), 30, 80), (ByTime(60_000), -30, 40)],
)
def test_a_step_extended_ends_that_much_later(step: ByTime | ByRange, by_s: int, ends_at_s: int) -> None:
    driven = in_first_effort(*efforts(step), WARM_DOWN)
    driven.give(20, Extend(by_s * 1000))
    assert [at for at, index, _, _ in ends(driven.run_to(100)) if index == 1] == [ends_at_s]


def test_time_away_in_an_effort_is_not_counted_and_pauses_it_at_the_last_moment_awake() -> None:
    driven = in_first_effort(*efforts(ByTime(30_000)), WARM_DOWN)
    driven.run_to(20)
    happened = driven.give(620, Away(21_000))
    view = driven.engine.view()
    assert cues_in(happened) == [(620, Cue.PAUSED)]
    assert (view.phase, view.in_step_ms, view.away_ms, view.paused_ms) == (Phase.PAUSED, 11_000, 599_000, 0)
    driven.give(630, Resume(Resumption.ON))  # counts 4 s, 634; 19 s are left
    assert ends(driven.run_to(700)) == [(653, 1, EndedBy.CLOCK, Split(30_000, Source.EXACT))]


def test_time_away_in_a_pause_is_part_of_the_pause() -> None:
    driven = in_first_effort(*efforts(ByTime(30_000)), WARM_DOWN)
    driven.give(20, Pause())
    driven.give(620, Away(21_000))
    view = driven.engine.view()
    assert (view.phase, view.away_ms, view.paused_ms) == (Phase.PAUSED, 0, 600_000)


def test_time_away_while_counting_in_takes_the_count_back() -> None:
    driven = in_first_effort(*efforts(ByTime(30_000)), WARM_DOWN)
    driven.give(20, Pause())
    driven.give(25, Resume(Resumption.ON))
    driven.give(100, Away(26_000))
    view = driven.engine.view()
    assert (view.phase, view.away_ms, view.paused_ms, view.in_step_ms) == (Phase.PAUSED, 74_000, 6_000, 10_000)
