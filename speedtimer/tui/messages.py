"""What screens tell the app. The app alone knows which screen comes next, so that no screen knows another."""

from __future__ import annotations

from textual.message import Message

from speedtimer.plan import Mode, Plan, Section
from speedtimer.runtime.ways import CutOff, Way
from speedtimer.settings.preferences import Preferences
from speedtimer.tui.doors import Choice, Listed


class Asked(Message):
    """Something that every screen may ask of the app by its action's name: theme, settings, commands, history, library
    or quit."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.action = action


class SettingsChanged(Message):
    """The settings file has been changed. preferences: what it comes to now. theme: the one that was chosen, None where
    that has not changed."""

    def __init__(self, preferences: Preferences, theme: str | None) -> None:
        super().__init__()
        self.preferences, self.theme = preferences, theme


class SoundTried(Message):
    """A cue is to be heard as these preferences have it."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self.preferences = preferences


class WorkoutChosen(Message):
    """A workout of the library is to be looked over. pressed_at: when the key of a clicker chose it, as for
    SessionAsked; None where it was chosen otherwise."""

    def __init__(self, listed: Listed, pressed_at: float | None = None) -> None:
        super().__init__()
        self.listed, self.pressed_at = listed, pressed_at


class WorkoutReread(Message):
    """The file of the workout that is looked over has changed; this is what it has become. choice: what is on."""

    def __init__(self, listed: Listed, choice: Choice) -> None:
        super().__init__()
        self.listed, self.choice = listed, choice


class LastAsked(Message):
    """The last session is to be done again. pressed_at: as for SessionAsked."""

    def __init__(self, pressed_at: float) -> None:
        super().__init__()
        self.pressed_at = pressed_at


class SessionAsked(Message):
    """A session is to be opened. pressed_at: when the key was pressed, on the clock of Textual's events."""

    def __init__(self, choice: Choice, plan: Plan, pressed_at: float) -> None:
        super().__init__()
        self.choice, self.plan, self.pressed_at = choice, plan, pressed_at


class Reconsidered(Message):
    """Nothing has been started, and what is on is to be chosen anew."""


class ChosenAnew(Message):
    """A session that is ready is to have these sections, and to be run in this way. said: what the key that wanted it
    is answered."""

    def __init__(self, sections: frozenset[Section], mode: Mode, said: str) -> None:
        super().__init__()
        self.sections, self.mode, self.said = sections, mode, said


class SessionLeft(Message):
    """The session is over, or is left. keep: what is done is to be kept. begun: it had been started."""

    def __init__(self, *, keep: bool, begun: bool) -> None:
        super().__init__()
        self.keep, self.begun = keep, begun


class CutOffAnswered(Message):
    """What is to be done with a session that was cut off; way None: leave it for later. pressed_at: as for
    SessionAsked; None where no press chose it."""

    def __init__(self, cut_off: CutOff, way: Way | None, pressed_at: float | None) -> None:
        super().__init__()
        self.cut_off, self.way, self.pressed_at = cut_off, way, pressed_at


class GoOnAsked(Message):
    """A session that has ended is to be gone on with. session: its id."""

    def __init__(self, session: str) -> None:
        super().__init__()
        self.session = session


class Titled(Message):
    """The terminal's window is to bear this title."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
