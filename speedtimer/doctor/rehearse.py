"""Every cue in turn, with its name, to learn them by and to hear whether they carry."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from speedtimer.audio.solo import ANSWER_S, Solo
from speedtimer.audio.sounds import Sounds
from speedtimer.engine.cue_table import Cue

PAUSE_NS: Final = 500_000_000
"""Of quiet between two cues."""
FIRST_NS: Final = 500_000_000


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
    for cue in Cue:
        pcm = sounds.pcm(cue) or b"\0\0"
        solo.teach(cue, pcm)
        token = solo.play(cue, at_ns)
        try:
            # Its name is shown as it begins.
            solo.sound_out(at_ns, b"")
            show(f"{cue:<12} {cue.traits.means}")
            lost += solo.off_us(token, at_ns + round(ANSWER_S * 1e9)) is None
            solo.sound_out(at_ns, pcm)
            at_ns += (sounds.length_ms(cue) or 0) * 1_000_000 + pause_ns
        except KeyboardInterrupt:
            solo.cancel(token)
            raise
    return lost
