"""How steps are put in order: lead-ins before work, recoveries after it, reps counted, ends settled, times added up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from speedtimer.plan import (
    Arranging,
    ByDistance,
    ByRange,
    ByTime,
    Ends,
    Inside,
    Kind,
    Mode,
    Open,
    Plan,
    Rest,
    Section,
    Step,
    arrange,
    clock_end_ms,
    estimate_ms,
    recovery_after,
    settle,
    waits_for_ever,
    way_back,
)
from speedtimer.rules import LeadIns
from speedtimer.totals import Totals, add_up

WALK = Rest("Walk back", Open(5_000, 16_000, 20), "Walk tall")


def arranging(count_s: int = 3, **mode: frozenset[Section] | int | None) -> Arranging:
    return Arranging(Mode(**mode), LeadIns(), count_s)  # type: ignore[arg-type]


def work(
    kind: Kind = Kind.EFFORT,
    section: Section = Section.MAIN,
    ends: Ends = ByDistance(200, 38_000),  # noqa: B008
    group: int | None = 0,
    rest: Rest | None = WALK,
) -> Step:
    return Step(0, kind, "work", section, ends, tip="Tip", group=group, rest=rest)


def jog(section: Section, ends: Ends, kind: Kind = Kind.WARM_UP) -> Step:
    return Step(0, kind, "jog", section, ends)


WARM_UP = jog(Section.WARM_UP, ByRange(900_000, 1_500_000))
WARM_DOWN = jog(Section.WARM_DOWN, ByRange(600_000, 900_000), Kind.WARM_DOWN)
DRILL = work(Kind.DRILL, Section.DRILLS, ByDistance(20, 10_000), 0)
STRIDE = work(Kind.STRIDE, Section.STRIDES, ByDistance(50, 10_000), 1)
EFFORT = work(group=2)


def test_work_stands_between_its_lead_in_and_its_recovery() -> None:
    steps = arrange([WARM_UP, EFFORT, WARM_DOWN], arranging())
    assert [step.kind for step in steps] == [
        Kind.WARM_UP,
        Kind.GET_READY,
        Kind.EFFORT,
        Kind.RECOVERY,
        Kind.WARM_DOWN,
    ]
    assert [step.index for step in steps] == [0, 1, 2, 3, 4]
    lead_in, effort, recovery = steps[1:4]
    assert (lead_in.name, lead_in.tip, lead_in.rest, lead_in.section) == ("Get ready", None, None, Section.MAIN)
    assert (effort.name, effort.tip, effort.rest) == ("work", "Tip", WALK)
    assert (recovery.name, recovery.tip, recovery.ends) == ("Walk back", "Walk tall", WALK.ends)
    assert recovery.section is Section.MAIN


def test_a_recovery_that_nothing_follows_is_left_out() -> None:
    assert [step.kind for step in arrange([EFFORT, EFFORT], arranging())] == [
        Kind.GET_READY,
        Kind.EFFORT,
        Kind.RECOVERY,
        Kind.GET_READY,
        Kind.EFFORT,
    ]


def test_work_without_a_recovery_has_none() -> None:
    steps = arrange([replace(EFFORT, rest=None), WARM_DOWN], arranging())
    assert [step.kind for step in steps] == [Kind.GET_READY, Kind.EFFORT, Kind.WARM_DOWN]
    assert recovery_after(replace(EFFORT, rest=None)) is None


def test_reps_count_per_set_and_jogs_have_none() -> None:
    steps = arrange([WARM_UP, DRILL, DRILL, STRIDE, STRIDE, STRIDE, EFFORT], arranging())
    assert [(step.kind, step.rep, step.reps) for step in steps if step.is_work] == [
        (Kind.DRILL, 1, 2),
        (Kind.DRILL, 2, 2),
        (Kind.STRIDE, 1, 3),
        (Kind.STRIDE, 2, 3),
        (Kind.STRIDE, 3, 3),
        (Kind.EFFORT, 1, 1),
    ]
    assert [(step.rep, step.reps) for step in steps[:7]] == [(None, None), *[(1, 2)] * 3, *[(2, 2)] * 3]


def test_a_lead_in_is_as_long_as_its_work_asks() -> None:
    lead_ins = [step.ends for step in arrange([DRILL, STRIDE, EFFORT], arranging()) if step.kind is Kind.GET_READY]
    assert lead_ins == [ByTime(5_000), ByTime(10_000), ByTime(10_000)]


def test_a_timed_section_has_a_shorter_lead_in_and_a_press_ends_its_distances() -> None:
    steps = arrange([STRIDE, EFFORT], arranging(timed=frozenset({Section.MAIN})))
    assert [step.ends for step in steps if step.kind is Kind.GET_READY] == [ByTime(10_000), ByTime(5_000)]
    assert [step.ends for step in steps if step.is_work] == [
        ByDistance(50, 10_000, held=False),
        ByDistance(200, 38_000, held=True),
    ]


def test_work_by_time_ends_by_the_clock_in_a_timed_section_too() -> None:
    hill = work(ends=ByTime(30_000))
    steps = arrange([hill], arranging(timed=frozenset({Section.MAIN})))
    assert steps[1].ends == ByTime(30_000)


def test_one_lead_in_for_all_takes_the_place_of_the_defaults() -> None:
    steps = arrange([DRILL, EFFORT], arranging(lead_in_ms=20_000))
    assert [step.ends for step in steps if step.kind is Kind.GET_READY] == [ByTime(20_000)] * 2


def test_a_lead_in_is_never_shorter_than_the_count_plus_one_second() -> None:
    def lengths(which: Arranging) -> list[Ends]:
        return [step.ends for step in arrange([DRILL], which) if step.kind is Kind.GET_READY]

    assert lengths(arranging(lead_in_ms=0)) == [ByTime(4_000)]
    assert lengths(arranging(count_s=10)) == [ByTime(11_000)]
    assert lengths(arranging(count_s=10, timed=frozenset(Section))) == [ByTime(11_000)]
    assert lengths(arranging(count_s=0, lead_in_ms=0)) == [ByTime(1_000)]


def test_a_jog_that_work_follows_waits_and_one_that_a_jog_follows_does_not() -> None:
    easy = jog(Section.EASY_JOG, ByTime(2_400_000), Kind.EASY)
    steps = arrange([WARM_UP, easy, EFFORT, WARM_DOWN], arranging())
    assert steps[0].ends == ByRange(900_000, 1_500_000, waits=False)
    assert steps[1].ends == ByTime(2_400_000, waits=True)
    assert steps[-1].ends == ByRange(600_000, 900_000, waits=False)


def test_an_open_jog_stays_as_it_is() -> None:
    assert arrange([jog(Section.WARM_UP, Open()), EFFORT], arranging())[0].ends == Open()


def test_a_jog_over_a_distance_waits_before_work_and_ends_by_the_clock_elsewhere() -> None:
    far = jog(Section.WARM_UP, Open(1_000_000, 2_000_000, 5_000))
    assert arrange([far, EFFORT], arranging())[0].ends == far.ends
    ended = Open(1_000_000, 2_000_000, 5_000, clock_ms=2_000_000)
    assert arrange([far, EFFORT], arranging(auto=frozenset(Section)))[0].ends == ended
    assert arrange([far], arranging())[0].ends == ended


def turns(*ends: Ends, group: int | None = 0) -> list[int | None]:
    """The reps whose lead-in says that the pyramid turns."""
    items = [replace(work(ends=each, group=group), pyramid=True) for each in ends]
    return [step.rep for step in arrange(items, arranging()) if step.turn]


def test_the_lead_in_to_a_pyramids_first_shorter_rep_is_its_turn() -> None:
    up_and_down = [ByDistance(metres, metres * 180) for metres in (100, 150, 200, 150, 100)]
    assert turns(*up_and_down) == [4]
    assert turns(ByTime(30_000), ByTime(60_000), ByTime(60_000), ByTime(30_000)) == [4]
    assert turns(*up_and_down[:3]) == []
    assert turns(*up_and_down, group=None) == []


def test_only_a_pyramid_turns() -> None:
    falling = [work(ends=ByDistance(metres, metres * 180)) for metres in (200, 100)]
    assert [step.turn for step in arrange(falling, arranging())] == [False] * 5


def test_auto_ends_jogs_and_gives_the_runner_time_to_come_back() -> None:
    steps = arrange([WARM_UP, DRILL, EFFORT], arranging(auto=frozenset({Section.WARM_UP})))
    assert steps[0].ends == ByRange(900_000, 1_500_000, waits=False)
    assert [step.ends for step in steps if step.kind is Kind.GET_READY] == [ByTime(30_000), ByTime(10_000)]


def test_the_lead_in_after_an_auto_jog_is_never_shorter_than_the_count_plus_one() -> None:
    short = Arranging(Mode(auto=frozenset(Section)), LeadIns(after_auto_jog_ms=0), 10)
    assert arrange([WARM_UP, DRILL], short)[1].ends == ByTime(11_000)


def test_auto_ends_a_recovery_so_that_the_lead_in_ends_on_the_suggestion() -> None:
    steps = arrange([EFFORT, EFFORT, WARM_DOWN], arranging(auto=frozenset(Section)))
    recoveries = [step.ends for step in steps if step.kind is Kind.RECOVERY]
    assert recoveries == [Open(5_000, 16_000, 20, clock_ms=6_000), Open(5_000, 16_000, 20, clock_ms=16_000)]


def test_auto_takes_a_minute_where_nothing_is_suggested() -> None:
    unsuggested = work(rest=Rest("Rest", Open()))
    steps = arrange([unsuggested, EFFORT], arranging(auto=frozenset(Section)))
    assert [step.ends for step in steps if step.kind is Kind.RECOVERY] == [Open(clock_ms=50_000)]


@pytest.mark.parametrize(
    ("written_ms", "recovery_ms", "lead_in_ms"),
    [
        (11_000, 1_000, 10_000),
        (10_000, 1_000, 9_000),
        (3_000, 1_000, 2_000),
        (1_000, 1_000, 0),
        (500, 500, 0),
    ],
)
def test_under_auto_a_lead_in_takes_all_of_a_short_rest_but_its_first_second(
    written_ms: int, recovery_ms: int, lead_in_ms: int
) -> None:
    short = work(rest=Rest("Rest", Open(0, written_ms)))
    recovery, lead_in = arrange([short, EFFORT], arranging(auto=frozenset(Section)))[2:4]
    assert recovery.ends == Open(0, written_ms, clock_ms=recovery_ms)
    assert lead_in.ends == ByTime(lead_in_ms)
    assert lead_in.inside == Inside(written_ms, 10_000)


def test_a_lead_in_that_is_no_longer_inside_a_clock_recovery_has_its_length_again() -> None:
    short = work(rest=Rest("Rest", Open(0, 3_000)))
    steps = arrange([short, EFFORT], arranging(auto=frozenset(Section)))
    assert settle(steps, Mode(auto=frozenset(Section))) == steps
    for kept in (settle(steps[3:], Mode(auto=frozenset(Section))), settle(steps, Mode())[3:]):
        assert (kept[0].ends, kept[0].inside) == (ByTime(10_000), None)


def test_a_last_recovery_is_kept_where_it_is_jogged_and_the_clock_ends_it() -> None:
    jogged = work(rest=Rest("Jog 1 min", Open(0, 60_000), jogged=True))
    by_clock = arrange([jogged], arranging(auto=frozenset(Section)))
    assert [step.kind for step in by_clock] == [Kind.GET_READY, Kind.EFFORT, Kind.RECOVERY]
    assert by_clock[2].ends == Open(0, 60_000, clock_ms=60_000)
    rested = replace(jogged, rest=Rest("Rest 1 min", Open(0, 60_000)))
    assert arrange([rested], arranging(auto=frozenset(Section)))[-1].is_work
    assert arrange([jogged], arranging())[-1].is_work


def test_a_jog_may_have_a_recovery_and_ends_by_itself_before_it() -> None:
    easy = replace(jog(Section.MAIN, ByTime(120_000), Kind.EASY), rest=Rest("Rest 3 min", Open(0, 180_000)))
    steps = arrange([EFFORT, easy, EFFORT], arranging())
    kinds = [Kind.GET_READY, Kind.EFFORT, Kind.RECOVERY, Kind.EASY, Kind.RECOVERY, Kind.GET_READY, Kind.EFFORT]
    assert [step.kind for step in steps] == kinds
    assert steps[3].ends == ByTime(120_000)
    assert (steps[4].name, steps[4].ends, steps[4].rep, steps[4].group) == ("Rest 3 min", Open(0, 180_000), None, None)


def test_a_recovery_by_the_clock_is_left_to_it() -> None:
    steps = arrange([work(rest=Rest("Rest", ByTime(90_000))), WARM_DOWN], arranging(auto=frozenset(Section)))
    assert steps[2].ends == ByTime(90_000)


def test_settling_what_is_settled_changes_nothing_and_keeps_indices() -> None:
    mode = Mode()
    steps = arrange([WARM_UP, DRILL, DRILL, EFFORT, WARM_DOWN], arranging())
    assert settle(steps, mode) == steps
    fewer = settle([*steps[:4], *steps[7:]], mode)
    assert [step.index for step in fewer] == [0, 1, 2, 3, 7, 8, 9, 10]
    assert [step.reps for step in fewer] == [None, 1, 1, 1, 1, 1, 1, None]


def test_a_plan_of_the_shelf_is_its_id_and_one_of_another_file_is_its_place_too() -> None:
    shelf = Plan("tuesday", "Tuesday", "even", (), arrange([EFFORT], arranging()))
    club, mine = replace(shelf, file="/club/tuesday.yaml"), replace(shelf, file="/mine/tuesday.yaml")
    assert shelf.identity == "tuesday"
    assert club.identity.startswith("tuesday~")
    assert len({plan.identity for plan in (shelf, club, mine)}) == 3
    assert "club" not in club.identity


def test_the_way_back_is_the_recovery_after_a_rep() -> None:
    assert way_back(EFFORT) == ("Walk back", 20)
    assert way_back(replace(EFFORT, rest=None)) is None


def test_nothing_is_arranged_into_nothing() -> None:
    assert arrange([], arranging()) == ()
    assert settle([Step(0, Kind.RECOVERY, "Walk back", Section.MAIN, Open())], Mode()) == ()


def test_totals_count_efforts_alone_and_estimate_every_step() -> None:
    hill = work(ends=ByTime(30_000), group=3, rest=Rest("Walk back down", Open(20_000)))
    steps = arrange([WARM_UP, DRILL, EFFORT, hill, WARM_DOWN], arranging())
    # 5 + 10 + 16 for the drill, 10 + 38 + 16 for the effort, 10 + 30 + 60 for the hill.
    both_s = 31 + 64 + 100
    assert add_up(steps) == Totals(2, 200, 30_000, (900 + 600 + both_s) * 1000, (1_500 + 900 + both_s) * 1000)
    assert add_up([]) == Totals(0, 0, 0, 0, 0)


def test_an_open_effort_has_neither_metres_nor_seconds() -> None:
    assert add_up([work(ends=Open())]) == Totals(1, 0, 0, 60_000, 60_000)


def test_an_open_step_is_estimated_by_its_suggestion_and_by_the_clock_where_that_ends_it() -> None:
    assert estimate_ms(Open(5_000, 16_000, 20)) == (16_000, 16_000)
    assert estimate_ms(Open(5_000, 16_000, 20, clock_ms=6_000)) == (6_000, 6_000)


def test_under_auto_a_rest_and_the_lead_in_inside_it_add_up_to_the_rest_as_written() -> None:
    short = work(ends=ByTime(20_000), rest=Rest("Rest", Open(0, 10_000)))
    # 8 x 20/10: a lead-in of 10 s, eight times 20 s, seven times 10 s.
    steps = arrange([short] * 8, arranging(auto=frozenset(Section)))
    assert add_up(steps).estimated_min_ms == (10 + 8 * 20 + 7 * 10) * 1000


def test_what_ends_a_step_by_itself_and_what_never_does() -> None:
    ends: dict[Ends, int | None] = {
        ByTime(30_000): 30_000,
        ByTime(30_000, waits=True): None,
        ByRange(10, 20): 20,
        ByRange(10, 20, waits=True): None,
        ByDistance(200, 38_000): 38_000,
        ByDistance(200, 38_000, held=True): None,
        Open(): None,
        Open(clock_ms=6_000): 6_000,
    }
    assert {end: clock_end_ms(end) for end in ends} == ends


def test_a_plan_waits_for_ever_where_one_step_needs_a_press() -> None:
    assert waits_for_ever(arrange([WARM_UP, EFFORT, WARM_DOWN], arranging()))
    assert not waits_for_ever(arrange([WARM_UP, EFFORT, WARM_DOWN], arranging(auto=frozenset(Section))))


def test_a_step_knows_its_distance_where_it_has_one() -> None:
    assert EFFORT.distance_m == 200
    assert replace(EFFORT, ends=Open(distance_m=100)).distance_m == 100
    assert replace(EFFORT, ends=ByTime(30_000)).distance_m is None
    assert EFFORT.is_work
    assert WARM_UP.is_jog
    assert not WARM_UP.is_work


def test_the_way_back_of_work_is_the_name_and_the_metres_of_its_recovery() -> None:
    assert way_back(EFFORT) == ("Walk back", 20)
    assert way_back(work(rest=Rest("Rest", Open(40_000, 120_000)))) == ("Rest", None)
    assert way_back(work(rest=None)) is None
