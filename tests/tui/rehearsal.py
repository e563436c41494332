"""A driver and doors for tests of the screens: the real engine and the real workouts, on time that tests move."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from speedtimer import places
from speedtimer.cli.past import KeptPast
from speedtimer.engine.commands import Command
from speedtimer.engine.engine import Engine
from speedtimer.engine.events import Event
from speedtimer.engine.view import Phase, View
from speedtimer.errors import SpeedtimerError
from speedtimer.plan import Mode, Plan, Section
from speedtimer.prepare import prepare
from speedtimer.records.history import History
from speedtimer.records.reopening import newest_ended
from speedtimer.records.session import Ending
from speedtimer.rules import Rules
from speedtimer.runtime.ways import CutOff, Way
from speedtimer.settings.preferences import IgnoredSettings, Preferences
from speedtimer.tui.doors import Choice, Listed, choice_of
from speedtimer.workout.library import SHIPPED, summaries
from tests.records.sessions import STARTED
from tests.records.sessions import keep as keep_session

if TYPE_CHECKING:
    from speedtimer.tui.doors import Listener, Unlisten


class Rehearsal:
    """Drives a session as the conductor does, but only when it is told that time passes. What is kept is kept in the
    home, as begun on 2026-11-23 at 09:15."""

    def __init__(self, plan: Plan, rules: Rules | None = None) -> None:
        self._plan = plan
        self.engine = Engine.open(plan, rules or Rules())
        self.now_ms = 0
        self.not_kept = 0
        self.muted = False
        self.stopped: bool | None = None
        self.left = False
        self.playing: str | None = "miniaudio"
        self.samples = 0
        self.session: str | None = None
        self.given: list[Command] = []
        self._listeners: list[Listener] = []
        self._note_listeners: list[Callable[[str], None]] = []
        self._over = asyncio.Event()

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


class Backstage:
    """Doors to the shipped workouts and to rehearsals of them."""

    def __init__(self, rules: Rules | None = None, listed: tuple[Listed, ...] | None = None) -> None:
        self.rules = rules or Rules()
        self.usual = Mode()
        self.theme: str | None = None
        self.unused: IgnoredSettings | None = None
        self.adopted: list[Preferences] = []
        self.heard: list[Preferences] = []
        self.sessions: list[Rehearsal] = []
        self.unfinished: list[tuple[CutOff, Rehearsal]] = []
        self.saved: list[CutOff] = []
        self.ways: list[Way] = []
        self.refuses: SpeedtimerError | None = None
        self.doubtful: tuple[str, ...] = ()
        self.listed = listed
        self.looks = 0
        self.planned: list[Choice] = []
        self.fault: SpeedtimerError | None = None
        self.plan_fault: SpeedtimerError | None = None

    @property
    def session(self) -> Rehearsal:
        """The newest session."""
        return self.sessions[-1]

    @property
    def settings_file(self) -> Path:
        return places.settings_file()

    def adopt(self, preferences: Preferences) -> None:
        self.adopted.append(preferences)
        self.rules, self.usual, self.unused = preferences.rules, preferences.mode, None

    def hear(self, preferences: Preferences, ring: Callable[[], None], note: Callable[[str], None]) -> None:  # noqa: ARG002
        self.heard.append(preferences)

    @property
    def past(self) -> KeptPast:
        return KeptPast(now=lambda: STARTED)

    def workouts(self) -> tuple[Listed, ...]:
        return shelf() if self.listed is None else self.listed

    def about(self, workout: str) -> Listed:
        return next(listed for listed in self.workouts() if listed.id == workout)

    def seen(self, workout: str | None = None) -> object:
        if self.fault is not None:
            raise self.fault
        return self.looks, workout

    def last(self) -> Choice | None:
        with History.open(places.data()) as history:
            plan = history.last_plan()
        return None if plan is None else choice_of(plan)

    def plan(self, choice: Choice) -> Plan:
        self.planned.append(choice)
        if self.plan_fault is not None:
            raise self.plan_fault
        return prepare(choice.workout, sections=choice.sections, mode=choice.mode or self.usual, rules=self.rules)

    def conductor(self, plan: Plan, ring: Callable[[], None]) -> Rehearsal:  # noqa: ARG002
        self.sessions.append(Rehearsal(plan, self.rules))
        return self.session

    def doubts(self) -> tuple[str, ...]:
        return self.doubtful

    def cut_off(self) -> CutOff | None:
        return self.unfinished[-1][0] if self.unfinished else None

    def resume(self, cut_off: CutOff, way: Way, ring: Callable[[], None]) -> tuple[Rehearsal, Plan, Rules]:  # noqa: ARG002
        if self.refuses is not None:
            raise self.refuses
        offered, session = self.unfinished.pop()
        assert offered is cut_off
        self.ways.append(way)
        self.sessions.append(session)
        return session, session.engine.plan, session.engine.rules

    def reopen(self, session: str, ring: Callable[[], None]) -> tuple[Rehearsal, Plan, Rules]:  # noqa: ARG002
        ended = newest_ended(places.data(), session)
        again = Rehearsal(ended.kept.plan(), ended.kept.rules())
        again.engine, again.session = ended.engine(), session
        again.now_ms = again.engine.now_ms
        self.sessions.append(again)
        return again, again.engine.plan, again.engine.rules

    def save(self, cut_off: CutOff) -> None:
        if self.refuses is not None:
            raise self.refuses
        self.saved.append(self.unfinished.pop()[0])
        assert self.saved[-1] is cut_off


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
