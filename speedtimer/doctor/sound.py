"""The sound: every way to a loudspeaker tried for real, which one is taken, and what it has to play."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Final

from speedtimer import places
from speedtimer.app.preflight import LOW_PERCENT
from speedtimer.audio.choose import installed, order
from speedtimer.audio.output import Output, output
from speedtimer.audio.solo import Trial, attempt
from speedtimer.audio.sounds import Sounds
from speedtimer.doctor.finding import Finding, Findings, State
from speedtimer.doctor.installation import AGAIN
from speedtimer.engine.cue_table import Cue
from speedtimer.files import is_there
from speedtimer.rules import BackendName, CueChoices
from speedtimer.settings.key_names import FIRST_KEYS
from speedtimer.settings.preferences import Preferences
from speedtimer.signs import shown

INSTALL: Final[Mapping[str, str]] = {
    BackendName.MINIAUDIO: "`pip install miniaudio`; it has no wheel for Linux or Windows on ARM, where the "
    "system's player does",
    BackendName.SIMPLEAUDIO: "nothing, unless you want it: `pip install 'speedtimer[simpleaudio]'`, which needs a "
    "compiler",
    BackendName.SYSTEM: "install pw-play (pipewire-bin), paplay (pulseaudio-utils) or aplay (alsa-utils)",
}
"""What brings a backend that is not there, of each that plays through the computer's sound system."""


def sound(cues: CueChoices, environ: Mapping[str, str], *, bell: bool) -> Findings:
    """Try every backend in a process of its own, some seconds at most each, and say which one is taken.

    Args:
        cues: the choice of backend.
        environ: the environment, to see whether this is a session over SSH.
        bell: there is a terminal whose bell can ring.

    Raises:
        InputError: the choice is none that there is.
    """
    wanted = order(cues.backend, environ, bell=bell)
    # One that is named is tried, whether or not it seems to be there.
    tried = {name: attempt(name) for name in INSTALL if installed(name) or name in wanted}
    for name in INSTALL:
        yield backend(name, tried.get(name))
    yield Finding("backend", State.OK, f"bell: {_bell(bell)}")
    yield Finding("backend", State.OK, "silent: needs nothing")
    yield taken(cues.backend, wanted, tried, environ)
    yield from loudness(output(environ))
    yield from files()


def backend(name: str, trial: Trial | None) -> Finding:
    """Return what came of trying one. trial: None where it was not, since it is not installed."""
    if trial is None:
        return Finding("backend", State.NOTE, f"{name}: not installed", INSTALL[name])
    if not trial.works:
        # A device that is missing is a fault of them all, and its remedy stands beside what is taken.
        remedy = "install it again, for this Python" if "cannot be loaded" in trial.says else ""
        return Finding("backend", State.NOTE, f"{name}: does not work ({trial.says})", remedy)
    off = "" if trial.off_us is None else f", a silent sound handed over {_ms(trial.off_us)} off its moment"
    opened = "" if trial.says == name else f" ({trial.says})"
    return Finding("backend", State.OK, f"{name}: works{opened}, open after {trial.opened_ms} ms{off}")


def taken(choice: str, wanted: tuple[str, ...], tried: Mapping[str, Trial], environ: Mapping[str, str]) -> Finding:
    """Return what a session would play through, and what after that."""
    there = [name for name in wanted if name == BackendName.BELL or tried[name].works]
    said = f"{', then '.join(there) or 'none'} (setting {choice}; tried in the order {', '.join(wanted) or 'none'})"
    if choice in (BackendName.SILENT, BackendName.BELL):
        return Finding("sound", State.NOTE, said, f'for more than that: backend = "{BackendName.AUTO}" in the settings')
    if there[:1] == [BackendName.BELL] == list(wanted[:1]) and environ.get("SSH_CONNECTION"):
        remedy = "a sound would be played by the far machine: set PULSE_SERVER to a sound server where you are"
        return Finding("sound", State.NOTE, f"{said}: this is a session over SSH", remedy)
    failed = [name for name in wanted if name not in there]
    if not there or there[0] == BackendName.BELL:
        why = "; ".join(f"{name}: {tried[name].says}" for name in failed) or "nothing that plays sound was found"
        remedy = _remedy() if failed else f"{INSTALL[BackendName.MINIAUDIO]}; or {INSTALL[BackendName.SYSTEM]}"
        only = "only the terminal's bell" if there else "no sound at all"
        return Finding("sound", State.FAULT, f"{said}: {only}. {why}", remedy)
    return Finding("sound", State.OK, said)


def wished(preferences: Preferences) -> Findings:
    """Return where the settings themselves keep a session from being heard."""
    if not preferences.sound:
        remedy = f"{FIRST_KEYS['mute']} lets a session be heard; `sound = true` in the settings lets all of them"
        yield Finding("sound", State.NOTE, "the settings have sessions begin muted", remedy)
    if preferences.rules.cues.volume_percent == 0:
        yield Finding("sound", State.NOTE, "the settings turn the cues down to 0", "`volume = 100` in the settings")


def loudness(found: Output | None) -> Findings:
    """Return how far the computer itself is turned up, where that can be asked."""
    if found is None:
        return
    said = "the computer is muted" if found.muted else "the computer is not muted"
    if found.percent is not None:
        said += f", its volume is {found.percent} %"
    low = found.muted or (found.percent is not None and found.percent < LOW_PERCENT)
    remedy = "turn it up: at the far end of a rep a laptop is hardly heard at its loudest" if low else ""
    yield Finding("output", State.NOTE if low else State.OK, said, remedy)


def files() -> Findings:
    """Read every cue as a session would."""
    faults: list[str] = []
    own, shipped = places.own_sounds(), places.shipped("sounds")
    sounds = Sounds((own, shipped), faults.append)
    read = sum(sounds.pcm(cue) is not None for cue in Cue)
    mine = len(list(own.rglob("*.wav"))) if is_there(own) else 0
    clips = len(list((shipped / "voice").glob("*.wav")))
    says = f"{read} cues and {clips} spoken clips in {shipped}, {mine} sounds of your own in {shown(str(own))}"
    yield Finding("cues", State.OK, says)
    for fault in faults:
        ours = not fault.startswith(str(own))
        yield Finding("cues", State.FAULT, fault, AGAIN if ours else "put a WAV in its place, or take it away")


def _bell(there: bool) -> str:
    return "rings in this terminal, unless the terminal keeps quiet" if there else "there is no terminal here"


def _remedy(platform: str = sys.platform) -> str:
    where = {
        "linux": "see that PipeWire, PulseAudio or ALSA runs and has a device: `pactl info`, `aplay -l`",
        "darwin": "see that a device is chosen under System Settings, Sound",
        "win32": "see that a device is chosen under Settings, System, Sound",
    }.get(platform, "see that the system has a sound device")
    return f"{where}. One that is plugged in while a session runs is found by itself"


def _ms(micro: int) -> str:
    return f"{micro / 1000:.1f} ms"
