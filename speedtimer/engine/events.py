"""What comes out of the engine: frozen values, each with the exact session time at which it happened."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self

from speedtimer.engine.commands import Command
from speedtimer.plan import Kind


@dataclass(frozen=True, slots=True)
class CueTraits:
    """What is known of a cue besides its id.

    label: what the settings call it. means: what it tells the runner. sounds: when it sounds, where that is not "when"
    and what it means. line: what plain mode and the screen write, empty where another line of the same moment says it.
    rank: of those that meet at one boundary the lowest is heard. flashes: the screen flashes with it.
    """

    label: str
    means: str
    sounds: str = ""
    line: str = ""
    rank: int = 9
    flashes: bool = False

    @property
    def when(self) -> str:
        """When it sounds."""
        return self.sounds or f"when {self.means}"


class Cue(StrEnum):
    """A sound, words, a flash at one exact time. Its sound is the file of its id in `sounds/`."""

    traits: CueTraits

    def __new__(cls, value: str, traits: CueTraits) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.traits = traits
        return member

    COUNT = "count", CueTraits("cue of the count", "3, 2, 1 of a lead-in", "at 3, 2, 1 of a lead-in")
    GO = "go", CueTraits("cue of GO", "work starts", rank=1, flashes=True)
    OVER = (
        "over",
        CueTraits("cue of an end", "work ends", "when work ends, by its length or a press", rank=2, flashes=True),
    )
    WALK = (
        "walk",
        CueTraits(
            "cue of the walk back",
            "work has probably ended: walk back",
            "when a rep is expected to have ended, and the walk back begins",
            rank=3,
            flashes=True,
        ),
    )
    READY = "ready", CueTraits("cue of a lead-in", "a lead-in begins", rank=6)
    LAST_REP = (
        "last_rep",
        CueTraits(
            "cue of the last rep",
            "the lead-in of the last rep begins",
            "in the place of ready, before the last rep of the main set",
            rank=4,
        ),
    )
    TURN = (
        "turn",
        CueTraits(
            "cue of the pyramid's turn",
            "the lead-in of the pyramid's first shorter rep begins",
            "in the place of ready, before the pyramid's first shorter rep",
            rank=5,
        ),
    )
    START = "start", CueTraits("cue of a jog's start", "a jog starts", rank=7)
    END = "end", CueTraits("cue of a jog's end", "a jog reaches its length", rank=8, flashes=True)
    COMPLETE = "complete", CueTraits("cue of the session's end", "the session is complete", rank=0, flashes=True)
    TEN_SECONDS = "ten_seconds", CueTraits("cue of ten seconds left", "ten seconds are left", line="Ten seconds left")
    MINIMUM = (
        "minimum",
        CueTraits(
            "cue of a jog's minimum",
            "a range may be left",
            "when a jog may be left",
            "The least time is reached: go on, or press to end it",
        ),
    )
    SUGGESTION = (
        "suggestion",
        CueTraits("cue of a walk's time", "the walk should be done", line="About time: press when you are ready"),
    )
    HALFWAY = (
        "halfway",
        CueTraits("cue at halfway", "half of a step is done", "at half of a timed effort or jog", "Halfway"),
    )
    MINUTE = (
        "minute",
        CueTraits("cue every minute", "another minute is done", "at every full minute of a jog or an effort"),
    )
    PRESS = (
        "press",
        CueTraits("cue of a key taken", "a key was taken", "when a key was taken that nothing else answers"),
    )
    REFUSED = "refused", CueTraits("cue of a key refused", "a key was not taken")
    PAUSED = "paused", CueTraits("cue of a pause", "paused", "when the session is paused", "Paused")
    RESUMED = "resumed", CueTraits("cue of going on", "resumed", "when the session goes on", "Go on")


ANSWERS: Final = frozenset({Cue.PRESS, Cue.REFUSED})
"""What a key sounds where nothing else does at its moment."""


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
