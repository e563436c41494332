"""The summary's words: what a session came to, and a line for every split."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from speedtimer.engine.events import Source
from speedtimer.plan import JOGS, Kind
from speedtimer.records.session import KeptSplit, Result
from speedtimer.tui.face import section_name
from speedtimer.units import clock_text, split_text
from speedtimer.wording import SOURCES, kept_text

_MARKS: Final = {
    Source.EXACT: "=",
    Source.MEASURED: " ",
    Source.ESTIMATED: "~",
    Source.UNTIMED: "-",
    Source.TYPED: "t",
}
"""Where a split comes from, in one character, for windows too narrow for the word."""

NARROW: Final = 56
"""Below so many columns the source is a mark and the round trip stands alone."""


def headline(result: Result) -> tuple[str, ...]:
    """Say in a few lines what a session came to."""
    works = works_of(result)
    done = f"{len(works)} rep{'' if len(works) == 1 else 's'} done"
    lines = ["Complete: every rep is done" if result.completed else f"Not complete: {done}", _length(result)]
    if result.efforts:
        lines.append(_efforts(result))
    lines += _trips(works)
    return tuple(lines)


def table(result: Result, columns: int = 80) -> tuple[str, ...]:
    """Give a line for every split, under the names of their sections."""
    splits = [split for split in result.splits if split.kind is not Kind.GET_READY]
    narrow = columns < NARROW
    longest = max((len(label(split)) for split in splits), default=0)
    room = max(1, min(longest, columns - (20 if narrow else 36)))
    lines: list[str] = []
    section = None
    for split in splits:
        if split.section is not section:
            section = split.section
            lines += ["", section_name(section).capitalize()] if lines else [section_name(section).capitalize()]
        lines.append(_line(split, room, narrow))
    if lines and narrow:
        lines += ["", "= exact, ~ estimated, - no time", "t typed; second time: there and back"]
    return tuple(lines)


def _line(split: KeptSplit, room: int, narrow: bool) -> str:
    time = "" if split.ms is None else kept_text(split.ms, split.source)
    trip = "" if split.round_trip_ms is None else split_text(split.round_trip_ms)
    name = label(split)[:room]
    if narrow:
        return f" {name:<{room}} {_MARKS[split.source]}{time:>7} {trip:>8}".rstrip()
    there = f"  there and back {trip}" if trip else ""
    return f"  {name:<{room}}  {time:>8}  {SOURCES[split.source]:<9}{there}".rstrip()


def label(split: KeptSplit) -> str:
    """Name a split: `200 m 3/8`, a recovery set in."""
    rep = f" {split.rep}/{split.reps}" if split.rep is not None and split.kind is not Kind.RECOVERY else ""
    return f"{'  ' if split.kind is Kind.RECOVERY else ''}{split.name}{rep}"


def _length(result: Result) -> str:
    paused = f", {clock_text(result.paused_ms)} of it paused" if result.paused_ms else ""
    away = f", {clock_text(result.away_ms)} away" if result.away_ms else ""
    return f"Session {clock_text(result.length_ms)}{paused}{away}"


def _efforts(result: Result) -> str:
    far = f", {result.effort_m} m" if result.effort_m else ""
    return f"Efforts {result.efforts}{far}, {split_text(result.effort_ms)} of hard running"


def _trips(works: Iterable[KeptSplit]) -> list[str]:
    """The round trips of the efforts: the one true measurement of who runs alone."""
    trips = [split.round_trip_ms for split in works if split.kind is Kind.EFFORT and split.round_trip_ms is not None]
    if not trips:
        return []
    shortest, longest = split_text(min(trips)), split_text(max(trips))
    return [f"Round trips {shortest} to {longest}" if len(trips) > 1 else f"Round trip {shortest}"]


def works_of(result: Result) -> tuple[KeptSplit, ...]:
    """Give the splits of the work that was done."""
    return tuple(split for split in result.splits if _is_work(split))


def _is_work(split: KeptSplit) -> bool:
    return split.kind not in JOGS and split.kind not in (Kind.RECOVERY, Kind.GET_READY)
