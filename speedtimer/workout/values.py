"""The runner's words in a workout file: `2 x 20 m`, `15-25 min`, `walk back`, `7-10`.

Each reads one text into a frozen value that writes itself back the same way. What is wrong is an InputError without a
place; the reader knows where the text stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from speedtimer import units
from speedtimer.errors import InputError
from speedtimer.plan import MOST_REPS
from speedtimer.signs import named, spaced, written_out

SHORTEST_M: Final = 10
SHORTEST_MS: Final = 3_000
"""No rep and no jog is shorter: what is, is a slip."""

_SHORTEST_JOG_M: Final = 100
_SHORTEST_RECOVERY_M: Final = 20
"""Below so many metres the letter `m` may stand for minutes as well; drills, and the walks between them, are short."""

_REPS = re.compile(r"([+-]?\d+)\s*[xX×*]\s*(.*)", re.DOTALL)
_METRES = re.compile(r"[\d.,]+\s*(?:m|metres?|meters?|km|k|kilometres?|kilometers?)")
_OF_TWO_KINDS = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?)\s*m")
"""Metres, or minutes."""
_BARE = re.compile(r"[+-]?[\d.,]+")
_REP_RANGE = re.compile(r"(\d{1,6})(?:\s*[-‐‑–—]\s*(\d{1,6}))?")
_LENGTH_REMEDY: Final = "write a distance as 200 m, a time as 30 s, or 'open' for one that a press ends"
_SHOWN: Final = 40


@dataclass(frozen=True, slots=True)
class Distance:
    """So many whole metres."""

    distance_m: int

    def __str__(self) -> str:
        return f"{self.distance_m} m"


@dataclass(frozen=True, slots=True)
class Time:
    """So many milliseconds; where they differ, a range that may be left from min_ms on."""

    min_ms: int
    max_ms: int

    def __str__(self) -> str:
        low, high = _exact_text(self.min_ms), _exact_text(self.max_ms)
        if self.min_ms == self.max_ms:
            return high
        number, _, unit = low.partition(" ")
        return f"{number}-{high}" if unit and high.endswith(f" {unit}") else f"{low}-{high}"

    @property
    def is_range(self) -> bool:
        return self.min_ms != self.max_ms


@dataclass(frozen=True, slots=True)
class UntilPressed:
    """As long as it takes: a press ends it."""

    def __str__(self) -> str:
        return "open"


Length = Distance | Time | UntilPressed


@dataclass(frozen=True, slots=True)
class Amount:
    """How much work: `8 x 200 m`. reps is None where the text gives no number, which is once."""

    reps: int | None
    length: Length

    def __str__(self) -> str:
        return str(self.length) if self.reps is None else f"{self.reps} x {self.length}"


class RecoveryKind(StrEnum):
    """How a recovery is spent."""

    WALK = "walk"
    JOG = "jog"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class ToStart:
    """The way back to the start, as far as the work before it went."""

    def __str__(self) -> str:
        return "back"


@dataclass(frozen=True, slots=True)
class Recovery:
    """How a recovery is spent and how far or long: `walk back`, `walk 100 m`, `rest 2 min`, `rest`."""

    way: RecoveryKind
    length: Length | ToStart

    def __str__(self) -> str:
        return self.way.value if self.length == UntilPressed() else f"{self.way} {self.length}"


@dataclass(frozen=True, slots=True)
class RepRange:
    """Reps from first to last, both meant, counted from 1: `1-2`, `5`."""

    first: int
    last: int

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


def quoted(text: str) -> str:
    """Return a text of the file as it may stand in a sentence: one line, printable, not long, in quotes."""
    line = "".join(sign if sign.isprintable() else written_out(sign) for sign in " ".join(text.split()))
    return f"'{line}'" if len(line) <= _SHOWN else f"'{line[:_SHOWN]}…'"


def read_length(text: str, metres_from: int = 0) -> Length:
    """Read `200 m`, `30 s`, `15-25 min` or `open`. A number without a unit could be either, and is refused.

    Args:
        metres_from: below so many metres the letter `m` may stand for minutes as well, and is refused.

    Raises:
        InputError: it is none of these, or out of the range of units.py.
    """
    said = _short(text, "a length", _LENGTH_REMEDY)
    if said.lower() == "open":
        return UntilPressed()
    if _BARE.fullmatch(said):
        raise InputError(f"{quoted(text)} has no unit", f"write {said} m or {said} s")
    if (minutes := _maybe_minutes(said, metres_from)) is not None:
        metres = f" or {minutes} metres" if minutes.isdecimal() and int(minutes) >= SHORTEST_M else ""
        raise InputError(f"{quoted(text)} may be {minutes} metres or {minutes} minutes", f"write {minutes} min{metres}")
    if _METRES.fullmatch(said.lower()):
        return Distance(units.parse_distance(said))
    return Time(*_range_ms(said))


def read_amount(text: str) -> Amount:
    """Read `8 x 200 m`, `10 x 30 s` or one length.

    Raises:
        InputError: the number of reps is not 1 to MOST_REPS, or the length is none, or is a range.
    """
    said = _short(text, "work", "write it as 8 x 200 m or 10 x 30 s")
    reps: int | None = None
    if found := _REPS.fullmatch(said):
        reps, said = int(found[1]), found[2]
        if not 1 <= reps <= MOST_REPS:
            raise InputError(f"{reps} reps is out of range", f"write 1 to {MOST_REPS} reps")
    length = read_rep(said)
    if isinstance(length, Time) and length.is_range:
        raise InputError(f"{quoted(text)} is a range", "give work one length, as 30 s")
    return Amount(reps, length)


def read_rep(text: str) -> Length:
    """Read the length of one rep.

    Raises:
        InputError: it is no length, too short for a rep, or could be metres or minutes.
    """
    return _no_slip(read_length(text, SHORTEST_M), "rep")


def read_jog(text: str) -> Length:
    """Read how long a jog is.

    Raises:
        InputError: it is no length, too short for a jog, or could be metres or minutes.
    """
    return _no_slip(read_length(text, _SHORTEST_JOG_M), "jog")


def read_recovery(text: str) -> Recovery:
    """Read `walk back`, `walk 100 m`, `jog 2 min`, `rest 90 s`, `rest`; the length may come first, as in `200 m jog`.

    Raises:
        InputError: it names no way to recover, or what stands beside it is no length.
    """
    said = _short(text, "a recovery", "write it as 'walk back', 'walk 100 m' or 'rest 2 min'")
    word, _, rest = said.partition(" ")
    before, _, last = said.rpartition(" ")
    if word[:1].isdecimal() and last.lower() in set(RecoveryKind):
        word, rest = last, before
    if word.lower() not in set(RecoveryKind):
        raise InputError(
            f"{quoted(text)} is no recovery", "begin it with walk, jog or rest, as in 'walk back' or 'walk 100 m'"
        )
    way, rest = RecoveryKind(word.lower()), rest.strip()
    if not rest:
        return Recovery(way, UntilPressed())
    if rest.lower() == "back":
        if way is RecoveryKind.REST:
            raise InputError("'rest back' leads nowhere", "write 'walk back' or 'jog back'")
        return Recovery(way, ToStart())
    if way is RecoveryKind.REST and (minutes := _maybe_minutes(rest, _SHORTEST_JOG_M)) is not None:
        raise InputError(f"{quoted(text)} rests over a distance", f"write 'rest {minutes} min'")
    length = read_length(rest, _SHORTEST_RECOVERY_M)
    if way is RecoveryKind.REST and isinstance(length, Distance):
        raise InputError(f"{quoted(text)} rests over a distance", f"write 'walk {length}' or a time, as 'rest 2 min'")
    return Recovery(way, length)


def read_rep_range(text: str) -> RepRange:
    """Read `7-10` or `5`.

    Raises:
        InputError: it is no number or range of numbers, begins at 0, or runs backwards.
    """
    found = _REP_RANGE.fullmatch(text.strip())
    if found is None:
        raise InputError(f"{quoted(text)} names no reps", "write one rep as 5, several as 7-10")
    first = int(found[1])
    last = int(found[2]) if found[2] else first
    if first < 1:
        raise InputError(f"{quoted(text)} names no reps", "count them from 1")
    if last < first:
        raise InputError(f"{quoted(text)} runs backwards", "write the lower number first, as 7-10")
    return RepRange(first, last)


def read_duration(text: str) -> Time:
    """Read one time; see units.parse_duration.

    Raises:
        InputError: it is no time, or out of range.
    """
    length_ms = units.parse_duration(_short(text, "a time", "write it as 20 s or 1:30"))
    return Time(length_ms, length_ms)


def _exact_text(length_ms: int) -> str:
    """Unlike units.length_text, which cuts parts of a second off above a minute, this reads back as it was."""
    return units.length_text(length_ms) if length_ms % 60_000 == 0 else f"{units.seconds_text(length_ms)} s"


def _short(text: str, what: str, remedy: str) -> str:
    """No length takes more than a few words; a longer text is not read at all, whatever is in it."""
    said = spaced(text).strip()
    if not said:
        raise InputError(f"{what} is missing", remedy)
    if len(said) > _SHOWN:
        raise InputError(f"{quoted(text)} is not {what}", remedy)
    if not said.isprintable():
        stray = next(sign for sign in said if not sign.isprintable())
        raise InputError(f"{quoted(text)} has a sign in it that cannot be seen ({named(stray)})", "take it out")
    return said


def _maybe_minutes(said: str, metres_from: int) -> str | None:
    """Return the number of a length that may be metres or minutes, None where it can only be one of them."""
    found = _OF_TWO_KINDS.fullmatch(said.lower())
    return found[1] if found and float(found[1].replace(",", ".")) < metres_from else None


def _no_slip(length: Length, what: str) -> Length:
    """Refuse what is shorter than anybody runs."""
    if isinstance(length, Distance) and length.distance_m < SHORTEST_M:
        raise InputError(f"{length} is too short for a {what}", f"write {SHORTEST_M} m or more")
    if isinstance(length, Time) and length.min_ms < SHORTEST_MS:
        raise InputError(f"{length} is too short for a {what}", f"write {SHORTEST_MS // 1000} s or more")
    return length


def _range_ms(said: str) -> tuple[int, int]:
    if said.startswith("-"):
        raise InputError(f"{quoted(said)} is less than nothing", _LENGTH_REMEDY)
    try:
        return units.parse_duration_range(said)
    except InputError as fault:
        # units speaks of times alone; here a distance or 'open' may have been meant.
        if fault.fault.endswith("is not a time"):
            raise InputError(f"{quoted(said)} is not a length", _LENGTH_REMEDY) from None
        raise
