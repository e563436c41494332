"""The session screen: one frozen view a frame, one timer to the next change, every key answered in a line."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from textual import events
from textual.app import ComposeResult
from textual.timer import Timer

from speedtimer.actions import COMMANDS, Action, pausing, pressing
from speedtimer.app.services import Services
from speedtimer.engine.commands import Command
from speedtimer.engine.cue_table import Cue
from speedtimer.engine.events import CueSounded, Event, Refusal, Refused
from speedtimer.engine.view import Phase, View
from speedtimer.plan import Plan, Section
from speedtimer.rules import Rules
from speedtimer.runtime.conductor import Conductor
from speedtimer.tui import memory
from speedtimer.tui.dial import changes_in_ms
from speedtimer.tui.face import Face, Lengths, face, in_effort
from speedtimer.tui.keymap import Keymap
from speedtimer.tui.lately import small_bars
from speedtimer.tui.messages import Reconsidered, SessionLeft, Titled
from speedtimer.tui.said import not_kept_text, said
from speedtimer.tui.screens.asking import Asking
from speedtimer.tui.screens.coaching import Coaching
from speedtimer.tui.screens.help import NOTE, show_keys
from speedtimer.tui.themes import Part
from speedtimer.tui.widgets.answer import MUTED, Answer
from speedtimer.tui.widgets.big import Band, Clock
from speedtimer.tui.widgets.doubts import Doubts
from speedtimer.tui.widgets.drawn import Drawn
from speedtimer.tui.widgets.far import Far
from speedtimer.tui.widgets.hero import Hero
from speedtimer.tui.widgets.row import Hints, Row
from speedtimer.tui.widgets.setup import Setup
from speedtimer.wording import Roll, mute_text, sample_text

LEAST_COLUMNS: Final = 40
LEAST_ROWS: Final = 12
LOW_ROWS: Final = 18
FLASH_S: Final = 0.25
EDGE_S: Final = 2.0
"""How long the border stays that takes the place of a flash: what does not move needs longer to be seen."""


FOCUS_CLICK_S: Final = 0.3
"""A click this soon after the window came to the front only brought it there."""

SCROLLS: Final = {"up": -1, "down": 1}
"""Keys that before the start move what there is to arrange, and by how many lines."""


class SessionScreen(Asking, Coaching):
    """One session, from ready to complete.

    Args:
        driver: drives it; the maker of the screen runs and stops it.
        pressed_at: when the key was pressed that opened the screen, on the clock of Textual's events, so that the
            same press held down or doubled does not start the session; None where no press did.
        services: where the sessions to compare with are read, in a thread; None for none.
        doubts: looks round for what would spoil the session; called in a thread.
        sections: gives the sections of the workout, in a thread; None where none can be chosen any more.
        said: what the key was answered that it was opened by.
    """

    CSS_PATH = ["session.tcss", "figured.tcss"]  # noqa: RUF012  # as Textual declares
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal"), (110, "-wide")]  # noqa: RUF012  # as Textual declares
    VERTICAL_BREAKPOINTS = [(0, "-low"), (LOW_ROWS, "-middle"), (30, "-tall"), (46, "-grand")]  # noqa: RUF012

    def __init__(
        self,
        driver: Conductor,
        plan: Plan,
        rules: Rules,
        *,
        pressed_at: float | None = None,
        whole_cells: bool = False,
        services: Services | None = None,
        doubts: Callable[[], tuple[str, ...]] = tuple,
        sections: Callable[[], tuple[Section, ...]] | None = None,
        said: str = "",
    ) -> None:
        super().__init__()
        self._driver, self._plan, self._rules = driver, plan, rules
        self._pressed_at, self._whole_cells = pressed_at, whole_cells
        self._keymap = Keymap(rules.keys)
        self.remedy = f": {self._keymap.first_keys['keys']} shows the keys"
        self._doubts, self._sections = doubts, sections
        self._services = services
        self._lengths = Lengths(plan.steps)
        self._roll = Roll(plan.steps)
        self._face: Face | None = None
        self._answer = Answer(id="answer")
        self._opened_by = said
        self._wake: Timer | None = None
        self._calm: Timer | None = None
        self._lit = False
        self._title = ""
        self._came_to_front = False

    def compose(self) -> ComposeResult:
        with Hero(id="hero"):
            yield Band(id="band", whole_cells=self._whole_cells)
            yield Clock(id="clock", whole_cells=self._whole_cells)
            yield self._setup()
        yield Row(id="title")
        yield Row(id="tip")
        yield Row(id="coach")
        yield Row(id="coming")
        yield Far(id="far")
        yield Doubts(self._doubts, id="doubts")
        yield self._answer
        yield Hints(id="hints")
        yield Row(id="tiny")

    def on_mount(self) -> None:
        self.call_after_refresh(memory.settle)
        self._listening = (self._driver.listen(self._happened), self._driver.notes(self._note))
        self.watch(self.app, "app_focus", self._focused, init=False)
        self._look()
        self.say(self._opened_by)
        if self._services is not None:
            # After the first paint, which neither the history nor the coach is needed for.
            self.call_after_refresh(self.run_worker, partial(self._look_back, self._services), name="look back")
        if self._keymap.unknown:
            self.say(f"The settings give keys to what there is not: {', '.join(self._keymap.unknown)}")

    def on_unmount(self) -> None:
        memory.unsettle()
        self.app.post_message(Titled("speedtimer"))
        for unlisten in self._listening:
            unlisten()

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width < LEAST_COLUMNS or event.size.height < LEAST_ROWS, "-tiny")
        self._draw_answer()
        view = self._driver.view()
        self._advise(view)
        self._make_room(view.phase is Phase.READY)

    @property
    def actions(self) -> tuple[Action, ...]:
        return self._keymap.actions

    def name_of(self, key: str) -> str | None:
        return self._keymap.name_of(key)

    def unnamed(self, event: events.Key) -> None:
        """Before the start Up and Down move the words, and numbers switch sections."""
        setup = self.query(Setup)
        if event.key in SCROLLS and setup:
            setup.first().scroll_words(SCROLLS[event.key])
        elif event.key.isdecimal() and setup:
            self._choose(event.key)
        else:
            super().unnamed(event)

    async def on_click(self, event: events.Click) -> None:
        """A click anywhere but on a hint is the press, unless it only brought the window to the front."""
        if self._came_to_front:
            self._came_to_front = False
            self.say("That click brought the window to the front: click again for the press")
        else:
            await self.do("press", event.time)

    async def do(self, name: str, at: float, key: str = "") -> None:
        phase = self._driver.view().phase
        action = self._keymap.by_id[name]
        if action.phases and phase not in action.phases:
            self.say(action.elsewhere.format_map(self._keymap.first_keys))
            return
        match name:
            case "jump" | "quit" if self.app.screen is not self:
                # A doubled key: what it asks for is on the screen already.
                pass
            case "press" if phase in (Phase.READY, Phase.PAUSED) and self._is_same_press(at):
                if phase is Phase.READY:
                    # In a pause what it asks is not to be hidden by a key that is held.
                    self.say("Too soon after the last press to be one")
            case "press":
                await self._press(at)
            case "pause":
                await self._give(pausing(self._driver.view()), at)
            case "change":
                self.post_message(Reconsidered())
            case "way":
                self._choose(name)
            case "hear":
                self._sample()
            case "mute":
                await self._mute()
            case "keys":
                show_keys(self, self.actions, NOTE, self._title)
            case "jump":
                self._choose_step()
            case "split":
                await self._type_split(at)
            case "quit":
                self._ask_to_leave(phase)
            case _ if name in COMMANDS:
                await self._give(COMMANDS[name], at)
            case _:
                await super().do(name, at, key)

    def _sample(self) -> None:
        """Sound a cue, and look once more at what was doubtful."""
        self._driver.sample()
        self.say(sample_text(self._driver.playing, muted=self._driver.muted, mute=self._keymap.first_keys["mute"]))
        self.query_one(Doubts).ask_again()

    async def _mute(self) -> None:
        await self._driver.mute(not self._driver.muted)
        self.say(mute_text(self._driver.muted, self._keymap.first_keys["mute"]))
        # The moment may look the same but for this.
        self._face = None
        self._look()

    def _is_same_press(self, at: float) -> bool:
        """Whether this is still the press that opened the screen. As in the engine, each one restarts the wait."""
        same = self._pressed_at is not None and at - self._pressed_at < self._rules.guards.bounce_ms / 1000
        self._pressed_at = at if same else None
        return same

    async def _press(self, at: float) -> None:
        happened = await self._give(pressing(self._driver.view()), at)
        if any(isinstance(event, Refused) and event.reason is Refusal.COMPLETE for event in happened):
            self.post_message(SessionLeft(keep=True, begun=True))

    async def _give(self, command: Command, at: float) -> tuple[Event, ...]:
        happened = await self._driver.give(command, round(at * 1_000_000_000))
        self.say(self._said(happened, self._driver.view()))
        self._look()
        return happened

    def _happened(self, happened: tuple[Event, ...], view: View) -> None:
        """Show what the driver tells, as it tells it."""
        if view.steps is not self._lengths.steps:
            self._lengths, self._roll = Lengths(view.steps), Roll(view.steps)
        # A runner in an effort does not read; that it takes twice as long as expected is asked all the same.
        asks = any(isinstance(event, CueSounded) and event.cue is Cue.SUGGESTION for event in happened)
        if in_effort(view) and not asks:
            self._answer.clear()
        else:
            self._answer.say(self._said(happened, view))
        if any(isinstance(event, CueSounded) and event.cue.traits.flashes for event in happened):
            self._light_up()
        self._advise(view)
        self._draw(view)

    def _said(self, happened: tuple[Event, ...], view: View) -> str:
        return said(happened, self._roll, view.step, offered=view.armed is not None)

    def _note(self, sentence: str) -> None:
        self._answer.note(sentence)
        self._look()

    def say(self, line: str) -> None:
        self._answer.say(line)
        self._draw_answer()

    def _light_up(self) -> None:
        """Have the next thing drawn light up for a moment, or stand within a border where motion is not wanted."""
        if self._calm is not None:
            self._calm.stop()
        self._lit = True
        self._calm = self.set_timer(FLASH_S if self._may_move else EDGE_S, self._calm_down)

    @property
    def _may_move(self) -> bool:
        """Whether motion is wanted."""
        return self._rules.cues.flash and self.app.animation_level != "none"

    def _calm_down(self) -> None:
        self._lit = False
        self._dress()

    def on_hero_rearranged(self) -> None:
        self._dress()

    def _dress(self) -> None:
        """Style the large part for the phase, and light up all the rest with it."""
        hero = self.query_one(Hero)
        if self._face is None:
            return
        moves = self._may_move
        lit = self._lit and moves
        if not lit:
            # What stands beside the clock comes and goes when the flash is over: to lay it out holds a new phase up.
            hero.accompany(self._face.figure or self._face.bars, moves=moves and self._face.look != "paused")
        if hero.dress(self._face.look, lit=lit, edged=self._lit and not moves):
            self._arrange_setup(hero)
            for row in self.children:
                if isinstance(row, Drawn) and row is not hero:
                    row.wear(hero.attire(Part.CLOCK) if lit else None)
        # All that a window too small for more has of the phase's colour.
        self.query_one("#tiny", Row).wear(hero.attire(Part.BAND))
        tip = self.query_one("#tip", Row)
        if self._face.bars is None or hero.has_company:
            tip.show(self._face.tip)
        else:
            tip.show(self._face.short, small_bars(self._face.bars))

    def _arrange_setup(self, hero: Hero) -> None:
        """Once begun, the setup goes: a fifth of every change of phase went into styling what is not to be seen. An
        undo back to before the start brings it back."""
        ready, there = self._face is not None and self._face.look == "ready", hero.query("#setup")
        if not ready:
            there.remove()
        elif not there:
            hero.mount(self._setup())
        self._make_room(ready)

    def _make_room(self, ready: bool) -> None:
        """Where rows are few, tip and what comes next leave theirs to the setup: the line above says what is first."""
        for name in ("#tip", "#coming"):
            styles = self.query_one(name).styles
            if ready and self.size.height < LOW_ROWS:
                styles.display = "none"
            elif styles.has_rule("display"):
                styles.clear_rule("display")

    def _setup(self) -> Setup:
        return Setup(self._plan, self._sections, self._keymap.first_keys["way"], id="setup")

    def _choose(self, key: str) -> None:
        """Choose what is on, or how it is run."""
        self.say(self.query_one(Setup).choose(key))

    def take_back(self, fault: str) -> None:
        """What was chosen cannot be had: say why."""
        self.say(fault)
        for setup in self.query(Setup):
            setup.take_back()

    def _look(self) -> None:
        """Draw this moment."""
        self._draw(self._driver.view())

    def _draw(self, view: View) -> None:
        """Draw a moment, and wake up when the next one looks different."""
        if view.steps is not self._lengths.steps:
            self._lengths, self._roll = Lengths(view.steps), Roll(view.steps)
        shown = face(view, self._lengths, self._keymap.first_keys)
        if shown != self._face:
            self._paint(shown)
        self._dress()
        if self._may_move:
            self.query_one(Hero).march(view.in_step_ms // 1000)
        self.query_one(Doubts).look(ready=view.phase is Phase.READY, playing=self._driver.playing)
        self.query_one("#hints", Hints).show(self._keymap.hints(view, muted=self._driver.muted))
        self._draw_answer()
        if self._wake is not None:
            self._wake.stop()
            self._wake = None
        changes_ms = changes_in_ms(view, self._rules.speed)
        if changes_ms is not None:
            self._wake = self.set_timer(changes_ms / 1000 / self._rules.speed, self._look)

    def _paint(self, shown: Face) -> None:
        self._face = shown
        self.query_one(Band).show(shown.sign, shown.word, shown.rep)
        self.query_one(Clock).show(shown.dial.text)
        self.query_one("#title", Row).show(shown.title, aside=shown.dial.limit)
        self.query_one("#coming", Row).show(shown.coming, not_kept_text(self._driver))
        self.query_one(Far).show(None if shown.bare else shown.share, shown.where)
        muted = MUTED if self._driver.muted else ""
        tiny = " ".join(part for part in (shown.word, shown.dial.text, shown.rep, muted) if part)
        # Tenths would only make the title flicker.
        title = " ".join(part for part in (shown.word, shown.dial.text.split(".")[0], shown.rep) if part)
        if title != self._title:
            self._title = title
            self.post_message(Titled(title))
        said = shown.alert or (shown.title if shown.look == "ready" else "too small a window to show more")
        self.query_one("#tiny", Row).show(f"{tiny} - {said}")

    def _draw_answer(self) -> None:
        alert, lasts = ("", False) if self._face is None else (self._face.alert, self._face.lasts)
        self._answer.frame(alert, MUTED if self._driver.muted else "", lasts=lasts)

    def _focused(self, focused: bool) -> None:
        """Remember for a moment that the window has just come to the front."""
        if focused:
            self._came_to_front = True
            self.set_timer(FOCUS_CLICK_S, lambda: setattr(self, "_came_to_front", False))
