"""Numbers on the command line: written plainly, in ASCII digits.

Python's own readers take `1_0`, `1e1`, `nan` and the digits of any script too, which on a command line are slips.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

_PLAIN: Final = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")


def read_number(text: str) -> Decimal | None:
    """Read a number, blanks round it aside: `10`, `7.5`, `-1`. None where it is anything else."""
    said = text.strip(" ")
    return Decimal(said) if _PLAIN.fullmatch(said) else None


def read_milliseconds(text: str) -> Decimal | None:
    """Read seconds as milliseconds, not rounded yet, so that a caller's bounds hold exactly."""
    seconds = read_number(text)
    return None if seconds is None else seconds * 1000
