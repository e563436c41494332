"""Threads that fail while the screens are up: it is shown afterwards, and is no good end."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def watched() -> Iterator[list[BaseException]]:
    """Collect what threads fail with, and show it once the terminal has been given back."""
    failed: list[BaseException] = []
    before = threading.excepthook
    threading.excepthook = lambda said: failed.append(said.exc_value or RuntimeError(said.exc_type.__name__))
    try:
        yield failed
    finally:
        threading.excepthook = before
        for fault in failed:
            # On a terminal that has gone nobody can be told anything.
            with suppress(OSError):
                traceback.print_exception(fault)
