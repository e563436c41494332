"""The one setting that is needed before the first paint, read without all that checks the others."""

from __future__ import annotations

from pathlib import Path

from speedtimer.errors import FileError
from speedtimer.settings.preferences import THEMES
from speedtimer.settings.toml_text import parsed_as_far_as_it_goes, read_text


def theme_of(path: Path) -> str | None:
    """Give the theme that a settings file names; None where there is none, or the file is at fault, which is said by
    whoever reads it whole."""
    try:
        written, _ = parsed_as_far_as_it_goes(read_text(path), path)
    except FileError:
        return None
    screen = written.get("screen")
    theme = screen.get("theme") if isinstance(screen, dict) else None
    return theme if isinstance(theme, str) and theme in THEMES else None
