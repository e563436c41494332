"""The one setting that is needed before the first paint, read without all that checks the others."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Final

from speedtimer.files import read_plain
from speedtimer.settings.preferences import THEMES

MOST_BYTES: Final = 100_000
"""More than any settings need; what is larger is not read."""


def theme_of(path: Path) -> str | None:
    """Give the theme that a settings file names; None where there is none, or the file is at fault, which is said by
    whoever reads it whole."""
    try:
        written = tomllib.loads(read_plain(path, MOST_BYTES).decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return None
    screen = written.get("screen")
    theme = screen.get("theme") if isinstance(screen, dict) else None
    return theme if theme in THEMES else None
