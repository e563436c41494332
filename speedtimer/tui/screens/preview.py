"""The preview: what today's session will be, sections on and off, and how it is run."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual import events
from textual.app import ComposeResult
from textual.containers import ScrollableContainer, Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

from speedtimer.actions import Action
from speedtimer.app.library import Listed
from speedtimer.app.planner import Choice
from speedtimer.errors import SpeedtimerError
from speedtimer.plan import Mode, Plan, Section, Step
from speedtimer.rules import Rules
from speedtimer.totals import add_up
from speedtimer.tui.behind import unless_gone
from speedtimer.tui.face import section_name
from speedtimer.tui.figures import figures_of
from speedtimer.tui.keymap import Keymap
from speedtimer.tui.messages import SessionAsked, WorkoutReread
from speedtimer.tui.modes import after, meaning, switched, way_of
from speedtimer.tui.outline import outline
from speedtimer.tui.screens.keyed import COMMON, SETTINGS, Keyed
from speedtimer.tui.screens.library import length_said
from speedtimer.tui.watch import watch_files
from speedtimer.tui.widgets.profile import Profile
from speedtimer.tui.widgets.row import Hint, Hints, Row, wrapped
from speedtimer.tui.widgets.standing import Standing
from speedtimer.tui.widgets.stills import Stills

_PROFILE = ((30, 7), (18, 4), (0, 2))
"""From how many rows of the screen on the profile has how many at least."""

_MOST = 0.4
"""How much of the screen the profile takes at most."""

_BESIDE = 70
"""From so many columns on the plan stands beside the sections; below that under them, and the profile is low."""

_CHOICES, _EDGES, _LINES = 34, 3, 6
"""How many columns the sections and the edges of the plan take, and how many rows are not profile nor plan."""


class PreviewScreen(Keyed[None]):
    """Look a session over before it is opened.

    Args:
        listed: the workout.
        choice: what is on at first, and how it is run.
        prepare: unrolls a choice, elsewhere than in the event loop.
        about: gives how the workout's file looks and, where it was known otherwise, what is in it; likewise.
        rules: say which keys are the press, and how soon after another one it is none.
        pressed_at: when the key of a clicker opened this, so that the same one doubled does not go on; None where none
            did.
    """

    CSS_PATH = "preview.tcss"
    ACTIONS = (
        Action("way", ("w",), "another way to run it", "solo, timed, timed all, auto", hint="solo, timed, auto"),
        Action("scroll", ("up", "down"), "", "scroll the plan"),
        SETTINGS,
        *COMMON,
        Action(
            "library",
            ("escape", "backspace", "left", "pageup", "q"),
            "back to the library",
            "choose another workout",
            hint="back",
            hidden=("ctrl+c", "ctrl+q"),
        ),
    )
    HINTS = (
        *("go", Hint("1-9", "on or off", "sections"), "way", "keys", "settings"),
        *(Hint("Up Down", "scroll", "scroll"), "theme", "library"),
    )
    PANES = "#plan, #body"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_BESIDE, "-normal"), (110, "-wide")]  # noqa: RUF012  # as Textual declares
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-middle"), (30, "-tall")]  # noqa: RUF012

    def __init__(
        self,
        listed: Listed,
        choice: Choice,
        prepare: Callable[[Choice], Awaitable[Plan]],
        about: Callable[[object], Awaitable[tuple[object, Listed | None]]],
        rules: Rules,
        pressed_at: float | None = None,
    ) -> None:
        super().__init__()
        self._keymap, self._bounce_s = Keymap(rules.keys), rules.guards.bounce_ms / 1000
        self._pressed_at = pressed_at
        self._workout = choice.workout
        self._listed, self._prepare, self._about = listed, prepare, about
        self._seen: object = None
        on = frozenset(section for section, is_on in listed.sections if is_on)
        self._on = on if choice.sections is None else choice.sections
        self._mode = choice.mode or Mode()
        self._plan: Plan | None = None

    @property
    def actions(self) -> tuple[Action, ...]:
        """What keys do here: the press, then a number for each section."""
        press = self._keymap.by_id["press"].every_key
        start = Action("go", press, "to the start", "the session, ready; the next press starts it", hint="to the start")
        switches = (
            Action(section, (f"{number}",), f"{section_name(section)} on or off", f"it is {self._mark(section)} now")
            for number, (section, _) in enumerate(self._listed.sections, 1)
        )
        return (start, *switches, *self.ACTIONS)

    def compose(self) -> ComposeResult:
        yield Row(self._listed.name, self._listed.purpose, id="name")
        yield Profile(id="profile")
        with ScrollableContainer(id="body", can_focus=False):
            with Vertical(id="choices"):
                for number, (section, _) in enumerate(self._listed.sections, 1):
                    yield Static(id=f"section-{number}", classes="section", name=section)
                yield Static(id="way", markup=False)
            with VerticalScroll(id="plan", can_focus=False):
                yield Static(id="outline", markup=False)
                yield Stills(id="stills")
        yield Row(id="takes")
        yield Standing(id="answer")
        yield Hints(id="hints")

    def on_mount(self) -> None:
        self.query_one(Hints).show(self.hints)
        self._changed()
        watch_files(self, self.look)
        self.run_worker(self.look(), name="look")

    def on_resize(self, event: events.Resize) -> None:
        self._share_rows(event.size)

    def _share_rows(self, size: Size) -> None:
        """Set the profile to the rows of the screen that the plan does not need, up to a share of all."""
        least = next(high for low, high in _PROFILE if size.height >= low)
        plan = 0 if self._plan is None else self._plan_rows(self._plan, size.width - _CHOICES - _EDGES)
        # Side by side with the plan the sections never take more rows than it does.
        spare = size.height - _LINES - plan if size.width >= _BESIDE else 0
        self.query_one(Profile).styles.height = max(least, min(round(size.height * _MOST), spare))

    def _plan_rows(self, plan: Plan, width: int) -> int:
        """How many rows a plan in words takes, with the figures below it."""
        words = sum(max(1, len(wrapped(line, "", width, len(line)))) for line in said_of(plan))
        stills = self.query_one(Stills)
        return words + 1 + stills.get_content_height(self.size, self.size, width)

    async def look(self) -> None:
        """See whether the file has changed; the first time only how it looks."""
        try:
            self._seen, listed = await unless_gone(self, self._about(self._seen))
        except SpeedtimerError as fault:
            self._show_fault(fault)
            return
        if listed is not None:
            self.post_message(WorkoutReread(listed, self._choice))

    def name_of(self, key: str) -> str | None:
        return "go" if self._keymap.is_press(key) else super().name_of(key)

    def unnamed(self, event: events.Key) -> None:  # noqa: ARG002  # the answer is the same for every key
        press = self._keymap.first_keys["press"]
        self.say(f"1 to 9 switch sections, w changes how it is run, {press} goes to the start, ? all")

    def _press(self, at: float) -> None:
        """Go on to the start, unless this is still the press that opened the screen. Each one restarts the
        wait."""
        if self._pressed_at is not None and at - self._pressed_at < self._bounce_s:
            self._pressed_at = at
            self.say("Too soon after the last press to be one")
        else:
            self._go(at)

    def on_click(self, event: events.Click) -> None:
        """A click on a section switches it; one on how it is run changes that."""
        widget = event.widget
        if widget is not None and widget.has_class("section") and widget.name is not None:
            self._switch(Section(widget.name))
        elif widget is not None and widget.id == "way":
            self._change_way()

    async def do(self, name: str, at: float, key: str = "") -> None:
        if name in [section for section, _ in self._listed.sections]:
            self._switch(Section(name))
        elif name == "way":
            self._change_way()
        elif name == "go" and key:
            self._press(at)
        elif name == "go":
            self._go(at)
        else:
            await super().do(name, at, key)

    def _change_way(self) -> None:
        self._mode = after(self._mode)
        self._changed()

    def _go(self, at: float) -> None:
        if self._plan is None:
            self.say("There is nothing to start yet")
        else:
            self.post_message(SessionAsked(self._choice, self._plan, at))

    def plan_again(self, rules: Rules) -> None:
        """Make the plan again by changed settings. rules: those that hold now."""
        self._keymap, self._bounce_s = Keymap(rules.keys), rules.guards.bounce_ms / 1000
        self.query_one(Hints).show(self.hints)
        self._changed()

    @property
    def _choice(self) -> Choice:
        return Choice(self._workout, self._on, self._mode)

    def _mark(self, section: Section) -> str:
        return "on" if section in self._on else "off"

    def _switch(self, section: Section) -> None:
        self._on = switched(self._on, section)
        self._changed()

    def _changed(self) -> None:
        """Show the choices, and have the plan made that they amount to."""
        for number, (section, _) in enumerate(self._listed.sections, 1):
            style = "bold" if section in self._on else "$quiet"
            words = f"{self._mark(section):<3}  {section_name(section)}"
            line = Content.assemble((f"{number} ", "bold $keys"), (words, style))
            self.query_one(f"#section-{number}", Static).update(line)
        self._show_way(() if self._plan is None else self._plan.steps)
        self.run_worker(self._make(self._choice), exclusive=True, group="plan")

    def _show_way(self, steps: tuple[Step, ...]) -> None:
        name, means = way_of(self._mode).name, meaning(self._mode, steps)
        self.query_one("#way", Static).update(Content.assemble(("w ", "bold $keys"), (name, "bold"), f"\n{means}"))

    async def _make(self, choice: Choice) -> None:
        try:
            plan = await unless_gone(self, self._prepare(choice))
        except SpeedtimerError as fault:
            self._show_fault(fault)
            return
        self._plan = plan
        self._show_way(plan.steps)
        totals = add_up(plan.steps)
        self.query_one("#outline", Static).update("\n".join(said_of(plan)))
        self.query_one(Stills).show(figures_of(plan.steps))
        self.query_one(Profile).show(plan.steps)
        done = f"Last done {self._listed.last_done}" if self._listed.last_done is not None else ""
        takes = f"Takes {length_said((totals.estimated_min_ms, totals.estimated_max_ms))}"
        self.query_one("#takes", Row).show(takes, aside=done)
        self.say("")
        self._share_rows(self.size)

    def _show_fault(self, fault: SpeedtimerError) -> None:
        """Show why there is no plan, and nothing of the one before."""
        self._plan = None
        self.query_one("#outline", Static).update(str(fault))
        self.query_one(Stills).show(())
        self.query_one(Profile).show(())
        self.query_one("#takes", Row).show("")
        self._show_way(())
        self.say(str(fault))
        self._share_rows(self.size)


def said_of(plan: Plan) -> tuple[str, ...]:
    """Return what is in a plan, and what to arrange for it, as lines."""
    return (*outline(plan), "", *plan.setup)
