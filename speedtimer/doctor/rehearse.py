"""Every cue in turn, with its name, to learn them by and to hear whether they carry."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Final

from speedtimer.audio.solo import ANSWER_S, Solo
from speedtimer.audio.sounds import Sounds
from speedtimer.engine.events import Cue

PAUSE_NS: Final = 500_000_000
"""Of quiet between two cues."""
FIRST_NS: Final = 500_000_000

MEANS: Final[Mapping[Cue, str]] = {
    Cue.COUNT: "3, 2, 1 of a lead-in",
    Cue.GO: "work starts",
    Cue.OVER: "work ends",
    Cue.WALK: "work has probably ended: walk back",
    Cue.READY: "a lead-in begins",
    Cue.LAST_REP: "the lead-in of the last rep begins",
    Cue.TURN: "the lead-in of the pyramid's first shorter rep begins",
    Cue.START: "a jog starts",
    Cue.END: "a jog reaches its length",
    Cue.COMPLETE: "the session is complete",
    Cue.TEN_SECONDS: "ten seconds are left",
    Cue.MINIMUM: "a range may be left",
    Cue.SUGGESTION: "the walk should be done",
    Cue.HALFWAY: "half of a step is done",
    Cue.MINUTE: "another minute is done",
    Cue.PRESS: "a key was taken",
    Cue.REFUSED: "a key was not taken",
    Cue.PAUSED: "paused",
    Cue.RESUMED: "resumed",
}
"""What each cue says, as the docs have it."""


def rehearse(solo: Solo, sounds: Sounds, show: Callable[[str], None], *, pause_ns: int = PAUSE_NS) -> int:
    """Sound every cue and show its name as it sounds.

    Args:
        solo: what plays, open.
        sounds: the cues.
        show: takes a line.
        pause_ns: quiet between two cues.

    Returns:
        How many were not played.

    Raises:
        SoundError: it failed meanwhile.
    """
    lost = 0
    at_ns = time.perf_counter_ns() + FIRST_NS
    for cue, means in MEANS.items():
        pcm = sounds.pcm(cue) or b"\0\0"
        solo.teach(cue, pcm)
        token = solo.play(cue, at_ns)
        try:
            # Its name is shown as it begins.
            solo.sound_out(at_ns, b"")
            show(f"{cue:<12} {means}")
            lost += solo.off_us(token, at_ns + round(ANSWER_S * 1e9)) is None
            solo.sound_out(at_ns, pcm)
            at_ns += (sounds.length_ms(cue) or 0) * 1_000_000 + pause_ns
        except KeyboardInterrupt:
            solo.cancel(token)
            raise
    return lost
