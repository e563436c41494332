"""What is chosen before a session: the sections that are on, and the way it is run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from speedtimer.plan import ByDistance, Kind, Mode, Section, Step

_ALL: Final = frozenset(Section)
_BY_TIME: Final = "every rep ends by the clock; press once a rep, back at the line"


@dataclass(frozen=True, slots=True)
class Way:
    """One way to run it. name: in a word or two. means: what it means for the athlete."""

    name: str
    means: str
    mode: Mode


WAYS: Final = (
    Way("solo", "distances end by the clock; press once a rep, back at the line", Mode()),
    Way("timed", "somebody holds the watch in the main set; the press ends each rep", Mode(frozenset({Section.MAIN}))),
    Way("timed all", "somebody holds the watch throughout", Mode(_ALL)),
    Way("auto", "the clock ends recoveries and jogs; nobody presses", Mode(auto=_ALL)),
)


def way_of(mode: Mode) -> Way:
    """Give the way that a mode amounts to; one of its own where it is none of the usual."""
    for way in WAYS:
        if (way.mode.timed, way.mode.auto) == (mode.timed, mode.auto):
            return way
    parts = []
    if mode.timed:
        parts.append(f"timed in {', '.join(sorted(mode.timed))}")
    if mode.auto:
        parts.append(f"auto in {', '.join(sorted(mode.auto))}")
    return Way("as asked", "; ".join(parts), mode)


def meaning(mode: Mode, steps: Sequence[Step]) -> str:
    """Say what a mode means for the athlete in a session of these steps: by time every rep ends by the clock anyhow."""
    way = way_of(mode)
    work = [step for step in steps if step.kind is Kind.EFFORT] or [step for step in steps if step.is_work]
    if not work or any(isinstance(step.ends, ByDistance) for step in work):
        return way.means
    return {"solo": _BY_TIME, "timed": f"somebody holds the watch; {_BY_TIME}"}.get(way.name, way.means)


def after(mode: Mode) -> Mode:
    """Give the next way's mode; the lead-in asked for stays."""
    names = [way.name for way in WAYS]
    name = way_of(mode).name
    following = WAYS[(names.index(name) + 1) % len(WAYS) if name in names else 0].mode
    return Mode(following.timed, following.auto, mode.lead_in_ms)


def switched(on: frozenset[Section], section: Section) -> frozenset[Section]:
    """Switch a section on or off. The easy jog takes the place of the warm-up, which can be switched on again."""
    now = on ^ {section}
    return now - {Section.WARM_UP} if section is Section.EASY_JOG and section in now else now
