"""Keeps the computer awake and its screen on while a session runs, where the system lets us."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final

PATIENCE_S: Final = 1.0
"""How long leaving waits for the system to be told; it takes the request back itself when the process ends."""


class KeptAwake:
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
            self._thread = threading.Thread(target=self._stay, name="speedtimer-awake", daemon=True)
            self._thread.start()

    def end(self) -> None:
        """Let the computer sleep again."""
        self._over.set()
        if self._thread is not None:
            self._thread.join(PATIENCE_S)

    def _stay(self) -> None:
        try:
            # Only where a session runs, and not on the way to its first screen.
            from wakepy import keep

            with keep.presenting(on_fail="pass") as mode:
                if not mode.active:
                    self._say("no service answered")
                self._over.wait()
        except Exception as error:  # noqa: BLE001
            # Whatever another's library throws is told in a line, and never lands on the screen as a traceback.
            self._say(str(error) or type(error).__name__)

    def _say(self, why: str) -> None:
        self._note(f"The computer may fall asleep ({why}): turn that off")
