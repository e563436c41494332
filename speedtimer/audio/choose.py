"""Which backends are tried, and in which order."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from importlib.util import find_spec

from speedtimer import places
from speedtimer.audio.backends.silent import Silent
from speedtimer.audio.backends.system_player import PROGRAMS
from speedtimer.audio.player import Player
from speedtimer.audio.remote import RemotePlayer
from speedtimer.audio.sounds import Sounds
from speedtimer.errors import InputError
from speedtimer.rules import BackendName, CueChoices


def installed(backend: str) -> bool:
    """Return whether what a backend needs is installed; whether it works is seen when it is opened."""
    if backend in (BackendName.MINIAUDIO, BackendName.SIMPLEAUDIO):
        return find_spec(backend) is not None
    return backend != BackendName.SYSTEM or any(shutil.which(program) for program in PROGRAMS)


def order(
    choice: str, environ: Mapping[str, str], *, bell: bool, has: Callable[[str], bool] = installed
) -> tuple[str, ...]:
    """Return the backends to try, the best first; none for silence.

    simpleaudio comes first where it is installed, since installing the extra is the choice. Over SSH a sound would be
    played by the far machine, unless its sound server is named: there the bell comes first, which rings here.

    Args:
        choice: one of BackendName. One that is named is tried first, and after it the bell alone.
        environ: the environment, to see whether this is a session over SSH.
        bell: there is a terminal whose bell can ring.

    Raises:
        InputError: the choice is not one of BackendName.
    """
    if choice not in set(BackendName):
        raise InputError(f"there is no sound backend '{choice}'", f"choose one of {', '.join(BackendName)}")
    last = (BackendName.BELL,) if bell else ()
    if choice == BackendName.SILENT:
        return ()
    if choice == BackendName.BELL:
        return last
    if choice != BackendName.AUTO:
        return (choice, *last)
    found = tuple(filter(has, (BackendName.SIMPLEAUDIO, BackendName.MINIAUDIO, BackendName.SYSTEM)))
    far = bool(environ.get("SSH_CONNECTION")) and not environ.get("PULSE_SERVER")
    return (*last, *found) if far else (*found, *last)


def choose(cues: CueChoices, ring: Callable[[], None] | None) -> Player:
    """Return the player for a session.

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
