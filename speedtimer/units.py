"""Text to whole milliseconds and whole metres, and back.

A runner writes `45`, `45 s`, `32.5`, `1:30`, `4:05.2`, `25 min`, `1h05`, `3'`, `1'30"`; a bare number is seconds.
Distances are `200 m`, `1.5 km`, `5k`; a bare number is metres. Nothing negative is a duration or a distance, `2:75` is
nobody's time, and `1,000 m` is refused since it may be 1 m or 1000 m.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from speedtimer.errors import InputError

LONGEST_MS: Final = 24 * 3_600_000
"""A day: longer than any session; what is above it is a slip of the keyboard."""

FARTHEST_M: Final = 100_000
"""Longer than any session's step; what is above it is a slip of the keyboard."""

_NUMBER = r"(\d{1,9}(?:[.,]\d{1,9})?)"
"""Nine digits are more than anything here may have; without a bound, Python refuses to read thousands of them."""
_QUOTES: Final = "[\"″”]|['′’]{2}"
_S: Final = f"s|secs?|seconds?|{_QUOTES}"
_MIN: Final = "mins?|minutes?|['′’]"
_H: Final = "h|hrs?|hours?"
_PLAIN = re.compile(rf"{_NUMBER}\s*(?:({_H})|({_MIN})|(?:{_S})?)")
_CLOCK = re.compile(r"(?:(\d{1,9}):)?(\d{1,9}):(\d\d(?:[.,]\d{1,9})?)")
_HOURS = re.compile(rf"(\d{{1,9}})\s*(?:{_H})\s*(?:(\d\d)|(\d{{1,2}})\s*(?:{_MIN}))")
"""As `1h05`, `1 h 5 min`."""
_MINUTES = re.compile(
    rf"(\d{{1,9}})\s*(?:{_MIN})\s*"
    rf"(?:(\d\d(?:[.,]\d{{1,9}})?)|(\d{{1,2}}(?:[.,]\d{{1,9}})?)\s*(?:{_S})|(\d\d)(?:{_QUOTES})(\d{{1,9}}))"
)
"""As `1'30`, `1 min 30 s`, `1'02"3`."""
_DASH = re.compile(r"\s*(?:[-‐‑–—]|to)\s*")
_METRES = re.compile(rf"{_NUMBER}\s*(m|metres?|meters?|km|k|kilometres?|kilometers?|)")
_THOUSANDS = re.compile(r"([1-9]\d{0,2})[.,](\d{3})(\D*)")
"""Three digits behind a comma or a full stop: parts of one, or thousands as people write them."""

_DURATION_REMEDY = "write a time as 45 s, 1:30, 25 min or 1h05"
_DISTANCE_REMEDY = "write a distance in whole metres, as 200 m or 1.5 km"


def parse_duration(text: str) -> int:
    """Read a time as milliseconds, 1 to LONGEST_MS.

    Raises:
        InputError: the text is no time, is zero, or is longer than a day.
    """
    said = text.strip().lower()
    if clock := _CLOCK.fullmatch(said):
        length_ms = _clock_ms(text, *clock.groups())
    elif hours := _HOURS.fullmatch(said):
        length_ms = int(hours[1]) * 3_600_000 + _below_sixty(text, hours[2] or hours[3]) * 60_000
    elif minutes := _MINUTES.fullmatch(said):
        seconds = minutes[2] or minutes[3] or f"{minutes[4]}.{minutes[5]}"
        length_ms = _clock_ms(text, None, minutes[1], seconds)
    elif plain := _PLAIN.fullmatch(said):
        unit_ms = 3_600_000 if plain[2] else 60_000 if plain[3] else 1000
        # A bare number, or one with a full stop, is how a split is written, and thousands of them are not.
        if unit_ms == 1000 and "," in said and not said[-1].isdecimal() and (either := _two_readings(said)):
            raise InputError(f"'{text}' may be {either[0]} or {either[1]}", f"write {either[0]} or {either[1]}")
        length_ms = _whole(text, _number(plain[1]) * unit_ms, "a time is kept to the millisecond")
    else:
        raise InputError(f"'{text}' is not a time", _DURATION_REMEDY)
    if not 0 < length_ms <= LONGEST_MS:
        raise InputError(f"'{text}' is out of range", "a time is more than nothing and at most 24 hours")
    return length_ms


def parse_duration_range(text: str) -> tuple[int, int]:
    """Read `15-25 min`, `1:30-2:00` or a single time as (min_ms, max_ms); a single time gives it twice.

    The unit behind the second number holds for a bare first one.

    Raises:
        InputError: either end is no time, or the second is not longer than the first.
    """
    parts = _DASH.split(text.strip())
    if len(parts) == 1:
        length_ms = parse_duration(text)
        return length_ms, length_ms
    if len(parts) != 2:
        raise InputError(f"'{text}' is not a range of times", "write it as 15-25 min")
    low, high = parts
    unit = re.fullmatch(rf"[\d.,]+\s*({_H}|{_MIN}|{_S})", high, re.IGNORECASE)
    if unit and re.fullmatch(r"[\d.,]+", low):
        low += unit[1]
    min_ms, max_ms = parse_duration(low), parse_duration(high)
    if max_ms <= min_ms:
        raise InputError(f"'{text}' runs backwards", "write the shorter time first, as 15-25 min")
    return min_ms, max_ms


def parse_distance(text: str) -> int:
    """Read a distance as whole metres, 1 to FARTHEST_M.

    Raises:
        InputError: the text is no distance, is not whole metres, is zero, or is farther than 100 km.
    """
    said = text.strip().lower()
    found = _METRES.fullmatch(said)
    if found is None:
        raise InputError(f"'{text}' is not a distance", _DISTANCE_REMEDY)
    if not found[2].startswith("k") and (either := _two_readings(said)):
        raise InputError(f"'{text}' may be {either[0]} or {either[1]}", f"write {either[1]}")
    metres = _whole(text, _number(found[1]) * (1000 if found[2].startswith("k") else 1), _DISTANCE_REMEDY)
    if not 0 < metres <= FARTHEST_M:
        raise InputError(f"'{text}' is out of range", "a distance is more than nothing and at most 100 km")
    return metres


def clock_text(length_ms: int, *, tenths: bool = False) -> str:
    """Write a time as a stopwatch does: `0:45`, `4:05`, `1:04:05`; with tenths `0:45.2`. Parts below are cut off.

    A negative time, what is overdue say, bears a leading minus and is cut towards zero.
    """
    sign = "-" if length_ms < 0 else ""
    seconds, rest_ms = divmod(abs(length_ms), 1000)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    head = f"{hour}:{minute:02}" if hour else f"{minute}"
    tail = f".{rest_ms // 100}" if tenths else ""
    return f"{sign}{head}:{second:02}{tail}"


def split_text(length_ms: int) -> str:
    """Write a split as runners do, to the tenth, cut and never rounded up: `28.4`, `1:02.3`, `15:00.0`."""
    if length_ms < 60_000:
        return f"{length_ms // 1000}.{length_ms % 1000 // 100}"
    return clock_text(length_ms, tenths=True)


def typed_text(length_ms: int) -> str:
    """Return a split as it was typed, with its hundredths where it has any: `38.45`, `38.4`, `1:02.30` is `1:02.3`."""
    hundredths = round(length_ms / 10)
    return f"{split_text(hundredths * 10)}{hundredths % 10 or ''}"


def apart_text(ms: int) -> str:
    """Write how far two times are apart, rounded to the tenth, without a sign: 449 and -449 are `0.4`, 450 `0.5`."""
    return split_text((abs(ms) + 50) // 100 * 100)


def is_apart(ms: int) -> bool:
    """Tell whether there is a difference to be written; what rounds to 0.0 is none."""
    return abs(ms) >= 50


def length_text(length_ms: int) -> str:
    """Write a length as it is said in a plan: `45 s`, `32.5 s`, `1:30`, `25 min`, `1h05`."""
    minutes, rest_ms = divmod(length_ms, 60_000)
    if minutes == 0:
        return f"{seconds_text(length_ms)} s"
    if rest_ms:
        return clock_text(length_ms)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60}h{minutes % 60:02}"


def about_text(length_ms: int) -> str:
    """Write a length that is only expected, to the whole second: 16458 is `about 16 s`."""
    return f"about {length_text(max(1, round(length_ms / 1000)) * 1000)}"


def minutes_text(shortest_ms: int, longest_ms: int) -> str:
    """Write how long a session takes to the whole minute, as the screen does: `48 to 63 min`, `25 min`."""
    low, high = (max(1, round(length_ms / 60_000)) for length_ms in (shortest_ms, longest_ms))
    return f"{low} min" if low == high else f"{low} to {high} min"


def seconds_text(length_ms: int) -> str:
    """Write milliseconds as seconds with no more places than they need: 12500 is `12.5`."""
    return f"{Decimal(length_ms) / 1000:f}".rstrip("0").rstrip(".") if length_ms % 1000 else str(length_ms // 1000)


def seconds_number(length_ms: int) -> int | float:
    """Give milliseconds as the seconds that JSON carries: whole ones as int, others as float."""
    return length_ms // 1000 if length_ms % 1000 == 0 else length_ms / 1000


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def _whole(text: str, value: Decimal, remedy: str) -> int:
    if value != value.to_integral_value():
        raise InputError(f"'{text}' is finer than can be kept", remedy)
    return int(value)


def _two_readings(said: str) -> tuple[str, str] | None:
    """Return what `1,000 m` may be, `1 m` and `1000 m`; None where a number can only be read in one way."""
    found = _THOUSANDS.fullmatch(said)
    if found is None:
        return None
    whole, parts, unit = found[1], found[2], f" {found[3].strip()}".rstrip()
    return f"{whole}.{parts}".rstrip("0").rstrip(".") + unit, f"{whole}{parts}{unit}"


def _clock_ms(text: str, hours: str | None, minutes: str, seconds: str) -> int:
    second_ms = _whole(text, _number(seconds) * 1000, "a time is kept to the millisecond")
    if second_ms >= 60_000:
        raise InputError(f"'{text}' has more than 59 seconds", _DURATION_REMEDY)
    if hours is None:
        return int(minutes) * 60_000 + second_ms
    return int(hours) * 3_600_000 + _below_sixty(text, minutes) * 60_000 + second_ms


def _below_sixty(text: str, minutes: str) -> int:
    if int(minutes) >= 60:
        raise InputError(f"'{text}' has more than 59 minutes", _DURATION_REMEDY)
    return int(minutes)
