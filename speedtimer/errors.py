"""Errors that say where, what is wrong, and what would be right."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from speedtimer.signs import shown


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A spot in a file: `FILE:LINE:COL`, both counted from 1.

    What has no line of its own (an absent file, a folder, one too large) is line 1, column 1.
    """

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{shown(self.path)}:{self.line}:{self.column}"


class SpeedtimerError(Exception):
    """Any fault that speedtimer reports by itself.

    Args:
        fault: what is wrong, as a sentence without its full stop.
        remedy: what would be right, likewise.
        place: the file's spot, the option or the command that is at fault; None where there is none.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, fault: str, remedy: str, place: Place | str | None = None) -> None:
        super().__init__(fault, remedy, place)
        self.fault = fault
        self.remedy = remedy
        self.place = place

    def __str__(self) -> str:
        said = f"{self.fault}: {self.remedy}"
        return shown(said if self.place is None else f"{self.place}: {said}")


class InputError(SpeedtimerError):
    """The input is at fault: a bad file, an unknown id. Exit code 1."""


class FileError(SpeedtimerError):
    """All faults of one file at once, in the order in which they stand in it. Exit code 1."""

    def __init__(self, faults: tuple[InputError, ...]) -> None:
        first = faults[0]
        super().__init__(first.fault, first.remedy, first.place)
        self.faults = faults

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)


class CallError(SpeedtimerError):
    """The call is at fault: usage, a section that is not there, a value out of range. Exit code 2."""

    exit_code = 2


class ClockError(SpeedtimerError):
    """Session time was said to run backwards. A fault of the caller in this program, never of its user."""


class StorageError(SpeedtimerError):
    """Something could not be kept or read back: a full disk, a locked or damaged database."""


class SoundError(SpeedtimerError):
    """A sound, its file or the way to the loudspeaker failed."""


def suggestion(word: str, known: Iterable[str], verb: str = "write") -> str:
    """Return the remedy for a word that is not known: the nearest known one, or all of them."""
    names = list(known)
    near = difflib.get_close_matches(word, names, n=1)
    return f"did you mean '{near[0]}'?" if near else f"{verb} one of {', '.join(names)}"
