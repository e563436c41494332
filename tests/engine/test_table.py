"""Every cell of the table: what it says is what the engine does, and a refusal changes nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from speedtimer.engine.commands import (
    Again,
    Away,
    Back,
    Command,
    Correct,
    Count,
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
from speedtimer.engine.events import CommandTaken, Refusal, Refused
from speedtimer.engine.transitions import ANY, LEADS_TO, NEXT, TABLE, Act
from speedtimer.engine.view import Phase
from speedtimer.plan import ByTime, Kind
from tests.engine.plans import WARM_DOWN, WARM_UP, Driven, efforts

COMMANDS: list[Command] = [
    Press(),
    Undo(),
    Redo(),
    Pause(),
    Resume(),
    Skip(),
    Back(),
    Again(),
    Done(),
    Enough(),
    More(),
    Fewer(),
    Extend(),
    Jump(2),
    Away(0),
    Count(),
    Correct(31_000),
]


def session_in(phase: Phase) -> Driven:
    """A hill session of three in that phase, at least five seconds into its step, with a rep done where there can be.

    Its steps: 0 warm-up, 1-3 lead-in, effort and recovery of the first rep, then 4-6, 7-9, and 10 the warm-down.
    """
    driven = Driven(WARM_UP, *efforts(*[ByTime(30_000)] * 3), WARM_DOWN)
    if phase is Phase.READY:
        return driven
    driven.give(0, Press())
    if phase is Phase.JOG:
        driven.run_to(1_000)
        return driven
    driven.give(1_000, Press())  # rep 1: lead-in to 1010, effort to 1040
    driven.give(1_100, Press())  # rep 2: lead-in to 1110, effort to 1140
    driven.run_to({Phase.LEAD_IN: 1_105, Phase.RECOVERY: 1_180}.get(phase, 1_120))
    if phase in (Phase.PAUSED, Phase.COUNTING_IN):
        driven.give(1_120, Pause())
        driven.run_to(1_130)
    if phase is Phase.COUNTING_IN:
        driven.give(1_130, Resume(Resumption.ON))
        driven.run_to(1_131)
    if phase is Phase.COMPLETE:
        driven.give(1_120, Jump(10))
        driven.run_to(3_000)
    return driven


@pytest.mark.parametrize("phase", list(Phase))
def test_the_sessions_that_stand_for_the_phases_are_in_them(phase: Phase) -> None:
    assert session_in(phase).engine.phase is phase


def test_the_table_has_a_cell_for_every_phase_and_command() -> None:
    assert {phase: set(row) for phase, row in TABLE.items()} == {phase: set(get_args(Command)) for phase in Phase}
    assert {type(command) for command in COMMANDS} == set(get_args(Command))
    assert set(LEADS_TO) == set(Act)


REFUSED_BY_ACT = {
    (Phase.LEAD_IN, Act.END_STEP): Refusal.LEAD_IN_RUNNING,
    (Phase.WORK, Act.END_STEP): Refusal.TIME_NOT_UP,
    (Phase.COUNTING_IN, Act.GO_ON_NOW): Refusal.COUNT_RUNNING,
    (Phase.JOG, Act.AGAIN): Refusal.NO_REP_BEFORE,
    (Phase.JOG, Act.CORRECT): Refusal.NO_REP_BEFORE,
    (Phase.JOG, Act.ENOUGH): Refusal.NOT_IN_MAIN,
    (Phase.READY, Act.UNDO): Refusal.NOTHING_TO_UNDO,
    (Phase.PAUSED, Act.COUNT): Refusal.NOT_AWAY,
    (Phase.COMPLETE, Act.LEAVE): Refusal.COMPLETE,
}
"""Cells whose act refuses in the sessions above. In all others it must be taken."""


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: type(command).__name__)
@pytest.mark.parametrize("phase", list(Phase))
def test_every_cell_does_what_the_table_says(phase: Phase, command: Command) -> None:
    driven = session_in(phase)
    before, now_ms = driven.engine, driven.engine.now_ms
    cell = TABLE[phase][type(command)]
    happened = driven.give(now_ms / 1000, replace(command, since_ms=now_ms) if isinstance(command, Away) else command)
    answers = [event for event in happened if isinstance(event, Refused)]
    if isinstance(cell, Refusal):
        reason: Refusal | None = cell
    elif cell is Act.REDO:
        reason = Refusal.NOTHING_TO_REDO
    elif cell is Act.UNDO and phase in (Phase.RECOVERY, Phase.COMPLETE):
        reason = Refusal.UNDO_LOSES_REPS if phase is Phase.RECOVERY else Refusal.UNDO_ENDS_STEPS
    else:
        reason = REFUSED_BY_ACT.get((phase, cell))
    if reason is None:
        assert answers == []
        assert cell is Act.UNDO or any(isinstance(event, CommandTaken) for event in happened)
        assert driven.engine.view() != before.view() or (phase, cell) == (Phase.PAUSED, Act.AWAY)
        assert _may_lead_to(cell, driven.phase())
    else:
        assert [answer.reason for answer in answers] == [reason]
        after = replace(driven.engine.view(), armed=None)
        assert after == replace(before.view(), armed=None)
        assert (driven.engine.next_ms, driven.engine.taken) == (before.next_ms, before.taken)


def _may_lead_to(cell: Act | Refusal, phase: Phase) -> bool:
    assert isinstance(cell, Act)
    leads_to = LEADS_TO[cell]
    return not leads_to or NEXT in leads_to or ANY in leads_to or phase in leads_to


def test_the_first_session_of_the_table_has_the_steps_it_says() -> None:
    kinds = [step.kind for step in session_in(Phase.READY).plan.steps]
    rep = [Kind.GET_READY, Kind.EFFORT, Kind.RECOVERY]
    assert kinds == [Kind.WARM_UP, *rep, *rep, *rep, Kind.WARM_DOWN]
