"""The verdict on an `even` session: one pace from the first rep to the last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from speedtimer.coach.figures import Figure, apart, difference, percent, rep_numbers, said, seconds
from speedtimer.coach.finding import Case, Finding, comparable, not_compared
from speedtimer.coach.measured import Value, middle_ms

LINE_PERCENT: Final = 3
"""Farther than this from the line a rep is off it. Ours: at 38 s it is 1.1 s, which a runner feels, and several times
what a watch in hand can err."""

LINE_OF: Final = 3
"""How many first reps make the line, by their median; one of them alone may be a false start. Ours."""


def judge(case: Case) -> Finding:
    """Find the spread, the fade from first to last, and the rep that broke the line."""
    values, notes = comparable(case)
    if (nothing := not_compared(case, values)) is not None:
        return nothing
    line_ms = line_of(values)
    off = [value for value in values if is_off(value.ms, line_ms)]
    sentence = _sentence(values, off, line_ms, case.measures.ending)
    marks = {value.number: "slower than the line" if value.ms > line_ms else "faster than the line" for value in off}
    if off:
        marks[off[0].number] += ", the first off it"
    return Finding(sentence, _figures(values, off, line_ms), marks, notes)


def line_of(values: Sequence[Value]) -> int:
    """Give the pace that the reps are held against, in milliseconds: the median of the first three, of fewer the
    first."""
    return middle_ms(values[:LINE_OF]) if len(values) >= LINE_OF else values[0].ms


def is_off(ms: int, line_ms: int) -> bool:
    """Whether a time is off the line; one at exactly LINE_PERCENT is not."""
    return abs(ms - line_ms) * 100 > line_ms * LINE_PERCENT


def _sentence(values: Sequence[Value], off: Sequence[Value], line_ms: int, ending: str) -> str:
    if not off:
        times = [value.ms for value in values]
        spread_ms = max(times) - min(times)
        within = "a tenth of a second" if spread_ms < 100 else apart(spread_ms)
        return f"Even: the {len(values)} reps lie within {within} of one another{ending}."
    first = off[0]
    place = values.index(first)
    slower = [value for value in values[place:] if value.ms > line_ms and value in off]
    if 0 < place < len(values) - 1 and len(slower) == len(values) - place:
        return (
            f"Even up to rep {values[place - 1].number}; from rep {first.number} on you were slower than the line of "
            f"{said(line_ms)}, at the end by {apart(values[-1].ms - line_ms)}{ending}."
        )
    how = "slower" if first.ms > line_ms else "faster"
    broke = f"Rep {first.number} broke the line of {said(line_ms)}: it was {apart(first.ms - line_ms)} {how}{ending}."
    others = [value.number for value in off[1:]]
    if not others:
        return f"{broke} The others held it."
    return f"{broke} So did {rep_numbers(others)} after it."


def _figures(values: Sequence[Value], off: Sequence[Value], line_ms: int) -> tuple[Figure, ...]:
    times = [value.ms for value in values]
    spread_ms, fade_ms = max(times) - min(times), times[-1] - times[0]
    middle = middle_ms(values)
    figures = (
        seconds("line", line_ms),
        seconds("median", middle),
        seconds("fastest", min(times)),
        seconds("slowest", max(times)),
        difference("spread", spread_ms),
        percent("spread against the median", spread_ms, middle),
        difference("fade from first to last", fade_ms),
        percent("fade against the first", fade_ms, times[0]),
    )
    return (*figures, Figure("line broken at rep", off[0].number, "")) if off else figures
