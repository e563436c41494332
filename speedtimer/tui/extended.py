"""Keys as some terminals write them out in full: Kitty's keyboard protocol, and xterm's `modifyOtherKeys`.

We ask for neither. A terminal may use them all the same, as somebody before us left it, and then each key is made what
it would have been: Shift with Space is Space, Caps Lock and Num Lock change nothing, a key that is let go, or one that
is only held beside others, is none.
"""

from __future__ import annotations

import re
from typing import Final

from textual._keyboard_protocol import FUNCTIONAL_KEYS, MODIFIER_FUNCTIONAL_KEYS
from textual.events import Key
from textual.keys import _character_to_key

_CODE: Final = re.compile(
    r"\x1b\[(\d{1,7})(?::(\d{0,7}))?(?::\d{0,7})?(?:;(\d{0,3})(?::(\d))?(?:;([\d:]{0,40}))?)?u", re.ASCII
)
_OTHER: Final = re.compile(r"\x1b\[27;(\d{1,3});(\d{1,7})~", re.ASCII)
_OLD: Final = re.compile(r"\x1b\[(\d{1,5});(\d{1,3})(?::(\d))?([~A-HPQS])", re.ASCII)

_LET_GO: Final = "3"
_SHIFT: Final = 1
_ALT: Final = 2
_HELD: Final = {_SHIFT: "shift", _ALT: "alt", 4: "ctrl", 8: "super", 16: "hyper", 32: "meta"}
_KNOWN_BITS: Final = 63
"""Above these are Caps Lock and Num Lock."""

_NAMED: Final = {9: "tab", 13: "enter", 27: "escape", 32: "space", 127: "backspace", 57414: "enter"}
_CHARACTERS: Final = {"enter": "\r", "tab": "\t", "space": " ", "escape": "\x1b", "backspace": "\x7f"}
_KEYPAD: Final = {57409: ".", 57410: "/", 57411: "*", 57412: "-", 57413: "+", 57415: "=", 57416: ","}
_KEYPAD_DIGITS: Final = range(57399, 57409)
_NO_KEYS: Final = MODIFIER_FUNCTIONAL_KEYS | {"caps_lock", "scroll_lock", "num_lock"}


def extended(sequence: str) -> tuple[Key, ...]:
    """Return the keys that a sequence stands for; none where it is not written so."""
    if found := _CODE.fullmatch(sequence):
        code, shifted, held, kind, text = found.groups(default="")
        return () if kind == _LET_GO else _of_code(int(code), _bits(held), _letters(shifted), _letters(text))
    if found := _OTHER.fullmatch(sequence):
        return _of_code(int(found[2]), _bits(found[1]), "", "")
    if found := _OLD.fullmatch(sequence):
        number, held, kind, last = found.groups(default="")
        name = FUNCTIONAL_KEYS.get(number + last)
        return () if kind == _LET_GO or name is None else _of_functional(name, _bits(held))
    return ()


def _bits(held: str) -> int:
    return (max(1, int(held or "1")) - 1) & _KNOWN_BITS


def _letters(codes: str) -> str:
    """The letters of codes; those that can be seen."""
    numbers = [int(code) for code in codes.split(":") if code and len(code) <= 7]
    return "".join(letter for letter in map(_letter, numbers) if letter)


def _letter(code: int) -> str:
    """The letter of a code; empty where it can be neither seen nor typed."""
    letter = chr(code) if code <= 0x10FFFF else ""
    return letter if letter.isprintable() else ""


def _of_code(code: int, held: int, shifted: str, text: str) -> tuple[Key, ...]:
    if code in _NAMED:
        return (_of_named(_NAMED[code], held),)
    if code in _KEYPAD_DIGITS:
        letter = str(_KEYPAD_DIGITS.index(code))
    elif code in _KEYPAD:
        letter = _KEYPAD[code]
    elif f"{code}u" in FUNCTIONAL_KEYS:
        return _of_functional(FUNCTIONAL_KEYS[f"{code}u"], held)
    else:
        letter = _letter(code)
    if not held & ~_SHIFT and text:
        return tuple(Key(_character_to_key(one), one) for one in text)
    if not letter:
        return ()
    if held & ~_SHIFT:
        return (Key(_with(held, _character_to_key(letter)), None),)
    if held:
        letter = shifted or (letter.upper() if len(letter.upper()) == 1 else letter)
    return (Key(_character_to_key(letter), letter),)


def _of_named(name: str, held: int) -> Key:
    """A key that has one form in older terminals, whatever is held beside it; but Tab with Shift has its own."""
    if name == "tab" and held & _SHIFT:
        return Key("shift+tab", None)
    if name == "space" and held & ~(_SHIFT | _ALT):
        return Key(_with(held & ~_SHIFT, name), None)
    return Key(name, _CHARACTERS[name])


def _of_functional(name: str, held: int) -> tuple[Key, ...]:
    return () if name in _NO_KEYS else (Key(_with(held, name), None),)


def _with(held: int, name: str) -> str:
    return "+".join([*sorted(said for bit, said in _HELD.items() if held & bit), name])
