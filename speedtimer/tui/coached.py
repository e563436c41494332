"""What a coach says while walking back: advice to stop, else how the newest rep stands to its target and to earlier
sessions. How it stands to the reps of this session is said by `lately`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from speedtimer.coach.against import Earlier, against, latest
from speedtimer.coach.figures import rep_numbers
from speedtimer.coach.guard import SLOWER_PERCENT, Advice, form_guard
from speedtimer.coach.measured import Basis
from speedtimer.coach.reps import Rep, reps_of
from speedtimer.engine.view import Phase, View
from speedtimer.plan import ByDistance, Plan
from speedtimer.records.session import result_of
from speedtimer.units import apart_text, is_apart, split_text

IN_FULL: Final = 110
"""From so many columns on advice is given in full, with the times it rests on."""

NARROW: Final = 60
"""Below so many it is given in a few words."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What is said. urgent: it is advice, to be seen before everything else below the clock."""

    text: str = ""
    urgent: bool = False


class Coach:
    """Watches one session.

    Args:
        plan: what is run.
        key: what gives `enough` in it.
    """

    def __init__(self, plan: Plan, key: str) -> None:
        self._plan, self._key = plan, key
        self.earlier: tuple[Earlier, ...] = ()

    def remark(self, view: View, columns: int) -> Remark:
        """Say what there is to say at a moment: nothing outside a recovery, nor before anything was measured."""
        if view.phase is not Phase.RECOVERY:
            return Remark()
        reps = reps_of(result_of(view).splits)
        advice = form_guard(reps, self._plan.focus, self._key)
        if advice is not None:
            return Remark(_advice_text(advice, columns), urgent=True)
        return Remark(self._compared(view, reps))

    def _compared(self, view: View, reps: tuple[Rep, ...]) -> str:
        # After a jump back what was done further on is not what has just been done.
        so_far = {step.index for step in view.steps[: view.position]}
        newest = latest([rep for rep in reps if rep.index in so_far])
        if newest is None:
            return ""
        rep = newest.value.rep
        parts = []
        target_ms = _target_ms(view, rep.index) if newest.basis is Basis.SPLITS else None
        if target_ms is not None:
            parts.append(_apart(newest.value.ms, target_ms))
        befores = against(reps, self._plan.identity, self.earlier).reps
        before = next((each for each in befores if each.index == rep.index), None)
        # A set may have been read on another basis by now than this one rep.
        if before is not None and before.basis is newest.basis:
            parts += [f"last time {split_text(before.last_ms)}"] if before.last_ms is not None else []
            parts += [f"best before {split_text(before.best_ms)}"] if before.best_ms is not None else []
        if not parts:
            return ""
        trip = ", there and back" if newest.basis is Basis.ROUND_TRIPS else ""
        return f"Rep {rep.rep}{trip} {split_text(newest.value.ms)}: {', '.join(parts)}"


def _advice_text(advice: Advice, columns: int) -> str:
    if columns >= IN_FULL:
        return advice.sentence
    numbers = rep_numbers(advice.slow).capitalize()
    if columns < NARROW:
        return f"{numbers} over {SLOWER_PERCENT} % slow: consider enough ({advice.key})"
    return f"{numbers} were over {SLOWER_PERCENT} % slower than your first three: consider enough ({advice.key})"


def _target_ms(view: View, index: int) -> int | None:
    ends = next((step.ends for step in view.steps if step.index == index), None)
    return ends.expected_ms if isinstance(ends, ByDistance) else None


def _apart(ms: int, target_ms: int) -> str:
    if not is_apart(ms - target_ms):
        return "on the target"
    return f"{apart_text(ms - target_ms)} {'faster' if ms < target_ms else 'slower'} than the target"
