"""Several press at the end of a timed rep: the first press is its time, and the others' can be chosen."""

from __future__ import annotations

import pytest

from speedtimer.engine.commands import Again, Command, Correct, Done, Pause, Press, Redo, Resume, Resumption, Skip, Undo
from speedtimer.engine.cue_table import Cue
from speedtimer.engine.engine import Engine
from speedtimer.engine.events import CommandTaken, CueSounded, EndedBy, Refusal, Refused, Source, Split, StepEnded
from speedtimer.engine.log import Verdict
from speedtimer.engine.view import LaterPresses, Phase
from speedtimer.plan import ByDistance, ByTime, Mode, Open, Rest, Section
from speedtimer.rules import Rules
from tests.engine.plans import WALK_100, WARM_DOWN, Driven, efforts

TIMED = Mode(timed=frozenset({Section.MAIN}))
FINISH_S = 39.126
"""The lead-in of a timed rep lasts 5 s, so GO is at 5 s and this press makes 34.126 s of 200 m."""


def two_hundreds(reps: int = 3, *, rest: Rest = WALK_100, rules: Rules | None = None) -> Driven:
    """Timed, in the first rep. Steps 0-2 are its lead-in, effort and walk, 3-5 those of the second, and so on."""
    driven = Driven(*efforts(*[ByDistance(200, 38_000)] * reps, rest=rest), mode=TIMED, rules=rules)
    driven.give(0, Press())
    driven.run_to(30)
    return driven


def finished(reps: int = 3, later_s: tuple[float, ...] = (0.9, 1.8)) -> Driven:
    """The first rep ended, and pressed again so long after its end."""
    driven = two_hundreds(reps)
    for after_s in (0, *later_s):
        driven.give(FINISH_S + after_s, Press())
    return driven


def refusals(happened: list[object]) -> list[Refusal]:
    return [event.reason for event in happened if isinstance(event, Refused)]


def test_six_presses_0_9_s_apart_leave_one_rep_with_the_first_split_and_five_on_offer() -> None:
    driven = two_hundreds()
    happened = [event for number in range(6) for event in driven.give(FINISH_S + number * 0.9, Press())]
    view = driven.engine.view()
    assert (view.phase, view.step and view.step.index, view.armed) == (Phase.RECOVERY, 2, None)
    assert view.splits == {0: Split(5_000, Source.EXACT), 1: Split(34_126, Source.MEASURED)}
    assert view.later == LaterPresses(1, (35_026, 35_926, 36_826, 37_726, 38_626))
    assert refusals([*happened]) == [Refusal.AFTER_FINISH] * 5
    assert [entry.verdict for entry in driven.engine.log[1:]] == [Verdict.TAKEN, *[Verdict.REFUSED] * 5]
    ended = [event.by for event in happened if isinstance(event, StepEnded)]
    assert ended == [EndedBy.PRESS]
    assert [event.cue for event in happened if isinstance(event, CueSounded)] == [Cue.OVER, *[Cue.REFUSED] * 5]


def test_each_refused_press_tells_the_times_that_are_kept_so_far() -> None:
    driven = two_hundreds()
    driven.give(FINISH_S, Press())
    told = [event for after_s in (0.9, 1.8) for event in driven.give(FINISH_S + after_s, Press())]
    assert [event.later for event in told if isinstance(event, Refused)] == [(35_026,), (35_026, 35_926)]


@pytest.mark.parametrize(("after_s", "kept"), [(2.999, True), (3.0, False)])
def test_the_three_seconds_are_counted_from_the_finish(after_s: float, kept: bool) -> None:
    driven = finished(later_s=())
    happened = driven.give(FINISH_S + after_s, Press())
    # After them a press is what it was before: too early for somebody who walks back, and a second one ends it.
    assert refusals([*happened]) == [Refusal.AFTER_FINISH if kept else Refusal.TOO_EARLY]
    assert (driven.engine.view().armed is None) == kept


@pytest.mark.parametrize(("after_s", "kept"), [(5.898, True), (5.9, False)])
def test_each_press_that_is_kept_begins_them_again(after_s: float, kept: bool) -> None:
    driven = finished(later_s=(2.9,))
    happened = driven.give(FINISH_S + after_s, Press())
    assert refusals([*happened]) == [Refusal.AFTER_FINISH if kept else Refusal.TOO_EARLY]


def test_in_a_rehearsal_they_are_real_time() -> None:
    """Ten times as fast, 3 s are 30 s of the session, and 0.7 s are 7."""
    driven = two_hundreds(rules=Rules(speed=10))
    driven.give(50, Press())
    driven.give(79.999, Press())
    assert driven.engine.view().later == LaterPresses(1, (74_999,))


def test_a_press_that_bounced_is_none_of_them() -> None:
    driven = finished(later_s=(0.6, 1.2, 2.0))
    assert driven.engine.view().later == LaterPresses(1, (36_126,))


def test_a_press_later_on_ends_the_recovery_as_ever() -> None:
    driven = finished()
    driven.give(FINISH_S + 60, Press())
    assert driven.phase() is Phase.LEAD_IN
    driven.give(FINISH_S + 62, Press())  # timed, a press in the lead-in starts the work
    assert driven.phase() is Phase.WORK


def test_the_recovery_may_be_open_and_is_not_ended_by_the_second_finisher() -> None:
    driven = two_hundreds(rest=Rest("Rest", Open()))
    for number in range(3):
        driven.give(FINISH_S + number, Press())
    assert driven.phase() is Phase.RECOVERY


def test_in_a_lead_in_that_came_at_once_they_start_no_work() -> None:
    driven = finished(later_s=(0.9,))
    driven.give(FINISH_S + 1, Skip())
    assert refusals([*driven.give(FINISH_S + 1.8, Press())]) == [Refusal.AFTER_FINISH]
    assert driven.phase() is Phase.LEAD_IN


def test_after_the_last_rep_they_are_kept_too() -> None:
    driven = finished(reps=1)
    assert driven.phase() is Phase.COMPLETE
    assert driven.engine.view().later == LaterPresses(1, (35_026, 35_926))
    assert refusals([*driven.give(FINISH_S + 60, Press())]) == [Refusal.COMPLETE]


def test_before_a_jog_they_are_kept_too() -> None:
    """The last rep has no recovery here: the warm-down follows at once."""
    driven = Driven(*efforts(ByDistance(200, 38_000), rest=None), WARM_DOWN, mode=TIMED)
    driven.give(0, Press())
    driven.give(40, Press())
    assert refusals([*driven.give(41, Press())]) == [Refusal.AFTER_FINISH]
    assert (driven.phase(), driven.engine.view().armed) == (Phase.JOG, None)


def test_in_work_a_press_is_the_next_finish() -> None:
    driven = finished(later_s=())
    driven.give(FINISH_S + 1, Skip())
    driven.give(FINISH_S + 2, Skip())
    assert driven.phase() is Phase.WORK
    assert refusals([*driven.give(FINISH_S + 2.9, Press())]) == [Refusal.TOO_FAST]


def test_a_pause_is_ended_by_a_press_at_once() -> None:
    driven = finished(later_s=())
    driven.give(FINISH_S + 0.9, Pause())
    driven.give(FINISH_S + 1.8, Press())
    assert driven.phase() is Phase.RECOVERY
    assert driven.engine.view().later is None


@pytest.mark.parametrize("ends", [ByTime(30_000), ByDistance(200, 38_000)], ids=["by time", "solo"])
def test_a_rep_that_nobody_at_the_line_ends_has_none(ends: ByTime | ByDistance) -> None:
    mode = TIMED if isinstance(ends, ByTime) else Mode()
    driven = Driven(*efforts(ends, ends), mode=mode)
    driven.give(0, Press())
    driven.give(30, Press())
    driven.give(31, Press())  # the second one ends it
    assert driven.phase() is Phase.RECOVERY
    assert refusals([*driven.give(32, Press())]) == [Refusal.TOO_EARLY]


def test_undo_reopens_the_rep_and_redo_brings_its_end_and_all_that_was_kept_back() -> None:
    driven = finished()
    driven.give(FINISH_S + 3, Undo())
    view = driven.engine.view()
    assert (view.phase, view.in_step_ms, view.later) == (Phase.WORK, 37_126, None)
    driven.give(FINISH_S + 4, Redo())
    assert driven.engine.view().later == LaterPresses(1, (35_026, 35_926))
    assert driven.engine.view().splits[1] == Split(34_126, Source.MEASURED)


def test_a_rep_that_was_reopened_ends_with_the_next_press_and_begins_anew_with_what_is_kept() -> None:
    driven = finished()
    driven.give(FINISH_S + 3, Undo())
    driven.give(FINISH_S + 4, Press())
    driven.give(FINISH_S + 5, Press())
    assert driven.engine.view().splits[1] == Split(38_126, Source.MEASURED)
    assert driven.engine.view().later == LaterPresses(1, (39_126,))


def test_what_is_kept_outlives_the_undo_of_a_command_before_it() -> None:
    driven = finished(later_s=())
    driven.give(FINISH_S + 0.5, Skip())
    driven.give(FINISH_S + 1, Press())
    driven.give(FINISH_S + 1.5, Undo())
    assert driven.phase() is Phase.RECOVERY
    assert driven.engine.view().later == LaterPresses(1, (35_126,))


@pytest.mark.parametrize(("press", "ms"), [(2, 35_026), (3, 35_926)])
def test_a_time_that_is_chosen_is_measured_and_names_its_rep(press: int, ms: int) -> None:
    driven = finished()
    happened = driven.give(60, Correct(None, press=press))
    assert CommandTaken(60_000, Correct(ms, 1, press)) in happened
    assert driven.engine.view().splits[1] == Split(ms, Source.MEASURED)


def test_the_first_press_s_time_can_be_had_again_and_another_be_chosen() -> None:
    driven = finished()
    for at_s, command in ((60, Correct(None, press=2)), (61, Correct(None)), (62, Correct(None, press=3))):
        driven.give(at_s, command)
    assert driven.engine.view().splits[1] == Split(35_926, Source.MEASURED)
    driven.give(63, Correct(None))
    assert driven.engine.view().splits[1] == Split(34_126, Source.MEASURED)


def test_a_time_with_a_pause_in_it_stays_an_estimate_whichever_press_is_chosen() -> None:
    driven = two_hundreds()
    driven.give(30, Pause())
    driven.give(31, Resume(Resumption.ON))  # 25 s have been run; it goes on at 35 s
    driven.give(70, Press())
    driven.give(71, Press())
    driven.give(72, Correct(None, press=2))
    assert driven.engine.view().splits[1] == Split(61_000, Source.ESTIMATED)


@pytest.mark.parametrize("command", [Correct(None, press=1), Correct(None, press=4), Correct(None, 4, 2)])
def test_a_press_that_was_not_there_cannot_be_chosen(command: Correct) -> None:
    driven = finished()
    reason = Refusal.NO_REP_BEFORE if command.index == 4 else Refusal.NO_SUCH_PRESS
    assert refusals([*driven.give(60, command)]) == [reason]
    assert driven.engine.view().splits[1] == Split(34_126, Source.MEASURED)


def test_what_was_kept_of_one_rep_is_not_offered_for_the_next() -> None:
    driven = finished()
    driven.give(60, Press())
    driven.give(61, Done())
    assert refusals([*driven.give(62, Correct(None, press=2))]) == [Refusal.NO_SUCH_PRESS]


def test_what_was_kept_of_a_rep_is_not_offered_once_it_has_been_run_again() -> None:
    driven = finished()
    driven.give(60, Again())
    assert driven.engine.view().later == LaterPresses(1, (35_026, 35_926))
    driven.give(61, Done())  # run again, and its press forgotten
    assert driven.engine.view().later is None
    assert refusals([*driven.give(62, Correct(None, press=2))]) == [Refusal.NO_SUCH_PRESS]


def test_it_survives_the_fold_of_the_log() -> None:
    driven = finished()
    given: list[tuple[float, Command]] = [
        (FINISH_S + 3, Undo()),
        (FINISH_S + 4, Redo()),
        (60, Correct(None, press=2)),
        (61, Press()),
    ]
    for at_s, command in given:
        driven.give(at_s, command)
    engine, events = Engine.fold(driven.plan, driven.rules, driven.engine.log)
    assert list(events) == driven.events
    assert engine.view() == driven.engine.view()
    assert engine.view().splits[1] == Split(35_026, Source.MEASURED)
