"""The garbage collector while the program starts, and while a session is on the screen."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def undisturbed() -> Iterator[None]:
    """Keep it from looking through what is only being loaded, until `attend`: a twentieth of the start was that."""
    gc.disable()
    try:
        yield
    finally:
        attend()


def attend() -> None:
    """Have it look again, now and then."""
    gc.enable()


def settle() -> None:
    """Tell it that what is there by now stays. Looking through all of it took it 50 ms now and then, between a key and
    what it showed."""
    gc.collect()
    gc.freeze()
    attend()


def unsettle() -> None:
    """Have it look through everything again."""
    gc.unfreeze()
