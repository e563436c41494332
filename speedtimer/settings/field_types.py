"""The kinds of value in a settings file: each reads what is written, checks its range and writes itself back.

A field's description is what an error says to write instead, and the range that the screen shows. Loads pydantic.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Final

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer
from pydantic_core import PydanticCustomError

from speedtimer.actions import DEFAULT_KEYS
from speedtimer.engine.cue_table import Cue
from speedtimer.errors import InputError
from speedtimer.plan import Section
from speedtimer.rules import Guards
from speedtimer.settings.key_names import at_odds, named, suggest
from speedtimer.units import parse_distance, parse_duration

_LONGEST_TIME: Final = 40
"""Signs: what is longer is no time, and would not fit into a sentence."""


@dataclass(frozen=True, slots=True)
class Label:
    """What the screen says of a setting.

    name: what it is called; empty for a list, whose members have names. means: its help, a sentence. unit: that of its
    value, empty where the value has it or there is none. values: what a value of the file is called. members: what may
    stand in a list, each switched on its own. inverted: a member is on where it does not stand in the list.
    """

    name: str
    means: str
    unit: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    members: Mapping[str, Label] = field(default_factory=dict)
    inverted: bool = False


def _milliseconds(written: object) -> object:
    """The milliseconds of a time as it is written; 0 is a time here."""
    if isinstance(written, str):
        if len(written) > _LONGEST_TIME:
            return written
        try:
            return 0 if re.fullmatch(r"0+\s*(s|min)?", written.strip()) else parse_duration(written)
        except InputError as error:
            raise flaw(error.fault, error.remedy) from None
    return _thousandths(written)


def _thousandths(written: object) -> object:
    """Whole thousandths of a number; anything else as it is, for pydantic to refuse."""
    if isinstance(written, bool) or not isinstance(written, int | float):
        return written
    # A float so large that its thousandfold is none any more, infinity and what is no number at all.
    if isinstance(written, float) and not math.isfinite(written * 1000):
        return written
    return round(written * 1000)


def _by_distance(written: object) -> object:
    """Pairs of metres and milliseconds, in order, from a table like `{"200 m" = "38 s"}`."""
    if not isinstance(written, dict):
        return written
    times: dict[int, object] = {}
    for metres, time in written.items():
        try:
            metres_m = parse_distance(metres)
        except InputError as error:
            raise flaw(error.fault, error.remedy) from None
        if metres_m in times:
            raise flaw(f"{metres_m} m stands twice", "keep one of them")
        times[metres_m] = ms = _milliseconds(time)
        if isinstance(ms, int) and Guards().nobody_runs(metres_m, ms):
            raise flaw(f"{metres_m} m in {time} is faster than anybody runs", "write how long you take for it")
    return tuple((metres_m, times[metres_m]) for metres_m in sorted(times))


def _several(written: object) -> object:
    """One or more as a tuple."""
    return (written,) if isinstance(written, str) else tuple(written) if isinstance(written, list) else written


def _sections(written: object) -> object:
    """Sections as a tuple; `all` is every one."""
    return tuple(Section) if written == "all" else _several(written)


def _name(written: str) -> str:
    """A name that keys can be given to."""
    if written not in DEFAULT_KEYS:
        raise PydanticCustomError("unknown", "there is nothing of that name")
    return written


def _key(written: str) -> str:
    """A key by its name, however it is written."""
    key = named(written)
    if key is None:
        raise flaw(f"there is no key '{written}'", suggest(written))
    return key


def in_agreement(keys: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Keys none of which is given to two, and which leave nothing without one."""
    if wrong := at_odds(keys):
        name, fault, remedy = wrong
        raise flaw(fault, remedy, name)
    return keys


def flaw(fault: str, remedy: str, *entries: str) -> PydanticCustomError:
    """A fault in our own words. entries: which entries of a table are at fault, where they are checked together."""
    return PydanticCustomError("flaw", "{fault}: {remedy}", {"fault": fault, "remedy": remedy, "entries": entries})


def _time(length_ms: int) -> str:
    """Return a time as a settings file has it: `38 s`, `36.5 s`."""
    return f"{length_ms / 1000:g} s"


Time = Annotated[int, BeforeValidator(_milliseconds), PlainSerializer(_time)]
Thousandths = Annotated[int, BeforeValidator(_thousandths), PlainSerializer(lambda thousandths: thousandths / 1000)]
LeadInTime = Annotated[Time, Field(ge=0, le=60_000, description="a time from 0 to 60 s")]
Percent = Annotated[int, Field(ge=0, le=100, description="a whole number from 0 to 100")]
Times = Annotated[
    tuple[tuple[int, Annotated[int, Field(ge=1000, le=3_600_000)]], ...],
    BeforeValidator(_by_distance),
    PlainSerializer(lambda times: {f"{metres} m": _time(length_ms) for metres, length_ms in times}),
    Field(min_length=1, description='a table of distances and times from 1 s to 1 h, as { "200 m" = "38 s" }'),
]
Sections = Annotated[
    tuple[Annotated[Section, Field(strict=False)], ...],
    BeforeValidator(_sections),
    Field(description='a list of sections, as ["drills", "strides"], or "all"'),
]
Cues = Annotated[
    tuple[Annotated[Cue, Field(strict=False)], ...],
    BeforeValidator(_several),
    Field(description='a list of cues, as ["ten_seconds"]'),
]
Keys = Annotated[
    tuple[Annotated[str, AfterValidator(_key)], ...],
    BeforeValidator(_several),
    Field(min_length=1, description='a key or a list of keys, as ["space"]'),
]
KeyName = Annotated[str, AfterValidator(_name)]
