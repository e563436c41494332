"""The line in which the screen answers: what came of a key, or what has just happened by itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from speedtimer.engine.events import (
    Bounced,
    CommandTaken,
    CueSounded,
    Event,
    Redone,
    Refused,
    SessionCompleted,
    StepEnded,
    StepStarted,
    Undone,
)
from speedtimer.plan import Step
from speedtimer.records.journal import NOT_KEPT
from speedtimer.runtime.conductor import Conductor
from speedtimer.wording import COMMAND_NAMES, Roll, event_line

_ORDER: Final = (
    (Refused, Bounced, Undone, Redone),
    (SessionCompleted,),
    (CommandTaken,),
    (StepEnded,),
    (CueSounded,),
    (StepStarted,),
)
"""Of all that happens at one moment, what is worth the one line: the first of these that has words for it."""


def said(events: Sequence[Event], roll: Roll, here: Step | None, *, offered: bool = False) -> str:
    """Say what a batch of events amounts to in one line; empty where nothing in it is worth a line.

    Args:
        events: all of one moment.
        roll: the steps, to be named.
        here: the step under way.
        offered: a second press would do something now. The moment itself says so for as long as that holds (see
            `face`), so what offered it, and the same key held, is not worth a line that stays.
    """
    if offered and any(isinstance(event, Bounced) or (isinstance(event, Refused) and event.second) for event in events):
        return ""
    for kinds in _ORDER:
        lines = [event_line(event, roll, here) for event in events if isinstance(event, kinds)]
        if found := [line for line in lines if line]:
            return found[-1]
    taken = next((event for event in events if isinstance(event, CommandTaken)), None)
    return "" if taken is None else f"Taken: {COMMAND_NAMES[type(taken.command)]}"


def not_kept_text(driver: Conductor) -> str:
    """Say what of a session is not on the disk; empty where all of it is."""
    if driver.session == NOT_KEPT:
        return "not kept"
    return f"{driver.not_kept} not kept yet" if driver.not_kept else ""
