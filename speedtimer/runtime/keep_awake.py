"""Keeps the computer awake and its screen on while a session runs, where the system lets us."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

PATIENCE_S: Final = 1.0
"""How long leaving waits for the system to be told; it takes the request back itself when the process ends."""


class KeepAwake:
    """Asks the system to stay awake from `begin` to `end`, in a thread of its own.

    Loading wakepy takes a tenth of a second and the system may be slow to answer; a session waits for neither.

    Args:
        note: called, from that thread, with one line where it cannot be done.
    """

    def __init__(self, note: Callable[[str], None]) -> None:
        self._note = note
        self._over = threading.Event()
        self._thread: threading.Thread | None = None

    def begin(self) -> None:
        """Ask for it. Once begun, again does nothing."""
        if self._thread is None:
            stay = partial(_stay_until, self._over, self._say)
            self._thread = threading.Thread(target=stay, name="speedtimer-awake", daemon=True)
            self._thread.start()

    def end(self) -> None:
        """Let the computer sleep again."""
        self._over.set()
        if self._thread is not None:
            self._thread.join(PATIENCE_S)

    def _say(self, why: str) -> None:
        self._note(f"The computer may fall asleep ({why}): turn that off")


@dataclass(frozen=True, slots=True)
class Attempt:
    """Whether the computer can be kept awake. says: by what, or why not."""

    works: bool
    says: str


def attempt() -> Attempt:
    """Ask for it and take that back at once, to know before it matters. Waits for the system."""
    why: list[str] = []
    over = threading.Event()
    over.set()
    by = _stay_until(over, why.append)
    return Attempt(not why, why[0] if why else by)


def _stay_until(over: threading.Event, why_not: Callable[[str], None]) -> str:
    """Keep it awake until a moment; give by what, once that is over, and tell why where it cannot be had."""
    try:
        # Only where a session runs, and not on the way to its first screen.
        from wakepy import keep

        with keep.presenting(on_fail="pass") as mode:
            if not mode.active:
                why_not("no service answered")
            by = mode.method.name if mode.method is not None else ""
            over.wait()
    except Exception as error:  # noqa: BLE001
        # Whatever another's library throws is told in a line, and never lands on the screen as a traceback.
        why_not(str(error) or type(error).__name__)
        return ""
    return by
