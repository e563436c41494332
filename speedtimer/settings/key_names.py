"""Names of keys: as Textual names them (`full_stop`), and as people write them (`.`, `period`)."""

from __future__ import annotations

import difflib
import re
import string
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final

from speedtimer.actions import DEFAULT_KEYS, key_owners

_RENAMED: Final = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
"""Signs that Textual names otherwise than Unicode does."""

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
    """Return the name of a letter or another sign, None where it cannot be typed."""
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


def suggest(written: str) -> str:
    """Return the remedy for what is no key."""
    near = difflib.get_close_matches(re.sub(r"[\s_-]+", "", written.lower()), _KNOWN, n=1, cutoff=0.7)
    # What people call it as they do, all else by its name.
    said = [each if each in _ALSO else _KNOWN[each] for each in near]
    return f"did you mean '{said[0]}'?" if said else 'write a key as "space", "pagedown", "f5", "." or "ctrl+n"'


def at_odds(given: Mapping[str, Sequence[str]]) -> tuple[str, str, str] | None:
    """Return the action, fault and remedy of keys that are given to two actions, or leave one without any; None where
    all is well.

    Args:
        given: keys by the action that has them in place of its default ones.
    """
    taken: dict[str, str] = {}
    for name, keys in given.items():
        for key in keys:
            other = taken.setdefault(key, name)
            if other != name:
                return name, f"'{SIGNS.get(key, key)}' is given to {other} too", "give one of them another key"
    owners = set(key_owners(given).values())
    for name, keys in DEFAULT_KEYS.items():
        if name not in owners:
            # An action with given keys keeps them, since no other has them; so the keys of this one are the default.
            return taken[keys[0]], f"{name} is left without a key", f"give {name} another key too"
    return None


def spelt(key: str) -> str:
    """Return a key as it stands on the keyboard: `right_square_bracket` is `]`, `ctrl+c` is `Ctrl+C`."""
    *held, last = key.split("+")
    named = SIGNS.get(last) or _SPELT.get(last) or (last if len(last) == 1 and not held else last.capitalize())
    return "+".join([*(part.capitalize() for part in held), named])


def called(key: str, character: str | None) -> str:
    """Return the name of a pressed key: its character where that can be seen, else the key as on the keyboard."""
    return character if character and character.isprintable() and not character.isspace() else spelt(key)


_SPELT: Final = {"pagedown": "PageDown", "pageup": "PageUp", "escape": "Esc"}

FIRST_KEYS: Final = {name: spelt(keys[0]) for name, keys in DEFAULT_KEYS.items()}
"""The first default key of each action of a session, as it stands on the keyboard."""
