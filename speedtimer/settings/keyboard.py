"""The keys of a keyboard by their names, and which of them does what unless the settings say otherwise.

A key is named as Textual names it (`full_stop`), and may be written as a person would (`.`, `period`). Loads nothing,
so that the screens can begin with it.
"""

from __future__ import annotations

import difflib
import re
import string
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final

OWN: Final[Mapping[str, tuple[str, ...]]] = {
    "press": ("space", "enter", "right", "pagedown"),
    "undo": ("u", "backspace", "left", "pageup"),
    "redo": ("U",),
    "pause": ("p",),
    "on": ("o",),
    "count": ("c",),
    "skip": ("right_square_bracket",),
    "back": ("left_square_bracket",),
    "again": ("a",),
    "done": ("d",),
    "enough": ("e",),
    "more": ("A",),
    "fewer": ("D",),
    "longer": ("plus", "equals_sign"),
    "shorter": ("minus",),
    "jump": ("g",),
    "way": ("w",),
    "hear": ("h",),
    "mute": ("m",),
    "split": ("s",),
    "theme": ("t",),
    "settings": ("comma",),
    "commands": ("ctrl+p",),
    "keys": ("question_mark", "f1"),
    "quit": ("q", "ctrl+c", "ctrl+q"),
    "change": ("escape",),
}
"""What keys do in a session, by the names that settings have for it, each with the keys that it has of its own."""

_RENAMED: Final = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
"""Signs that Textual calls otherwise than Unicode does."""

_KEYS: Final = (
    *("space", "enter", "tab", "escape", "backspace", "delete", "insert", "home", "end", "pageup", "pagedown"),
    *("up", "down", "left", "right"),
    *(f"f{number}" for number in range(1, 25)),
)
_ALSO: Final = {
    "esc": "escape",
    "return": "enter",
    "del": "delete",
    "ins": "insert",
    "pgdn": "pagedown",
    "pgdown": "pagedown",
    "pgup": "pageup",
    "spacebar": "space",
    "period": "full_stop",
    "dot": "full_stop",
    "hyphen": "minus",
    "dash": "minus",
    "equals": "equals_sign",
    "hash": "number_sign",
    "star": "asterisk",
    "backtick": "grave_accent",
    "quote": "quotation_mark",
}
"""What people call some of them besides."""

_HELD: Final = re.compile(
    r"((?:(?:ctrl|control|shift|alt|meta|super|hyper)\s*[+-]\s*)*)(.+)", re.IGNORECASE | re.DOTALL
)


def _name_of(sign: str) -> str | None:
    """Return the name of a letter or another sign, None where it is none that could be typed."""
    if sign.isalnum():
        return sign
    if sign == " ":
        return "space"
    if not sign.isprintable():
        return None
    named = unicodedata.name(sign, "").lower().replace("-", "_").replace(" ", "_")
    return _RENAMED.get(named, named) or None


SIGNS: Final[Mapping[str, str]] = {_name_of(sign) or sign: sign for sign in string.punctuation}
"""The signs of a keyboard, by the names of their keys."""

_KNOWN: Final = {name.replace("_", ""): name for name in (*_KEYS, *SIGNS)} | _ALSO


def named(written: str) -> str | None:
    """Return the name of a key, however it is written: `.`, `period` and `Full Stop` are all `full_stop`; None where
    there is no such key."""
    found = _HELD.fullmatch(written if len(written) == 1 else written.strip())
    if found is None:
        return None
    held = {part.replace("control", "ctrl") for part in re.split(r"[\s+-]+", found[1].lower()) if part}
    last = found[2]
    key = _name_of(last) if len(last) == 1 else _KNOWN.get(re.sub(r"[\s_-]+", "", last.lower()))
    if key is None or not held:
        return key
    typed = len(key) == 1 or key in SIGNS
    if typed and held == {"shift"}:
        # What Shift makes of a letter is another letter; what it makes of a sign, the keyboard decides.
        return key.upper() if key.isalpha() else None
    # Of all signs only this one keeps its own form where something is held.
    last = "@" if key == "at" else key.lower() if len(key) == 1 else key
    return "+".join((*sorted(held), last))


def meant(written: str) -> str:
    """Return what would be right in the place of what is no key."""
    near = difflib.get_close_matches(re.sub(r"[\s_-]+", "", written.lower()), _KNOWN, n=1, cutoff=0.7)
    # What people call it as they do, all else by its name.
    said = [each if each in _ALSO else _KNOWN[each] for each in near]
    return f"did you mean '{said[0]}'?" if said else 'write a key as "space", "pagedown", "f5", "." or "ctrl+n"'


def at_odds(given: Mapping[str, Sequence[str]]) -> tuple[str, str, str] | None:
    """Find a key that is given to two, or what is left without any: whose entry is at fault, what is wrong with it, and
    what would be right. None where all is well.

    Args:
        given: keys as they are named, by what they are given to in the place of its own.
    """
    taken: dict[str, str] = {}
    for name, keys in given.items():
        for key in keys:
            other = taken.setdefault(key, name)
            if other != name:
                return name, f"'{SIGNS.get(key, key)}' is given to {other} too", "give one of them another key"
    names = {key: name for name, keys in OWN.items() if name not in given for key in keys} | taken
    for name, keys in OWN.items():
        if name not in names.values():
            # What is given keys that nothing else is given has them; so this one's own have gone elsewhere.
            return names[keys[0]], f"{name} is left without a key", f"give {name} another key too"
    return None
