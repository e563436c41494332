"""How what there is to arrange is laid out before the start: all of its words first, then the track as large as it
goes, then room between the paragraphs, and what is left for the profile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from speedtimer.tui.widgets.oval import rows_of
from speedtimer.tui.widgets.row import wrapped

OVALS: Final = (100, 72, 54, 33)
"""How many columns the drawing of the track may have; half of what there is at most, or the words would be narrow."""

GAP: Final = 2
"""Columns between words and track."""

PROFILE: Final = (4, 12)
"""How many rows the profile has at least and at most; a blank one is above it and one below."""


@dataclass(frozen=True, slots=True)
class Arranged:
    """What fits. oval: columns of the drawing, 0 for none. spaced: a blank row between paragraphs and below them.
    rows: how many words and drawing take together."""

    oval: int
    spaced: bool
    rows: int

    def profile_rows(self, spare: int) -> int:
        """How many of some rows to spare the profile takes; 0 where it would be too low."""
        return min(PROFILE[1], spare - 2) if spare >= PROFILE[0] + 2 else 0


def arranged(words: Sequence[str], width: int, height: int, *, drawn: bool) -> Arranged:
    """Lay out paragraphs, and the track beside them.

    Args:
        words: the paragraphs.
        width: columns there are.
        height: rows there are.
        drawn: there is a track to be drawn.
    """
    ovals = [columns for columns in OVALS if columns <= 0.6 * width] if drawn else []
    choices = [_laid_out(words, width, oval, spaced) for oval in (*ovals, 0) for spaced in (True, False)]
    # Where not even the words alone fit they have to be moved, and the smallest drawing costs them little.
    last = _laid_out(words, width, ovals[-1] if ovals and rows_of(ovals[-1]) <= height else 0, spaced=False)
    return next((choice for choice in choices if choice.rows <= height), last)


def _laid_out(words: Sequence[str], width: int, oval: int, spaced: bool) -> Arranged:
    room = width - oval - GAP if oval else width
    rows = sum(len(wrapped(paragraph, "", room, len(paragraph))) for paragraph in words)
    blank = len(words) if spaced else 0
    return Arranged(oval, spaced, max(rows + blank, rows_of(oval) if oval else 0))
