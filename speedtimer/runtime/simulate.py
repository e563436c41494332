"""A whole session at once, on a virtual clock, pressed by an athlete who does as he is told.

The athlete stands in for the one who would be there: he leaves a range ten seconds after its least time, a jog that
waits ten seconds after its length, an open step when its suggestion says, and a distance that somebody watches at its
expected time. Where the clock ends a step, he lets it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from speedtimer.engine import finishes
from speedtimer.engine.commands import Press
from speedtimer.engine.engine import Engine
from speedtimer.engine.events import Event, Refused
from speedtimer.engine.view import Phase
from speedtimer.plan import ByDistance, ByRange, ByTime, Plan, Step, clock_end_ms, suggested_ms
from speedtimer.rules import Rules

LINGERS_MS: Final = 10_000
"""How long after a range's least time, or the length of a jog that waits, the athlete presses."""

SECOND_PRESS_MS: Final = 1_000
"""How long after a press that was refused the athlete presses once more: later than a bounce, in time to be taken."""


@dataclass(frozen=True, slots=True)
class Athlete:
    """Who presses, and when.

    open_ms: how long into an open step the press comes, None for its suggestion, or 60 s where it has none.
    press_at_ms: presses at these moments of session time, in order, in place of the rules; after the last of them the
        rules apply again.
    """

    open_ms: int | None = None
    press_at_ms: tuple[int, ...] = ()

    def press_after_ms(self, step: Step, *, auto: bool) -> int | None:
        """Return how long into a step the athlete presses, None where he leaves it to the clock.

        auto: the step's section is one where the clock ends what it may.
        """
        ends = step.ends
        if auto and clock_end_ms(ends) is not None:
            return None
        if isinstance(ends, ByRange):
            return ends.min_ms + LINGERS_MS
        if isinstance(ends, ByTime):
            return ends.length_ms + LINGERS_MS if ends.waits else None
        if isinstance(ends, ByDistance):
            return ends.expected_ms if ends.held else None
        if ends.clock_ms is not None:
            return None
        if step.is_jog and ends.suggested_ms is not None:
            # A jog over a distance: what is suggested is its length.
            return ends.suggested_ms + LINGERS_MS
        if self.open_ms is not None:
            return self.open_ms
        return suggested_ms(ends)


def simulate(plan: Plan, rules: Rules, athlete: Athlete | None = None) -> Iterator[Event]:
    """Run a plan from its first press, at 0, to its end, and give every event in order.

    Args:
        plan: what to run.
        rules: how; their speed should be 1, since nobody waits.
        athlete: who presses; by default one without wishes.
    """
    run = _Run(plan, rules, athlete or Athlete())
    yield from run.press(0, by_rule=False)
    while not run.complete:
        yield from run.go_on()


class _Run:
    """A simulation under way: the engine, and what the athlete remembers."""

    def __init__(self, plan: Plan, rules: Rules, athlete: Athlete) -> None:
        self._engine = Engine.open(plan, rules)
        self._athlete = athlete
        self._auto = plan.mode.auto
        self._bounce_ms = round(rules.guards.bounce_ms * rules.speed)
        self._second_ms = round(SECOND_PRESS_MS * rules.speed)
        self._given = iter(sorted(athlete.press_at_ms))
        self._next_given_ms = next(self._given, None)
        self._last_press_ms = 0
        self._refused_visit: int | None = None

    @property
    def complete(self) -> bool:
        return self._engine.phase is Phase.COMPLETE

    def press(self, at_ms: int, *, by_rule: bool) -> tuple[Event, ...]:
        """Press. A press by the rules that is refused is followed by a second one; one that was asked for is not."""
        self._engine, events = self._engine.give(at_ms, Press())
        self._last_press_ms = at_ms
        refused = by_rule and any(isinstance(event, Refused) and event.second for event in events)
        self._refused_visit = self._engine.play.visits if refused else None
        return events

    def go_on(self) -> tuple[Event, ...]:
        """Let time pass to whatever comes first: the next press, or the end of the step by the clock."""
        press_ms, end_ms = self._press_ms(), self._clock_end_ms()
        if press_ms is not None and (end_ms is None or press_ms < end_ms):
            by_rule = self._next_given_ms is None
            self._next_given_ms = next(self._given, None)
            return self.press(press_ms, by_rule=by_rule)
        assert end_ms is not None, "a step that neither the clock nor the athlete ends"
        self._engine, events = self._engine.advance(end_ms)
        return events

    def _clock_end_ms(self) -> int | None:
        play = self._engine.play
        length_ms = clock_end_ms(play.step.ends)
        return None if length_ms is None else play.now_ms - play.in_step_ms + length_ms

    def _press_ms(self) -> int | None:
        """When the athlete presses next if nothing happens before; None where he leaves the step to the clock.

        A press by the rules is never so soon after the last one that it would be taken for a bounce, nor so soon after
        a finish that it would be taken for another.
        """
        if self._next_given_ms is not None:
            return self._next_given_ms
        play = self._engine.play
        if self._refused_visit == play.visits:
            return self._last_press_ms + self._second_ms
        after_ms = self._athlete.press_after_ms(play.step, auto=play.step.section in self._auto)
        if after_ms is None:
            return None
        free_ms = max(self._last_press_ms + self._bounce_ms, finishes.until_ms(play, self._engine.rules))
        return max(play.now_ms - play.in_step_ms + after_ms, free_ms)
