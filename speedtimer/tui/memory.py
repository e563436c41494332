"""The garbage collector while a session is on the screen."""

from __future__ import annotations

import gc


def settle() -> None:
    """Tell it that what is there by now stays. Looking through all of it took it 50 ms now and then, between a key and
    what it showed."""
    gc.collect()
    gc.freeze()


def unsettle() -> None:
    """Have it look through everything again."""
    gc.unfreeze()
