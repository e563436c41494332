"""The reps of a session as a coach looks at them, read off its splits.

The splits come as the records keep them, and also as anything else that has the same members: this room knows neither
database nor screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from speedtimer.engine.events import Source
from speedtimer.plan import WORK, Kind, Section

TECHNIQUE: Final = "technique"
"""The focus of which drills and strides are as much a part as efforts."""


Back = tuple[str, int | None]
"""A recovery as the way back from a rep: its name, and its metres where they are known."""


class SplitLike(Protocol):
    """What is asked of a split; `records.session.KeptSplit` is one."""

    @property
    def index(self) -> int: ...
    @property
    def kind(self) -> Kind: ...
    @property
    def section(self) -> Section: ...
    @property
    def name(self) -> str: ...
    @property
    def rep(self) -> int | None: ...
    @property
    def reps(self) -> int | None: ...
    @property
    def distance_m(self) -> int | None: ...
    @property
    def ms(self) -> int | None: ...
    @property
    def source(self) -> Source: ...
    @property
    def round_trip_ms(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Rep:
    """One piece of work that was done.

    rep, of: which of how many in its set; `of` is what the set had at the session's end.
    distance_m: None where it went by time. ms: None when untimed; source says how far it can be trusted.
    round_trip_ms: from GO to the press back at the line, by the way `back`.
    recovery_ms: the recovery after it, as long as it really was; None where it had none, or nobody knows.
    number: what it is called, which is `rep` unless several sets are judged together; those are counted through.
    """

    index: int
    kind: Kind
    section: Section
    name: str
    rep: int
    of: int
    distance_m: int | None
    ms: int | None
    source: Source
    round_trip_ms: int | None = None
    recovery_ms: int | None = None
    number: int = 0
    back: Back | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """The reps that a verdict is about, numbered.

    missing: the numbers of those left out between them or after them, as far as the numbering shows it; empty where
    there are several sets. asked: how many there were to do, by the numbering.
    """

    reps: tuple[Rep, ...]
    missing: tuple[int, ...]
    asked: int


def reps_of(splits: Iterable[SplitLike]) -> tuple[Rep, ...]:
    """Give the reps that were done, in the order of the splits, each with the length of its recovery.

    A skipped rep has no split and so is not there; a rep done again has one split, the later.
    """
    reps: list[Rep] = []
    for split in splits:
        if split.kind in WORK:
            reps.append(_rep(split))
        elif split.kind is Kind.RECOVERY and reps and _follows(split, reps[-1]):
            # A clock that ran an estimate, or a rep counted as done, says nothing of how long the recovery was.
            known = split.source in (Source.EXACT, Source.MEASURED, Source.TYPED)
            back = (split.name, split.distance_m)
            reps[-1] = replace(reps[-1], back=back, recovery_ms=split.ms if known else None)
    return tuple(reps)


def judged(reps: Sequence[Rep], focus: str) -> Judged:
    """Choose the reps that a verdict of this focus is about.

    For technique all work; else the main section, or, in a session without one, the efforts.
    """
    chosen = list(reps)
    if focus != TECHNIQUE:
        main = [rep for rep in reps if rep.section is Section.MAIN]
        chosen = main or [rep for rep in reps if rep.kind is Kind.EFFORT]
    sets = _sets(chosen)
    if len(sets) == 1:
        done = {rep.rep for rep in chosen}
        asked = max(chosen[-1].of, chosen[-1].rep)
        missing = tuple(number for number in range(1, asked + 1) if number not in done)
        return Judged(tuple(replace(rep, number=rep.rep) for rep in chosen), missing, asked)
    numbered = tuple(replace(rep, number=number) for number, rep in enumerate(chosen, 1))
    return Judged(numbered, (), sum(max(each[-1].of, len(each)) for each in sets))


def planned(steps: Iterable[tuple[Kind, Section]], reps: Sequence[Rep], focus: str) -> int | None:
    """Count the reps that the plan had of those that are judged; None where nothing is judged.

    Args:
        steps: kind and section of every step of the plan, as it was before `enough`, `more` and `fewer`.
    """
    chosen = judged(reps, focus).reps if reps else ()
    sections = {rep.section for rep in chosen}
    kinds = {rep.kind for rep in chosen} & WORK
    return sum(1 for kind, section in steps if kind in kinds and section in sections) or None


def _rep(split: SplitLike) -> Rep:
    rep = split.rep or 1
    return Rep(
        *(split.index, split.kind, split.section, split.name, rep, split.reps or rep, split.distance_m),
        *(split.ms, split.source, split.round_trip_ms),
    )


def _follows(split: SplitLike, rep: Rep) -> bool:
    """Whether a recovery is that of the rep before it, and not of one that was skipped in between."""
    return (split.section, split.rep or 1) == (rep.section, rep.rep) and rep.back is None


def _sets(reps: Iterable[Rep]) -> list[list[Rep]]:
    """Tell the sets apart, which splits do not name: one counts its reps up under one name, or is a pyramid."""
    sets: list[list[Rep]] = []
    for rep in reps:
        open_ = [each for each in sets if _goes_on(each[-1], rep)]
        same = [each for each in open_ if each[-1].name == rep.name]
        if open_:
            (same or open_)[0].append(rep)
        else:
            sets.append([rep])
    return sets


def _goes_on(last: Rep, rep: Rep) -> bool:
    alike = (last.section, last.kind, last.of) == (rep.section, rep.kind, rep.of)
    return alike and last.rep < rep.rep and (last.name == rep.name or last.distance_m != rep.distance_m)
