"""The rules a session is run by, with their defaults. A settings file may change them; nothing here reads one."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

RULES_VERSION: Final = 5
"""Goes up when the engine would fold an old log differently; see the journal."""


class BackendName(StrEnum):
    """What plays the sounds, as the setting has it."""

    AUTO = "auto"
    MINIAUDIO = "miniaudio"
    SIMPLEAUDIO = "simpleaudio"
    SYSTEM = "system"
    BELL = "bell"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Guards:
    """What protects a session from stiff fingers. Windows are real time, whatever the speed of a rehearsal.

    bounce_ms: a key that comes again within this of its last time is the same press of it still.
    second_press_ms: up to this long after a refused press, a second one does it.
    top_speed_mm_s: nobody runs faster (12.5 m/s; the fastest 10 m ever timed in a race took 0.81 s).
    finish_ms: so long after a press that ended a timed rep, others are finishes too, and end nothing.
    back_ms: this early in a step, going back means the step before; session time.
    leave_ms: this soon after the end a press does not leave the session, since it was meant for a step.
    """

    bounce_ms: int = 700
    second_press_ms: int = 3000
    top_speed_mm_s: int = 12_500
    back_ms: int = 3000
    finish_ms: int = 3000
    leave_ms: int = 3000

    def nobody_runs(self, distance_m: int, ms: int) -> bool:
        """Tell whether a distance in this time is faster than anybody runs."""
        return ms * self.top_speed_mm_s < distance_m * 1_000_000


@dataclass(frozen=True, slots=True)
class LeadIns:
    """Lengths of the get-ready before work, 0 to 60 s; never used shorter than the count plus one second."""

    effort_ms: int = 10_000
    stride_ms: int = 10_000
    drill_ms: int = 5_000
    timed_ms: int = 5_000
    after_auto_jog_ms: int = 30_000


@dataclass(frozen=True, slots=True)
class CueChoices:
    """Which cues sound. count_s: the count's length in seconds, 0 to 10. halfway, minute: the cues that are heard only
    where they are asked for. silenced: ids of cues not to sound.

    The engine emits every cue; what is silenced is left out by the announcer.
    """

    count_s: int = 3
    halfway: bool = False
    minute: bool = False
    silenced: frozenset[str] = frozenset()
    speech: str = "full"
    flash: bool = True
    volume_percent: int = 100
    speech_volume_percent: int = 100
    latency_ms: int = 0
    keep_alive: bool = False
    backend: str = BackendName.AUTO


@dataclass(frozen=True, slots=True)
class Paces:
    """Expected times where no history teaches better: metres to milliseconds, for work run all out but relaxed.

    walk_mm_s: the walk back, 1.25 m/s. walk_top_mm_s: faster than this it was no walk (4 m/s). All of it ours.
    riegel_permille: the exponent of Riegel's formula t2 = t1 (d2 / d1)^1.06, in thousandths (P. S. Riegel,
    "Athletic Records and Human Endurance", American Scientist 69, 1981).
    """

    drill_ms: tuple[tuple[int, int], ...] = ((20, 10_000),)
    stride_ms: tuple[tuple[int, int], ...] = ((50, 10_000),)
    effort_ms: tuple[tuple[int, int], ...] = ((100, 18_000), (150, 28_000), (200, 38_000))
    walk_mm_s: int = 1_250
    walk_top_mm_s: int = 4_000
    riegel_permille: int = 1_060


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules of one session. speed: how many times faster than real time a rehearsal runs; 1 for a session."""

    guards: Guards = field(default_factory=Guards)
    lead_ins: LeadIns = field(default_factory=LeadIns)
    cues: CueChoices = field(default_factory=CueChoices)
    paces: Paces = field(default_factory=Paces)
    keys: tuple[tuple[str, tuple[str, ...]], ...] = ()
    speed: float = 1.0
