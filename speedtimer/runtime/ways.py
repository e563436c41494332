"""What can be done with a session that was cut off, and what is said of it. Light enough to be loaded by every face."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Way(StrEnum):
    """What to do with a session that was cut off."""

    ON = "on"
    COUNT = "count"
    SAVE = "save"


MEANS: Final = {
    Way.ON: "go on from where it was: the time away does not count",
    Way.COUNT: "go on, counting the time away, as if it had run on",
    Way.SAVE: "keep what is done, and end it",
}

LETTERS: Final = {Way.ON: "o", Way.COUNT: "c", Way.SAVE: "k"}
"""The letter that each way has, on the screen and in lines. Wherever something is asked, k keeps, x throws away and s
stays."""


@dataclass(frozen=True, slots=True)
class CutOff:
    """A session that was cut off, as it is offered.

    id: its name in the history. name: its workout. where: what was under way, as `200 m 3 of 8, 0:21 into it`.
    ago: when it was last known awake, as `12 min ago`. ways: what can be done with it, the usual one first.
    note: what cannot be known or done, in a sentence; empty as a rule.
    """

    id: str
    name: str
    where: str
    ago: str
    ways: tuple[Way, ...]
    note: str = ""

    @property
    def line(self) -> str:
        """The whole of it in one line."""
        return f"{self.name} was cut off {self.ago}, {self.where}{f'. {self.note}' if self.note else ''}"
