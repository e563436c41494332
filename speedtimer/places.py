"""Where files lie: the shipped workouts and sounds, and the folders of the one who runs.

`SPEEDTIMER_HOME=DIR` puts settings, own workouts, journal and history into that one folder; without it they lie where
the system wants them. Nothing here creates a folder or reads a file.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from speedtimer.signs import shown

HOME_VARIABLE: Final = "SPEEDTIMER_HOME"
_PACKAGE: Final = Path(__file__).resolve().parent


def shipped(folder: str) -> Path:
    """Give the folder `workouts` or `sounds` that came with the program.

    In an installed package it lies inside; in a checkout (also an editable install) beside it.
    """
    inside = _PACKAGE / folder
    beside = _PACKAGE.parent / folder
    in_checkout = (_PACKAGE.parent / "pyproject.toml").is_file()
    return beside if in_checkout and beside.is_dir() and not inside.is_dir() else inside


def settings_file() -> Path:
    """Give the path of `settings.toml`, whether or not it is there."""
    return (_home() or _system("config")) / "settings.toml"


def own_workouts() -> Path:
    """Give the folder of the runner's own workouts, whether or not it is there."""
    return (_home() or _system("data")) / "workouts"


def own_sounds() -> Path:
    """Give the folder of the runner's own cues and phrases, whether or not it is there."""
    return (_home() or _system("data")) / "sounds"


def data() -> Path:
    """Give the folder of journal and history (`speedtimer.db`), whether or not it is there."""
    return _home() or _system("data")


def cache() -> Path:
    """Give the folder for what can be made again at any time."""
    home = _home()
    return home / "cache" if home else _system("cache")


def as_written(path: Path) -> str:
    """Write a path of one of these folders as somebody would in a shell: what SPEEDTIMER_HOME names by that name, what
    lies in the home directory from `~` on."""
    home = _home()
    for name, folder in ((f"${HOME_VARIABLE}", home), ("~", Path.home())):
        if folder is not None and path.is_relative_to(folder):
            return shown(str(name / path.relative_to(folder)))
    return shown(str(path))


def _home() -> Path | None:
    chosen = os.environ.get(HOME_VARIABLE, "")
    return Path(chosen).expanduser() if chosen else None


def _system(which: str) -> Path:
    # Imported only where it is used: with SPEEDTIMER_HOME set, nothing needs it.
    from platformdirs import PlatformDirs

    dirs = PlatformDirs("speedtimer", appauthor=False)
    return {"config": dirs.user_config_path, "data": dirs.user_data_path, "cache": dirs.user_cache_path}[which]
