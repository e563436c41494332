"""Which backends are tried, and in which order."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from typing import Final

from speedtimer import places
from speedtimer.audio.backends.silent import Silent
from speedtimer.audio.backends.system_player import PROGRAMS
from speedtimer.audio.player import Player
from speedtimer.audio.remote import RemotePlayer
from speedtimer.audio.sounds import Sounds
from speedtimer.errors import InputError
from speedtimer.rules import CueChoices

AUTO: Final = "auto"
SILENT: Final = "silent"
CHOICES: Final = (AUTO, "miniaudio", "simpleaudio", "system", "bell", SILENT)
"""What the setting may say."""


def installed(backend: str) -> bool:
    """Tell whether what a backend needs is on this machine; whether it works is seen when it is opened."""
    if backend in ("miniaudio", "simpleaudio"):
        return find_spec(backend) is not None
    return backend != "system" or any(shutil.which(program) for program in PROGRAMS)


def order(
    choice: str, environ: Mapping[str, str], *, bell: bool, has: Callable[[str], bool] = installed
) -> tuple[str, ...]:
    """Give the backends to try, the best first; none for silence.

    simpleaudio comes first where it is installed, since installing the extra is the choice. Over SSH a sound would be
    played by the far machine, unless its sound server is named: there the bell comes first, which rings here.

    Args:
        choice: one of CHOICES. One that is named is tried first, and after it the bell alone.
        environ: the environment, to see whether this is a session over SSH.
        bell: there is a terminal whose bell can ring.

    Raises:
        InputError: the choice is not one of CHOICES.
    """
    if choice not in CHOICES:
        raise InputError(f"there is no sound backend '{choice}'", f"choose one of {', '.join(CHOICES)}")
    last = ("bell",) if bell else ()
    if choice in (SILENT, "bell"):
        return last if choice == "bell" else ()
    if choice != AUTO:
        return (choice, *last)
    found = tuple(backend for backend in ("simpleaudio", "miniaudio", "system") if has(backend))
    far = bool(environ.get("SSH_CONNECTION")) and not environ.get("PULSE_SERVER")
    return (*last, *found) if far else (*found, *last)


def choose(cues: CueChoices, ring: Callable[[], None] | None) -> Player:
    """Give the player for a session.

    Args:
        cues: the choice of backend, and whether speakers are to be kept awake.
        ring: rings the terminal's bell, called from a thread; None where there is no terminal.

    Raises:
        InputError: the settings name no backend that there is.
    """
    backends = order(cues.backend, os.environ, bell=ring is not None)
    if not backends:
        return Silent()
    folders = (places.own_sounds(), places.shipped("sounds"))
    return RemotePlayer(backends, lambda report: Sounds(folders, report), ring or _no_bell, keep_alive=cues.keep_alive)


def _no_bell() -> None:
    """Without a terminal the bell is not among the backends, so nobody asks for it."""
