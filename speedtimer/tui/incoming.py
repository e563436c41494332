"""What comes in from the terminal, taken apart: keys, mouse, focus and pasted text. All else is passed over.

Textual's own parser gives out as keys whatever it does not know, and an answer of the terminal that nobody asked for
could open a screen. Here a sequence is read to its end, whatever is in it, and only what is known becomes anything.
Bytes that are not UTF-8 come in as Python's stand-ins for them, and are never a key.
"""

from __future__ import annotations

import re
from collections.abc import Generator
from contextlib import suppress
from typing import Final

from textual import events, messages
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._parser import ParseEOF, ParseTimeout, Peek1, Read1, TokenCallback
from textual._xterm_parser import XTermParser
from textual.constants import ESCAPE_DELAY
from textual.keys import Keys
from textual.message import Message

from speedtimer.tui.extended import extended

_KEY_S: Final = min(ESCAPE_DELAY, 0.5)
"""So long after ESC it was the key; whatever ESCDELAY says, nobody waits longer for it."""

UNFINISHED_S: Final = 0.5
"""After so long without a byte, what was begun and not ended is given up."""

LONGEST: Final = 64
"""No sequence that means something is longer; of a longer one the rest is passed over."""

LONGEST_PASTE: Final = 100_000
"""Characters that are kept of a pasted text."""

_ESC: Final = "\x1b"
_BEL: Final = "\x07"
_CANCELS: Final = "\x18\x1a"
_STRINGS: Final = "]P_^X"
"""After ESC: what begins a string of the terminal's (OSC, DCS, APC, PM, SOS), which goes on to ESC and backslash."""

_C1: Final = {0x8F: "O", 0x90: "P", 0x98: "X", 0x9B: "[", 0x9D: "]", 0x9E: "^", 0x9F: "_"}
"""Single control characters that are the same as ESC and this; in UTF-8, or as a byte alone."""

_ENDS: Final = "\x9c\udc9c"
"""The single control character that ends a string; in UTF-8, or as a byte alone."""

_PASTE: Final = "\x1b[200~"
_PASTED: Final = "\x1b[201~"
_FOCUS: Final = {"\x1b[I": events.AppFocus, "\x1b[O": events.AppBlur}
_MOUSE: Final = re.compile(r"\x1b\[<\d{1,3};\d{1,5};\d{1,5}[Mm]", re.ASCII)
_SYNCHRONIZES: Final = re.compile(r"\x1b\[\?2026;[1-4]\$y")
_POSITION: Final = re.compile(r"\x1b\[\d+;\d+R", re.ASCII)
"""Where the cursor is: the same as F3 with Shift, Alt or Ctrl held, which is given up for it."""

_Reading = Generator[Read1 | Peek1, str, None]


class Incoming(XTermParser):
    """Takes apart what is fed to it, as Textual's parser does; see there for `feed` and `tick`."""

    def parse(self, token_callback: TokenCallback[Message]) -> _Reading:
        self._tell = token_callback
        # The byte before this one has begun a letter of UTF-8, which did not come whole.
        self._in_letter = False
        # At the end of all input nothing is left to be said.
        with suppress(ParseEOF):
            while True:
                yield from self._next((yield self.read1()))

    def _next(self, one: str) -> _Reading:
        code = ord(one)
        # Bytes that are not UTF-8 are U+DC80 to U+DCFF.
        is_byte = 0xDC80 <= code <= 0xDCFF
        byte = code - 0xDC00 if is_byte else code
        in_letter, self._in_letter = is_byte and self._in_letter, is_byte and (byte >= 0xC2 or self._in_letter)
        if one == _ESC:
            yield from self._escape()
        elif byte in _C1 and not in_letter:
            yield from self._escaped(_C1[byte])
        elif not is_byte and not 0x80 <= byte < 0xA0:
            self._type(one)

    def _escape(self) -> _Reading:
        """After ESC, which is a key too."""
        while True:
            try:
                one = yield self.read1(_KEY_S)
            except ParseTimeout:
                self._tell(events.Key("escape", _ESC))
                return
            except ParseEOF:
                self._tell(events.Key("escape", _ESC))
                raise
            if one != _ESC:
                break
            self._tell(events.Key("escape", _ESC))
        yield from self._escaped(one)

    def _escaped(self, one: str) -> _Reading:
        """After ESC and a character that is another."""
        try:
            if one == "[":
                yield from self._sequence()
            elif one == "O":
                yield from self._single_shift()
            elif one in _STRINGS:
                yield from self._string(one)
            elif one != "\\" and (one.isprintable() or one in "\b\t\r\n\x7f") and not self._know(_ESC + one):
                # Alt, and a key; the backslash is the end of a string that was given up.
                self._type(one, alt=True)
        except ParseTimeout:
            # Unfinished: passed over.
            return

    def _single_shift(self) -> _Reading:
        """After ESC O: a key of the keypad, or a function key."""
        one = yield self.read1(UNFINISHED_S)
        while one.isdecimal() or one == ";":
            one = yield self.read1(UNFINISHED_S)
        if one == _ESC:
            yield from self._escape()
        else:
            self._know(f"{_ESC}O{one}")

    def _sequence(self) -> _Reading:
        """After ESC [: to the character that ends it, whatever comes before that."""
        found = _ESC + "["
        while True:
            one = yield self.read1(UNFINISHED_S)
            if one == _ESC:
                yield from self._escape()
                return
            if one in _CANCELS:
                return
            if found == "\x1b[" and one == "M":
                yield from self._old_mouse()
                return
            if len(found) < LONGEST:
                found += one
            # The Linux console's function keys alone have something after this.
            if "@" <= one <= "~" and found != "\x1b[[":
                break
        if found == _PASTE:
            yield from self._pasted()
        else:
            self._understand(found)

    def _understand(self, found: str) -> None:
        if found in _FOCUS:
            self._tell(_FOCUS[found]())
        elif _MOUSE.fullmatch(found):
            if (moved := self.parse_mouse_code(found)) is not None:
                self._tell(moved)
        elif _SYNCHRONIZES.fullmatch(found):
            self._tell(messages.TerminalSupportsSynchronizedOutput())
        elif _POSITION.fullmatch(found):
            pass
        elif not self._know(found):
            for key in extended(found):
                self._tell(key)

    def _old_mouse(self) -> _Reading:
        """After ESC [ M: three bytes, of which two say where, and need not be UTF-8."""
        left = 3
        while left > 0:
            one = yield self.read1(UNFINISHED_S)
            if one == _ESC:
                yield from self._escape()
                return
            left -= len(one.encode("utf-8", "surrogateescape"))

    def _string(self, opened: str) -> _Reading:
        """To the end of a string of the terminal's."""
        while True:
            one = yield self.read1(UNFINISHED_S)
            if one == _ESC:
                # With the backslash it ends here, with all else something new begins.
                yield from self._escaped((yield self.read1(UNFINISHED_S)))
                return
            if one in _CANCELS or one in _ENDS or (one == _BEL and opened == "]"):
                return

    def _pasted(self) -> _Reading:
        """To the end of a pasted text."""
        kept: list[str] = []
        last = ""
        with suppress(ParseTimeout):
            while last != _PASTED:
                one = yield self.read1(UNFINISHED_S)
                last = (last + one)[-len(_PASTED) :]
                if len(kept) < LONGEST_PASTE:
                    kept.append(one)
        text = "".join(one for one in kept if one != "\0" and not "\ud800" <= one <= "\udfff")
        self._tell(events.Paste(text.removesuffix(_PASTED)))

    def _know(self, sequence: str) -> bool:
        """Tell what a sequence is known to be, if it is; some are known and nothing."""
        if sequence not in ANSI_SEQUENCES_KEYS:
            return False
        for key in self._sequence_to_key_events(sequence):
            if key.key != Keys.Ignore:
                self._tell(key)
        return True

    def _type(self, one: str, *, alt: bool = False) -> None:
        """Tell what a single character is as a key."""
        for key in self._sequence_to_key_events(one, alt=alt):
            if key.key != Keys.Ignore:
                self._tell(key)
