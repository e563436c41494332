"""An app on a stage: a size, doors to rehearsals, and a pilot that waits until everything has settled."""

from __future__ import annotations

import unicodedata
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from textual.app import App
from textual.events import Key
from textual.keys import _character_to_key, _get_unicode_name_from_key
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from speedtimer.app.library import Listed
from speedtimer.app.planner import Choice
from speedtimer.rules import Rules
from speedtimer.settings.preferences import IgnoredSettings
from speedtimer.tui.app import SpeedtimerApp
from speedtimer.tui.screens.session import SessionScreen
from speedtimer.tui.widgets.row import Row
from speedtimer.tui.widgets.runner import Runner
from tests.tui.painted import lines
from tests.tui.rehearsal import Backstage, Rehearsal

PATIENCE_S = 60.0
"""Far longer than anything takes on a machine that is busy; a test that waits this long has failed."""

SIZES = ((40, 12), (80, 24), (120, 40), (200, 50))


@dataclass
class Stage:
    """An app under way. pilot: presses keys. doors: what the app looks through."""

    app: SpeedtimerApp
    pilot: Pilot[int]
    doors: Backstage
    now_s: float = field(default_factory=monotonic)
    """The clock of Textual's events: it moves with the keys that are pressed here, not with the machine's."""

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
        """Press one key after the other, each when the one before has been dealt with: a second apart by the clock of
        Textual's events, however long that takes."""
        for key in keys:
            await self.press_at(self.next_s(), key)

    async def press_at_once(self, *keys: str) -> None:
        """Press keys so fast that none has been dealt with when the next one comes."""
        at_s = self.next_s()
        for key in keys:
            self._post(key, at_s)
        await self.settle()

    def next_s(self) -> float:
        """Let a second pass by the clock of Textual's events."""
        self.now_s += 1.0
        return self.now_s

    async def press_at(self, at_s: float, key: str) -> None:
        """Press a key at a moment on the clock of Textual's events, however long the presses before it took."""
        self._post(key, at_s)
        await self.settle()

    def _post(self, key: str, at_s: float) -> None:
        event = key_event(key)
        event.time = self.now_s = at_s
        self.app.post_message(event)

    async def click(self, *where: Any, **named: Any) -> None:
        """Click, as Textual's pilot does, which for itself waits only until the process seems to do nothing."""
        await self.pilot.click(*where, **named)
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
        """Wait until no work is left but the session itself: no message, no worker, nothing to be laid out or painted,
        no animation."""
        quiet = 0

        def is_settled() -> bool:
            nonlocal quiet
            # A handler that waits for another one has nothing in its queue, but the round after that waits for it.
            quiet = 0 if pending(self.app) else quiet + 1
            return quiet == 2

        await self.until(is_settled, "everything to settle")

    async def until(self, reached: Callable[[], bool], what: str) -> None:
        """Wait until a condition holds, looked at each time that every message there was has been dealt with."""
        deadline = monotonic() + PATIENCE_S
        while not reached():
            assert monotonic() < deadline, f"waited in vain for {what}; pending: {pending(self.app)}"
            await self.pilot.pause(0)
            for typed in self.app.screen.query(Input):
                # Its cursor comes and goes by the real clock.
                typed.cursor_blink = False

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


def pending(app: App[Any]) -> list[str]:
    """Name what is still to be done before an app's screen shows what it will."""
    if app._exit:
        # Nothing is painted any more.
        return []
    screen = app.screen
    found = [f"worker {worker.name}" for worker in app.workers if worker.name != "session" and not worker.is_finished]
    if app.animator._animations or app.animator._scheduled:
        found.append("an animation")
    if screen._layout_required or screen._scroll_required or screen._repaint_required or screen._callbacks:
        found.append("the screen's refresh")
    # A figure that moves is never done.
    moving = set(screen.query(Runner))
    if screen._recompose_required or screen._dirty_widgets - moving:
        found.append("the screen's parts")
    nodes: list[MessagePump] = [
        app,
        *app.screen_stack,
        *(each for each in screen.walk_children() if each not in moving),
    ]
    for node in nodes:
        if node.message_queue_size or node._next_callbacks or node._pending_message is not None:
            found.append(f"messages of {node}")
        # A screen below another one is not painted, so it keeps what it has to paint.
        if isinstance(node, Widget) and not isinstance(node, Screen) and _is_to_be_painted(node):
            found.append(f"refresh of {node}")
    return found


def _is_to_be_painted(widget: Widget) -> bool:
    return widget._layout_required or widget._repaint_required or widget._refresh_styles_required


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
    unused: IgnoredSettings | None = None,
    **named: Any,
) -> AsyncIterator[Stage]:
    """Put an app on a stage of that size, settled on its first screen."""
    doors = Backstage(rules, listed)
    doors.unused = unused
    app = SpeedtimerApp(doors.services, start, theme=theme, **named)
    async with app.run_test(size=size) as pilot:
        stage = Stage(app, pilot, doors)
        await stage.settle()
        yield stage
