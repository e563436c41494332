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
