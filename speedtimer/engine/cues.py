"""Which cue sounds when: within a step, as a step begins, and as one ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from speedtimer.engine.cue_table import Cue
from speedtimer.engine.events import EndedBy
from speedtimer.plan import (
    JOGS,
    WORK,
    ByDistance,
    ByRange,
    ByTime,
    Ends,
    Kind,
    Open,
    Section,
    Step,
    clock_end_ms,
    estimate_ms,
    suggested_ms,
)

TEN_SECONDS_MS = 10_000
TEN_SECONDS_FROM_MS = 20_000
"""Shorter steps have no ten-second cue: it would come before the step is half over."""

HALFWAY_FROM_MS = 20_000
"""Shorter steps have no halfway cue either: who runs them knows."""
HALFWAY_CLEAR_MS = 2_000
"""So close to another cue of the step, halfway is left out: two sounds at once are none."""
MINUTE_MS = 60_000
MINUTE_CLEAR_MS = 5_000
"""So close to another cue of the step, its beginning and its end, a minute is left out: it can be counted on from."""
MINUTES_UNTIL_MS = 3 * 60 * MINUTE_MS
"""So long minutes are told of a step that nothing is known of but that a press ends it."""


@lru_cache(maxsize=64)
def within(
    kind: Kind, ends: Ends, count_s: int, halfway: bool = False, minute: bool = False, *, whole_ms: int | None = None
) -> tuple[tuple[int, Cue], ...]:
    """Return the cues of a step as (milliseconds into it, cue), in order, those at its very end left out.

    Remembered, since many steps of a session end alike and the engine asks at every cue.

    Args:
        kind: of the step.
        ends: how it ends.
        count_s: length of the count in seconds.
        halfway: half of a timed step is to be told.
        minute: every full minute is to be told.
        whole_ms: of a lead-in inside a recovery that the clock ends, how long the two are together.
    """
    end_ms = clock_end_ms(ends)
    due: list[tuple[int, Cue]] = []
    if kind is Kind.GET_READY and end_ms is not None:
        due += [(end_ms - 1000 * second, Cue.COUNT) for second in range(count_s, 0, -1) if end_ms > 1000 * second]
    if isinstance(ends, ByTime):
        due += _ten_seconds(ends.length_ms, whole_ms or ends.length_ms)
        if ends.waits:
            due.append((ends.length_ms, Cue.END))
    elif isinstance(ends, ByRange):
        due += [(ends.max_ms, Cue.END)] if ends.waits else []
        due.append((ends.min_ms, Cue.MINIMUM))
    elif isinstance(ends, ByDistance):
        if ends.held:
            due.append((2 * ends.expected_ms, Cue.SUGGESTION))
    else:
        due += [] if ends.clock_ms is None or kind in JOGS else _ten_seconds(suggested_ms(ends), suggested_ms(ends))
        suggestion = Cue.END if kind in JOGS else Cue.SUGGESTION
        due += [] if ends.suggested_ms is None else [(ends.suggested_ms, suggestion)]
    heard = dict(reversed(due))
    if kind in WORK or kind in JOGS:
        heard |= _halfway(ends, heard) if halfway else {}
        heard |= _minutes(ends, heard) if minute else {}
    return tuple(sorted(pair for pair in heard.items() if end_ms is None or pair[0] < end_ms))


def at_start(steps: Sequence[Step], position: int) -> Cue | None:
    """Return the cue with which a step begins; a recovery has none."""
    step = steps[position]
    if step.is_work:
        return Cue.GO
    if step.is_jog:
        return Cue.START
    if step.kind is not Kind.GET_READY:
        return None
    work = steps[position + 1]
    later = (steps[place] for place in range(position + 2, len(steps)))
    if work.section is Section.MAIN and not any(step.is_work and step.section is Section.MAIN for step in later):
        return Cue.LAST_REP
    return Cue.TURN if steps[position].turn else Cue.READY


def at_end(step: Step, by: EndedBy) -> Cue | None:
    """Return the cue with which a step ends, where the clock or a press ended it."""
    if step.is_work and by in (EndedBy.CLOCK, EndedBy.PRESS):
        return Cue.WALK if by is EndedBy.CLOCK and isinstance(step.ends, ByDistance) else Cue.OVER
    return Cue.END if step.is_jog and by is EndedBy.CLOCK else None


def first_of(candidates: Sequence[Cue]) -> Cue:
    """Return the cue that is heard of those that meet at one boundary."""
    return min(candidates, key=lambda cue: cue.traits.rank)


def _halfway(ends: Ends, heard: Mapping[int, Cue]) -> dict[int, Cue]:
    """A range and a distance have no half that is known beforehand."""
    if not isinstance(ends, ByTime) or ends.length_ms < HALFWAY_FROM_MS:
        return {}
    half_ms = ends.length_ms // 2
    return {half_ms: Cue.HALFWAY} if _is_clear(half_ms, heard, HALFWAY_CLEAR_MS) else {}


def _minutes(ends: Ends, heard: Mapping[int, Cue]) -> dict[int, Cue]:
    """Full minutes until the step should be over; then whoever is still at it knows that he is late."""
    if isinstance(ends, ByDistance):
        until_ms = 2 * ends.expected_ms if ends.held else ends.expected_ms
    elif isinstance(ends, Open):
        known = (ends.clock_ms, ends.suggested_ms, MINUTES_UNTIL_MS)
        until_ms = next(length_ms for length_ms in known if length_ms is not None)
    else:
        until_ms = estimate_ms(ends)[1]
    full = range(MINUTE_MS, until_ms - MINUTE_CLEAR_MS + 1, MINUTE_MS)
    return {at_ms: Cue.MINUTE for at_ms in full if _is_clear(at_ms, heard, MINUTE_CLEAR_MS)}


def _is_clear(at_ms: int, heard: Mapping[int, Cue], by_ms: int) -> bool:
    return all(abs(at_ms - other_ms) >= by_ms for other_ms in heard)


def _ten_seconds(end_ms: int, whole_ms: int) -> list[tuple[int, Cue]]:
    """Ten seconds before an end, where the whole of what ends there is long enough. At the very beginning of a step,
    where the lead-in's own cue says as much, there is none."""
    is_told = whole_ms >= TEN_SECONDS_FROM_MS and end_ms > TEN_SECONDS_MS
    return [(end_ms - TEN_SECONDS_MS, Cue.TEN_SECONDS)] if is_told else []
