"""A session on one sheet: the verdict's sentence, figures, a bar for each rep, how it stands to earlier ones, what the
runner said of it, every split. No widget, no terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import zip_longest
from typing import Final

from textual.content import Content

from speedtimer.app.review import LookBack
from speedtimer.coach.against import Against, RepBefore
from speedtimer.coach.bars import WIDTH, bars, title
from speedtimer.coach.verdict import Verdict
from speedtimer.records.session import Remarks
from speedtimer.tui.results import NARROW, headline, table
from speedtimer.units import split_text

SIDE_BY_SIDE: Final = 72
"""From so many columns on figures stand two in a line."""

_LEAST_BAR: Final = 4
_LOW: Final = str.maketrans("█▉▊▋▌▍▎▏", "▄▄▄▄▄   ")
_INDENT: Final = "  "


def sheet(looked: LookBack, columns: int = 80) -> Content:
    """Lay a session out for so many columns; sentences are left to be wrapped."""
    if looked.unknown is not None:
        return Content.assemble(("What was done in it is not known\n", "bold"), looked.unknown)
    parts = [_sentences(looked), _figures(looked, columns), _bars(looked.said, columns)]
    parts += [_against(looked, columns), _said_of_it(looked.remarks), _splits(looked, columns)]
    return Content("\n\n").join([part for part in parts if part])


def _sentences(looked: LookBack) -> Content:
    said = looked.said
    lines = [Content.styled(said.sentence, "bold")]
    if looked.against is not None:
        lines += [Content.styled(f"* {best.sentence}", "bold $keys") for best in looked.against.new_bests]
    lines += [Content.styled(sentence, "$quiet") for sentence in (said.rests_on, *said.notes)]
    return Content("\n").join(lines)


def _figures(looked: LookBack, columns: int) -> Content:
    figures = looked.said.figures
    names = max((len(figure.name) for figure in figures), default=0)
    texts = max((len(figure.text) for figure in figures), default=0)
    cells = [f"{figure.name:<{names}}  {figure.text:>{texts}}" for figure in figures]
    if columns >= SIDE_BY_SIDE and columns >= 2 * (names + texts + 2) + 6:
        half = (len(cells) + 1) // 2
        cells = [f"{left}    {right}".rstrip() for left, right in zip_longest(cells[:half], cells[half:], fillvalue="")]
    return _block("Figures", [*headline(looked.result), *cells])


def _bars(said: Verdict, columns: int) -> Content:
    if not said.reps:
        return Content()
    if columns < NARROW:
        return _block(title(said), _low(_narrow_bars(said, columns)))
    longest = max(len(line) for line in bars(said, width=1))
    room = max(_LEAST_BAR, min(WIDTH, columns - len(_INDENT) - longest + 1))
    return _block(title(said), _low(bars(said, width=room)))


def _low(drawn: Iterable[str]) -> Iterator[str]:
    """Bars of half the height, to the whole column, so that those of two lines do not grow together."""
    return (line.translate(_LOW).rstrip() for line in drawn)


def _narrow_bars(said: Verdict, columns: int) -> Iterator[str]:
    """Bars with their marks below them, and without names where all have the same: the splits name them."""
    same = len({line.name for line in said.reps if line.done}) == 1
    bare = replace(said, reps=tuple(replace(line, name="" if same else line.name, mark="") for line in said.reps))
    longest = max(len(line) for line in bars(bare, width=1))
    drawn = bars(bare, width=max(_LEAST_BAR, min(WIDTH, columns - len(_INDENT) - longest + 1)))
    for line, rep in zip(drawn, said.reps, strict=True):
        yield line
        if rep.mark:
            yield f"{_INDENT}{rep.mark}"


def _against(looked: LookBack, columns: int) -> Content:
    heading = "Against yourself"
    if looked.compared is None:
        return _block(heading, ["Looking back on earlier sessions"])
    if looked.against is None or not looked.compared or not looked.against.standings:
        return Content()
    sentences = [standing.sentence for standing in looked.against.standings if not standing.new_best]
    rows = list(_rep_by_rep(looked.against, columns))
    past = f"the last {looked.compared} sessions" if looked.compared > 1 else "the session before"
    return _block(f"{heading}, in {past}", sentences + rows)


def _rep_by_rep(against: Against, columns: int) -> Iterator[str]:
    """A line for each rep that the same workout had before: this time, the last time, the best."""
    befores = [before for before in against.reps if before.last_ms is not None or before.best_ms is not None]
    if not befores:
        return
    names = [f"{before.name} {before.rep}" for before in befores]
    cell = 6 if columns < NARROW else 8
    width = min(max(map(len, names)), max(8, columns - 3 * cell - 10))
    when = "" if against.last_day is None or columns < NARROW else f"  (last time: {against.last_day})"
    yield f"{'':<{width}}  {'this':>{cell}}  {'last':>{cell}}  {'best':>{cell}}{when}"
    for name, before in zip(names, befores, strict=True):
        yield f"{name[:width]:<{width}}  {'  '.join(f'{text:>{cell}}' for text in _times(before))}"


def _times(before: RepBefore) -> tuple[str, str, str]:
    this, last, best = ("" if ms is None else split_text(ms) for ms in (before.ms, before.last_ms, before.best_ms))
    return this, last, best


def _said_of_it(remarks: Remarks) -> Content:
    lines = [f"{name} {mark} of 10" for name, mark in (("Effort", remarks.effort), ("Form", remarks.form)) if mark]
    texts = (("Surface", remarks.surface), ("Weather", remarks.weather), ("Note", remarks.notes))
    lines += [f"{name}: {text}" for name, text in texts if text]
    return _block("What you said of it", lines or ["Nothing yet: r takes how hard it was, surface, weather, a note"])


def _splits(looked: LookBack, columns: int) -> Content:
    return _block("Splits", table(looked.result, columns - len(_INDENT)))


def _block(heading: str, lines: Iterable[str]) -> Content:
    """Set lines under a heading, nothing where there are none."""
    under = [Content(f"{_INDENT}{line}" if line else "") for line in lines]
    return Content("\n").join([Content.styled(heading, "bold $keys"), *under]) if under else Content()
