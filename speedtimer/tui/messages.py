"""What screens tell the app. The app alone knows which screen comes next, so that no screen knows another."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from speedtimer.app.cut_off import CutOff, ResumeOption
from speedtimer.app.library import Listed
from speedtimer.app.planner import Choice
from speedtimer.plan import Mode, Plan, Section
from speedtimer.settings.preferences import Preferences


@dataclass
class Asked(Message):
    """Something that every screen may ask of the app by its action's name: theme, settings, commands, history, library
    or quit."""

    action: str


@dataclass
class SettingsChanged(Message):
    """The settings file has been changed. preferences: what it comes to now. theme: the one that was chosen, None where
    that has not changed."""

    preferences: Preferences
    theme: str | None


@dataclass
class SoundTried(Message):
    """A cue is to be heard as these preferences have it."""

    preferences: Preferences


@dataclass
class WorkoutChosen(Message):
    """A workout of the library is to be looked over. pressed_at: when the key of a clicker chose it, as for
    SessionAsked; None where it was chosen otherwise."""

    listed: Listed
    pressed_at: float | None = None


@dataclass
class WorkoutReread(Message):
    """The file of the workout that is looked over has changed; this is what it has become. choice: what is on."""

    listed: Listed
    choice: Choice


@dataclass
class LastAsked(Message):
    """The last session is to be done again. pressed_at: as for SessionAsked."""

    pressed_at: float


@dataclass
class SessionAsked(Message):
    """A session is to be opened. pressed_at: when the key was pressed, on the clock of Textual's events."""

    choice: Choice
    plan: Plan
    pressed_at: float


class Reconsidered(Message):
    """Nothing has been started, and what is on is to be chosen anew."""


@dataclass
class ChosenAnew(Message):
    """A session that is ready is to have these sections, and to be run in this way. said: what the key that wanted it
    is answered."""

    sections: frozenset[Section]
    mode: Mode
    said: str


@dataclass(kw_only=True)
class SessionLeft(Message):
    """The session is over, or is left. keep: what is done is to be kept. begun: it had been started."""

    keep: bool
    begun: bool


@dataclass
class CutOffAnswered(Message):
    """What is to be done with a session that was cut off; way None: leave it for later. pressed_at: as for
    SessionAsked; None where no press chose it."""

    cut_off: CutOff
    way: ResumeOption | None
    pressed_at: float | None


@dataclass
class GoOnAsked(Message):
    """A session that has ended is to be gone on with. session: its id."""

    session: str


@dataclass
class Titled(Message):
    """The terminal's window is to bear this title."""

    title: str
