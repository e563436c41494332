"""What is doubtful about this computer before a session: the things that would spoil it from a hundred metres away."""

from __future__ import annotations

from typing import Final

from speedtimer.audio.output import output
from speedtimer.rules import CueChoices
from speedtimer.runtime.battery import battery
from speedtimer.runtime.keep_awake import attempt

LOW_PERCENT: Final = 30
"""Below this the computer's own volume is doubtful. Sound servers take the cube of it: 30 % is 31 dB down."""
EMPTY_PERCENT: Final = 25
"""A battery below this may not last for an hour and a half with the screen on. Ours."""


def doubts(cues: CueChoices) -> tuple[str, ...]:
    """Look round and give each doubt in a few words, the worst first. Takes up to some seconds; for a worker thread.

    Args:
        cues: how loud they are to be.
    """
    return (*_loudness(cues), *_power())


def _loudness(cues: CueChoices) -> tuple[str, ...]:
    found = ("the settings turn the cues down to 0",) if cues.volume_percent == 0 else ()
    set_to = output()
    if set_to is None:
        return found
    if set_to.muted:
        return (*found, "the computer is muted")
    if set_to.percent is not None and set_to.percent < LOW_PERCENT:
        return (*found, f"the computer's volume is {set_to.percent} %")
    return found


def _power() -> tuple[str, ...]:
    full = battery()
    low = full is not None and full.percent < EMPTY_PERCENT and not full.plugged
    found = (f"battery {full.percent} %, not charging",) if full is not None and low else ()
    return found if attempt().works else (*found, "the computer may fall asleep")
