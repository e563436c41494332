"""The log: every command given, with the time it was given at and what became of it. Folding it gives the session."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from speedtimer.engine.commands import Command


class Verdict(StrEnum):
    """What became of a command: it changed the session, was refused, or was the key before it still."""

    TAKEN = "taken"
    REFUSED = "refused"
    BOUNCED = "bounced"


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One command. seq counts from 1 without gaps; at_ms is session time; the command's arguments are resolved."""

    seq: int
    at_ms: int
    command: Command
    verdict: Verdict
