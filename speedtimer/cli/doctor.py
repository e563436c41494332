"""`speedtimer doctor`: what of this computer is used, and what of it cannot be."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib import metadata
from typing import TYPE_CHECKING, Any, Final

from speedtimer import __version__, places
from speedtimer.errors import SpeedtimerError

EPILOG: Final = """\
ok is in order, note is worth knowing, fault keeps something from being used. A session can be run
all the same. Exit code: 0, or 1 where there is a fault.

examples:
  speedtimer doctor
  speedtimer doctor --json | jq -r '.[] | select(.state == "fault") | .says'
"""

if TYPE_CHECKING:
    from speedtimer.cli.home import Home

Subparsers = Any


class State(StrEnum):
    """How it stands with one thing."""

    OK = "ok"
    NOTE = "note"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    about: str
    state: State
    says: str


def add(subparsers: Subparsers) -> None:
    """Add doctor. It sets `run`, which takes the parsed arguments and gives the exit code."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "doctor",
        help="say what of this computer is used, and whether it is in order",
        description="Say what of this computer is used, and whether it is in order.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--json", action="store_true", help="an array of objects instead of a table")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Look at everything and print what was found."""
    found = list(findings())
    if arguments.json:
        told = [{"about": each.about, "state": each.state, "says": each.says} for each in found]
        print(json.dumps(told, indent=2))
    else:
        for each in found:
            for line in each.says.splitlines():
                print(f"{each.state:<5}  {each.about:<8}  {line}")
    return 1 if any(each.state is State.FAULT for each in found) else 0


def findings() -> Iterator[Finding]:
    """Look at one thing after the other."""
    yield _program()
    yield _folder()
    for about, look in (("settings", _settings), ("workouts", _workouts), ("history", _history)):
        yield from _looked(about, look)
    yield from _looked("sound", _sound)
    yield _terminal()


def _looked(about: str, look: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    try:
        yield from look()
    except SpeedtimerError as error:
        yield Finding(about, State.FAULT, str(error))


def _program() -> Finding:
    parts = [f"speedtimer {__version__}", f"Python {platform.python_version()}", platform.platform(terse=True)]
    for package in ("textual", "pydantic"):
        try:
            parts.append(f"{package} {metadata.version(package)}")
        except metadata.PackageNotFoundError:
            return Finding("program", State.FAULT, f"{package} is not installed: install speedtimer again")
    return Finding("program", State.OK, ", ".join(parts))


def _folder() -> Finding:
    folder = places.data()
    chosen = os.environ.get(places.HOME_VARIABLE)
    said = f"{folder}, {f'chosen by {places.HOME_VARIABLE}' if chosen else 'where the system keeps data'}"
    nearest = next(parent for parent in (folder, *folder.parents) if parent.exists())
    if not nearest.is_dir() or not os.access(nearest, os.W_OK):
        return Finding("home", State.FAULT, f"{said}: it cannot be written, so no session is kept")
    return Finding("home", State.OK, said)


def _settings() -> Iterator[Finding]:
    path = places.settings_file()
    if not path.exists():
        yield Finding("settings", State.OK, f"{path}: there is none, the defaults hold")
        return
    from speedtimer.settings.reading import read_settings

    read_settings(path)
    yield Finding("settings", State.OK, f"{path}: read")


def _workouts() -> Iterator[Finding]:
    from speedtimer.workout.library import summaries

    shelf = summaries(lambda: _quiet_home().rules)
    own = sum(summary.origin == "own" for summary in shelf)
    yield Finding("workouts", State.OK, f"{len(shelf) - own} shipped, {own} of your own in {places.own_workouts()}")
    for summary in shelf:
        if summary.error is not None:
            yield Finding("workouts", State.FAULT, summary.error)


def _history() -> Iterator[Finding]:
    from speedtimer.records.history import History

    with History.open(places.data()) as history:
        newest = history.sessions(limit=1, rehearsals=True)
    said = f"the newest is {newest[0].id}" if newest else "no session has been run yet"
    yield Finding("history", State.OK, f"{places.data() / 'speedtimer.db'}: {said}")


def _sound() -> Iterator[Finding]:
    from speedtimer.audio.choose import installed, order

    choice = _quiet_home().rules.cues.backend
    backends = order(choice, os.environ, bell=sys.stdout.isatty())
    there = [backend for backend in ("miniaudio", "simpleaudio", "system") if installed(backend)]
    said = f"{', then '.join(backends) or 'none'} (setting {choice}; installed: {', '.join(there) or 'none'})"
    audible = set(backends) - {"bell"}
    yield Finding("sound", State.OK if audible else State.NOTE, said)
    if not (places.shipped("sounds") / "go.wav").is_file():
        yield Finding("sound", State.FAULT, f"the cues are not in {places.shipped('sounds')}: install speedtimer again")


def _quiet_home() -> Home:
    """The home, without its notes: what is wrong with the settings is a finding of its own."""
    from speedtimer.cli.home import Home

    return Home(lambda _: None)


def _terminal() -> Finding:
    streams = {"stdin": sys.stdin, "stdout": sys.stdout, "stderr": sys.stderr}
    without = [name for name, stream in streams.items() if stream is None or not stream.isatty()]
    if without:
        return Finding("terminal", State.NOTE, f"none ({', '.join(without)}): only --plain can be run like this")
    size = os.get_terminal_size()
    kind = os.environ.get("TERM", "none")
    said = f"{kind}, {size.columns} by {size.lines}, {sys.stdout.encoding}"
    if kind in ("dumb", "none"):
        return Finding("terminal", State.NOTE, f"{said}: only --plain can be run in it")
    if size.columns < 40 or size.lines < 12:
        return Finding("terminal", State.NOTE, f"{said}: below 40 by 12 the screen shows next to nothing")
    return Finding("terminal", State.OK, said)
