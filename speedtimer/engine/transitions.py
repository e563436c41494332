"""The engine's rules as a table: phase by command.

A cell is either an `Act`, what is done, or a `Refusal`, why nothing is. What the table cannot say is said by the acts
themselves, which may still refuse: how far a step has got (`guards`), whether there is a rep to repeat or to take
away, what an undo would cost. Three things stand above the table. Time: whatever is due before or at the moment of a
command has happened before the table is asked. And bounces: a key that comes again too soon never reaches it.
And other finishers: nor does a press that follows the one that ended a timed rep (`finishes`).

The state diagram in the docs is drawn from `TABLE` and `LEADS_TO` by `python -m tests.diagram`.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

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
    Skip,
    Undo,
)
from speedtimer.engine.events import Refusal
from speedtimer.engine.view import Phase


class Act(StrEnum):
    """What a command does. Each has its function in `acts`; count, undo and redo, which need the log, in `engine`."""

    START = "start"
    END_STEP = "end_step"
    GO_ON_NOW = "go_on_now"
    PAUSE = "pause"
    RESUME = "resume"
    SKIP = "skip"
    BACK = "back"
    AGAIN = "again"
    DONE = "done"
    ENOUGH = "enough"
    MORE = "more"
    FEWER = "fewer"
    EXTEND = "extend"
    JUMP = "jump"
    AWAY = "away"
    COUNT = "count"
    CORRECT = "correct"
    ONE_MORE = "one_more"
    LEAVE = "leave"
    UNDO = "undo"
    REDO = "redo"


Cell = Act | Refusal

_ALWAYS: Final[Mapping[type[Command], Cell]] = {Undo: Act.UNDO, Redo: Act.REDO}
_UNDER_WAY: Final[Mapping[type[Command], Cell]] = {
    **_ALWAYS,
    Press: Act.END_STEP,
    Pause: Act.PAUSE,
    Resume: Refusal.NOT_PAUSED,
    Skip: Act.SKIP,
    Back: Act.BACK,
    Again: Act.AGAIN,
    Done: Act.DONE,
    Enough: Act.ENOUGH,
    More: Act.MORE,
    Fewer: Act.FEWER,
    Extend: Act.EXTEND,
    Jump: Act.JUMP,
    Away: Act.AWAY,
    Count: Refusal.NOT_AWAY,
    Correct: Act.CORRECT,
}


def _nothing_but(reason: Refusal, allowed: Mapping[type[Command], Cell]) -> Mapping[type[Command], Cell]:
    return {**dict.fromkeys(_UNDER_WAY, reason), **_ALWAYS, **allowed}


TABLE: Final[Mapping[Phase, Mapping[type[Command], Cell]]] = {
    Phase.READY: _nothing_but(Refusal.NOT_STARTED, {Press: Act.START}),
    Phase.LEAD_IN: _UNDER_WAY,
    Phase.WORK: _UNDER_WAY,
    Phase.RECOVERY: _UNDER_WAY,
    Phase.JOG: {**_UNDER_WAY, More: Refusal.NO_SET, Fewer: Refusal.NO_SET},
    Phase.PAUSED: _nothing_but(
        Refusal.PAUSED,
        {
            Press: Act.RESUME,
            Resume: Act.RESUME,
            Pause: Refusal.ALREADY_PAUSED,
            Away: Act.AWAY,
            Count: Act.COUNT,
            Correct: Act.CORRECT,
        },
    ),
    Phase.COUNTING_IN: _nothing_but(
        Refusal.PAUSED,
        {
            Press: Act.GO_ON_NOW,
            Resume: Refusal.NOT_PAUSED,
            Pause: Act.PAUSE,
            Away: Act.AWAY,
            Correct: Act.CORRECT,
        },
    ),
    Phase.COMPLETE: _nothing_but(
        Refusal.COMPLETE, {Press: Act.LEAVE, Again: Act.AGAIN, More: Act.ONE_MORE, Correct: Act.CORRECT}
    ),
}
"""Every phase answers every command; a test holds that no cell is missing."""

NEXT: Final = "next"
"""In LEADS_TO: whatever phase the next step has, or COMPLETE where there is none."""

ANY: Final = "any"
"""In LEADS_TO: any phase, by what was chosen or by what the log says."""

LEADS_TO: Final[Mapping[Act, tuple[Phase | str, ...]]] = {
    Act.START: (Phase.LEAD_IN, Phase.JOG),
    Act.END_STEP: (NEXT,),
    Act.GO_ON_NOW: (Phase.WORK,),
    Act.PAUSE: (Phase.PAUSED,),
    Act.RESUME: (Phase.LEAD_IN, Phase.RECOVERY, Phase.JOG, Phase.COUNTING_IN),
    Act.SKIP: (NEXT,),
    Act.BACK: (Phase.LEAD_IN, Phase.RECOVERY, Phase.JOG),
    Act.AGAIN: (Phase.LEAD_IN,),
    Act.DONE: (NEXT,),
    Act.ENOUGH: (NEXT,),
    Act.MORE: (),
    Act.FEWER: (),
    Act.EXTEND: (),
    Act.JUMP: (Phase.LEAD_IN, Phase.RECOVERY, Phase.JOG),
    Act.AWAY: (Phase.PAUSED,),
    Act.COUNT: (ANY,),
    Act.CORRECT: (),
    Act.ONE_MORE: (Phase.LEAD_IN,),
    Act.LEAVE: (),
    Act.UNDO: (ANY,),
    Act.REDO: (ANY,),
}
"""Where each act leads; an empty tuple changes no phase."""

BY_CLOCK: Final[Mapping[Phase, tuple[Phase | str, ...]]] = {
    Phase.LEAD_IN: (Phase.WORK,),
    Phase.WORK: (NEXT,),
    Phase.RECOVERY: (NEXT,),
    Phase.JOG: (NEXT,),
    Phase.COUNTING_IN: (Phase.WORK,),
}
"""Where a phase leads when its time is up. In those that are not here time changes nothing."""


def cell(phase: Phase, command: Command) -> Cell:
    """Look a command up in the table."""
    return TABLE[phase][type(command)]
