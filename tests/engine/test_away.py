"""Time away that is made to count after all. Where it is not: see test_ends."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from speedtimer.engine.commands import Away, Command, Count, Pause, Press, Resume, Resumption, Undo
from speedtimer.engine.cue_table import Cue
from speedtimer.engine.engine import Engine
from speedtimer.engine.events import Bounced, CueSounded, Refusal, Refused, StepEnded, StepStarted, Undone
from speedtimer.engine.log import Verdict
from speedtimer.engine.view import Phase
from speedtimer.plan import ByTime, Plan
from speedtimer.rules import Rules
from tests.engine.plans import WARM_UP, Driven, efforts
from tests.engine.test_laws import LAWS, PLANS, RULES, play, scripts, seen

NOT_AWAY = [Refusal.NOT_AWAY]


def refusals(happened: list[object]) -> list[Refusal]:
    return [event.reason for event in happened if isinstance(event, Refused)]


def test_time_away_in_a_jog_is_jogged_when_it_counts() -> None:
    driven = Driven(WARM_UP, *efforts(ByTime(30_000)))
    driven.give(0, Press())
    driven.give(660, Away(60_000))
    paused = driven.engine.view()
    assert (paused.away_before_pause_ms, paused.counts_by_default) == (600_000, True)
    happened = driven.give(670, Count())
    view = driven.engine.view()
    assert (view.phase, view.in_step_ms, view.away_ms, view.paused_ms) == (Phase.JOG, 670_000, 0, 0)
    assert (view.away_before_pause_ms, view.counts_by_default) == (None, False)
    assert happened[0] == Undone(670_000, Away(60_000), ())
    assert driven.engine.newest is not None
    assert (driven.engine.newest.command, driven.engine.newest.verdict) == (Count(60_000), Verdict.TAKEN)


def test_what_ended_meanwhile_is_told_by_one_event_and_not_sounded() -> None:
    # The jog left at 900 s, so GO at 910 s, the hill's end at 940 s, the walk down until somebody presses.
    driven = Driven(WARM_UP, *efforts(ByTime(30_000), ByTime(30_000)))
    driven.give(0, Press())
    driven.give(900, Press())
    driven.give(1_000, Away(915_000))
    assert (driven.engine.view().in_step_ms, driven.engine.view().counts_by_default) == (5_000, False)
    happened = driven.give(1_001, Count())
    view = driven.engine.view()
    assert (view.phase, view.in_step_ms) == (Phase.RECOVERY, 61_000)
    assert [visit.ended_ms for visit in view.visits] == [900_000, 910_000, 940_000, None]
    assert happened[0] == Undone(1_001_000, Away(915_000), (2,))
    assert not [event for event in happened if isinstance(event, StepStarted | StepEnded)]
    assert [event.cue for event in happened if isinstance(event, CueSounded)] == [Cue.PRESS]


def test_only_the_time_away_that_the_pause_began_with_can_count() -> None:
    driven = Driven(WARM_UP, *efforts(ByTime(30_000)))
    driven.give(0, Press())
    assert refusals([*driven.give(10, Count())]) == NOT_AWAY
    driven.give(20, Pause())
    driven.give(30, Away(20_000))
    assert refusals([*driven.give(31, Count())]) == NOT_AWAY
    driven.give(40, Press())
    driven.give(60, Away(50_000))
    assert refusals([*driven.give(61, Count(49_000))]) == NOT_AWAY
    # Asleep once more in the same pause: it is still the first time away that it began with, and all of it counts.
    driven.give(100, Away(70_000))
    assert driven.engine.view().away_before_pause_ms == 10_000
    driven.give(110, Count(50_000))
    view = driven.engine.view()
    assert (view.phase, view.in_step_ms, view.away_ms, view.paused_ms) == (Phase.JOG, 90_000, 0, 20_000)


def test_after_a_count_in_was_paused_no_time_away_is_left_to_count() -> None:
    driven = Driven(*efforts(ByTime(30_000)))
    driven.give(0, Press())
    driven.give(60, Away(15_000))
    driven.give(61, Resume(Resumption.ON))
    driven.give(62, Pause())
    assert driven.engine.view().away_before_pause_ms is None
    assert refusals([*driven.give(63, Count())]) == NOT_AWAY


def test_the_same_key_doubled_after_the_count_is_a_bounce() -> None:
    driven = Driven(WARM_UP, *efforts(ByTime(30_000)))
    driven.give(0, Press())
    driven.give(1_000, Away(60_000))
    driven.give(1_001, Count())
    # The jog is past its 15 min by now, so that a press would end it.
    assert driven.engine.view().may_press
    assert driven.give(1_001.699, Press()) == [Bounced(1_001_699, Press())]


def test_the_press_before_the_time_away_can_be_taken_back_after_it_was_counted() -> None:
    driven = Driven(WARM_UP, *efforts(ByTime(30_000)))
    driven.give(0, Press())
    driven.give(900, Press())
    driven.give(904, Away(902_000))
    driven.give(905, Count())
    driven.give(906, Undo())
    view = driven.engine.view()
    assert (view.phase, view.in_step_ms, view.away_ms) == (Phase.JOG, 906_000, 0)


@LAWS
@given(
    st.sampled_from(PLANS),
    st.sampled_from(RULES),
    scripts,
    st.tuples(*[st.integers(0, 2_000_000)] * 3),
)
def test_time_away_that_counts_leaves_the_state_as_if_nobody_had_been_away(
    plan: Plan, rules: Rules, script: list[tuple[int, Command]], gaps_ms: tuple[int, int, int]
) -> None:
    engine, _ = play(plan, rules, script)
    since_ms = engine.now_ms + gaps_ms[0]
    away, _ = engine.give(since_ms + gaps_ms[1], Away(since_ms))
    counted, _ = away.give(away.now_ms + gaps_ms[2], Count())
    if engine.advance(since_ms)[0].phase is Phase.PAUSED or counted.newest is None:
        return
    if counted.newest.verdict is Verdict.BOUNCED:
        return  # the same key came just before
    twin, _ = engine.advance(counted.now_ms)
    if counted.newest.verdict is Verdict.REFUSED:
        assert twin.phase in (Phase.READY, Phase.COMPLETE)
        return
    assert seen(counted.view()) == seen(twin.view())
    assert (counted.next_ms, counted.taken) == (twin.next_ms, twin.taken)


def test_time_away_after_the_end_stands_in_the_log_as_it_was_decided() -> None:
    """A session over at 930 s was looked at then; the computer says later that it was asleep since 600 s."""
    driven = Driven(*efforts(ByTime(920_000)))
    driven.give(0, Press())
    driven.run_to(930)
    assert refusals([*driven.give(940, Away(600_000))]) == [Refusal.COMPLETE]
    newest = driven.engine.newest
    assert newest is not None
    assert (newest.command, newest.verdict) == (Away(930_000), Verdict.REFUSED)
    folded, again = Engine.fold(driven.plan, driven.rules, driven.engine.log)
    assert (folded.phase, list(again)) == (Phase.COMPLETE, driven.events)
