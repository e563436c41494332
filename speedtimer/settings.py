"""The runner's own rules: `settings.toml`, read into `Rules`.

Not to be imported where there is no such file: it loads pydantic. Times are written as in a workout (`10 s`, `1:30`; a
bare number is seconds), speeds in metres per second. What the file does not name keeps its default. A description below
is what an error says to write instead; `.github/docs/settings.md` lists every key, and a test holds the two together.
"""

from __future__ import annotations

import difflib
import math
import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from speedtimer.errors import FileError, InputError, Place
from speedtimer.rules import CueChoices, Guards, LeadIns, Paces, Rules
from speedtimer.units import parse_distance, parse_duration

MOST_BYTES: Final = 100_000

_DEFAULT: Final = Rules()

_CueId = Literal[
    "count",
    "go",
    "over",
    "walk",
    "ready",
    "last_rep",
    "turn",
    "start",
    "end",
    "complete",
    "ten_seconds",
    "minimum",
    "suggestion",
    "press",
    "refused",
    "paused",
    "resumed",
]

_KEY: Final = r"(?:[A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*')"
_KEYS: Final = rf"{_KEY}(?:\s*\.\s*{_KEY})*"
_TABLE_LINE: Final = re.compile(rf"(\s*\[\s*)({_KEYS})\s*\]")
_KEY_LINE: Final = re.compile(rf"(\s*)({_KEYS})\s*=")
_TOML_SPOT: Final = re.compile(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", re.DOTALL)


def _milliseconds(written: object) -> object:
    """The milliseconds of a time as it is written; 0 is a time here."""
    if isinstance(written, str):
        try:
            return 0 if re.fullmatch(r"0+\s*(s|min)?", written.strip()) else parse_duration(written)
        except InputError as error:
            raise _flaw(error.fault, error.remedy) from None
    return _thousandths(written)


def _thousandths(written: object) -> object:
    """Whole thousandths of a number; anything else as it is, for pydantic to refuse."""
    if isinstance(written, bool) or not isinstance(written, int | float) or not math.isfinite(written):
        return written
    return round(written * 1000)


def _by_distance(written: object) -> object:
    """Pairs of metres and milliseconds, in order, from a table like `{"200 m" = "38 s"}`."""
    if not isinstance(written, dict):
        return written
    try:
        return tuple(sorted((parse_distance(str(metres)), _milliseconds(time)) for metres, time in written.items()))
    except InputError as error:
        raise _flaw(error.fault, error.remedy) from None


def _several(written: object) -> object:
    """One or more as a tuple."""
    return (written,) if isinstance(written, str) else tuple(written) if isinstance(written, list) else written


def _flaw(fault: str, remedy: str) -> PydanticCustomError:
    return PydanticCustomError("flaw", "{fault}: {remedy}", {"fault": fault, "remedy": remedy})


_Time = Annotated[int, BeforeValidator(_milliseconds)]
_Thousandths = Annotated[int, BeforeValidator(_thousandths)]
_LeadIn = Annotated[_Time, Field(ge=0, le=60_000, description="a time from 0 to 60 s")]
_Percent = Annotated[int, Field(ge=0, le=100, description="a whole number from 0 to 100")]
_YesNo = Annotated[bool, Field(description="true or false")]
_Times = Annotated[
    tuple[tuple[int, Annotated[int, Field(ge=1000, le=3_600_000)]], ...],
    BeforeValidator(_by_distance),
    Field(min_length=1, description='a table of distances and times from 1 s to 1 h, as { "200 m" = "38 s" }'),
]
_Keys = Annotated[
    tuple[str, ...], BeforeValidator(_several), Field(min_length=1, description='a key or a list of keys, as ["space"]')
]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class _Guards(_Table):
    bounce: Annotated[_Time, Field(ge=100, le=3000, description="a time from 0.1 to 3 s")] = _DEFAULT.guards.bounce_ms
    second_press: Annotated[_Time, Field(ge=1000, le=30_000, description="a time from 1 to 30 s")] = (
        _DEFAULT.guards.second_press_ms
    )
    top_speed: Annotated[_Thousandths, Field(ge=5000, le=20_000, description="metres per second, from 5 to 20")] = (
        _DEFAULT.guards.top_speed_mm_s
    )
    back: Annotated[_Time, Field(ge=0, le=60_000, description="a time from 0 to 60 s")] = _DEFAULT.guards.back_ms

    @model_validator(mode="after")
    def _room_for_a_second(self) -> Self:
        if self.second_press <= self.bounce:
            raise _flaw("second_press leaves no room after bounce", "make second_press the longer of the two")
        return self


class _LeadIns(_Table):
    effort: _LeadIn = _DEFAULT.lead_ins.effort_ms
    stride: _LeadIn = _DEFAULT.lead_ins.stride_ms
    drill: _LeadIn = _DEFAULT.lead_ins.drill_ms
    timed: _LeadIn = _DEFAULT.lead_ins.timed_ms
    after_auto_jog: Annotated[_Time, Field(ge=0, le=300_000, description="a time from 0 to 5 min")] = (
        _DEFAULT.lead_ins.after_auto_jog_ms
    )


class _Cues(_Table):
    count: Annotated[int, Field(ge=0, le=10, description="whole seconds from 0 to 10")] = _DEFAULT.cues.count_s
    silenced: Annotated[
        tuple[_CueId, ...], BeforeValidator(_several), Field(description='a list of cues, as ["ten_seconds"]')
    ] = ()
    speech: Annotated[Literal["full", "brief", "off"], Field(description='"full", "brief" or "off"')] = "full"
    flash: _YesNo = _DEFAULT.cues.flash
    volume: _Percent = _DEFAULT.cues.volume_percent
    speech_volume: _Percent = _DEFAULT.cues.speech_volume_percent
    latency_ms: Annotated[int, Field(ge=0, le=1000, description="whole milliseconds from 0 to 1000")] = (
        _DEFAULT.cues.latency_ms
    )
    keep_alive: _YesNo = _DEFAULT.cues.keep_alive
    backend: Annotated[
        Literal["auto", "miniaudio", "simpleaudio", "system", "bell", "silent"],
        Field(description='"auto", "miniaudio", "simpleaudio", "system", "bell" or "silent"'),
    ] = "auto"


class _Paces(_Table):
    drill: _Times = _DEFAULT.paces.drill_ms
    stride: _Times = _DEFAULT.paces.stride_ms
    effort: _Times = _DEFAULT.paces.effort_ms
    walk: Annotated[_Thousandths, Field(ge=300, le=3000, description="metres per second, from 0.3 to 3")] = (
        _DEFAULT.paces.walk_mm_s
    )
    walk_top: Annotated[_Thousandths, Field(ge=1000, le=10_000, description="metres per second, from 1 to 10")] = (
        _DEFAULT.paces.walk_top_mm_s
    )
    riegel: Annotated[_Thousandths, Field(ge=1000, le=1300, description="a number from 1 to 1.3")] = (
        _DEFAULT.paces.riegel_permille
    )

    @model_validator(mode="after")
    def _walks_below_the_top(self) -> Self:
        if self.walk_top <= self.walk:
            raise _flaw("walk_top is no faster than walk", "make walk_top the faster of the two")
        return self


class Settings(_Table):
    """The whole file."""

    guards: Annotated[_Guards, Field(description="a table, [guards]")] = _Guards()
    lead_in: Annotated[_LeadIns, Field(description="a table, [lead_in]")] = _LeadIns()
    cues: Annotated[_Cues, Field(description="a table, [cues]")] = _Cues()
    paces: Annotated[_Paces, Field(description="a table, [paces]")] = _Paces()
    keys: Annotated[dict[str, _Keys], Field(description='a table, [keys], with lines like skip = ["s"]')] = {}

    def rules(self) -> Rules:
        """Give the rules that these settings make."""
        guards, lead_in, cues, paces = self.guards, self.lead_in, self.cues, self.paces
        return Rules(
            Guards(guards.bounce, guards.second_press, guards.top_speed, guards.back),
            LeadIns(lead_in.effort, lead_in.stride, lead_in.drill, lead_in.timed, lead_in.after_auto_jog),
            CueChoices(
                count_s=cues.count,
                silenced=frozenset(cues.silenced),
                speech=cues.speech,
                flash=cues.flash,
                volume_percent=cues.volume,
                speech_volume_percent=cues.speech_volume,
                latency_ms=cues.latency_ms,
                keep_alive=cues.keep_alive,
                backend=cues.backend,
            ),
            Paces(paces.drill, paces.stride, paces.effort, paces.walk, paces.walk_top, paces.riegel),
            tuple(self.keys.items()),
        )


def read_settings(path: Path) -> Rules:
    """Read a settings file.

    Raises:
        FileError: it cannot be read or used; every fault with its line, column and key.
    """
    text = _text(path)
    try:
        written = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FileError((_toml_fault(path, text, error),)) from None
    except RecursionError:
        raise FileError(
            (InputError("brackets stand too deep in one another", "write plain tables", Place(str(path))),)
        ) from None
    try:
        return Settings.model_validate(written).rules()
    except ValidationError as error:
        places = dict(_places(text))
        faults = [_fault(path, detail, places) for detail in error.errors(include_url=False)]
        raise FileError(tuple(sorted(faults, key=lambda fault: fault.place or ""))) from None


def _text(path: Path) -> str:
    def refused(fault: str, remedy: str) -> FileError:
        return FileError((InputError(fault, remedy, Place(str(path))),))

    try:
        if path.stat().st_size > MOST_BYTES:
            raise refused("the file is too large for settings", f"keep it below {MOST_BYTES // 1000} kB")
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refused("the file is not UTF-8", "save it as UTF-8") from None
    except OSError as error:
        raise refused(f"the file cannot be read ({error.strerror})", "make it a readable text file") from None


def _toml_fault(path: Path, text: str, error: tomllib.TOMLDecodeError) -> InputError:
    said = _TOML_SPOT.fullmatch(str(error))
    remedy = "write key = value, text in quotes"
    if said is None:
        return InputError(str(error), remedy, Place(str(path)))
    if said[2] is None:
        lines = text.splitlines() or [""]
        return InputError(said[1], remedy, Place(str(path), len(lines), len(lines[-1]) + 1))
    return InputError(said[1], remedy, Place(str(path), int(said[2]), int(said[3])))


def _fault(path: Path, detail: Any, places: dict[tuple[str, ...], tuple[int, int]]) -> InputError:
    way = tuple(str(part) for part in detail["loc"])
    line, column = next((places[way[:length]] for length in range(len(way), 0, -1) if way[:length] in places), (1, 1))
    place = Place(str(path), line, column)
    if detail["type"] == "flaw":
        return InputError(f"{'.'.join(way)}: {detail['ctx']['fault']}", detail["ctx"]["remedy"], place)
    table, known = _known(way)
    if detail["type"] == "extra_forbidden":
        near = difflib.get_close_matches(way[-1], known, n=1)
        remedy = f"did you mean '{near[0]}'?" if near else f"write one of {', '.join(known)}"
        return InputError(f"there is no setting '{'.'.join(way)}'", remedy, place)
    name = next((part for part in reversed(way[:2]) if part in known), way[0])
    description = table.model_fields[name].description
    return InputError(f"{'.'.join(way[:2])} cannot be {_shown(detail['input'])}", f"write {description}", place)


def _known(way: Sequence[str]) -> tuple[type[BaseModel], list[str]]:
    """The table in which a key stands, and the keys that it has."""
    table: type[BaseModel] = Settings
    if len(way) > 1 and way[0] in Settings.model_fields:
        annotation = Settings.model_fields[way[0]].annotation
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            table = annotation
    return table, list(table.model_fields)


def _shown(value: object) -> str:
    text = str(value).lower() if isinstance(value, bool) else repr(value)
    return text if len(text) <= 40 else f"{text[:37]}..."


def _places(text: str) -> Iterator[tuple[tuple[str, ...], tuple[int, int]]]:
    """Where each key stands, as (line, column) by its way from the root."""
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        if found := _TABLE_LINE.match(line):
            table = _parts(found[2])
            yield table, (number, len(found[1]) + 1)
        elif found := _KEY_LINE.match(line):
            yield (*table, *_parts(found[2])), (number, len(found[1]) + 1)


def _parts(keys: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in re.findall(_KEY, keys))
