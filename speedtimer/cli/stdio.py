"""What stdin, stdout and stderr may be like: closed, without the letters we write, full, or read by nobody any more."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable
from typing import Any, TextIO

from speedtimer.signs import may_be_shown, written_out


def stand_in_for_closed_streams() -> None:
    """Open the null device where whoever called had closed stdin, stdout or stderr (`>&-`).

    Python has None there. And the next file to be opened, the journal perhaps, would get the free number and with it
    whatever a library prints.
    """
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        if getattr(sys, name) is not None:
            continue
        opened = os.open(os.devnull, os.O_RDWR)
        if opened != number:
            os.dup2(opened, number)
            os.close(opened)
        setattr(sys, name, os.fdopen(number, mode, encoding="utf-8", closefd=False))


def never_fail_for_a_letter() -> None:
    """Let text that the terminal's encoding does not have come out escaped, instead of ending the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


class Harmless:
    """A stream through which no sign goes that is an order to a terminal: names come from files and from `import`.

    Line ends stay, and so does U+007F, which terminals pass over and JSON leaves as it is.
    """

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def write(self, text: str) -> int:
        return self.stream.write(text if text.isprintable() else "".join(map(_harmless, text)))

    def writelines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


class NotesStream(Harmless):
    """Where faults and notes go. Where they cannot (the disk is full, the terminal has gone), nothing else fails."""

    def write(self, text: str) -> int:
        try:
            return super().write(text)
        except OSError:
            # What is left in the stream would fail once more as Python exits.
            _let_go_of(self.stream)
            return len(text)


def let_nothing_be_an_order() -> None:
    """Put a harmless stream in the place of stdout and of stderr."""
    if not isinstance(sys.stdout, Harmless):
        sys.stdout = Harmless(sys.stdout)
    if not isinstance(sys.stderr, Harmless):
        sys.stderr = NotesStream(sys.stderr)


def on_stderr(note: str) -> None:
    """Print a note where it does not mix with the output."""
    print(note, file=sys.stderr)


def as_it_is(stream: TextIO) -> TextIO:
    """Return the stream below, for what another program reads, and for the terminal's bell."""
    return stream.stream if isinstance(stream, Harmless) else stream


def _harmless(sign: str) -> str:
    return sign if sign in "\n\x7f" or may_be_shown(sign) else written_out(sign)


def unwritten(error: OSError) -> int:
    """Return the exit code after stdout could not be written, and say so where it is a fault."""
    _let_go_of(sys.stdout)
    if isinstance(error, BrokenPipeError):
        # Whoever read has seen enough, as `head` has.
        return 0
    print(f"the output cannot be written: {error.strerror}", file=sys.stderr)
    return 1


def _let_go_of(stream: TextIO) -> None:
    """Point a stream elsewhere, so that Python does not fail on it once more as it exits."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
