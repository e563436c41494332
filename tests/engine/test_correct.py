"""A split typed while the session runs."""

from __future__ import annotations

from speedtimer.engine.commands import Again, Correct, Done, Pause, Press, Undo
from speedtimer.engine.engine import Engine
from speedtimer.engine.events import CommandTaken, Refusal, Refused, Source, Split
from speedtimer.plan import ByDistance
from speedtimer.records.session import result_of
from tests.engine.plans import WALK_100, Driven, efforts

HUNDREDS = efforts(*[ByDistance(100, 18_000)] * 3, rest=WALK_100)
"""0-2 the first rep: lead-in to 10 s, effort to 28 s by the clock, walk; 3-5 the second; 6-7 the third."""


def walking() -> Driven:
    """Solo, on the walk back of the first rep."""
    driven = Driven(*HUNDREDS)
    driven.give(0, Press())
    driven.run_to(40)
    return driven


def splits(driven: Driven) -> dict[int, Split]:
    return driven.engine.view().splits


def refusals(driven: Driven) -> list[Refusal]:
    return [event.reason for event in driven.events if isinstance(event, Refused)]


def test_it_stands_in_the_place_of_the_estimate_and_names_its_rep() -> None:
    driven = walking()
    happened = driven.give(40, Correct(17_300))
    assert CommandTaken(40_000, Correct(17_300, 1)) in happened
    assert splits(driven)[1] == Split(17_300, Source.TYPED)
    kept = next(split for split in result_of(driven.engine.view()).splits if split.index == 1)
    assert (kept.ms, kept.source) == (17_300, Source.TYPED)


def test_typed_again_the_later_one_counts_and_nothing_typed_gives_the_estimate_back() -> None:
    driven = walking()
    driven.give(40, Correct(17_300))
    driven.give(41, Correct(17_400))
    assert splits(driven)[1] == Split(17_400, Source.TYPED)
    driven.give(42, Correct(None))
    assert splits(driven)[1] == Split(18_000, Source.ESTIMATED)
    driven.give(43, Correct(None))
    assert refusals(driven) == [Refusal.NOT_TYPED]


def test_the_round_trip_is_measured_all_the_same_and_outlives_what_was_typed() -> None:
    driven = walking()
    driven.give(40, Correct(17_300))
    driven.give(110, Press())  # GO was at 10 s
    assert splits(driven)[1] == Split(17_300, Source.TYPED, 100_000)
    driven.give(112, Correct(None))
    assert splits(driven)[1] == Split(18_000, Source.ESTIMATED, 100_000)


def test_a_rep_that_was_only_counted_as_done_gets_a_time_but_no_round_trip() -> None:
    driven = Driven(*HUNDREDS)
    driven.give(0, Press())
    driven.give(5, Done())
    driven.give(6, Correct(17_300))
    driven.give(60, Press())
    assert splits(driven)[1] == Split(17_300, Source.TYPED)


def test_in_the_next_lead_in_it_still_is_the_rep_just_done_and_a_rep_once_more_has_its_own() -> None:
    driven = walking()
    driven.give(110, Press())
    driven.give(115, Correct(17_300))
    assert splits(driven)[1].ms == 17_300
    driven.give(116, Again())  # lead-in to 126 s, the end by the clock at 144 s
    driven.run_to(150)
    assert splits(driven)[1] == Split(18_000, Source.ESTIMATED)


def test_before_a_rep_there_is_nothing_to_type() -> None:
    driven = Driven(*HUNDREDS)
    driven.give(0, Correct(17_300))
    driven.give(1, Press())
    driven.give(2, Correct(17_300))
    driven.give(3, Pause())
    driven.give(4, Correct(17_300))
    assert refusals(driven) == [Refusal.NOT_STARTED, Refusal.NO_REP_BEFORE, Refusal.NO_REP_BEFORE]


def test_undo_passes_over_it_and_what_was_typed_stays_with_its_rep() -> None:
    driven = walking()
    driven.give(110, Press())
    driven.give(111, Correct(17_300))
    driven.give(112, Undo())
    assert driven.phase().value == "recovery"
    assert splits(driven)[1] == Split(17_300, Source.TYPED)
    assert Engine.fold(driven.plan, driven.rules, driven.engine.log)[0].view() == driven.engine.view()
