"""The kinds of value in a workout file, each with the sentence for what is wrong and its part of the schema."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Annotated, Any, Final, TypeVar

from pydantic import BeforeValidator, PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from speedtimer.errors import InputError
from speedtimer.signs import first_harmful, named, spaced
from speedtimer.workout import values
from speedtimer.workout.values import Amount, Distance, Recovery, RepRange, Time, UntilPressed, quoted

MOST_PASSES: Final = 1_000
"""How often a repeat may be done."""

_T = TypeVar("_T")
_E = TypeVar("_E", bound=StrEnum)


def flaw(fault: str, remedy: str, at: tuple[str | int, ...] = ()) -> PydanticCustomError:
    """Make the error for what is wrong. at: the way from the value under validation to the spot at fault."""
    return PydanticCustomError("flaw", "{fault}: {remedy}", {"fault": fault, "remedy": remedy, "at": at})


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Give the known word that was probably meant, None where none is like it."""
    found = difflib.get_close_matches(word.lower(), list(known), n=1)
    return found[0] if found else None


def _text(most: int, description: str) -> Any:
    """Text of one paragraph: white space is folded, and what a terminal would take for an order is refused."""

    def read(value: Any) -> str:
        if not isinstance(value, str):
            raise flaw("this has to be text", "write words, a number in quotes")
        folded = " ".join(value.split())
        if not folded:
            raise flaw("the text is empty", "write it, or leave the key out")
        if sign := first_harmful(folded):
            raise flaw(f"a sign that cannot be shown ({named(sign)})", "take it out")
        if len(folded) > most:
            raise flaw(f"{len(folded)} characters are too many", f"say it in {most}")
        return folded

    schema = {"type": "string", "minLength": 1, "maxLength": most, "description": description}
    return Annotated[str, PlainValidator(read), WithJsonSchema(schema)]


def _reader(read: Callable[[str], _T], done: type[_T] | tuple[type, ...], remedy: str) -> PlainValidator:
    """Make a validator of a reader in values.py. What is of type done has been read already."""

    def validate(value: Any) -> Any:
        if isinstance(value, done):
            return value
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise flaw("this has to be a few words", remedy)
        try:
            return read(str(value))
        except InputError as error:
            raise flaw(error.fault, error.remedy) from None

    return PlainValidator(validate)


def _words(description: str, *examples: str, number: bool = False) -> WithJsonSchema:
    kinds: Any = ["string", "number"] if number else "string"
    return WithJsonSchema({"type": kinds, "description": description, "examples": list(examples)})


def _read_duration(text: str) -> Time:
    length_ms = values.read_duration(text)
    return Time(length_ms, length_ms)


def _read_passes(value: Any) -> int:
    said = spaced(value).strip().rstrip("xX×").strip() if isinstance(value, str) else value
    passes = int(said) if isinstance(said, str) and said.isdecimal() and len(said) < 10 else said
    if isinstance(passes, bool) or not isinstance(passes, int):
        raise flaw("a repeat is a number", "write how often, as 'repeat: 3'")
    if not 1 <= passes <= MOST_PASSES:
        raise flaw(f"{passes} times is out of range", f"write 1 to {MOST_PASSES}")
    return passes


def one_of(kinds: type[_E], what: str) -> BeforeValidator:
    """Make a validator for a word out of a few, which says the nearest one where the word is none of them."""

    def validate(value: Any) -> Any:
        if isinstance(value, str) and value in set(kinds):
            return value
        words = ", ".join(kinds)
        if not isinstance(value, str):
            raise flaw(f"this is no {what}", f"write one of {words}")
        meant = nearest(value, kinds)
        raise flaw(f"{quoted(value)} is no {what}", f"did you mean '{meant}'?" if meant else f"write one of {words}")

    return BeforeValidator(validate)


def filled(least: int = 1) -> BeforeValidator:
    """Make a validator for a list, which says what is wrong once and not again for each list round it."""

    def validate(value: Any) -> Any:
        if not isinstance(value, list | tuple):
            raise flaw("this has to be a list", "begin each entry on a line of its own with '- '")
        if len(value) < least:
            raise flaw("the list is too short", f"write at least {least}")
        return value

    return BeforeValidator(validate)


_SAYING: Final = PlainSerializer(str, return_type=str)

WorkoutName = _text(40, "What to call the workout, in at most 40 characters.")
StepName = _text(24, "What to call it on the big display, in at most 24 characters.")
Sentence = _text(240, "One sentence.")
Paragraph = _text(1000, "One paragraph.")

Work = Annotated[
    Amount,
    _reader(values.read_amount, Amount, "write it as 8 x 200 m or 10 x 30 s"),
    _SAYING,
    _words("How often and how far or long.", "8 x 200 m", "10 x 30 s", "400 m"),
]
JogLength = Annotated[
    Distance | Time | UntilPressed,
    _reader(values.read_jog, (Distance, Time, UntilPressed), "write it as 15-25 min, 40 min or 5 km"),
    _SAYING,
    _words("How long or far.", "15-25 min", "40 min", "5 km", "open"),
]
RepLength = Annotated[
    Distance | Time | UntilPressed,
    _reader(values.read_rep, (Distance, Time, UntilPressed), "write it as 100 m or 30 s"),
    _SAYING,
    _words("How far or long.", "100 m", "30 s"),
]
RecoveryWords = Annotated[
    Recovery,
    _reader(values.read_recovery, Recovery, "write it as 'walk back', 'walk 100 m' or 'rest 2 min'"),
    _SAYING,
    _words("How to recover.", "walk back", "walk 100 m", "jog 200 m", "rest 2 min", "rest"),
]
Duration = Annotated[
    Time,
    _reader(_read_duration, Time, "write a time as 20 s or 1:30"),
    _SAYING,
    _words("A time; a bare number is seconds.", "20 s", "1:30", number=True),
]
Reps = Annotated[
    RepRange,
    _reader(values.read_rep_range, RepRange, "write one rep as 5, several as 7-10"),
    _SAYING,
    WithJsonSchema({"type": "string", "pattern": "^[0-9]+( *- *[0-9]+)?$"}),
]
Passes = Annotated[
    int,
    PlainValidator(_read_passes),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": MOST_PASSES}),
]
