"""Sessions of the past for tests of the screens: 8 x 200 m with the watch in hand, kept in the home."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from speedtimer import places
from speedtimer.app.planner import prepare
from speedtimer.engine.commands import Command, Press
from speedtimer.plan import Mode, Plan, Section
from speedtimer.records.session import Ending
from speedtimer.rules import Rules
from tests.records.sessions import STARTED, driven, keep

TIMED = Mode(timed=frozenset({Section.MAIN}))
DAY_MS = 86_400_000
LEAD_IN_S, WALK_S = 5, 60


def timed_200s() -> Plan:
    """The main set alone: lead-ins of 5 s, eight efforts that a press ends, seven walks."""
    return prepare("8x200m", sections=frozenset({Section.MAIN}), mode=TIMED)


def given(splits_s: Sequence[int]) -> list[tuple[int, Command]]:
    """A press at 0, at the end of each effort, and at the end of each walk of 60 s."""
    at_s, presses = 0, [0]
    for split_s in splits_s:
        presses += [at_s + LEAD_IN_S + split_s, at_s + LEAD_IN_S + split_s + WALK_S]
        at_s = presses[-1]
    return [(when_s, Press()) for when_s in (presses[:-1] if len(splits_s) == 8 else presses)]


def kept_200s(splits_s: Sequence[int], days_ago: int, speed: float = 1.0) -> str:
    """Keep a session that was begun so many days before the newest. Fewer than eight splits are a saved one."""
    engine = driven(timed_200s(), *given(splits_s), rules=Rules(speed=speed))
    ending = Ending.COMPLETED if len(splits_s) == 8 else Ending.SAVED
    started = replace(STARTED, utc_ms=STARTED.utc_ms - days_ago * DAY_MS)
    return keep(places.data(), timed_200s(), engine, ending, started)


def two_before() -> tuple[str, str]:
    """Two sessions, a fortnight and a week ago: 40 s each, then 39 s with a last one of 38 s."""
    return kept_200s([40] * 8, 14), kept_200s([39] * 7 + [38], 7)
