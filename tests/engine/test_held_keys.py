"""A key that is held down, or bounces under a stiff finger, is one press of it."""

from __future__ import annotations

import pytest

from speedtimer.engine.commands import (
    Again,
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
    Redo,
    Resume,
    Resumption,
    Skip,
    Undo,
)
from speedtimer.engine.events import Bounced
from speedtimer.engine.log import Verdict
from speedtimer.engine.view import Phase
from speedtimer.plan import ByTime, Kind
from speedtimer.rules import Rules
from tests.engine.hills import here, hills
from tests.engine.plans import WARM_DOWN, Driven, efforts

# As keyboards do it: after half a second some thirty times a second, here for two seconds.
HELD_S = (0, *(0.5 + thirtieth / 30 for thirtieth in range(46)))


def hold(driven: Driven, at_s: float, command: Command) -> list[Verdict]:
    """Hold a key down; what became of each of its repetitions."""
    for held_s in HELD_S:
        driven.give(at_s + held_s, command)
    return [entry.verdict for entry in driven.engine.log[-len(HELD_S) :]]


@pytest.mark.parametrize(
    "command",
    [Press(), Skip(), Back(), Again(), Done(), Enough(), More(), Fewer(), Extend(30_000), Extend(-30_000), Jump(4)],
    ids=repr,
)
def test_every_key_that_changes_the_plan_or_leaves_a_step_does_it_once_while_it_is_held(command: Command) -> None:
    driven = hills()
    driven.run_to(65)  # The first walk down began at 40 s, and may be ended after 20 s.
    assert hold(driven, 65, command) == [Verdict.TAKEN, *[Verdict.BOUNCED] * 46]


def test_one_more_held_for_two_seconds_is_one_rep_more() -> None:
    driven = hills(8)
    hold(driven, 60, More())
    assert here(driven) == (Kind.RECOVERY, 1, 9)


def test_undo_held_takes_one_command_back_and_redo_held_gives_one_again() -> None:
    driven = hills()
    driven.give(45, More())
    driven.give(46, More())
    hold(driven, 50, Undo())
    assert here(driven) == (Kind.RECOVERY, 1, 4)
    driven.give(60, Undo())
    hold(driven, 65, Redo())
    assert here(driven) == (Kind.RECOVERY, 1, 4)


def test_a_pause_key_held_pauses_and_does_not_go_on_again() -> None:
    driven = hills()
    driven.run_to(60)
    # What the key means depends on whether it is paused: each of its repetitions would end what the one before began.
    for held_s in HELD_S:
        driven.give(60 + held_s, Resume() if driven.phase() is Phase.PAUSED else Pause())
    assert driven.phase() is Phase.PAUSED
    driven.give(63, Resume())
    assert driven.phase() is Phase.RECOVERY


@pytest.mark.parametrize("other", [Press(), Resume(Resumption.ON)], ids=repr)
def test_another_key_than_the_pause_s_ends_a_pause_at_once(other: Command) -> None:
    driven = hills()
    driven.give(60, Pause())
    driven.give(60.2, other)
    assert driven.phase() is Phase.RECOVERY


def test_longer_and_shorter_are_two_keys() -> None:
    driven = hills()
    driven.give(50, Extend(30_000))
    driven.give(50.2, Extend(-30_000))
    assert driven.engine.view().target_ms == 100_000


def test_the_wait_begins_again_with_each_repetition_and_the_same_key_counts_0_7_s_after_the_last() -> None:
    driven = hills()
    verdicts = []
    for at_s in (50, 50.699, 51.398, 52.098):
        happened = driven.give(at_s, More())
        verdicts.append(happened == [Bounced(round(at_s * 1000), More())])
    assert verdicts == [False, True, True, False]
    assert here(driven) == (Kind.RECOVERY, 1, 5)


def test_in_a_rehearsal_the_wait_is_real_time() -> None:
    """Ten times as fast, 0.7 s are 7 s of the session."""
    driven = Driven(*efforts(*[ByTime(30_000)] * 3), WARM_DOWN, rules=Rules(speed=10))
    driven.give(0, Press())
    driven.give(50, More())
    driven.give(56.999, More())
    driven.give(63.999, More())
    assert here(driven) == (Kind.RECOVERY, 1, 5)


def test_a_skip_held_does_not_skip_the_lead_in_too() -> None:
    driven = hills()
    hold(driven, 60, Skip())
    assert here(driven) == (Kind.GET_READY, 2, 3)
    driven.give(63, Skip())
    assert here(driven) == (Kind.EFFORT, 2, 3)


def test_a_forgotten_press_held_counts_one_rep_as_done() -> None:
    driven = hills()
    driven.run_to(60)
    hold(driven, 60, Done())
    assert here(driven) == (Kind.RECOVERY, 2, 3)


def test_different_keys_in_quick_turn_are_all_taken() -> None:
    driven = hills()
    for at_s, command in ((50, More()), (50.1, Fewer()), (50.2, Skip())):
        driven.give(at_s, command)
    assert [entry.verdict for entry in driven.engine.log] == [Verdict.TAKEN] * 4
    assert here(driven) == (Kind.GET_READY, 2, 3)
