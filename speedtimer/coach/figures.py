"""Figures and times as they are said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from speedtimer.units import apart_text, is_apart, split_text


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure under a verdict. unit: `s`, `%`, `m/s`, `of 8`, or empty where the value is a bare number.
    is_difference: it is how far two times are apart, which may be below zero."""

    name: str
    value: int | float
    unit: str
    is_difference: bool = False

    @property
    def text(self) -> str:
        """The value with its unit: `38.0 s`, `2:04.5`, `3.1 %`, `7 of 8`. Times are cut to the tenth, differences
        rounded."""
        if self.unit != "s":
            return f"{self.value} {self.unit}".rstrip()
        ms = round(self.value * 1000)
        if not self.is_difference:
            return said(ms)
        return f"{'-' if ms < 0 and is_apart(ms) else ''}{apart(ms)}"


def seconds(name: str, ms: int) -> Figure:
    """A time, from milliseconds."""
    return Figure(name, ms / 1000, "s")


def difference(name: str, ms: int) -> Figure:
    """How far two times are apart, from milliseconds."""
    return Figure(name, ms / 1000, "s", is_difference=True)


def percent(name: str, part: int, whole: int) -> Figure:
    """A part of a whole in per cent, to the tenth."""
    # Zero added to minus zero is zero.
    return Figure(name, round(100 * part / whole, 1) + 0.0, "%")


def metres_a_second(name: str, mm_s: int) -> Figure:
    """A speed, from millimetres a second, to the hundredth."""
    return Figure(name, round(mm_s / 1000, 2), "m/s")


def said(ms: int) -> str:
    """Say a time to the tenth, cut: `38.2 s`, `1:02.3`."""
    return f"{split_text(ms)} s" if ms < 60_000 else split_text(ms)


def apart(ms: int) -> str:
    """Say how far two times are apart, to the tenth, rounded: `0.4 s`."""
    return f"{apart_text(ms)} s" if abs(ms) < 59_950 else apart_text(ms)


def listed(words: Sequence[str]) -> str:
    """Join words as they are said: `a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def rep_numbers(numbers: Sequence[int]) -> str:
    """Say which reps: `rep 4`, `reps 4 and 6`."""
    return f"rep{'' if len(numbers) == 1 else 's'} {listed([str(number) for number in numbers])}"


def counted(number: int, what: str) -> str:
    """Say how many: `1 rep`, `8 reps`."""
    return f"{number} {what}{'' if number == 1 else 's'}"
