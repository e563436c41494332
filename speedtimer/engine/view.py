"""A frozen picture of one moment of a session. Faces draw from it and ask nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from speedtimer.engine.commands import Command
from speedtimer.engine.events import EndedBy, Refusal, Split
from speedtimer.plan import Ends, Step


class Phase(StrEnum):
    """What is going on. The engine's table is phase by command."""

    READY = "ready"
    LEAD_IN = "lead_in"
    WORK = "work"
    RECOVERY = "recovery"
    JOG = "jog"
    PAUSED = "paused"
    COUNTING_IN = "counting_in"
    COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class Visit:
    """One pass through a step. While it is under way ended_ms and by are None.

    not_counted_ms: pauses and time away within it. ends: how it ends, where `extend` has changed that for this visit.
    split: what counts. timed: what the clock or the press had made of it, where it was typed.
    """

    number: int
    index: int
    started_ms: int
    not_counted_ms: int = 0
    ended_ms: int | None = None
    by: EndedBy | None = None
    split: Split | None = None
    ends: Ends | None = None
    timed: Split | None = None


@dataclass(frozen=True, slots=True)
class Armed:
    """What a second press (or undo) would do now, and from when until when it is taken, session time."""

    command: Command
    reason: Refusal
    from_ms: int
    until_ms: int


@dataclass(frozen=True, slots=True)
class LaterPresses:
    """Presses that came after the one that ended a timed rep. index: the rep's step. times_ms: the time that each of
    them would make of the rep, the second press first."""

    index: int
    times_ms: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class View:
    """One moment.

    at_ms: session time. elapsed_ms: since the start, pauses included; 0 before it.
    steps, position: the sequence as it is now and where in it we are; position is len(steps) when complete.
    step: the one under way, with its length as it is now; before the start the first, when complete None.
    in_step_ms: time in this visit, pauses not counted.
    ends_in_ms: until the clock ends the step, None where only a press does.
    go_in_ms: until GO, in a lead-in, and in a recovery by the clock that has its lead-in inside it; None elsewhere.
    target_ms: the step's length, max, expected time or suggestion, whichever it has; None where it has none.
    may_press: the press would end the step now without a second.
    waiting: the step is past its target and waits for the press.
    resumes_in_ms: while counting in, until the session goes on.
    visits: all visits so far, oldest first, the one under way last.
    left: work steps taken out by `enough`, which keep the session from counting as completed.
    later: presses after the newest finish of a timed rep, which can be chosen for it in place of the first.
    away_before_pause_ms: how long the time away was that this pause began with, as long as `Count` can make it count.
    """

    at_ms: int
    phase: Phase
    elapsed_ms: int
    paused_ms: int
    away_ms: int
    steps: tuple[Step, ...]
    position: int
    step: Step | None
    visit: int
    in_step_ms: int
    ends_in_ms: int | None
    go_in_ms: int | None
    target_ms: int | None
    may_press: bool
    waiting: bool
    resumes_in_ms: int | None
    armed: Armed | None
    can_undo: Command | None
    can_redo: Command | None
    visits: tuple[Visit, ...]
    left: tuple[int, ...]
    later: LaterPresses | None = None
    away_before_pause_ms: int | None = None

    @property
    def counts_by_default(self) -> bool:
        """This pause began with time away in a jog. One jogs on without the computer, so a face takes a press to mean
        that the time counts."""
        return self.away_before_pause_ms is not None and self.step is not None and self.step.is_jog

    @property
    def rep_done(self) -> Step | None:
        """The work that was done last, of all that has a split: what a time typed now is for."""
        works = {step.index: step for step in self.steps if step.is_work}
        return next((works[v.index] for v in reversed(self.visits) if v.split is not None and v.index in works), None)

    @property
    def coming(self) -> tuple[Step, ...]:
        """The steps after this one."""
        return self.steps[self.position + 1 :]

    @property
    def splits(self) -> dict[int, Split]:
        """The split that counts for each step's index: the latest visit's that has one."""
        return {visit.index: visit.split for visit in self.visits if visit.split is not None}

    @property
    def completed(self) -> bool:
        """Every work step is done."""
        done = self.splits
        return not self.left and all(step.index in done for step in self.steps if step.is_work)
