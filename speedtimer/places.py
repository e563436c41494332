"""Where files lie: the shipped workouts and sounds, and the folders of the one who runs.

`SPEEDTIMER_HOME=DIR` puts settings, own workouts, journal and history into that one folder; without it they lie where
the system wants them. Nothing here creates a folder or reads a file. Where no folder can be told, all of them lie where
nothing can be and nothing can be made, so that whatever is looked for is not there; `fault` says why.
"""

from __future__ import annotations

import os
import stat
from hashlib import blake2b
from pathlib import Path
from typing import Final

from speedtimer.errors import InputError
from speedtimer.signs import shown

HOME_VARIABLE: Final = "SPEEDTIMER_HOME"
_PACKAGE: Final = Path(__file__).resolve().parent
_NOWHERE: Final = Path(os.devnull)
"""A file of every system: nothing can lie below it."""


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


def fault() -> InputError | None:
    """Return why nothing can be kept where it should be, None where that is not known before it is tried: a folder that
    is not there yet can be made."""
    home, chosen = data(), bool(os.environ.get(HOME_VARIABLE))
    named = HOME_VARIABLE if chosen else as_written(home)
    why = None
    if _NOWHERE in home.parents:
        why = f"{named} names nobody's home directory" if chosen else "This user has no home directory"
    else:
        try:
            if not stat.S_ISDIR(home.stat().st_mode):
                why = f"{named} is no folder"
            elif not os.access(home, os.X_OK):
                why = f"{named} may not be looked into"
        except FileNotFoundError:
            why = f"{named} is a link that leads nowhere" if home.is_symlink() else None
        except OSError as error:
            why = f"{named} cannot be used ({error.strerror})"
    remedy = "set it to a folder" if chosen else f"set {HOME_VARIABLE} to a folder"
    return None if why is None else InputError(why, remedy)


def identity_of(workout_id: str, file: str | None) -> str:
    """Return which workout is meant: one of the shelf by its id, any other file by its place too. That cannot be read
    from it, since it goes out with every export."""
    if file is None:
        return workout_id
    return f"{workout_id}~{blake2b(file.encode('utf-8', 'surrogatepass'), digest_size=6).hexdigest()}"


def as_written(path: Path) -> str:
    """Write a path of one of these folders as somebody would in a shell: what SPEEDTIMER_HOME names by that name, what
    lies in the home directory from `~` on."""
    for name, folder in ((f"${HOME_VARIABLE}", _home()), ("~", _expanded("~"))):
        if folder is not None and path.is_relative_to(folder):
            return shown(str(name / path.relative_to(folder)))
    return shown(str(path))


def _home() -> Path | None:
    chosen = os.environ.get(HOME_VARIABLE, "")
    return _expanded(chosen) if chosen else None


def _expanded(written: str) -> Path:
    """Return a path with the home directory that `~` stands for; one nowhere, where there is none."""
    try:
        return Path(written).expanduser()
    except RuntimeError:
        return _NOWHERE / written


def _system(which: str) -> Path:
    # Imported only where it is used: with SPEEDTIMER_HOME set, nothing needs it.
    from platformdirs import PlatformDirs

    dirs = PlatformDirs("speedtimer", appauthor=False)
    try:
        found: str = getattr(dirs, f"user_{which}_dir")
    except RuntimeError:
        # There is no home directory. Older versions leave the `~` as it is, which would be a folder in this one.
        return _NOWHERE / which
    return _expanded(found)
