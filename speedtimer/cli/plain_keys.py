"""The keys of plain mode: what a line on stdin means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from speedtimer.actions import ACTIONS, COMMANDS, Action
from speedtimer.engine.commands import Command, Correct, Jump
from speedtimer.errors import InputError
from speedtimer.settings.key_names import SIGNS
from speedtimer.units import parse_duration


@dataclass(frozen=True, slots=True)
class Unknown:
    """A line that means nothing, and what would be right."""

    line: str
    remedy: str


Meaning = Command | str | Unknown
"""A command; the id of an action that plain mode does itself; or neither."""

ASKED: Final = ("pause", "mute", "quit", "keys")


def _typed(action: Action) -> list[str]:
    """Return how the keys of an action are typed in a line: signs, and words for keys of the press and undo."""
    typed = [SIGNS.get(key, key) for key in action.every_key]
    # Ctrl and F1 come in no line.
    return typed if action.command else [key for key in typed if len(key) == 1]


_MEANINGS: Final[Mapping[str, Meaning]] = {
    typed: COMMANDS.get(action.id, action.id)
    for action in ACTIONS
    if action.command or action.id in ASKED
    for typed in (action.id, *_typed(action))
} | {"": COMMANDS["press"], "resume": "pause", "help": "keys"}

KEY_OF: Final = {action.id: SIGNS.get(action.keys[0], action.keys[0]) for action in ACTIONS}

KEYS: Final = tuple(
    line.format_map(KEY_OF)
    for line in (
        "A key is a line:",
        "an empty line, or {press}: the press",
        "{undo}: undo. {redo}: redo",
        "{pause}: pause, or resume. {on}: go on after a count. {count}: count the time away",
        "{skip}: skip this step. {back}: back to its start",
        "{again}: the rep again. {done}: done, the press was forgotten. {enough}: enough of the main set",
        "{more}: one rep more. {fewer}: one fewer",
        "{longer} and {shorter}: 30 s more or less",
        "{jump} 12: to step 12",
        "{split} 38.4: the time of the rep just done, where it was timed elsewhere. {split} - takes it back",
        "{split} #2: its time by the second press, where several came at its end",
        "{mute}: mute, or sound again",
        "{quit}: quit",
    )
)
"""What the keys are, in lines short enough to be read aloud one by one."""


_JUMP: Final = "write {jump} and the number of a step, as {jump} 12; `speedtimer show` numbers them".format_map(KEY_OF)
_SPLIT: Final = (
    "write {split} and the time of the rep just done, as {split} 38.4 or {split} 1:02.3; {split} - takes it back"
).format_map(KEY_OF)


def meaning(line: str) -> Meaning:
    """Return what a line means. One letter is a key, and its case counts; words may be written either way."""
    said = line.strip()
    key = said if len(said) == 1 else said.lower()
    if key in _MEANINGS:
        return _MEANINGS[key]
    name, _, rest = key.partition(" ")
    if name in ("jump", KEY_OF["jump"]):
        number = rest.strip()
        # Three thousand digits are no index, and Python refuses to read them.
        if number.isascii() and number.isdigit() and len(number) < 10:
            return Jump(int(number))
        return Unknown(said, _JUMP)
    if name in ("split", KEY_OF["split"]):
        return _split(said, rest.strip())
    return Unknown(said, f"{KEY_OF['keys']} lists the keys")


def _split(said: str, time: str) -> Meaning:
    if time == "-":
        return Correct(None)
    press = time.removeprefix("#").strip()
    if time.startswith("#") and press.isascii() and press.isdigit() and len(press) < 10:
        return Correct(None, press=int(press))
    try:
        return Correct(parse_duration(time))
    except InputError:
        return Unknown(said, _SPLIT)
