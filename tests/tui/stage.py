"""An app on a stage: a size, doors to rehearsals, and a pilot that waits until everything has settled."""

from __future__ import annotations

import unicodedata
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

from textual.events import Key
from textual.keys import _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot
from textual.widgets import Input
from textual.worker import WorkerCancelled, WorkerFailed

from speedtimer.rules import Rules
from speedtimer.settings.preferences import Unused
from speedtimer.tui.app import SpeedtimerApp
from speedtimer.tui.doors import Choice, Listed
from speedtimer.tui.screens.session import SessionScreen
from speedtimer.tui.widgets.row import Row
from tests.tui.painted import lines
from tests.tui.rehearsal import Backstage, Rehearsal

SIZES = ((40, 12), (80, 24), (120, 40), (200, 50))


@dataclass
class Stage:
    """An app under way. pilot: presses keys. doors: what the app looks through."""

    app: SpeedtimerApp
    pilot: Pilot[int]
    doors: Backstage

    @property
    def session(self) -> Rehearsal:
        return self.doors.session

    @property
    def shown(self) -> list[str]:
        """The text on the screen."""
        return lines(self.app)

    @property
    def answer(self) -> str:
        """The line in which keys are answered."""
        return self.app.screen.query_one("#answer", Row).text

    @property
    def screen_name(self) -> str:
        return type(self.app.screen).__name__

    async def press(self, *keys: str) -> None:
        for key in keys:
            self.app.post_message(key_event(key))
            await self.settle()
            await self.app.animator.wait_until_complete()

    async def press_at(self, at_s: float, key: str) -> None:
        """Press a key at a moment on the clock of Textual's events, however long the presses before it took."""
        event = key_event(key)
        event.time = at_s
        self.app.post_message(event)
        await self.settle()

    async def pass_to(self, at_ms: int) -> None:
        """Let session time be at_ms, and the screen be painted."""
        self.session.pass_to(at_ms)
        await self.settle()

    async def resize(self, columns: int, rows: int) -> None:
        """Make the terminal larger or smaller."""
        await self.pilot.resize_terminal(columns, rows)
        await self.settle()

    async def settle(self) -> None:
        """Wait until no work is left but the session itself, and every message has been dealt with."""
        for _ in range(4):
            await self.pilot.pause(0)
            for worker in [worker for worker in self.app.workers if worker.name != "session"]:
                # What fails in a worker is dealt with by whoever awaits it, or ends the app, which is seen then. One
                # whose screen has gone is cancelled.
                with suppress(WorkerFailed, WorkerCancelled):
                    await worker.wait()
            for field in self.app.screen.query(Input):
                # Its cursor comes and goes by the real clock.
                field.cursor_blink = False

    async def hold_light(self) -> None:
        """Light a session's screen up, and leave it so."""
        screen = self.app.screen
        assert isinstance(screen, SessionScreen)
        screen._light_up()
        assert screen._calm is not None
        screen._calm.stop()
        screen._dress()
        await self.settle()

    async def calm(self) -> None:
        """End a flash, if there is one, without waiting for it, on a session's screen that lies below another too."""
        for screen in self.app.screen_stack:
            if isinstance(screen, SessionScreen):
                screen._calm_down()
        await self.settle()


def key_event(key: str) -> Key:
    """The event of a key, by Textual's name for it or by its letter. Textual's own pilot would also wait until the
    process does nothing, forty milliseconds at least."""
    if len(key) == 1 and not key.isalnum():
        key = _character_to_key(key)
    letter: str | None
    try:
        letter = unicodedata.lookup(_get_unicode_name_from_key(key))
    except KeyError:
        letter = key if len(key) == 1 else None
    return Key(key, letter)


@asynccontextmanager
async def staged(
    start: Choice | None = None,
    size: tuple[int, int] = (80, 24),
    rules: Rules | None = None,
    listed: tuple[Listed, ...] | None = None,
    theme: str | None = None,
    unused: Unused | None = None,
    **named: Any,
) -> AsyncIterator[Stage]:
    """Put an app on a stage of that size, settled on its first screen."""
    doors = Backstage(rules, listed)
    doors.theme = theme
    doors.unused = unused
    app = SpeedtimerApp(doors, start, **named)
    async with app.run_test(size=size) as pilot:
        stage = Stage(app, pilot, doors)
        await stage.settle()
        yield stage
