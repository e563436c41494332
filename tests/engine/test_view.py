"""What is to be seen of a session at one moment."""

from __future__ import annotations

from speedtimer.engine.commands import Pause, Press, Resume, Resumption, Skip
from speedtimer.engine.events import Refusal, Refused
from speedtimer.engine.view import Armed, Phase
from speedtimer.plan import ByDistance, ByTime, Mode, Section
from tests.engine.plans import WALK_100, WARM_DOWN, WARM_UP, Driven, drills, efforts


def test_a_ready_session_shows_its_first_step_and_may_be_pressed() -> None:
    view = Driven(WARM_UP, *drills(1)).engine.view()
    assert (view.phase, view.elapsed_ms, view.position, view.may_press) == (Phase.READY, 0, 0, True)
    assert view.step == view.steps[0]
    assert [step.index for step in view.coming] == [1, 2]


def test_a_timed_step_shows_what_is_left_of_it() -> None:
    driven = Driven(*efforts(ByTime(30_000)), WARM_DOWN)
    driven.give(0, Press())
    view = driven.engine.view(22_345)
    assert (view.phase, view.in_step_ms, view.ends_in_ms, view.target_ms) == (Phase.WORK, 12_345, 17_655, 30_000)
    assert (view.may_press, view.waiting) == (False, False)


def test_a_view_of_later_leaves_the_engine_where_it_is() -> None:
    driven = Driven(*efforts(ByTime(30_000)), WARM_DOWN)
    driven.give(0, Press())
    assert driven.engine.view(300_000).phase is Phase.RECOVERY
    assert driven.phase() is Phase.LEAD_IN


def test_a_walk_may_be_ended_from_at_least_on_and_waits_from_its_suggestion_on() -> None:
    driven = Driven(*efforts(*[ByDistance(100, 18_000)] * 2, rest=WALK_100))
    driven.give(0, Press())
    seen = [driven.engine.view(28_000 + ms) for ms in (24_999, 25_000, 79_999, 80_000)]
    assert [view.may_press for view in seen] == [False, True, True, True]
    assert [view.waiting for view in seen] == [False, False, False, True]


def test_what_a_second_press_would_do_is_seen_until_it_is_too_late() -> None:
    driven = Driven(*efforts(ByTime(30_000)), WARM_DOWN)
    driven.give(0, Press())
    happened = driven.give(20, Press())
    armed = Armed(Press(), Refusal.TIME_NOT_UP, 20_700, 23_000)
    assert (driven.engine.view(23_000).armed, driven.engine.view(23_001).armed) == (armed, None)
    assert [event.second for event in happened if isinstance(event, Refused)] == [True]


def test_a_refusal_that_no_second_press_changes_says_so() -> None:
    driven = Driven(*efforts(ByTime(30_000)), WARM_DOWN)
    assert [event.second for event in driven.give(0, Skip()) if isinstance(event, Refused)] == [False]
    assert driven.engine.view().armed is None


def test_a_pause_is_seen_to_last_and_counting_in_to_end() -> None:
    driven = Driven(*efforts(ByTime(30_000)), WARM_DOWN)
    driven.give(0, Press())
    driven.give(20, Pause())
    view = driven.engine.view(50_000)
    assert (view.phase, view.in_step_ms, view.paused_ms, view.may_press) == (Phase.PAUSED, 10_000, 30_000, True)
    driven.give(60, Resume(Resumption.ON))
    view = driven.engine.view(61_500)
    assert (view.phase, view.resumes_in_ms, view.paused_ms) == (Phase.COUNTING_IN, 2_500, 41_500)


def test_a_completed_session_stands_still() -> None:
    driven = Driven(*efforts(ByTime(30_000)))
    driven.give(0, Press())
    view = driven.engine.view(100_000)
    assert (view.phase, view.elapsed_ms, view.step, view.position) == (Phase.COMPLETE, 40_000, None, 2)
    assert (view.in_step_ms, view.ends_in_ms, view.target_ms, view.coming) == (0, None, None, ())


def test_a_held_distance_shows_what_it_is_expected_to_take() -> None:
    driven = Driven(*efforts(ByDistance(100, 18_000), rest=WALK_100), mode=Mode(timed=frozenset({Section.MAIN})))
    driven.give(0, Press())
    view = driven.engine.view(30_000)
    assert (view.in_step_ms, view.ends_in_ms, view.target_ms, view.waiting) == (25_000, None, 18_000, True)
