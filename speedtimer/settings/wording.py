"""What a runner calls each setting, its unit, and what its values are called: the screen's words for the file's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class Worded:
    """One setting in words. name: what it is called. unit: of its value, empty where the value has it or there is none.
    values: what a value of the file is called."""

    name: str
    unit: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


SETTINGS: Final[Mapping[tuple[str, str], Worded]] = {
    ("session", "timed"): Worded(
        "who holds the watch",
        values={"off": "nobody (solo)", "main": "somebody, in the main set", "all": "somebody, in every section"},
    ),
    ("guards", "bounce"): Worded("doubled press, if within"),
    ("guards", "second_press"): Worded("press repeated, if within"),
    ("guards", "top_speed"): Worded("nobody runs faster than", "m/s"),
    ("guards", "back"): Worded("back a whole step, if within"),
    ("lead_in", "effort"): Worded("lead-in of an effort"),
    ("lead_in", "stride"): Worded("lead-in of a stride"),
    ("lead_in", "drill"): Worded("lead-in of a drill"),
    ("lead_in", "timed"): Worded("lead-in with a watch"),
    ("lead_in", "after_auto_jog"): Worded("lead-in after a clocked jog"),
    ("cues", "sound"): Worded("sound"),
    ("cues", "count"): Worded("count before GO", "s"),
    ("cues", "halfway"): Worded("cue at halfway"),
    ("cues", "minute"): Worded("cue every minute"),
    ("cues", "speech"): Worded(
        "words", values={"full": "what comes next, and the rep", "brief": "the rep alone", "off": "none"}
    ),
    ("cues", "flash"): Worded("flash of the screen"),
    ("cues", "volume"): Worded("volume", "%"),
    ("cues", "speech_volume"): Worded("volume of the words", "%"),
    ("cues", "latency_ms"): Worded("delay of your speaker", "ms"),
    ("cues", "keep_alive"): Worded("tone against falling asleep"),
    ("cues", "backend"): Worded(
        "what plays the sounds",
        values={"auto": "the best there is", "bell": "the terminal's bell", "silent": "nothing"},
    ),
    ("paces", "drill"): Worded("drill"),
    ("paces", "stride"): Worded("stride"),
    ("paces", "effort"): Worded("effort"),
    ("paces", "walk"): Worded("walking pace", "m/s"),
    ("paces", "walk_top"): Worded("nobody walks faster than", "m/s"),
    ("paces", "riegel"): Worded("slowing over distance"),
    ("screen", "theme"): Worded("theme", values={"terminal": "the terminal's own"}),
}
"""Every setting but those that are lists, of which each member is named below, and the keys, which the screen names."""

_ENDED: Final = {"on": "by the clock", "off": "by the press"}
_HEARD: Final = {"on": "sounds", "off": "is silent"}

MEMBERS: Final[Mapping[tuple[str, str], Worded]] = {
    ("auto", "warm-up"): Worded("end of the warm-up", values=_ENDED),
    ("auto", "easy-jog"): Worded("end of the easy jog", values=_ENDED),
    ("auto", "drills"): Worded("recoveries of drills", values=_ENDED),
    ("auto", "strides"): Worded("recoveries of strides", values=_ENDED),
    ("auto", "main"): Worded("recoveries of the main set", values=_ENDED),
    ("auto", "warm-down"): Worded("end of the warm-down", values=_ENDED),
    ("silenced", "count"): Worded("cue of the count", values=_HEARD),
    ("silenced", "go"): Worded("cue of GO", values=_HEARD),
    ("silenced", "over"): Worded("cue of an end", values=_HEARD),
    ("silenced", "walk"): Worded("cue of the walk back", values=_HEARD),
    ("silenced", "ready"): Worded("cue of a lead-in", values=_HEARD),
    ("silenced", "last_rep"): Worded("cue of the last rep", values=_HEARD),
    ("silenced", "turn"): Worded("cue of the pyramid's turn", values=_HEARD),
    ("silenced", "start"): Worded("cue of a jog's start", values=_HEARD),
    ("silenced", "end"): Worded("cue of a jog's end", values=_HEARD),
    ("silenced", "complete"): Worded("cue of the session's end", values=_HEARD),
    ("silenced", "ten_seconds"): Worded("cue of ten seconds left", values=_HEARD),
    ("silenced", "minimum"): Worded("cue of a jog's minimum", values=_HEARD),
    ("silenced", "suggestion"): Worded("cue of a walk's time", values=_HEARD),
    ("silenced", "press"): Worded("cue of a key taken", values=_HEARD),
    ("silenced", "refused"): Worded("cue of a key refused", values=_HEARD),
    ("silenced", "paused"): Worded("cue of a pause", values=_HEARD),
    ("silenced", "resumed"): Worded("cue of going on", values=_HEARD),
}
"""What each member of a list is called, and what it means that it is in it or not."""
