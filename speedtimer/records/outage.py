"""What is said when keeping fails, and how long the writer waits between its tries."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from speedtimer.errors import StorageError
from speedtimer.records import database


@dataclass(frozen=True, slots=True)
class Patience:
    """How the writer waits, in milliseconds.

    locked_ms: between two tries while another process has the lock, on top of SQLite's own waiting.
    retry_ms: between two tries with any other trouble. closing_ms: the same once the session is being closed.
    tell_locked_ms: how long a lock may last before it is told; until then the mark on the screen says enough.
    tell_saving_ms: how long the end may take before it is told how much is left.
    """

    locked_ms: int = 20
    retry_ms: int = 1000
    closing_ms: int = 50
    tell_locked_ms: int = 1000
    tell_saving_ms: int = 500


USUAL: Final = Patience()


class Outage:
    """Tells of trouble once, when it begins, and once when it is over. Used in the writer's thread alone.

    Args:
        path: the database, for the sentence.
        tell: is given the sentence.
        tell_locked_ms: a lock is told of when it has lasted this long.
    """

    def __init__(self, path: Path, tell: Callable[[str], None], tell_locked_ms: int) -> None:
        self._path, self._tell, self._tell_locked_ns = path, tell, tell_locked_ms * 1_000_000
        self._told = self._lost = False
        self._locked_since_ns: int | None = None

    def begin(self, error: sqlite3.Error | StorageError) -> None:
        """Something could not be kept, or still cannot."""
        if isinstance(error, sqlite3.Error) and database.is_locked(error):
            now_ns = time.monotonic_ns()
            if self._locked_since_ns is None:
                self._locked_since_ns = now_ns
            if now_ns - self._locked_since_ns < self._tell_locked_ns:
                return
        if not self._told:
            self._told = True
            said = database.explained(error, self._path) if isinstance(error, sqlite3.Error) else error
            self.say(f"{briefly(said)}; until then the session is kept in memory only")

    def end(self, *, caught_up: bool) -> None:
        """Something was kept. caught_up: and nothing waits any more, so that it may be told."""
        self._locked_since_ns = None
        if self._told and caught_up:
            self._told = False
            self.say(f"the session is kept on the disk again{'' if self._lost else ', and nothing of it was lost'}")

    def lose(self, sentence: str) -> None:
        """Something can never be kept, as the sentence says."""
        self._lost = True
        self.say(sentence)

    def say(self, sentence: str) -> None:
        """Tell one sentence."""
        # A face that is gone cannot be told (its event loop is closed); what is to be kept must not suffer for that.
        with contextlib.suppress(RuntimeError):
            self._tell(sentence)


def briefly(error: StorageError) -> str:
    """Say an error in a line of a screen: its file by name alone, since a long path would push out what is wrong. Where
    that lies `speedtimer doctor` says."""
    said = f"{error.fault}: {error.remedy}"
    return said if error.place is None else f"{Path(str(error.place)).name}: {said}"
