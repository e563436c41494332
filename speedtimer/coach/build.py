"""The verdict on a `build` session: the first two easiest, the middle faster, the last three no slower."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from speedtimer.coach.figures import Figure, apart, difference, listed, rep_numbers, seconds
from speedtimer.coach.finding import EQUAL_MS, Case, Finding, comparable, not_compared
from speedtimer.coach.measured import Value, middle_ms

FIRST: Final = 2
LAST: Final = 3
FEWEST: Final = FIRST + 1 + LAST
"""With fewer reps there is no middle. The two and the three are the issue's; that they hold for sets of any length is
ours."""


def judge(case: Case) -> Finding:
    """Find whether the set was built up, and which reps stood against it."""
    values, notes = comparable(case)
    if (nothing := not_compared(case, values)) is not None:
        return nothing
    asked = max(case.judged.asked, values[-1].number)
    if asked < FEWEST:
        return Finding(
            f"{case.tally.sentence} A build shows from {FEWEST} reps on, and the set had {asked}.",
            _extremes(values),
            notes=notes,
        )
    first = [value for value in values if value.number <= FIRST]
    last = [value for value in values if value.number > asked - LAST]
    middle = [value for value in values if FIRST < value.number <= asked - LAST]
    absent = _absent(first, middle, last)
    if absent:
        sentence = f"{case.tally.sentence} Of {listed(absent)} nothing was measured, so the build cannot be seen."
        return Finding(sentence, _extremes(values), notes=notes)
    faults, marks = _faults(first, middle, last)
    figures = (
        seconds("first two", middle_ms(first)),
        seconds("middle", middle_ms(middle)),
        seconds("last three", middle_ms(last)),
        difference("middle against first two", middle_ms(middle) - middle_ms(first)),
        difference("last three against middle", middle_ms(last) - middle_ms(middle)),
        *_extremes(values),
    )
    return Finding(_sentence(faults, first, middle, case.measures.ending), figures, marks, notes)


def _absent(first: Sequence[Value], middle: Sequence[Value], last: Sequence[Value]) -> list[str]:
    groups = (("the first two", first), ("the middle", middle), ("the last three", last))
    return [name for name, values in groups if not values]


def _faults(first: Sequence[Value], middle: Sequence[Value], last: Sequence[Value]) -> tuple[list[str], dict[int, str]]:
    """What stood against a build, in words, and a mark for each rep that did."""
    faults: list[str] = []
    marks: dict[int, str] = {}
    slowest = max((*middle, *last), key=lambda value: value.ms)
    early = [value.number for value in first if slowest.ms - value.ms >= EQUAL_MS]
    if early:
        faults.append(
            f"{rep_numbers(early)} was not among the easiest, since rep {slowest.number} was slower"
            if len(early) == 1
            else f"the first two were not the easiest, since rep {slowest.number} was slower"
        )
        marks |= dict.fromkeys(early, "not among the easiest")
    if middle_ms(first) - middle_ms(middle) < EQUAL_MS:
        faults.append("the middle was no faster than the first two")
    for value in last:
        if (behind_ms := value.ms - middle_ms(middle)) >= EQUAL_MS:
            faults.append(f"rep {value.number} was {apart(behind_ms)} slower than the middle")
            marks[value.number] = "slower than the middle"
    return faults, marks


def _sentence(faults: Sequence[str], first: Sequence[Value], middle: Sequence[Value], ending: str) -> str:
    if faults:
        return f"Not quite a build{ending}: {'; '.join(faults)}."
    gained = apart(middle_ms(first) - middle_ms(middle))
    return (
        f"Built as it should be: the first two easiest, the middle {gained} faster, the last three no slower{ending}."
    )


def _extremes(values: Sequence[Value]) -> tuple[Figure, ...]:
    times = [value.ms for value in values]
    return seconds("fastest", min(times)), seconds("slowest", max(times))
