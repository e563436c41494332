"""The app: which screen follows which, who drives the session, and what the terminal is left like.

The first thing painted is a single line, and what it needs is all that is imported by then: screens, plans and engine
come when they are needed, behind that line.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.filter import LineFilter
from textual.screen import Screen

from speedtimer.app.library import Listed
from speedtimer.app.planner import Choice, choice_of
from speedtimer.app.services import Services
from speedtimer.errors import SpeedtimerError
from speedtimer.plan import Plan, Section
from speedtimer.rules import Rules
from speedtimer.runtime.notices import Passing
from speedtimer.settings.preferences import ThemeName
from speedtimer.tui import memory, terminal, threads
from speedtimer.tui.behind import behind
from speedtimer.tui.capabilities import EVERYTHING, Capabilities, Depth, Letters, capabilities
from speedtimer.tui.going_on import GoingOn
from speedtimer.tui.harmless import HARMLESS
from speedtimer.tui.widgets.row import Row

if TYPE_CHECKING:
    from speedtimer.app.cut_off import CutOff, ResumeOption
    from speedtimer.app.review import HistoryLine
    from speedtimer.engine.view import View
    from speedtimer.runtime.conductor import Conductor
    from speedtimer.tui.messages import (
        ChosenAnew,
        LastAsked,
        SessionAsked,
        SessionLeft,
        Titled,
        WorkoutChosen,
        WorkoutReread,
    )

INTERRUPTED = 130
THROWN_AWAY = "Thrown away. Ctrl+Z in the library takes it back"


def run_app(
    services: Services,
    start: Choice | None = None,
    resume: tuple[CutOff, ResumeOption] | None = None,
    theme: str | None = None,
) -> int:
    """Run the screens until the runner leaves. Nothing else may write to stderr meanwhile: they are drawn there.

    Args:
        services: what lies behind the screens.
        start: the session to open, ready; None for the library.
        resume: the session that was cut off to go on with, and how; None to ask where there is one.
        theme: the theme to begin with; None for the default.

    Returns:
        0 when the runner left, 130 when a signal or the end of input closed it.

    Raises:
        CallError: there is no terminal to draw on.
        SpeedtimerError: start cannot be prepared or opened; raised when the terminal has been given back.
    """
    terminal.check()
    able = capabilities(os.environ)
    if able.depth is Depth.NONE:
        # Textual is told in no other way.
        os.environ["NO_COLOR"] = "1"
    app = SpeedtimerApp(services, start, resume, able, theme)
    with threads.watched() as failed:
        code = app.run()
    if app.fault is not None:
        raise app.fault
    return app.return_code or code or (1 if failed else 0)


class SpeedtimerApp(GoingOn, inherit_bindings=False):
    """The screens of one run of the program.

    window_title: what the terminal's window was last entitled.
    fault: what made it impossible to open the session asked for; None if nothing did.
    """

    CSS = "#opening { height: 1; padding: 0 1; text-style: bold; }"
    TITLE = "speedtimer"
    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self,
        services: Services,
        start: Choice | None = None,
        resume: tuple[CutOff, ResumeOption] | None = None,
        able: Capabilities = EVERYTHING,
        theme: str | None = None,
    ) -> None:
        # Of the terminal's own colours Textual's other filter makes black on black.
        super().__init__(driver_class=terminal.driver_class(), ansi_color=True if "NO_COLOR" in os.environ else None)
        self.services, self._start, self._whole_cells = services, start, able.letters is not Letters.ALL
        self._choice, self._wanted, self._resume = start, start, resume
        self._plan: Plan | None = None
        self._session: Conductor | None = None
        self.window_title = ""
        self.fault: SpeedtimerError | None = None
        self.show_in(able)
        self.theme = ThemeName.TERMINAL if self.no_color else theme or ThemeName.DARK

    def get_line_filters(self) -> Sequence[LineFilter]:
        return (*super().get_line_filters(), HARMLESS)

    def compose(self) -> ComposeResult:
        yield Row("speedtimer" if self._start is None else f"Opening {self._start.workout}", id="opening")

    def on_mount(self) -> None:
        if self._driver is not None:
            terminal.on_signals(self._driver, self.interrupted)
        # After the first paint: preparing a plan imports what takes longer than all of this.
        self.call_after_refresh(lambda: self.run_worker(self._begin(), name="begin"))

    async def _begin(self) -> None:
        if self._resume is not None:
            try:
                cut_off, option = self._resume
                await self._go_on(lambda: self.services.sessions.resume(cut_off.id, option, self.bell))
            except SpeedtimerError as fault:
                self.fault = fault
                self.exit(fault.exit_code)
        elif (found := await behind(self, self._cut_off)) is not None:
            from speedtimer.tui.keymap import Keymap
            from speedtimer.tui.screens.resume import ResumeScreen

            instead = "to the library" if self._start is None else f"on to {self._start.workout}"
            await self._show(ResumeScreen(found, instead, Keymap((await self.rules()).keys)))
        else:
            await self._begin_anew()

    async def _begin_anew(self) -> None:
        if self._start is None:
            await self._open_library()
            return
        try:
            await self._open_session(await self._prepare(self._start))
        except SpeedtimerError as fault:
            self.fault = fault
            self.exit(fault.exit_code)

    async def _prepare(self, choice: Choice) -> Plan:
        def plan() -> Plan:
            found = self.services.planner.plan(choice.workout, choice.sections, choice.mode)
            # Opening the session, in the event loop's thread, finds everything loaded.
            _ = self.services.sessions
            return found

        return await behind(self, plan)

    # Both are called in a worker thread, in which alone their services are loaded.
    def _cut_off(self) -> CutOff | None:
        return self.services.sessions.cut_off()

    def _take_back(self) -> HistoryLine | None:
        return self.services.review.take_back()

    async def _open_library(self, said: str = "") -> None:
        from speedtimer.tui.screens.library import LibraryScreen

        if isinstance(self.screen, LibraryScreen):
            # A doubled key: the first has opened it.
            return
        library = self.services.library
        screen = LibraryScreen(
            self._prepare,
            lambda known: behind(self, partial(library.if_changed, known)),
            self._take_back,
        )
        await self._show(screen)
        await screen.look(said)
        await self.announce_unused()

    async def _open_preview(self, listed: Listed, choice: Choice, pressed_at: float | None = None) -> None:
        from speedtimer.tui.screens.preview import PreviewScreen

        async def about(known: object) -> tuple[object, Listed | None]:
            return await behind(self, partial(self.services.library.about_if_changed, choice.workout, known))

        choice = replace(choice, mode=choice.mode or await behind(self, lambda: self.services.profile.usual))
        await self._show(PreviewScreen(listed, choice, self._prepare, about, await self.rules(), pressed_at))
        await self.announce_unused()

    async def _open_session(
        self, plan: Plan, pressed_at: float | None = None, *, said: str = "", muted: bool = False
    ) -> None:
        """Open a session, ready, unless one is open: what asked for it may have been a doubled key.

        Raises:
            SpeedtimerError: it cannot be opened.
        """
        if self._session is not None:
            return
        driver = self.services.sessions.open(plan, self.bell)
        self._session, self._plan = driver, plan
        self.run_worker(driver.run(), name="session", group="session")
        if muted:
            await driver.mute(True)
        sections = None if self._choice is None else partial(self.services.library.sections_of, self._choice.workout)
        await self._show_session(driver, plan, self.services.profile.rules, pressed_at, sections, said)

    async def _show_session(
        self,
        driver: Conductor,
        plan: Plan,
        rules: Rules,
        pressed_at: float | None,
        sections: Callable[[], tuple[Section, ...]] | None = None,
        said: str = "",
    ) -> None:
        from speedtimer.tui.screens.session import SessionScreen

        shown = SessionScreen(
            driver,
            plan,
            rules,
            pressed_at=pressed_at,
            whole_cells=self._whole_cells,
            services=self.services,
            doubts=self.services.sessions.doubts,
            sections=sections,
            said=said,
        )
        await self._show(shown)

    async def _show(self, screen: Screen[Any]) -> None:
        """Put a screen in the place of the one that is shown."""
        if len(self.screen_stack) > 1:
            await self.switch_screen(screen)
        else:
            await self.push_screen(screen)
            # The first one is there, and with it all that is only loaded once.
            memory.attend()

    async def _end_session(self, *, keep: bool) -> tuple[View | None, str]:
        """Stop what drives the session. Give its last view, and what could not be done."""
        driver, self._session = self._session, None
        if driver is None:
            return None, ""
        notes: list[str] = []
        unlisten = driver.notes(notes.append)
        view = driver.view()
        await driver.stop(keep)
        # What is said from now on is for the next session.
        unlisten()
        return view, "; ".join(note for note in notes if not isinstance(note, Passing))

    def on_titled(self, message: Titled) -> None:
        """The window's title carries phase and clock, for a window that is not in front. Textual's own title is not
        used for it: whenever that changes, everything is painted."""
        self.window_title = message.title
        terminal.entitle(self._driver, message.title)
        # The last screen says so as it goes, and then there may be none.
        for box in self.screen.query(".clocked") if self.screen_stack else ():
            box.border_title = message.title

    @property
    def has_begun(self) -> bool:
        from speedtimer.engine.view import Phase

        return self._session is not None and self._session.view().phase is not Phase.READY

    async def make_anew(self) -> None:
        from speedtimer.tui.screens.library import LibraryScreen
        from speedtimer.tui.screens.preview import PreviewScreen

        if isinstance(self.screen, LibraryScreen):
            await self._open_library()
        elif isinstance(self.screen, PreviewScreen):
            self.screen.plan_again(await self.rules())
        elif self._session is not None and not self.has_begun and self._choice is not None:
            await self._make_ready_anew(self._choice)

    async def _make_ready_anew(self, choice: Choice, said: str = "") -> None:
        """Put another session in the place of one that is ready, unless it begins meanwhile or is to be yet another."""
        from speedtimer.tui.screens.session import SessionScreen

        self._wanted = choice
        try:
            plan = await self._prepare(choice)
            if self._wanted is choice and self._session is not None and not self.has_begun:
                self._choice, muted = choice, self._session.muted
                await self._end_session(keep=False)
                await self._open_session(plan, said=said, muted=muted)
        except SpeedtimerError as fault:
            if isinstance(self.screen, SessionScreen):
                self.screen.take_back(str(fault))

    def on_chosen_anew(self, message: ChosenAnew) -> None:
        if self._choice is not None:
            choice = replace(self._choice, sections=message.sections, mode=message.mode)
            self.run_worker(self._make_ready_anew(choice, message.said), name="make ready anew")

    async def on_workout_chosen(self, message: WorkoutChosen) -> None:
        await self._open_preview(message.listed, Choice(message.listed.asked_by), message.pressed_at)

    async def on_workout_reread(self, message: WorkoutReread) -> None:
        await self._open_preview(message.listed, message.choice)

    def on_last_asked(self, message: LastAsked) -> None:
        self.run_worker(self._open_last(message.pressed_at), name="last")

    async def _open_last(self, pressed_at: float) -> None:
        """Open the session that was done last once more, ready."""
        from speedtimer.tui.screens.library import LibraryScreen

        said = "No session has been done yet: choose one"
        try:
            last = await behind(self, self.services.profile.last_plan)
            if last is not None:
                choice = choice_of(last)
                plan = await self._prepare(choice)
                self._choice = choice
                await self._open_session(plan, pressed_at)
        except SpeedtimerError as fault:
            said = str(fault)
        if isinstance(self.screen, LibraryScreen):
            self.screen.say(said)

    async def on_session_asked(self, message: SessionAsked) -> None:
        self._choice = message.choice
        try:
            await self._open_session(message.plan, message.pressed_at)
        except SpeedtimerError as fault:
            self.notify(str(fault), severity="error", markup=False)

    def on_reconsidered(self) -> None:
        self.run_worker(self._reconsider(), name="reconsider")

    async def _reconsider(self) -> None:
        """From a session that is ready back to its preview."""
        if self._choice is None:
            return
        listed = await behind(self, partial(self.services.library.about, self._choice.workout))
        await self._end_session(keep=False)
        await self._open_preview(listed, self._choice)

    def on_session_left(self, message: SessionLeft) -> None:
        self.run_worker(self._after_session(message), name="after session")

    async def _after_session(self, message: SessionLeft) -> None:
        driver = self._session
        if driver is None:
            # A doubled key: the first has left it.
            return
        view, note = await self._end_session(keep=message.keep)
        if view is not None and self._plan is not None and message.keep:
            from speedtimer.tui.screens.summary import SummaryScreen

            await self._show(SummaryScreen(self._plan, view, self.services.review, driver.session, note))
            await self._plan_next()
        elif self._start is None:
            await self._open_library(THROWN_AWAY if message.begun else "")
        else:
            self.exit(0, message=THROWN_AWAY if message.begun else None)

    async def _plan_next(self) -> None:
        """Make the plan of the same session once more, as it is after this one, so that the next start finds it."""
        if self._choice is not None:
            # What is wrong with it by now is said where it is asked for.
            with suppress(SpeedtimerError):
                await self._prepare(self._choice)

    def action_library(self) -> None:
        self.run_worker(self._open_library(), name="library")

    async def action_history(self) -> None:
        from speedtimer.tui.screens.history import HistoryScreen

        await self._show(HistoryScreen(self.services.review))

    async def action_quit(self) -> None:
        self.exit(0)

    async def leave_at_once(self) -> None:
        driver, self._session = self._session, None
        try:
            if driver is not None:
                await driver.leave()
        finally:
            self.exit(INTERRUPTED)
