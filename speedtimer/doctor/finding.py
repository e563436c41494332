"""One thing that was looked at, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from speedtimer.errors import SpeedtimerError


class State(StrEnum):
    """How it stands with one thing."""

    OK = "ok"
    NOTE = "note"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    about: what, in a word of eight letters at most. says: what was found. remedy: what to do about it, empty where
    there is nothing to do.
    """

    about: str
    state: State
    says: str
    remedy: str = ""


Findings = Iterator[Finding]


def looked(about: str, look: Callable[[], Findings]) -> Findings:
    """Look, and let what our own errors say be a finding."""
    try:
        yield from look()
    except SpeedtimerError as error:
        yield Finding(about, State.FAULT, str(error))
