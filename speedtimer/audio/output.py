"""How loud the computer itself is turned up, where it can be asked without waiting long.

Only what is there already is asked: a sound server that does not run is not started for this.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PATIENCE_S: Final = 1.5
"""A sound server answers in a few milliseconds; one that hangs is not waited for."""
ALONE_S: Final = 3
"""How long a program is waited for where nothing ends it but us."""

Ask = Callable[[Sequence[str]], str]
"""Runs a command and gives what it prints; empty where it is not installed, fails or takes too long."""


@dataclass(frozen=True, slots=True)
class Output:
    """The computer's own setting. percent: of full volume, above 100 where it amplifies; None where it is not known."""

    muted: bool
    percent: int | None


def output(
    environ: Mapping[str, str] = os.environ, platform: str = sys.platform, ask: Ask | None = None
) -> Output | None:
    """Ask how the default output is set: PipeWire or PulseAudio on Linux, the system on macOS.

    Returns:
        None where nobody can be asked.
    """
    asked = ask or _ask
    if platform == "darwin":
        return _macos(asked(("osascript", "-e", "get volume settings")))
    if not _has_server(environ):
        return None
    return _pipewire(asked(("wpctl", "get-volume", "@DEFAULT_AUDIO_SINK@"))) or _pulseaudio(
        asked(("pactl", "get-sink-mute", "@DEFAULT_SINK@")),
        lambda: asked(("pactl", "get-sink-volume", "@DEFAULT_SINK@")),
    )


def _has_server(environ: Mapping[str, str]) -> bool:
    """Tell whether a sound server runs: pactl would start one."""
    runtime = environ.get("XDG_RUNTIME_DIR", "")
    sockets = [Path(runtime) / name for name in ("pulse/native", "pipewire-0")] if runtime else []
    return bool(environ.get("PULSE_SERVER")) or any(socket.exists() for socket in sockets)


def _pipewire(said: str) -> Output | None:
    """Read `Volume: 0.40 [MUTED]`."""
    found = re.search(r"Volume: ([0-9]+\.[0-9]+)", said)
    return None if found is None else Output("[MUTED]" in said, round(float(found[1]) * 100))


def _pulseaudio(said: str, volume: Callable[[], str]) -> Output | None:
    """Read `Mute: yes`, and of `Volume: front-left: 29491 /  45% / -20.81 dB, front-right: …` the loudest channel."""
    if not said.startswith("Mute:"):
        return None
    percents = [int(one) for one in re.findall(r"([0-9]+)%", volume())]
    return Output("yes" in said, max(percents, default=None))


def _macos(said: str) -> Output | None:
    """Read `output volume:44, input volume:50, alert volume:100, output muted:false`. A screen's loudspeakers have no
    volume: `missing value`."""
    if "output muted:" not in said:
        return None
    found = re.search(r"output volume:([0-9]+)", said)
    return Output("output muted:true" in said, None if found is None else int(found[1]))


def _ask(command: Sequence[str]) -> str:
    if shutil.which(command[0]) is None:
        return ""
    # Should we be killed meanwhile, `timeout` ends it. macOS has none; what is asked there does not hang.
    bounded = ("timeout", "-s", "KILL", str(PATIENCE_S)) if shutil.which("timeout") else ()
    try:
        done = subprocess.run(
            (*bounded, *command),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=ALONE_S,
            check=False,
            # What is read is what it says in English.
            env={**os.environ, "LC_ALL": "C"},
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout if done.returncode == 0 else ""
