"""All that `speedtimer doctor` looks at, in the order in which it is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from speedtimer.doctor import installation, machine, screen, sound
from speedtimer.doctor.finding import Findings, looked
from speedtimer.settings.preferences import Preferences


def findings(preferences: Callable[[], Preferences], environ: Mapping[str, str], *, bell: bool) -> Findings:
    """Look at one thing after the other. Takes some seconds, most of them for the sound.

    Args:
        preferences: those that hold, whatever is wrong with the settings; called only when they are needed.
        environ: the environment.
        bell: there is a terminal whose bell can ring.
    """
    yield installation.program()
    yield installation.folder()
    yield from looked("settings", installation.settings)
    yield from looked("workouts", lambda: installation.workouts(lambda: preferences().rules))
    yield from looked("history", installation.history)
    yield from looked("sound", lambda: sound.sound(preferences().rules.cues, environ, bell=bell))
    yield from sound.wished(preferences())
    yield from screen.terminal(environ)
    yield from machine.machine()
