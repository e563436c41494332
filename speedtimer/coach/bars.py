"""The reps of a verdict as bars of text, for plain output and for who cannot see a plot."""

from __future__ import annotations

from typing import Final

from speedtimer.coach.figures import said
from speedtimer.coach.finding import Plotted
from speedtimer.coach.verdict import RepLine, Verdict

WIDTH: Final = 30
"""Columns of the longest bar: leaves room for names and marks in 80."""

_EIGHTHS: Final = " ▏▎▍▌▋▊▉"

TITLES: Final = {
    Plotted.TIME: "time",
    Plotted.SPEED: "speed, longer is faster",
    Plotted.RECOVERY: "recovery after each rep",
    Plotted.NOTHING: "",
}


def bars(verdict: Verdict, *, width: int = WIDTH, ascii_only: bool = False) -> tuple[str, ...]:
    """Give a line for each rep: number, name, value, a bar from zero, and its mark.

    All bars begin at zero, so that they are as long as their values are large.

    Args:
        width: columns of the longest bar, at least 1.
        ascii_only: bars of `#` in whole columns instead of blocks in eighths.
    """
    most = max((line.plotted(verdict.plotted) or 0 for line in verdict.reps), default=0)
    names = max((len(line.name) for line in verdict.reps), default=0)
    digits = len(str(max((line.number for line in verdict.reps), default=0)))
    values = [_value(line, verdict.plotted) for line in verdict.reps]
    column = max(map(len, values), default=0)
    lines = []
    for line, value in zip(verdict.reps, values, strict=True):
        part = line.plotted(verdict.plotted) or 0
        bar = _bar(part, most, width, ascii_only) if most else ""
        room = width if most else 0
        lines.append(
            f"{line.number:>{digits}}  {line.name:<{names}}  {value:>{column}}  {bar:<{room}}  {line.mark}".rstrip()
        )
    return tuple(lines)


def _value(line: RepLine, what: Plotted) -> str:
    value = line.plotted(what)
    if not line.done:
        return "-"
    if value is None:
        return "done"
    return f"{value / 1000:.2f} m/s" if what is Plotted.SPEED else said(value)


def _bar(value: int, most: int, width: int, ascii_only: bool) -> str:
    if ascii_only:
        return "#" * _rounded(value * width, most)
    whole, eighths = divmod(_rounded(value * width * 8, most), 8)
    return "█" * whole + (_EIGHTHS[eighths] if eighths else "")


def _rounded(part: int, whole: int) -> int:
    """Divide to the nearest whole number, halves up."""
    return (2 * part + whole) // (2 * whole)
