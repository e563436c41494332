"""What a running session asks of its journal, and the journal of a session that cannot be kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Final, Protocol

from speedtimer.engine.log import LogEntry
from speedtimer.engine.view import View
from speedtimer.plan import Plan
from speedtimer.records.moments import Started
from speedtimer.records.session import Ending
from speedtimer.records.unfinished import Unfinished
from speedtimer.records.writer import PATIENCE_MS
from speedtimer.rules import Rules

__all__ = ["NOT_KEPT", "PATIENCE_MS", "Keeping", "NullJournal"]

NOT_KEPT: Final = "not-kept"
"""The id of every session that cannot be kept."""


class Keeping(Protocol):
    """Keeps one session at a time. Nothing here waits: what is asked is queued and done by another thread.

    A future that is given is done when the commit is on the disk. The driver waits for it at most PATIENCE_MS, and not
    at all while `in_arrears`. A future cannot be cancelled: what was handed over is kept, whoever waits.
    """

    def begin(self, plan: Plan, rules: Rules, source_hash: str, started: Started) -> str:
        """Open a session, to be called when its time begins to run. Give its id, short and unique in this home."""

    def resume(self, unfinished: Unfinished, *, ended: bool = False) -> None:
        """Go on with a session: what is written from now on belongs to it. ended: it has an ending, which the next
        command that is taken takes back."""

    def write(self, entries: Sequence[LogEntry]) -> Future[None]:
        """Keep commands, in the order of their seq. One that is there already is left as it is."""

    def alive(self, at_ms: int) -> None:
        """Note that the session was awake at this session time."""

    def finish(self, ending: Ending, view: View) -> Future[None]:
        """End the session and keep its splits, read from its last view, in one transaction.

        A command that is taken after that (an undo on the summary) opens it again, and it has to be ended anew.
        """

    @property
    def in_arrears(self) -> bool:
        """A commit took, or is taking, more than PATIENCE_MS, and what is queued has not been caught up with yet."""

    def pending(self) -> int:
        """Count what is not kept yet: commands, and a session's beginning and end."""

    def close(self, patience_s: float, tell: Callable[[int], None] = ...) -> bool:
        """Keep what is queued and stop. Tell whether everything is kept; if not, `pending` counts what is not.

        Args:
            patience_s: if nothing is written for so long, the rest is given up.
            tell: told how much is left, where that takes a while.
        """


class NullJournal:
    """Keeps nothing: for a home that cannot be written, so that the session goes on all the same.

    It owes nothing either, so it is never in arrears. What is not kept is the caller's to say, once.
    """

    def begin(self, plan: Plan, rules: Rules, source_hash: str, started: Started) -> str:  # noqa: ARG002
        return NOT_KEPT

    def resume(self, unfinished: Unfinished, *, ended: bool = False) -> None:
        """Nothing is kept, so there is nothing to go on with."""

    def write(self, entries: Sequence[LogEntry]) -> Future[None]:  # noqa: ARG002
        return done()

    def alive(self, at_ms: int) -> None:
        """Nobody will ask."""

    def finish(self, ending: Ending, view: View) -> Future[None]:  # noqa: ARG002
        return done()

    @property
    def in_arrears(self) -> bool:
        return False

    def pending(self) -> int:
        return 0

    def close(self, patience_s: float, tell: Callable[[int], None] = lambda _: None) -> bool:  # noqa: ARG002
        return True


def done() -> Future[None]:
    """Give a future that has come true already."""
    future: Future[None] = Future()
    future.set_result(None)
    return future
