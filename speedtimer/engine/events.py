"""What comes out of the engine: frozen values, each with the exact session time at which it happened."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from speedtimer.engine.commands import Command
from speedtimer.engine.cue_table import Cue
from speedtimer.plan import Kind


class EndedBy(StrEnum):
    """What ended a visit: the clock, a press, or the command of that name."""

    CLOCK = "clock"
    PRESS = "press"
    SKIP = "skip"
    BACK = "back"
    AGAIN = "again"
    DONE = "done"
    ENOUGH = "enough"
    FEWER = "fewer"
    JUMP = "jump"
    RESUME = "resume"


class Source(StrEnum):
    """Where a split comes from, and so how far it can be trusted."""

    EXACT = "exact"
    MEASURED = "measured"
    ESTIMATED = "estimated"
    UNTIMED = "untimed"
    TYPED = "typed"


@dataclass(frozen=True, slots=True)
class Split:
    """A step's time. ms is None when untimed. round_trip_ms: from GO to the press back at the line, solo."""

    ms: int | None
    source: Source
    round_trip_ms: int | None = None


class Refusal(StrEnum):
    """Why a command is not taken. The first group is taken when a second one follows in time."""

    LEAD_IN_RUNNING = "lead_in_running"
    TIME_NOT_UP = "time_not_up"
    BEFORE_MINIMUM = "before_minimum"
    ENDS_BY_ITSELF = "ends_by_itself"
    TOO_FAST = "too_fast"
    TOO_EARLY = "too_early"
    COUNT_RUNNING = "count_running"
    UNDO_ENDS_STEPS = "undo_ends_steps"
    UNDO_LOSES_REPS = "undo_loses_reps"

    AFTER_FINISH = "after_finish"
    NOT_STARTED = "not_started"
    PAUSED = "paused"
    NOT_PAUSED = "not_paused"
    COMPLETE = "complete"
    JUST_OVER = "just_over"
    NOTHING_TO_UNDO = "nothing_to_undo"
    NOTHING_TO_REDO = "nothing_to_redo"
    NOTHING_BEFORE = "nothing_before"
    NO_REP_BEFORE = "no_rep_before"
    NO_WORK_COMING = "no_work_coming"
    NOT_IN_MAIN = "not_in_main"
    NO_SET = "no_set"
    PYRAMID = "pyramid"
    NO_REP_LEFT = "no_rep_left"
    NO_LENGTH = "no_length"
    TOO_SHORT = "too_short"
    NO_SUCH_STEP = "no_such_step"
    ALREADY_PAUSED = "already_paused"
    NOT_AWAY = "not_away"
    NOT_TYPED = "not_typed"
    NO_SUCH_PRESS = "no_such_press"
    TOO_MANY_REPS = "too_many_reps"
    TOO_LONG = "too_long"


NEED_A_SECOND: Final = frozenset(
    {
        Refusal.LEAD_IN_RUNNING,
        Refusal.TIME_NOT_UP,
        Refusal.BEFORE_MINIMUM,
        Refusal.ENDS_BY_ITSELF,
        Refusal.TOO_FAST,
        Refusal.TOO_EARLY,
        Refusal.COUNT_RUNNING,
        Refusal.UNDO_ENDS_STEPS,
        Refusal.UNDO_LOSES_REPS,
    }
)


@dataclass(frozen=True, slots=True)
class StepStarted:
    """A visit begins. visit: its number, from 1; index: the step's name."""

    at_ms: int
    visit: int
    index: int


@dataclass(frozen=True, slots=True)
class StepEnded:
    """A visit ends. ms: its length, pauses not counted; split: None where it was left.

    recovery: of a lead-in to which the clock led from the recovery that it lies inside, the split of that, which now
    covers both.
    """

    at_ms: int
    visit: int
    index: int
    kind: Kind
    by: EndedBy
    ms: int
    split: Split | None
    recovery: Split | None = None


@dataclass(frozen=True, slots=True)
class CueSounded:
    """A cue is due. Its identity is visit, cue and at_ms; index: the step it speaks of."""

    at_ms: int
    visit: int
    cue: Cue
    index: int


@dataclass(frozen=True, slots=True)
class CommandTaken:
    """A command changed the session."""

    at_ms: int
    command: Command


@dataclass(frozen=True, slots=True)
class Refused:
    """A command changed nothing. second: the same once more, 0.7 to 3 s later in real time, will do it.

    later: where a press after a finish was kept, the times of its rep by it and by those before it.
    """

    at_ms: int
    command: Command
    reason: Refusal
    later: tuple[int, ...] = ()

    @property
    def second(self) -> bool:
        return self.reason in NEED_A_SECOND


@dataclass(frozen=True, slots=True)
class Bounced:
    """A key came again too soon to be another: held down, or bounced. Silent."""

    at_ms: int
    command: Command


@dataclass(frozen=True, slots=True)
class Undone:
    """A command was taken back. ended: indices of the steps that have ended meanwhile, as if it had never been."""

    at_ms: int
    command: Command
    ended: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Redone:
    """A command was given back at its own time. ended: indices of the steps that have ended since."""

    at_ms: int
    command: Command
    ended: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SessionCompleted:
    at_ms: int


Event = StepStarted | StepEnded | CueSounded | CommandTaken | Refused | Bounced | Undone | Redone | SessionCompleted
