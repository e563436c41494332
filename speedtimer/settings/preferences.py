"""What a settings file comes to. Loads nothing, so that a start without settings pays nothing for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from speedtimer.plan import Mode
from speedtimer.rules import Rules


class ThemeName(StrEnum):
    """The themes, in the order in which the key goes through them."""

    DARK = "dark"
    DAY = "day"
    NIGHT = "night"
    TERMINAL = "terminal"


@dataclass(frozen=True, slots=True)
class Preferences:
    """How the runner wants things. rules: those of every session. mode: how a session is run unless the call says
    otherwise. theme: the one to begin with. sound: whether sessions are heard."""

    rules: Rules = field(default_factory=Rules)
    mode: Mode = field(default_factory=Mode)
    theme: str = ThemeName.DARK
    sound: bool = True


@dataclass(frozen=True, slots=True)
class IgnoredSettings:
    """The part of a settings file that is not used.

    faults: each as FILE:LINE:COL, what is wrong and what would be right. whole: nothing of the file is used; otherwise
    the rest of it holds.
    """

    faults: tuple[str, ...]
    whole: bool = False

    @property
    def lines(self) -> tuple[str, ...]:
        """All faults, a line for each fault below one that says what follows from them."""
        if self.whole:
            return ("The settings are not used: the defaults hold", *self.faults)
        return ("Some settings are not used: their defaults hold", *self.faults)

    @property
    def line(self) -> str:
        """The first fault in one line, and how many more there are."""
        what = "Settings not used" if self.whole else "A setting is not used"
        if len(self.faults) > 1:
            what = f"{len(self.faults)} settings are not used (a comma shows all)"
        return f"{what}: {self.faults[0]}"
