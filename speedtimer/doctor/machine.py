"""The rest of the computer: its clocks, whether it stays awake, its battery."""

from __future__ import annotations

import sys

from speedtimer.app.preflight import EMPTY_PERCENT
from speedtimer.doctor.finding import Finding, Findings, State
from speedtimer.runtime.battery import Battery, battery
from speedtimer.runtime.clock import Hands, hands
from speedtimer.runtime.keep_awake import Attempt, attempt

NS_PER_MS = 1_000_000


def machine() -> Findings:
    """Look at all of it."""
    yield clock(hands())
    yield awake(attempt())
    yield power(battery())


def clock(found: Hands) -> Finding:
    """Say by which clocks a session runs."""
    said = f"cues by {found.now}, steps of {found.step_ns} ns; the session by {found.boot}; "
    said += "sleep is noticed" if found.notices_sleep else "sleep is noticed by how late the program wakes"
    if found.step_ns > NS_PER_MS:
        return Finding("clock", State.NOTE, said, "cues are no more exact than that: use a newer system or Python")
    return Finding("clock", State.OK, said)


def awake(found: Attempt, platform: str = sys.platform) -> Finding:
    """Say whether the computer stays awake while a session runs."""
    if found.works:
        said = f"kept awake, and its screen on, while a session runs{f' ({found.says})' if found.says else ''}"
        return Finding("awake", State.OK, said)
    remedy = "turn sleep and the blanking of the screen off yourself while a session runs"
    if platform == "linux":
        remedy += "; on Linux a desktop with a session bus is needed for it"
    return Finding("awake", State.NOTE, f"the computer may fall asleep ({found.says})", remedy)


def power(found: Battery | None) -> Finding:
    """Say how full the battery is."""
    if found is None:
        return Finding("battery", State.OK, "none that can be asked")
    said = f"{found.percent} %, {'plugged in' if found.plugged else 'not charging'}"
    if found.percent < EMPTY_PERCENT and not found.plugged:
        return Finding("battery", State.NOTE, said, "charge it: a session lasts an hour or more, with the screen on")
    return Finding("battery", State.OK, said)
