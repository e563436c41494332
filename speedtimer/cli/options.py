"""The values of options: which sections are done, who ends a step, how long the lead-in is; and plain numbers.

Python's own readers take `1_0`, `1e1`, `nan` and the digits of any script too, which on a command line are slips.
"""

from __future__ import annotations

import argparse
import re
from decimal import Decimal
from typing import Final

from speedtimer.app.profile import ModeRequest
from speedtimer.cli.parser import LONGEST_LEAD_IN_S
from speedtimer.errors import CallError
from speedtimer.plan import Section
from speedtimer.workout.sections import SectionSelection, read_section

OFF: Final = "off"
"""What --timed and --auto are given against settings that say otherwise."""

ALL: Final = "all"
"""What they are given for every section."""

_PLAIN: Final = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")


def chosen(arguments: argparse.Namespace) -> tuple[SectionSelection, ModeRequest]:
    """Return what the parsed OPTIONS ask for.

    Raises:
        CallError: an unknown section, or a lead-in out of its range.
    """
    with_, without = (frozenset(map(read_section, words)) for words in (arguments.with_, arguments.without))
    auto = _auto(arguments.auto)
    # All and none name no section, nor does --timed: they hold for what a workout has.
    named = frozenset() if auto is None or arguments.auto == ALL else auto
    return SectionSelection(with_, without, named), ModeRequest(
        _timed(arguments.timed), auto, _lead_in_ms(arguments.lead_in)
    )


def _timed(value: str | None) -> frozenset[Section] | None:
    if value is None:
        return None
    if value == OFF:
        return frozenset()
    if value == ALL:
        return frozenset(Section)
    if value == "main":
        return frozenset({Section.MAIN})
    raise CallError(
        f"--timed={value} is not known",
        "write --timed for the main section, --timed=all for every one or --timed=off",
    )


def _auto(value: str | None) -> frozenset[Section] | None:
    if value is None:
        return None
    if value == OFF:
        return frozenset()
    if value == ALL:
        return frozenset(Section)
    return frozenset(read_section(word.strip()) for word in value.split(","))


def _lead_in_ms(value: str | None) -> int | None:
    """Seconds, to the millisecond."""
    if value is None:
        return None
    length_ms = read_milliseconds(value.removesuffix("s"))
    if length_ms is None:
        raise CallError(f"--lead-in {value} is no number of seconds", "write it as --lead-in 10")
    if not 0 <= length_ms <= LONGEST_LEAD_IN_S * 1000:
        raise CallError(f"--lead-in {value} is out of range", f"give 0 to {LONGEST_LEAD_IN_S} seconds")
    return round(length_ms)


def read_number(text: str) -> Decimal | None:
    """Parse a number, blanks round it aside: `10`, `7.5`, `-1`. None where it is anything else."""
    said = text.strip(" ")
    return Decimal(said) if _PLAIN.fullmatch(said) else None


def read_milliseconds(text: str) -> Decimal | None:
    """Parse seconds as milliseconds, not rounded yet, so that a caller's bounds hold exactly."""
    seconds = read_number(text)
    return None if seconds is None else seconds * 1000
