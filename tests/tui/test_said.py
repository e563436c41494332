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
    Skip,
    Undo,
)
from speedtimer.engine.engine import Engine
from speedtimer.rules import Rules
from speedtimer.tui.said import said
from speedtimer.wording import Roll
from tests.tui.plans import AUTO, hills


def answer(*given: tuple[int, Command]) -> str:
    """What is answered to the last of these commands, in hills that were started at 0."""
    engine = Engine.open(hills(3), Rules())
    happened = engine.give(0, Press())[1]
    engine = engine.give(0, Press())[0]
    for when_ms, command in given:
        engine = engine.advance(when_ms)[0]
        engine, happened = engine.give(when_ms, command)
    view = engine.view()
    return said(happened, Roll(view.steps), view.step)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], "Get ready, 10 s: 30 s uphill 1 of 3"),
        ([(20_000, Press())], "30 s uphill lasts 30 s: press again to end it now"),
        ([(20_000, Press()), (20_300, Press())], "Too soon after the last press to be one"),
        ([(20_000, Press()), (21_000, Press())], "Done: 30 s uphill 1 of 3 in 11.0, measured"),
        ([(90_000, Press())], "Done: Walk back in 50.0, measured"),
        ([(90_000, Press()), (91_000, Undo())], "Taken back: the press"),
        ([(90_000, Press()), (91_000, Undo()), (92_000, Redo())], "Given again: the press"),
        ([(20_000, Pause())], "Paused"),
        ([(50_000, Pause()), (60_000, Resume())], "Go on"),
        ([(50_000, Skip())], "Skipped: Walk back"),
        ([(50_000, Back())], "Left to go back: Walk back"),
        ([(50_000, Again())], "Left for the rep once more: Walk back"),
        ([(50_000, Done())], "Counted as done: 30 s uphill 2 of 3"),
        ([(5_000, Enough())], "The session is complete"),
        ([(50_000, More())], "One rep more"),
        ([(50_000, Fewer())], "One rep fewer"),
        ([(50_000, Extend(30_000))], "30 s more"),
        ([(50_000, Extend(-30_000))], "30 s less"),
        ([(50_000, Jump(7))], "Jump to 30 s uphill 3 of 3"),
        ([(50_000, Resume())], "Not paused"),
        ([(1_000, Redo())], "Nothing to redo"),
    ],
)
def test_every_command_is_answered_in_words(given: list[tuple[int, Command]], expected: str) -> None:
    assert answer(*given) == expected


def test_what_happens_by_itself_is_said_too_and_a_count_is_not() -> None:
    engine = Engine.open(hills(), Rules()).give(0, Press())[0]
    roll = Roll(engine.view().steps)

    engine, counted = engine.advance(7_000)
    assert said(counted, roll, engine.view().step) == ""
    engine, begun = engine.advance(10_000)
    assert said(begun, roll, engine.view().step) == "GO: 30 s uphill 1 of 2"
    engine, ended = engine.advance(40_000)
    assert said(ended, roll, engine.view().step) == "Done: 30 s uphill 1 of 2 in 30.0, exact"


def test_a_recovery_that_the_clock_ends_is_done_with_the_lead_in_inside_it() -> None:
    # The walk back is from 40 to 140 s, its last ten seconds the lead-in.
    engine = Engine.open(hills(3, AUTO), Rules()).give(0, Press())[0].advance(129_999)[0]
    roll = Roll(engine.view().steps)
    engine, happened = engine.advance(130_000)
    assert said(happened, roll, engine.view().step) == "Get ready, 10 s: 30 s uphill 2 of 3"
    engine, happened = engine.advance(140_000)
    assert said(happened, roll, engine.view().step) == "Done: Walk back in 1:40.0, exact"
