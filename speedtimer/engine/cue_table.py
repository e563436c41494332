"""The cues, a row each: what a cue is called, what it means and when it sounds. Loads nothing, for the settings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self


@dataclass(frozen=True, slots=True)
class CueTraits:
    """What is known of a cue besides its id.

    label: what the settings call it. means: what it tells the runner. sounds: when it sounds, where that is not "when"
    and what it means. line: what plain mode and the screen write, empty where another line of the same moment says it.
    rank: of those that meet at one boundary the lowest is heard. flashes: the screen flashes with it.
    """

    label: str
    means: str
    sounds: str = ""
    line: str = ""
    rank: int = 9
    flashes: bool = False

    @property
    def when(self) -> str:
        """When it sounds."""
        return self.sounds or f"when {self.means}"


class Cue(StrEnum):
    """A sound, words, a flash at one exact time. Its sound is the file of its id in `sounds/`."""

    traits: CueTraits

    def __new__(cls, value: str, traits: CueTraits) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.traits = traits
        return member

    COUNT = "count", CueTraits("cue of the count", "3, 2, 1 of a lead-in", "at 3, 2, 1 of a lead-in")
    GO = "go", CueTraits("cue of GO", "work starts", rank=1, flashes=True)
    OVER = (
        "over",
        CueTraits("cue of an end", "work ends", "when work ends, by its length or a press", rank=2, flashes=True),
    )
    WALK = (
        "walk",
        CueTraits(
            "cue of the walk back",
            "work has probably ended: walk back",
            "when a rep is expected to have ended, and the walk back begins",
            rank=3,
            flashes=True,
        ),
    )
    READY = "ready", CueTraits("cue of a lead-in", "a lead-in begins", rank=6)
    LAST_REP = (
        "last_rep",
        CueTraits(
            "cue of the last rep",
            "the lead-in of the last rep begins",
            "in the place of ready, before the last rep of the main set",
            rank=4,
        ),
    )
    TURN = (
        "turn",
        CueTraits(
            "cue of the pyramid's turn",
            "the lead-in of the pyramid's first shorter rep begins",
            "in the place of ready, before the pyramid's first shorter rep",
            rank=5,
        ),
    )
    START = "start", CueTraits("cue of a jog's start", "a jog starts", rank=7)
    END = "end", CueTraits("cue of a jog's end", "a jog reaches its length", rank=8, flashes=True)
    COMPLETE = "complete", CueTraits("cue of the session's end", "the session is complete", rank=0, flashes=True)
    TEN_SECONDS = "ten_seconds", CueTraits("cue of ten seconds left", "ten seconds are left", line="Ten seconds left")
    MINIMUM = (
        "minimum",
        CueTraits(
            "cue of a jog's minimum",
            "a range may be left",
            "when a jog may be left",
            "The least time is reached: go on, or press to end it",
        ),
    )
    SUGGESTION = (
        "suggestion",
        CueTraits("cue of a walk's time", "the walk should be done", line="About time: press when you are ready"),
    )
    HALFWAY = (
        "halfway",
        CueTraits("cue at halfway", "half of a step is done", "at half of a timed effort or jog", "Halfway"),
    )
    MINUTE = (
        "minute",
        CueTraits("cue every minute", "another minute is done", "at every full minute of a jog or an effort"),
    )
    PRESS = (
        "press",
        CueTraits("cue of a key taken", "a key was taken", "when a key was taken that nothing else answers"),
    )
    REFUSED = "refused", CueTraits("cue of a key refused", "a key was not taken")
    PAUSED = "paused", CueTraits("cue of a pause", "paused", "when the session is paused", "Paused")
    RESUMED = "resumed", CueTraits("cue of going on", "resumed", "when the session goes on", "Go on")


ANSWERS: Final = frozenset({Cue.PRESS, Cue.REFUSED})
"""What a key sounds where nothing else does at its moment."""
