"""Figures and times as they are said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from speedtimer.units import split_text


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure under a verdict. unit: `s`, `%`, `m/s`, `of 8`, or empty where the value is a bare number."""

    name: str
    value: int | float
    unit: str

    @property
    def text(self) -> str:
        """The value with its unit: `38.0 s`, `2:04.5`, `3.1 %`, `7 of 8`. Seconds are cut to the tenth."""
        if self.unit != "s":
            return f"{self.value} {self.unit}".rstrip()
        return f"{'-' if self.value < 0 else ''}{said(abs(round(self.value * 1000)))}"


def seconds(name: str, ms: int) -> Figure:
    """A time, from milliseconds."""
    return Figure(name, ms / 1000, "s")


def percent(name: str, part: int, whole: int) -> Figure:
    """A part of a whole in per cent, to the tenth."""
    return Figure(name, round(100 * part / whole, 1), "%")


def metres_a_second(name: str, mm_s: int) -> Figure:
    """A speed, from millimetres a second, to the hundredth."""
    return Figure(name, round(mm_s / 1000, 2), "m/s")


def said(ms: int) -> str:
    """Say a time to the tenth, cut: `38.2 s`, `1:02.3`."""
    return f"{split_text(ms)} s" if ms < 60_000 else split_text(ms)


def listed(words: Sequence[str]) -> str:
    """Join words as they are said: `a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def rep_numbers(numbers: Sequence[int]) -> str:
    """Say which reps: `rep 4`, `reps 4 and 6`."""
    return f"rep{'' if len(numbers) == 1 else 's'} {listed([str(number) for number in numbers])}"


def counted(number: int, what: str) -> str:
    """Say how many: `1 rep`, `8 reps`."""
    return f"{number} {what}{'' if number == 1 else 's'}"
