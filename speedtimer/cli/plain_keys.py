"""The keys of plain mode: what a line on stdin means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from speedtimer.engine.commands import (
    Again,
    Back,
    Command,
    Correct,
    Count,
    Done,
    Enough,
    Extend,
    Fewer,
    Jump,
    More,
    Press,
    Redo,
    Resume,
    Resumption,
    Skip,
    Undo,
)
from speedtimer.errors import InputError
from speedtimer.units import parse_duration

EXTEND_MS: Final = 30_000


class Ask(Enum):
    """What a line may mean besides a command."""

    PAUSE_OR_RESUME = "pause or resume"
    MUTE = "mute"
    QUIT = "quit"
    KEYS = "keys"


@dataclass(frozen=True, slots=True)
class Unknown:
    """A line that means nothing, and what would be right."""

    line: str
    remedy: str


Meaning = Command | Ask | Unknown

_NAMES: Final[Mapping[tuple[str, ...], Meaning]] = {
    ("", "space", "enter", "right", "pagedown", "press"): Press(),
    ("u", "backspace", "left", "pageup", "undo"): Undo(),
    ("U", "redo"): Redo(),
    ("p", "pause", "resume"): Ask.PAUSE_OR_RESUME,
    ("o", "on"): Resume(Resumption.ON),
    ("c", "count"): Count(),
    ("]", "skip"): Skip(),
    ("[", "back"): Back(),
    ("a", "again"): Again(),
    ("d", "done"): Done(),
    ("e", "enough"): Enough(),
    ("A", "more"): More(),
    ("D", "fewer"): Fewer(),
    ("+", "=", "longer"): Extend(EXTEND_MS),
    ("-", "shorter"): Extend(-EXTEND_MS),
    ("m", "mute"): Ask.MUTE,
    ("q", "quit"): Ask.QUIT,
    ("?", "keys", "help"): Ask.KEYS,
}
_MEANINGS: Final = {name: meaning for names, meaning in _NAMES.items() for name in names}

KEYS: Final = (
    "A key is a line:",
    "an empty line, or space: the press",
    "u: undo. U: redo",
    "p: pause, or resume. o: go on after a count. c: count the time away",
    "]: skip this step. [: back to its start",
    "a: the rep again. d: done, the press was forgotten. e: enough of the main set",
    "A: one rep more. D: one fewer",
    "+ and -: 30 s more or less",
    "g 12: to step 12",
    "s 38.4: the time of the rep just done, where it was timed elsewhere. s - takes it back",
    "s #2: its time by the second press, where several came at its end",
    "m: mute, or sound again",
    "q: quit",
)
"""What the keys are, in lines short enough to be read aloud one by one."""


def meaning(line: str) -> Meaning:
    """Say what a line means. One letter is a key, and its case counts; words may be written either way."""
    said = line.strip()
    key = said if len(said) == 1 else said.lower()
    if key in _MEANINGS:
        return _MEANINGS[key]
    jump, _, index = key.partition(" ")
    if jump in ("g", "jump"):
        number = index.strip()
        # Three thousand digits are no index, and Python refuses to read them.
        if number.isascii() and number.isdigit() and len(number) < 10:
            return Jump(int(number))
        return Unknown(said, "write g and the number of a step, as g 12; `speedtimer show` numbers them")
    if jump in ("s", "split"):
        return _split(said, index.strip())
    return Unknown(said, "? lists the keys")


def _split(said: str, time: str) -> Meaning:
    if time == "-":
        return Correct(None)
    press = time.removeprefix("#").strip()
    if time.startswith("#") and press.isascii() and press.isdigit() and len(press) < 10:
        return Correct(None, press=int(press))
    try:
        return Correct(parse_duration(time))
    except InputError:
        return Unknown(said, "write s and the time of the rep just done, as s 38.4 or s 1:02.3; s - takes it back")
