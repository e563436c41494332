"""The kinds of value in a workout file, each with the sentence for what is wrong and its part of the schema."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, Final, TypeVar

from pydantic import BeforeValidator, GetCoreSchemaHandler, GetJsonSchemaHandler, PlainValidator, WithJsonSchema
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from speedtimer.errors import InputError, suggestion
from speedtimer.signs import first_harmful, named, spaced
from speedtimer.workout import values
from speedtimer.workout.values import Amount, Length, Recovery, RepRange, Time, quoted

MOST_PASSES: Final = 1_000
"""How often a repeat may be done."""

_E = TypeVar("_E", bound=StrEnum)


def flaw(fault: str, remedy: str, at: tuple[str | int, ...] = ()) -> PydanticCustomError:
    """Return the error for what is wrong. at: the way from the value under validation to the spot at fault."""
    return PydanticCustomError("flaw", "{fault}: {remedy}", {"fault": fault, "remedy": remedy, "at": at})


@dataclass(frozen=True, slots=True)
class _Text:
    """One paragraph of at most so many characters: white space is folded, a terminal's control signs are refused."""

    most: int
    description: str

    def __get_pydantic_core_schema__(self, _kind: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self._validate)

    def __get_pydantic_json_schema__(self, _core: CoreSchema, _handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "string", "minLength": 1, "maxLength": self.most, "description": self.description}

    def _validate(self, value: Any) -> str:
        if not isinstance(value, str):
            raise flaw("this has to be text", "write words, a number in quotes")
        folded = " ".join(value.split())
        if not folded:
            raise flaw("the text is empty", "write it, or leave the key out")
        if sign := first_harmful(folded):
            raise flaw(f"a sign that cannot be shown ({named(sign)})", "take it out")
        if len(folded) > self.most:
            raise flaw(f"{len(folded)} characters are too many", f"say it in {self.most}")
        return folded


@dataclass(frozen=True, slots=True, eq=False)
class _Words:
    """A few words that a function of values.py reads.

    read: raises InputError for what it cannot read. remedy: for what is neither text nor a number. schema: what editors
    are told.
    """

    read: Callable[[str], object]
    remedy: str
    schema: JsonSchemaValue

    def __get_pydantic_core_schema__(self, _kind: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self._validate)

    def __get_pydantic_json_schema__(self, _core: CoreSchema, _handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "string", **self.schema}

    def _validate(self, value: object) -> object:
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise flaw("this has to be a few words", self.remedy)
        try:
            return self.read(str(value))
        except InputError as error:
            raise flaw(error.fault, error.remedy) from None


def _read_passes(value: Any) -> int:
    said = spaced(value).strip().rstrip("xX×").strip() if isinstance(value, str) else value
    passes = int(said) if isinstance(said, str) and said.isdecimal() and len(said) < 10 else said
    if isinstance(passes, bool) or not isinstance(passes, int):
        raise flaw("a repeat is a number", "write how often, as 'repeat: 3'")
    if not 1 <= passes <= MOST_PASSES:
        raise flaw(f"{passes} times is out of range", f"write 1 to {MOST_PASSES}")
    return passes


def one_of(kinds: type[_E], what: str) -> BeforeValidator:
    """Return a validator for a word out of a few, whose error names the nearest one."""

    def validate(value: Any) -> Any:
        if isinstance(value, str) and value in set(kinds):
            return value
        if not isinstance(value, str):
            raise flaw(f"this is no {what}", f"write one of {', '.join(kinds)}")
        raise flaw(f"{quoted(value)} is no {what}", suggestion(value.lower(), kinds))

    return BeforeValidator(validate)


@dataclass(frozen=True, slots=True)
class Filled:
    """A list of at least so many entries, whose error comes once and not again for each list round it."""

    least: int = 1

    def __get_pydantic_core_schema__(self, kind: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self._validate, handler(kind))

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(core), "minItems": self.least}

    def _validate(self, value: Any) -> Any:
        if not isinstance(value, list | tuple):
            raise flaw("this has to be a list", "begin each entry on a line of its own with '- '")
        if len(value) < self.least:
            raise flaw("the list is too short", f"write at least {self.least}")
        return value


WorkoutName = Annotated[str, _Text(40, "What to call the workout, in at most 40 characters.")]
StepName = Annotated[str, _Text(24, "What to call it on the big display, in at most 24 characters.")]
Sentence = Annotated[str, _Text(240, "One sentence.")]
Paragraph = Annotated[str, _Text(1000, "One paragraph.")]

Work = Annotated[
    Amount,
    _Words(
        values.read_amount,
        "write it as 8 x 200 m or 10 x 30 s",
        {"description": "How often and how far or long.", "examples": ["8 x 200 m", "10 x 30 s", "400 m"]},
    ),
]
JogLength = Annotated[
    Length,
    _Words(
        values.read_jog,
        "write it as 15-25 min, 40 min or 5 km",
        {"description": "How long or far.", "examples": ["15-25 min", "40 min", "5 km", "open"]},
    ),
]
RepLength = Annotated[
    Length,
    _Words(
        values.read_rep,
        "write it as 100 m or 30 s",
        {"description": "How far or long.", "examples": ["100 m", "30 s"]},
    ),
]
RecoveryWords = Annotated[
    Recovery,
    _Words(
        values.read_recovery,
        "write it as 'walk back', 'walk 100 m' or 'rest 2 min'",
        {
            "description": "How to recover.",
            "examples": ["walk back", "walk 100 m", "jog 200 m", "rest 2 min", "rest"],
        },
    ),
]
Duration = Annotated[
    Time,
    _Words(
        values.read_duration,
        "write a time as 20 s or 1:30",
        {
            "type": ["string", "number"],
            "description": "A time; a bare number is seconds.",
            "examples": ["20 s", "1:30"],
        },
    ),
]
Reps = Annotated[
    RepRange,
    _Words(values.read_rep_range, "write one rep as 5, several as 7-10", {"pattern": "^[0-9]+( *- *[0-9]+)?$"}),
]
Passes = Annotated[
    int,
    PlainValidator(_read_passes),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": MOST_PASSES}),
]
