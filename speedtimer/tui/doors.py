"""What the screens ask of the rest of the program, and how the rest opens them.

The command line puts an object of the shape `Doors` together and calls

    speedtimer.tui.app.run_app(doors, start) -> int

start is the Choice named by `speedtimer run`, or None for the library. The call returns when the terminal has been
given back: 0 when the runner left, 130 when a signal or the end of input closed it (what was done is kept then, and the
session can be gone on with). It
raises CallError before anything is drawn when stdin or stderr is no terminal, and, after the terminal has been given
back, the SpeedtimerError that `Doors.plan` raised for start. Nothing else may write to stderr meanwhile: the screen is
drawn there.

`workouts`, `about` and `plan` are called in a worker thread after the first paint, so they may read files and import
what they need. `conductor` is called in the thread of the event loop, and the app runs what it gives as a task of that
loop.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from speedtimer.plan import Mode, Plan, Section

if TYPE_CHECKING:
    # A choice is made before the first paint, and making the engine's dataclasses takes longer than drawing it.
    from pathlib import Path

    from speedtimer.engine.commands import Command
    from speedtimer.engine.events import Event
    from speedtimer.engine.view import View
    from speedtimer.rules import Rules
    from speedtimer.runtime.ways import CutOff, Way
    from speedtimer.settings.preferences import IgnoredSettings, Preferences
    from speedtimer.tui.past import Past

    Listener = Callable[[tuple[Event, ...], View], None]
    Unlisten = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to be run: an id or a FILE, the sections that are on (None: as the workout has them), and how (None: the
    usual way)."""

    workout: str
    sections: frozenset[Section] | None = None
    mode: Mode | None = None


def choice_of(plan: Plan) -> Choice:
    """Give the choice that leads to a plan like this one."""
    return Choice(plan.file or plan.workout_id, frozenset(step.section for step in plan.steps), plan.mode)


@dataclass(frozen=True, slots=True)
class Listed:
    """One workout of the library, or one file of the runner's that cannot be used.

    purpose: one sentence on what it is for. origin: `shipped` or `own`. estimated_ms: shortest and longest, None with
    an error. sections: in order, with whether they are on. last_done: as it is said (`3 days ago`), None if never or
    not known. error: what is wrong, as FILE:LINE:COL and a sentence; None when the file can be used.
    """

    id: str
    name: str
    focus: str
    purpose: str
    origin: str
    path: str
    estimated_ms: tuple[int, int] | None
    sections: tuple[tuple[Section, bool], ...]
    last_done: str | None = None
    error: str | None = None

    @property
    def asked_by(self) -> str:
        """What it is asked for by: its id, or for an own file its path, so that it is that one."""
        return self.id if self.origin == "shipped" else self.path


class Driver(Protocol):
    """What drives one session in time, as `runtime.conductor.Conductor` does."""

    @property
    def session(self) -> str | None:
        """The name under which the session is kept, `NOT_KEPT` where it is not; None before its first press."""

    @property
    def not_kept(self) -> int:
        """How many presses are not in the journal yet; 0 as a rule."""

    @property
    def muted(self) -> bool:
        """Nothing is to be heard."""

    async def mute(self, on: bool) -> None:
        """Silence the session, or let it be heard again."""

    @property
    def playing(self) -> str | None:
        """What cues are played by, as `bell`; None where nothing is heard."""

    def sample(self) -> None:
        """Sound a cue now, to hear before walking off."""

    def view(self) -> View:
        """Give the session at this moment."""

    async def give(self, command: Command, at_ns: int | None = None) -> tuple[Event, ...]:
        """Hand a command in and give what came of it. at_ns: when it was meant; None for now."""

    def listen(self, listener: Listener) -> Unlisten:
        """Call the listener with every batch of events and the view after it. Give what ends that."""

    def notes(self, listener: Callable[[str], None]) -> Unlisten:
        """Call the listener with every note of one line: a fault of the sound, of the storage."""

    async def run(self) -> None:
        """Drive the session until it is stopped."""

    async def stop(self, keep: bool) -> None:
        """End the session for good. keep: save what is done; otherwise it is thrown away."""

    async def leave(self) -> None:
        """Stop driving it without an end, so that it can be gone on with."""


class Doors(Protocol):
    """What lies behind the screens."""

    @property
    def rules(self) -> Rules:
        """The rules that hold now: settings over defaults, with the speed of a rehearsal."""

    @property
    def usual(self) -> Mode:
        """How a session is run unless another way is chosen. Getting it may read the settings."""

    @property
    def theme(self) -> str | None:
        """The theme to begin with, None for ours. Got before the first paint, so it must be there at once."""

    @property
    def settings_file(self) -> Path:
        """Where the settings are kept, or will be."""

    def adopt(self, preferences: Preferences) -> None:
        """Plan and open sessions by these from now on, in place of those that were read."""

    @property
    def unused(self) -> IgnoredSettings | None:
        """What of the settings is not used, None where all of it is. Getting it may read them."""

    def hear(self, preferences: Preferences, ring: Callable[[], None], note: Callable[[str], None]) -> None:
        """Sound a cue as these preferences have it. Called in a worker thread; returns when it has sounded.

        Args:
            preferences: how loud it is, and what plays it.
            ring: rings the terminal's bell; called in any thread.
            note: takes one sentence where it cannot be heard; called in any thread.
        """

    @property
    def past(self) -> Past:
        """The sessions that were. Getting it reads nothing."""

    def workouts(self) -> tuple[Listed, ...]:
        """List the library, shipped workouts first, files that cannot be used last."""

    def about(self, workout: str) -> Listed:
        """Say what is known of one workout, by its id or FILE, in the library or not.

        Raises:
            SpeedtimerError: the id is not known or the file is at fault.
        """

    def seen(self, workout: str | None = None) -> object:
        """Say how the files of the library look, and that of one workout more: what compares equal has not changed.
        Called in a worker thread."""

    def last(self) -> Choice | None:
        """Give what the newest session was opened with, to do it again; None where there was none. Called in a worker
        thread.

        Raises:
            SpeedtimerError: the history cannot be read.
        """

    def plan(self, choice: Choice) -> Plan:
        """Unroll a workout.

        Raises:
            SpeedtimerError: the id is not known, the file is at fault, or nothing is left to do.
        """

    def conductor(self, plan: Plan, ring: Callable[[], None]) -> Driver:
        """Open a session, ready to start. ring: rings the terminal's bell, for where there is no sound.

        Raises:
            SpeedtimerError: the session cannot be opened, as when another one runs in the same home.
        """

    def doubts(self) -> tuple[str, ...]:
        """Look round for what would spoil a session and give each doubt in a few words. Called in a worker thread."""

    def cut_off(self) -> CutOff | None:
        """Give the newest session that was cut off, None where there is none. Called in a worker thread."""

    def resume(self, cut_off: CutOff, way: Way, ring: Callable[[], None]) -> tuple[Driver, Plan, Rules]:
        """Open a session that was cut off, and give the plan and the rules that it is run by. As for `conductor`.

        Raises:
            SpeedtimerError: it cannot be opened any more.
        """

    def reopen(self, session: str, ring: Callable[[], None]) -> tuple[Driver, Plan, Rules]:
        """Open a session again that has ended, by its id. As for `resume`.

        Raises:
            SpeedtimerError: it is not the newest of its home, or it cannot be opened.
        """

    def save(self, cut_off: CutOff) -> None:
        """Save what is done of a session that was cut off. Called in a worker thread.

        Raises:
            SpeedtimerError: it cannot be written.
        """
