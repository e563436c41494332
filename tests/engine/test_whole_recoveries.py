"""A recovery that the clock ends and the lead-in inside it are one: one split, one time to GO."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speedtimer.engine.commands import Command, Extend, More, Pause, Press, Resume, Skip, Undo
from speedtimer.engine.cue_table import Cue
from speedtimer.engine.events import CueSounded, EndedBy, Event, Source, Split, StepEnded
from speedtimer.engine.view import Phase, View, Visit
from speedtimer.plan import ByDistance, ByTime, Kind, Mode, Open, Plan, Rest, Section
from speedtimer.rules import Rules
from tests.engine.plans import WALK_100, WARM_DOWN, Driven, cues_in, efforts
from tests.engine.test_laws import LAWS, PLANS, RULES, play, scripts

AUTO = Mode(auto=frozenset(Section))
TEN_SECONDS = Rest("Rest", Open(0, 10_000))


def rested(rest: Rest = TEN_SECONDS) -> Driven:
    """Efforts of 20 s (1, 4): GO at 10 s, a rest (2) from 30 s on, with the lead-in (3) inside it."""
    driven = Driven(*efforts(*[ByTime(20_000)] * 2, rest=rest), WARM_DOWN, mode=AUTO)
    driven.give(0, Press())
    driven.run_to(30)
    return driven


def lengths_s(view: View) -> list[float]:
    return [length_ms(visit) / 1000 for visit in view.visits if visit.ended_ms is not None]


def length_ms(visit: Visit) -> int:
    assert visit.ended_ms is not None
    return visit.ended_ms - visit.started_ms - visit.not_counted_ms


def recoveries(events: list[Event]) -> list[tuple[int, Split | None]]:
    return [(event.at_ms, event.recovery) for event in events if isinstance(event, StepEnded) and event.recovery]


def test_the_split_of_a_rest_by_the_clock_is_all_of_it_once_its_lead_in_has_ended() -> None:
    driven = rested()
    driven.run_to(39.999)
    assert driven.engine.view().splits[2] == Split(1_000, Source.EXACT)
    happened = driven.run_to(40)
    view = driven.engine.view()
    assert (view.splits[2], view.splits[3]) == (Split(10_000, Source.EXACT), Split(9_000, Source.EXACT))
    assert recoveries(happened) == [(40_000, Split(10_000, Source.EXACT))]
    # The steps themselves are as long as they were.
    assert lengths_s(view) == [10, 20, 1, 9]


def test_a_walk_by_the_clock_stays_estimated_until_a_press_says_how_long_it_was() -> None:
    # A walk of 80 s from 30 s on, the lead-in from 100 s; the press for GO comes at 104 s, 74 s after the effort.
    driven = rested(WALK_100)
    driven.run_to(110)
    assert driven.engine.view().splits[2] == Split(80_000, Source.ESTIMATED)
    pressed = rested(WALK_100)
    pressed.give(103, Press())
    pressed.give(104, Press())
    assert pressed.engine.view().splits[2] == Split(74_000, Source.MEASURED)
    pressed.give(105, Undo())
    assert pressed.engine.view().splits[2] == Split(70_000, Source.ESTIMATED)


def test_what_is_left_early_was_as_long_as_it_lasted() -> None:
    driven = rested()
    driven.give(34, Skip())
    assert driven.engine.view().splits[2] == Split(4_000, Source.MEASURED)


def test_after_a_pause_the_full_lead_in_is_part_of_the_rest_where_the_clock_leads_to_it() -> None:
    # 0.4 s, a pause, 0.6 s more, and then ten seconds.
    driven = rested()
    driven.give(30.4, Pause())
    driven.give(60, Resume())
    driven.run_to(70.6)
    assert driven.engine.view().splits[2] == Split(11_000, Source.EXACT)


def test_a_lead_in_that_a_resume_begins_is_no_part_of_the_rest() -> None:
    # One second and four of the lead-in, a pause, and then a lead-in of its own.
    driven = rested()
    driven.give(35, Pause())
    driven.give(60, Resume())
    driven.run_to(70)
    assert driven.engine.view().splits[2] == Split(5_000, Source.MEASURED)


def test_a_lead_in_that_a_press_begins_is_no_part_of_the_rest() -> None:
    driven = rested(Rest("Rest", Open(0, 40_000)))
    driven.give(35, Press())
    driven.give(36, Press())
    driven.run_to(46)
    assert driven.engine.view().splits[2] == Split(6_000, Source.MEASURED)


def test_one_rep_more_after_a_last_jog_by_the_clock_gets_the_full_lead_in_which_is_no_part_of_the_jog() -> None:
    # The last jog is from 75 to 80 s, and ends the session; one more at 90 s, GO at 100 s.
    jog = Rest("Jog", Open(0, 5_000), jogged=True)
    driven = Driven(*efforts(*[ByTime(30_000)] * 2, rest=jog), mode=AUTO)
    driven.give(0, Press())
    driven.run_to(80)
    assert driven.phase() is Phase.COMPLETE
    driven.give(90, More())
    happened = driven.run_to(100)
    assert [at for at, cue in cues_in(happened) if cue is Cue.GO] == [100]
    assert (driven.engine.view().splits[2], driven.engine.view().splits[5]) == (
        Split(5_000, Source.EXACT),
        Split(5_000, Source.EXACT),
    )


@pytest.mark.parametrize(
    ("at_s", "go_in_ms"),
    [(9.5, 500), (10, None), (30, 10_000), (30.999, 9_001), (31, 9_000), (39.999, 1), (40, None), (60, None)],
)
def test_the_time_to_go_runs_on_through_a_rest_and_its_lead_in(at_s: float, go_in_ms: int | None) -> None:
    # From 60 s on it is the last rest, which a jog follows.
    driven = Driven(*efforts(*[ByTime(20_000)] * 2, rest=TEN_SECONDS), WARM_DOWN, mode=AUTO)
    driven.give(0, Press())
    assert driven.engine.view(round(at_s * 1000)).go_in_ms == go_in_ms


def test_the_time_to_go_knows_of_the_full_lead_in_after_a_pause_and_of_a_longer_rest() -> None:
    driven = rested()
    driven.give(30.4, Pause())
    assert driven.engine.view(50_000).go_in_ms == 9_600
    driven.give(60, Resume())
    assert driven.engine.view().go_in_ms == 10_600
    longer = rested()
    longer.give(30.5, Extend(30_000))
    assert longer.engine.view().go_in_ms == 39_500


def test_before_the_start_at_the_end_and_where_only_a_press_leads_on_there_is_no_time_to_go() -> None:
    driven = Driven(*efforts(*[ByDistance(100, 18_000)] * 2, rest=WALK_100))
    assert driven.engine.view().go_in_ms is None
    driven.give(0, Press())
    assert driven.engine.view(50_000).go_in_ms is None
    driven.give(100, Press())
    assert driven.engine.view(128_000).phase is Phase.COMPLETE
    assert driven.engine.view(128_000).go_in_ms is None


@LAWS
@given(st.sampled_from(PLANS), st.sampled_from(RULES), scripts)
def test_a_recovery_is_as_long_as_its_visit_and_the_lead_in_to_which_the_clock_led_from_it(
    plan: Plan, rules: Rules, script: list[tuple[int, Command]]
) -> None:
    view = play(plan, rules, script)[0].view()
    following = {step.index: after for step, after in pairwise(view.steps) if step.kind is Kind.RECOVERY}
    for visit, later in pairwise(view.visits):
        after = following.get(visit.index)
        if after is None or visit.split is None or visit.by not in (EndedBy.CLOCK, EndedBy.PRESS):
            continue
        led = visit.by is EndedBy.CLOCK and (later.index, later.started_ms) == (after.index, visit.ended_ms)
        covered = led and after.inside is not None and later.ended_ms is not None
        assert visit.split.ms == length_ms(visit) + (length_ms(later) if covered else 0)


@LAWS
@given(st.sampled_from(PLANS), st.sampled_from(RULES), scripts)
def test_go_comes_when_the_time_to_go_is_up(plan: Plan, rules: Rules, script: list[tuple[int, Command]]) -> None:
    engine, _ = play(plan, rules, script)
    view = engine.view()
    if view.go_in_ms is None or view.phase is Phase.PAUSED:
        return
    go_ms = view.at_ms + view.go_in_ms
    _, events = engine.advance(go_ms)
    assert [e.at_ms for e in events if isinstance(e, CueSounded) and e.cue is Cue.GO] == [go_ms]
