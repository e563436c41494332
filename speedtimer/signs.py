"""Signs of a text that may be shown as they are, and what to call the others.

A terminal takes control characters for orders, and a bidi override turns round what stands after it. Joiners, without
which some languages and emoji cannot be written, and every kind of space do no harm.
"""

from __future__ import annotations

import unicodedata
from typing import Final

_HARMLESS: Final = frozenset("\u200c\u200d")
"""The joiners: of the same kind as bidi overrides to Unicode, but they only join or part the letters beside them."""


_SPACES: Final = dict.fromkeys((0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " ")
"""Every space of Unicode but the plain one."""


def may_be_shown(sign: str) -> bool:
    """Tell whether a sign does nothing in a terminal but stand there. No line break does."""
    return sign.isprintable() or sign in _HARMLESS or ord(sign) in _SPACES


def first_harmful(text: str) -> str | None:
    """Return the first sign that may not be shown as it is, None where there is none."""
    if text.isprintable():
        return None
    return next((sign for sign in text if not may_be_shown(sign)), None)


def shown(text: str) -> str:
    r"""Write out what may not be shown of a text: `\x1b`, `\u202e`, and `caf\xe9` for a byte that is not UTF-8."""
    if first_harmful(text) is None:
        return text
    return "".join(sign if may_be_shown(sign) else written_out(sign) for sign in text)


def written_out(sign: str) -> str:
    r"""Write a sign out: `\x1b`, `\u200d`, `\xe9` for a byte that is not UTF-8."""
    byte = _byte(sign)
    return sign.encode("unicode_escape").decode("ascii") if byte is None else f"\\x{byte:02x}"


def spaced(text: str) -> str:
    """Put plain spaces in the place of no-break, thin and other ones, each in its place."""
    return text if text.isascii() else text.translate(_SPACES)


def named(sign: str) -> str:
    """Name a sign by its number and, where it has one, its name: `U+200B ZERO WIDTH SPACE`, `U+001B`."""
    if (byte := _byte(sign)) is not None:
        return f"the byte 0x{byte:02X}, which is not UTF-8"
    return f"U+{ord(sign):04X} {unicodedata.name(sign, '')}".rstrip()


def _byte(sign: str) -> int | None:
    """Return the byte that Python carries along in a file name where the name is not UTF-8."""
    return ord(sign) - 0xDC00 if "\udc80" <= sign <= "\udcff" else None
