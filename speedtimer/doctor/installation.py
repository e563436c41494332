"""What was installed, and the runner's own files."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable
from importlib import metadata

from speedtimer import __version__, places
from speedtimer.doctor.finding import Finding, Findings, State
from speedtimer.files import is_there
from speedtimer.records.history import History
from speedtimer.rules import Rules
from speedtimer.settings.loader import read_settings
from speedtimer.signs import shown
from speedtimer.workout.library import summaries

AGAIN = "install speedtimer again"


def program() -> Finding:
    """Which versions run."""
    parts = [f"speedtimer {__version__}", f"Python {platform.python_version()}", platform.platform(terse=True)]
    for package in ("textual", "pydantic"):
        try:
            parts.append(f"{package} {metadata.version(package)}")
        except metadata.PackageNotFoundError:
            return Finding("program", State.FAULT, f"{package} is not installed", AGAIN)
    return Finding("program", State.OK, ", ".join(parts))


def folder() -> Finding:
    """Where things are kept, and whether they can be."""
    home = places.data()
    chosen = os.environ.get(places.HOME_VARIABLE)
    said = f"{shown(str(home))}, {f'chosen by {places.HOME_VARIABLE}' if chosen else 'where the system keeps data'}"
    if fault := places.fault():
        return Finding("home", State.FAULT, f"{said}: {fault.fault}, so no session is kept", fault.remedy)
    nearest = next(parent for parent in (home, *home.parents) if is_there(parent))
    if not nearest.is_dir() or not os.access(nearest, os.W_OK):
        remedy = f"make {shown(str(nearest))} writable, or set {places.HOME_VARIABLE} to a folder that is"
        return Finding("home", State.FAULT, f"{said}: it cannot be written, so no session is kept", remedy)
    return Finding("home", State.OK, said)


def settings() -> Findings:
    """Whether the settings can be read.

    Raises:
        SpeedtimerError: they cannot.
    """
    path = places.settings_file()
    if not is_there(path):
        yield Finding("settings", State.OK, f"{shown(str(path))}: there is none, the defaults hold")
        return
    read_settings(path)
    yield Finding("settings", State.OK, f"{shown(str(path))}: read")


def workouts(rules: Callable[[], Rules]) -> Findings:
    """What the library has, and each file that cannot be used."""
    shelf = summaries(rules)
    own = sum(summary.origin == "own" for summary in shelf)
    folder = shown(str(places.own_workouts()))
    yield Finding("workouts", State.OK, f"{len(shelf) - own} shipped, {own} of your own in {folder}")
    for summary in shelf:
        if summary.error is not None:
            yield Finding("workouts", State.FAULT, summary.error)


def history() -> Findings:
    """Whether the history can be read.

    Raises:
        StorageError: it cannot.
    """
    with History.open(places.data()) as kept:
        newest = kept.sessions(limit=1, rehearsals=True)
    said = f"the newest is {newest[0].id}" if newest else "no session has been run yet"
    yield Finding("history", State.OK, f"{shown(str(places.data() / 'speedtimer.db'))}: {said}")
