"""The reps of a verdict as bars of text, for plain output and for who cannot see a plot."""

from __future__ import annotations

from typing import Final

from speedtimer.coach.figures import said
from speedtimer.coach.finding import Plotted
from speedtimer.coach.verdict import RepLine, Verdict

WIDTH: Final = 30
"""Columns of the longest bar: leaves room for names and marks in 80."""

CUT_PERCENT: Final = 85
"""Where every value is at least so much of the largest, bars begin there, else at zero. Ours: from zero nobody sees a
second in forty, and from the smallest value a tenth of a second looks like a collapse."""

_EIGHTHS: Final = " ▏▎▍▌▋▊▉"

_TITLES: Final = {
    Plotted.TIME: "Time of each rep",
    Plotted.SPEED: "Speed of each rep, longer is faster",
    Plotted.RECOVERY: "Recovery after each rep",
    Plotted.NOTHING: "Reps",
}


def title(verdict: Verdict) -> str:
    """Say what the bars show, and where they begin if that is not at zero."""
    begin = begins_at(verdict)
    cut = f"; bars begin at {_said(begin, verdict.plotted)}" if begin else ""
    return f"{_TITLES[verdict.plotted]}{cut}"


def begins_at(verdict: Verdict) -> int:
    """Give the value at which the bars begin, 0 as a rule."""
    values = _values(verdict)
    most = max(values, default=0)
    return most * CUT_PERCENT // 100 if values and min(values) * 100 >= most * CUT_PERCENT else 0


def bars(verdict: Verdict, *, width: int = WIDTH, ascii_only: bool = False) -> tuple[str, ...]:
    """Give a line for each rep: number, name, value, bar, and its mark.

    Args:
        width: columns of the longest bar, at least 1.
        ascii_only: bars of `#` in whole columns instead of blocks in eighths.
    """
    begin, most = begins_at(verdict), max(_values(verdict), default=0)
    names = max((len(line.name) for line in verdict.reps), default=0)
    digits = len(str(max((line.number for line in verdict.reps), default=0)))
    words = [_word(line, verdict.plotted) for line in verdict.reps]
    column = max(map(len, words), default=0)
    room = width if most else 0
    lines = []
    for line, word in zip(verdict.reps, words, strict=True):
        value = line.plotted(verdict.plotted)
        bar = "" if value is None or not most else _bar(value - begin, most - begin, width, ascii_only)
        head = f"{line.number:>{digits}}  {line.name:<{names}}  {word:>{column}}"
        lines.append(f"{head}  {bar:<{room}}  {line.mark}".rstrip())
    return tuple(lines)


def _values(verdict: Verdict) -> list[int]:
    return [value for line in verdict.reps if (value := line.plotted(verdict.plotted)) is not None]


def _word(line: RepLine, what: Plotted) -> str:
    value = line.plotted(what)
    if not line.done:
        return "-"
    return "done" if value is None else _said(value, what)


def _said(value: int, what: Plotted) -> str:
    return f"{value / 1000:.2f} m/s" if what is Plotted.SPEED else said(value)


def _bar(value: int, most: int, width: int, ascii_only: bool) -> str:
    if ascii_only:
        return "#" * _rounded(value * width, most)
    whole, eighths = divmod(_rounded(value * width * 8, most), 8)
    return "█" * whole + (_EIGHTHS[eighths] if eighths else "")


def _rounded(part: int, whole: int) -> int:
    """Divide to the nearest whole number, halves up."""
    return (2 * part + whole) // (2 * whole)
