"""What a settings file comes to. Loads nothing, so that whoever has no settings pays nothing for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from speedtimer.plan import Mode
from speedtimer.rules import Rules

THEMES: Final = ("dark", "day", "night", "terminal")
"""The themes there are to choose from; the first one unless something else is chosen."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """How the runner wants things. rules: those of every session. mode: how a session is run unless the call says
    otherwise. theme: the one to begin with. sound: whether sessions are heard."""

    rules: Rules = field(default_factory=Rules)
    mode: Mode = field(default_factory=Mode)
    theme: str = THEMES[0]
    sound: bool = True


@dataclass(frozen=True, slots=True)
class Unused:
    """What of a settings file is not used. faults: each as FILE:LINE:COL, what is wrong and what would be right. whole:
    nothing of the file is used; otherwise the rest of it holds."""

    faults: tuple[str, ...]
    whole: bool = False

    @property
    def lines(self) -> tuple[str, ...]:
        """All of it, a line for each fault below one that says what follows from them."""
        if self.whole:
            return ("The settings are not used: the defaults hold", *self.faults)
        return ("Some settings are not used: their defaults hold", *self.faults)

    @property
    def line(self) -> str:
        """The first of it in one line, and how many more there are."""
        what = "Settings not used" if self.whole else "A setting is not used"
        if len(self.faults) > 1:
            what = f"{len(self.faults)} settings are not used (a comma shows all)"
        return f"{what}: {self.faults[0]}"
