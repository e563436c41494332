"""A driver and doors for tests of the screens: the real engine and the real workouts, on time that tests move."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from speedtimer import places
from speedtimer.app.cut_off import CutOff, ResumeOption
from speedtimer.app.library import Library, Listed
from speedtimer.app.planner import Choice, Planner, prepare
from speedtimer.app.profile import Profile
from speedtimer.app.review import Review
from speedtimer.app.services import Services
from speedtimer.app.sessions import Ring, Sessions
from speedtimer.engine.commands import Command
from speedtimer.engine.engine import Engine
from speedtimer.engine.events import Event
from speedtimer.engine.view import Phase, View
from speedtimer.errors import SpeedtimerError
from speedtimer.plan import Mode, Plan, Section
from speedtimer.records.reopening import newest_ended
from speedtimer.records.session import Ending
from speedtimer.rules import Rules
from speedtimer.runtime.clock import ManualClock
from speedtimer.runtime.conductor import Conductor, Listener, Unlisten
from speedtimer.runtime.notices import Notices
from speedtimer.settings.preferences import IgnoredSettings, Preferences
from speedtimer.workout.library import SHIPPED, summaries
from speedtimer.workout.sections import SectionSelection
from tests.records.sessions import STARTED
from tests.records.sessions import keep as keep_session


class Rehearsal(Conductor):
    """Drives a session as the conductor does, but only when it is told that time passes. What is kept is kept in the
    home, as begun on 2026-11-23 at 09:15."""

    session: str | None = None
    not_kept = 0
    muted = False
    playing: str | None = "miniaudio"

    def __init__(self, plan: Plan, rules: Rules | None = None) -> None:
        super().__init__(plan, rules or Rules(), clock=ManualClock())
        self.now_ms = 0
        self.stopped: bool | None = None
        self.left = False
        self.samples = 0
        self.given: list[Command] = []
        self._note_listeners: list[Callable[[str], None]] = []
        self._over = asyncio.Event()

    @property
    def engine(self) -> Engine:
        return self._engine

    @engine.setter
    def engine(self, engine: Engine) -> None:
        self._engine = engine

    def view(self) -> View:
        return self.engine.view(max(self.now_ms, self.engine.now_ms))

    async def mute(self, on: bool) -> None:
        self.muted = on

    async def give(self, command: Command, at_ns: int | None = None) -> tuple[Event, ...]:  # noqa: ARG002
        self.given.append(command)
        self.engine, happened = self.engine.give(max(self.now_ms, self.engine.now_ms), command)
        self._tell(happened)
        return happened

    def pass_to(self, at_ms: int) -> None:
        """Let session time be at_ms, with everything that falls due on the way."""
        self.now_ms = at_ms
        self.engine, happened = self.engine.advance(at_ms)
        self._tell(happened)

    def note(self, sentence: str) -> None:
        for listener in tuple(self._note_listeners):
            listener(sentence)

    def sample(self) -> None:
        self.samples += 1

    def listen(self, listener: Listener) -> Unlisten:
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def notes(self, listener: Callable[[str], None]) -> Unlisten:
        self._note_listeners.append(listener)
        return lambda: self._note_listeners.remove(listener)

    async def run(self) -> None:
        await self._over.wait()

    async def stop(self, keep: bool) -> None:
        self.stopped = keep
        self._over.set()
        if self.session is None and self.engine.phase is not Phase.READY:
            ending = Ending.COMPLETED if self.engine.phase is Phase.COMPLETE else Ending.SAVED
            ending = ending if keep else Ending.THROWN_AWAY
            self.session = keep_session(places.data(), self._plan, self.engine, ending)

    async def leave(self) -> None:
        self.left = True
        self._over.set()

    def _tell(self, happened: tuple[Event, ...]) -> None:
        for listener in tuple(self._listeners):
            listener(happened, self.engine.view())


class RehearsedProfile(Profile):
    """The settings that a test names, and the history of its home."""

    def __init__(self, stage: Backstage) -> None:
        super().__init__(print)
        self._stage = stage

    @property
    def rules(self) -> Rules:
        return self._stage.rules

    @property
    def usual(self) -> Mode:
        return self._stage.usual

    @property
    def unused(self) -> IgnoredSettings | None:
        return self._stage.unused

    def adopt(self, preferences: Preferences) -> None:
        self._stage.adopt(preferences)


class RehearsedPlanner(Planner):
    """Plans without a cache, and remembers what was asked for."""

    def __init__(self, stage: Backstage) -> None:
        super().__init__(stage.profile)
        self._stage = stage

    def plan(
        self,
        workout: str,
        sections: SectionSelection | frozenset[Section] | None = None,
        mode: Mode | None = None,
        *,
        cached: bool = True,  # noqa: ARG002
    ) -> Plan:
        assert not isinstance(sections, SectionSelection)
        return self._stage.plan(Choice(workout, sections, mode))


class RehearsedLibrary(Library):
    """The workouts that a test names."""

    def __init__(self, stage: Backstage) -> None:
        super().__init__(stage.profile)
        self._stage = stage

    def workouts(self) -> tuple[Listed, ...]:
        return self._stage.workouts()

    def about(self, workout: str) -> Listed:
        return next(listed for listed in self.workouts() if listed.id == workout)

    def fingerprint(self, workout: str | None = None) -> object:
        return self._stage.seen(workout)


class RehearsedSessions(Sessions):
    """Opens rehearsals."""

    def __init__(self, stage: Backstage) -> None:
        super().__init__(stage.profile, Notices(), ManualClock())
        self._stage = stage

    def open(self, plan: Plan, ring: Ring | None) -> Conductor:
        return self._stage.conductor(plan, ring)

    def resume(self, session: str, option: ResumeOption, ring: Ring | None) -> tuple[Conductor, Plan, Rules]:  # noqa: ARG002
        return self._stage.resume(session, option)

    def reopen(self, session: str, ring: Ring | None) -> tuple[Conductor, Plan, Rules]:  # noqa: ARG002
        return self._stage.reopen(session)

    def cut_off(self) -> CutOff | None:
        return self._stage.cut_off()

    def save(self, session: str) -> None:
        self._stage.save(session)

    def doubts(self) -> tuple[str, ...]:
        return self._stage.doubts()

    def hear(self, rules: Rules, ring: Ring, note: Callable[[str], None]) -> None:  # noqa: ARG002
        self._stage.heard.append(rules)


class Rehearsed(Services):
    """The services of a stage."""

    def __init__(self, stage: Backstage) -> None:
        super().__init__()
        self.profile, self.planner, self.library = stage.profile, RehearsedPlanner(stage), RehearsedLibrary(stage)
        self.sessions = RehearsedSessions(stage)
        self.review = Review(now=lambda: STARTED)


class Backstage:
    """What a test sees and moves behind an app: the shipped workouts, and rehearsals of them. services: for the app."""

    def __init__(self, rules: Rules | None = None, listed: tuple[Listed, ...] | None = None) -> None:
        self.rules = rules or Rules()
        self.usual = Mode()
        self.unused: IgnoredSettings | None = None
        self.adopted: list[Preferences] = []
        self.heard: list[Rules] = []
        self.sessions: list[Rehearsal] = []
        self.unfinished: list[tuple[CutOff, Rehearsal]] = []
        self.saved: list[CutOff] = []
        self.ways: list[ResumeOption] = []
        self.refuses: SpeedtimerError | None = None
        self.doubtful: tuple[str, ...] = ()
        self.listed = listed
        self.looks = 0
        self.planned: list[Choice] = []
        self.fault: SpeedtimerError | None = None
        self.plan_fault: SpeedtimerError | None = None
        self.profile = RehearsedProfile(self)
        self.services = Rehearsed(self)

    @property
    def session(self) -> Rehearsal:
        """The newest session."""
        return self.sessions[-1]

    def adopt(self, preferences: Preferences) -> None:
        self.adopted.append(preferences)
        self.rules, self.usual, self.unused = preferences.rules, preferences.mode, None

    def workouts(self) -> tuple[Listed, ...]:
        return shelf() if self.listed is None else self.listed

    def seen(self, workout: str | None = None) -> object:
        if self.fault is not None:
            raise self.fault
        return self.looks, workout

    def plan(self, choice: Choice) -> Plan:
        self.planned.append(choice)
        if self.plan_fault is not None:
            raise self.plan_fault
        return prepare(choice.workout, sections=choice.sections, mode=choice.mode or self.usual, rules=self.rules)

    def conductor(self, plan: Plan, ring: Callable[[], None] | None) -> Conductor:  # noqa: ARG002
        self.sessions.append(Rehearsal(plan, self.rules))
        return self.session

    def doubts(self) -> tuple[str, ...]:
        return self.doubtful

    def cut_off(self) -> CutOff | None:
        return self.unfinished[-1][0] if self.unfinished else None

    def resume(self, session: str, option: ResumeOption) -> tuple[Rehearsal, Plan, Rules]:
        if self.refuses is not None:
            raise self.refuses
        offered, again = self.unfinished.pop()
        assert offered.id == session
        self.ways.append(option)
        self.sessions.append(again)
        return again, again.engine.plan, again.engine.rules

    def reopen(self, session: str) -> tuple[Rehearsal, Plan, Rules]:
        ended = newest_ended(places.data(), session)
        again = Rehearsal(ended.kept.plan(), ended.kept.rules())
        again.engine, again.session = ended.engine(), session
        again.now_ms = again.engine.now_ms
        self.sessions.append(again)
        return again, again.engine.plan, again.engine.rules

    def save(self, session: str) -> None:
        if self.refuses is not None:
            raise self.refuses
        self.saved.append(self.unfinished.pop()[0])
        assert self.saved[-1].id == session


def shelf() -> tuple[Listed, ...]:
    """The shipped workouts as the library lists them."""
    done = {"hills-10x30s": "3 days ago"}
    return tuple(
        Listed(
            summary.id,
            summary.name or "",
            summary.focus or "",
            summary.purpose or "",
            summary.origin,
            summary.path,
            summary.estimated_ms,
            tuple((Section(name), on) for name, on in summary.sections),
            done.get(summary.id),
        )
        for summary in summaries(Rules)
        if summary.id in SHIPPED
    )


MAIN_ONLY = frozenset({Section.MAIN})


def main_only(workout: str, mode: Mode | None = None) -> Choice:
    """The main set alone, so that a session is at work within a few seconds."""
    return Choice(workout, MAIN_ONLY, mode or Mode())
