"""The state of a session at one moment, as one frozen value. `flow` makes the next one from it.

What has passed is kept in linked lists with shared structure, so that a state kept for undo costs next to nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from speedtimer.engine.cue_table import ANSWERS, Cue
from speedtimer.engine.view import Armed, Phase, Visit
from speedtimer.plan import Kind, Step


@dataclass(frozen=True, slots=True)
class Past:
    """The visits that have ended, newest first."""

    visit: Visit
    before: Past | None = field(repr=False)

    def __iter__(self) -> Iterator[Visit]:
        link: Past | None = self
        while link is not None:
            yield link.visit
            link = link.before


@dataclass(frozen=True, slots=True)
class Halt:
    """A pause since since_ms. until_ms: while counting in, when the step goes on; None while nobody has said so."""

    since_ms: int
    until_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Finish:
    """The press that ended a timed rep. visit, index: the rep's; rep_ms: the time that it made."""

    visit: int
    index: int
    at_ms: int
    rep_ms: int


@dataclass(frozen=True, slots=True)
class LatePress:
    """A press that came after a finish. visit, finish_ms: say which; at_ms: when it came."""

    visit: int
    finish_ms: int
    at_ms: int


class Play(NamedTuple):
    """One moment of a session. All times are session milliseconds.

    A named tuple and no dataclass, since every cue and every boundary makes another one: a copy takes a quarter of the
    time, and a session of 10,000 steps under `simulate` three quarters.

    position: where in steps; len(steps) when complete. visit: the one under way.
    paused_ms, away_ms: pauses that have ended, time away. sounded: what was heard at sounded_ms, the last moment
    at which anything was. received: each key, and when it came last, whatever became of it.
    left: work taken out by `enough`. next_index: the name of the next step to be added.
    finish: the newest one. late: all presses after finishes; like received, undo and redo leave them as they are.
    """

    steps: tuple[Step, ...]
    next_index: int
    now_ms: int = 0
    started_ms: int | None = None
    position: int = 0
    visit: Visit | None = None
    visits: int = 0
    past: Past | None = None
    halt: Halt | None = None
    paused_ms: int = 0
    away_ms: int = 0
    received: tuple[tuple[str, int], ...] = ()
    armed: Armed | None = None
    sounded_ms: int = -1
    sounded: frozenset[tuple[int, Cue]] = frozenset()
    left: tuple[int, ...] = ()
    finish: Finish | None = None
    late: tuple[LatePress, ...] = ()

    @property
    def phase(self) -> Phase:
        if self.started_ms is None:
            return Phase.READY
        if self.visit is None:
            return Phase.COMPLETE
        if self.halt is not None:
            return Phase.PAUSED if self.halt.until_ms is None else Phase.COUNTING_IN
        return PHASE_OF_KIND[self.steps[self.position].kind]

    @property
    def step(self) -> Step:
        """The step under way, as long as it is in this visit; before the start the first. A lead-in of another length
        than the plan's is no longer inside the recovery before it.

        Not to be asked once the session is complete.
        """
        step = self.steps[self.position]
        changed = None if self.visit is None else self.visit.ends
        return step if changed is None else replace(step, ends=changed, inside=None)

    @property
    def in_step_ms(self) -> int:
        """Time in this visit, pauses not counted; 0 where there is none."""
        if self.visit is None:
            return 0
        until_ms = self.now_ms if self.halt is None else self.halt.since_ms
        return until_ms - self.visit.started_ms - self.visit.not_counted_ms

    @property
    def ended_ms(self) -> int | None:
        """When the session was complete; None while it is not."""
        return self.past.visit.ended_ms if self.visit is None and self.past is not None else None

    def position_of(self, index: int) -> int | None:
        """Where in the sequence the step of that index stands now; None if it is not (or no longer) in it."""
        return next((place for place, step in enumerate(self.steps) if step.index == index), None)

    def unhalted(self) -> Play:
        """This moment with the pause, if there is one, ended and counted; what a second press meant in it is over."""
        if self.halt is None or self.visit is None:
            return self
        lasted_ms = self.now_ms - self.halt.since_ms
        visit = replace(self.visit, not_counted_ms=self.visit.not_counted_ms + lasted_ms)
        return self._replace(halt=None, visit=visit, paused_ms=self.paused_ms + lasted_ms, armed=None)

    def with_key(self, key: str, at_ms: int) -> Play:
        """Return this moment with a key received at at_ms."""
        return self._replace(received=(*(pair for pair in self.received if pair[0] != key), (key, at_ms)))

    def with_answers(self, present: Play) -> Play:
        """This moment of one history with what has answered keys at the same moment of another, the present one."""
        answers = frozenset(pair for pair in present.sounded if pair[1] in ANSWERS)
        if not answers or present.sounded_ms != self.now_ms:
            return self
        sounded = self.sounded if self.sounded_ms == self.now_ms else frozenset()
        return self._replace(sounded_ms=self.now_ms, sounded=sounded | answers)


PHASE_OF_KIND = {
    Kind.GET_READY: Phase.LEAD_IN,
    Kind.DRILL: Phase.WORK,
    Kind.STRIDE: Phase.WORK,
    Kind.EFFORT: Phase.WORK,
    Kind.RECOVERY: Phase.RECOVERY,
    Kind.WARM_UP: Phase.JOG,
    Kind.EASY: Phase.JOG,
    Kind.WARM_DOWN: Phase.JOG,
}
