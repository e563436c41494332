"""The settings: every table of `settings.toml`, every key, its range, its default, and what the screen says of it.

Times are written as in a workout (`10 s`, `1:30`; a bare number is seconds), speeds in metres per second. What the file
does not name keeps its default. One line here is a whole setting: its type reads it and writes it back as the file has
it, errors and the screen take the range from the type and the words from its `Label`, and the rules get it by its name.
`.github/docs/settings.md` lists every key, and a test holds the two together. Loads pydantic.
"""

import re
from dataclasses import fields, replace
from enum import Enum
from typing import Annotated, Any, Final, Literal, Self, TypeVar, get_args, get_origin

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic.fields import FieldInfo

from speedtimer.engine.cue_table import Cue
from speedtimer.plan import Mode, Section
from speedtimer.rules import BackendName, CueChoices, Guards, LeadIns, Paces, Rules
from speedtimer.settings.field_types import (
    Cues,
    KeyName,
    Keys,
    Label,
    LeadInTime,
    Percent,
    Sections,
    Thousandths,
    Time,
    Times,
    flaw,
    in_agreement,
)
from speedtimer.settings.key_names import FIRST_KEYS
from speedtimer.settings.preferences import Preferences, ThemeName

_GUARDS, _LEAD_INS, _CUES, _PACES = Guards(), LeadIns(), CueChoices(), Paces()
_UNIT: Final = re.compile(r"_(mm_s|ms|s|percent|permille)$")

_R = TypeVar("_R")


_BY_THE_CLOCK: Final = "Where the clock ends recoveries and jogs, so that nobody presses. Elsewhere a press does."
_SECTIONS: Final = {
    Section.WARM_UP: "end of the warm-up",
    Section.EASY_JOG: "end of the easy jog",
    Section.DRILLS: "recoveries of drills",
    Section.STRIDES: "recoveries of strides",
    Section.MAIN: "recoveries of the main set",
    Section.WARM_DOWN: "end of the warm-down",
}
_AUTO: Final = Label(
    "",
    _BY_THE_CLOCK,
    values={"on": "by the clock", "off": "by the press"},
    members={section: Label(name, _BY_THE_CLOCK) for section, name in _SECTIONS.items()},
)
_SILENCED: Final = Label(
    "",
    "Cues that are not to sound.",
    values={"on": "sounds", "off": "is silent"},
    # The other two have a switch of their own.
    members={
        cue: Label(cue.traits.label, f"Sounds {cue.traits.when}.")
        for cue in Cue
        if cue not in (Cue.HALFWAY, Cue.MINUTE)
    },
    inverted=True,
)
_TIMED: Final = Label(
    "who holds the watch",
    "Whoever holds the watch ends efforts by a press.",
    values={"off": "nobody (solo)", "main": "somebody, in the main set", "all": "somebody, in every section"},
)
_SPEECH: Final = Label(
    "words",
    "How much is said: what comes next and the rep, the rep alone, or nothing.",
    values={"full": "what comes next, and the rep", "brief": "the rep alone", "off": "none"},
)
_BACKEND: Final = Label(
    "what plays the sounds",
    "What plays the sounds; auto takes the best there is.",
    values={"auto": "the best there is", "bell": "the terminal's bell", "silent": "nothing"},
)
_THEME: Final = Label(
    "theme",
    "The theme to begin with; t changes it for the time being.",
    values={ThemeName.TERMINAL: "the terminal's own"},
)


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


class _Session(_Table):
    timed: Annotated[Literal["off", "main", "all"], _TIMED] = "off"
    auto: Annotated[Sections, _AUTO] = ()


class _Guards(_Table):
    bounce: Annotated[
        Time,
        Field(ge=100, le=3000, description="a time from 0.1 to 3 s"),
        Label("doubled press, if within", "A key that comes again sooner than this is the same press."),
    ] = _GUARDS.bounce_ms
    second_press: Annotated[
        Time,
        Field(ge=1000, le=30_000, description="a time from 1 to 30 s"),
        Label("press repeated, if within", "So long after a refused press a second one does it after all."),
    ] = _GUARDS.second_press_ms
    top_speed: Annotated[
        Thousandths,
        Field(ge=5000, le=20_000, description="metres per second, from 5 to 20"),
        Label("nobody runs faster than", "Nobody runs faster: a press that says so is refused.", "m/s"),
    ] = _GUARDS.top_speed_mm_s
    back: Annotated[
        Time,
        Field(ge=0, le=60_000, description="a time from 0 to 60 s"),
        Label("back a whole step, if within", "This early in a step, going back means the step before."),
    ] = _GUARDS.back_ms

    @model_validator(mode="after")
    def _room_for_a_second(self) -> Self:
        if self.second_press <= self.bounce:
            raise flaw(
                "second_press leaves no room after bounce",
                "make second_press the longer of the two",
                "second_press",
                "bounce",
            )
        return self


class _LeadIns(_Table):
    effort: Annotated[LeadInTime, Label("lead-in of an effort", "From the press to GO before an effort.")] = (
        _LEAD_INS.effort_ms
    )
    stride: Annotated[LeadInTime, Label("lead-in of a stride", "From the press to GO before a stride.")] = (
        _LEAD_INS.stride_ms
    )
    drill: Annotated[LeadInTime, Label("lead-in of a drill", "From the press to GO before a drill.")] = (
        _LEAD_INS.drill_ms
    )
    timed: Annotated[
        LeadInTime, Label("lead-in with a watch", "From the press to GO where somebody holds the watch.")
    ] = _LEAD_INS.timed_ms
    after_auto_jog: Annotated[
        Time,
        Field(ge=0, le=300_000, description="a time from 0 to 5 min"),
        Label("lead-in after a clocked jog", "From the end of a jog that the clock ended to GO."),
    ] = _LEAD_INS.after_auto_jog_ms


class _Cues(_Table):
    sound: Annotated[bool, Label("sound", f"Sessions begin heard; {FIRST_KEYS['mute']} mutes one.")] = True
    count: Annotated[
        int,
        Field(ge=0, le=10, description="whole seconds from 0 to 10"),
        Label("count before GO", "The count before GO.", "s"),
    ] = _CUES.count_s
    halfway: Annotated[
        bool, Label(Cue.HALFWAY.traits.label, "A cue at half of a timed effort or jog of 20 s or more.")
    ] = _CUES.halfway
    minute: Annotated[bool, Label(Cue.MINUTE.traits.label, "A cue at every full minute of a jog or an effort.")] = (
        _CUES.minute
    )
    silenced: Annotated[Cues, _SILENCED] = ()
    speech: Annotated[Literal["full", "brief", "off"], _SPEECH] = "full"
    flash: Annotated[bool, Label("flash of the screen", "The screen flashes with GO and with every end.")] = _CUES.flash
    volume: Annotated[Percent, Label("volume", "How loud the cues are, in percent.", "%")] = _CUES.volume_percent
    speech_volume: Annotated[Percent, Label("volume of the words", "How loud the words are, in percent.", "%")] = (
        _CUES.speech_volume_percent
    )
    latency_ms: Annotated[
        int,
        Field(ge=0, le=1000, description="whole milliseconds from 0 to 1000"),
        Label(
            "delay of your speaker",
            "How late your speaker is (Bluetooth: 150 to 300): cues are sent that much earlier.",
            "ms",
        ),
    ] = _CUES.latency_ms
    keep_alive: Annotated[
        bool,
        Label("tone against falling asleep", "A tone too low to hear keeps a Bluetooth speaker from falling asleep."),
    ] = _CUES.keep_alive
    backend: Annotated[BackendName, Field(strict=False), _BACKEND] = BackendName.AUTO


class _Paces(_Table):
    drill: Annotated[Times, Label("drill", "How long you take for a drill, until sessions teach better.")] = (
        _PACES.drill_ms
    )
    stride: Annotated[Times, Label("stride", "How long you take for a stride, until sessions teach better.")] = (
        _PACES.stride_ms
    )
    effort: Annotated[Times, Label("effort", "How long you take for an effort, until sessions teach better.")] = (
        _PACES.effort_ms
    )
    walk: Annotated[
        Thousandths,
        Field(ge=300, le=3000, description="metres per second, from 0.3 to 3"),
        Label("walking pace", "How fast you walk back, in metres per second.", "m/s"),
    ] = _PACES.walk_mm_s
    walk_top: Annotated[
        Thousandths,
        Field(ge=1000, le=10_000, description="metres per second, from 1 to 10"),
        Label("nobody walks faster than", "Faster than this it was no walk, and the press is refused.", "m/s"),
    ] = _PACES.walk_top_mm_s
    riegel: Annotated[
        Thousandths,
        Field(ge=1000, le=1300, description="a number from 1 to 1.3"),
        Label("slowing over distance", "Riegel's exponent: how times grow with distances for which none stands here."),
    ] = _PACES.riegel_permille

    @model_validator(mode="after")
    def _walks_below_the_top(self) -> Self:
        if self.walk_top <= self.walk:
            raise flaw("walk_top is no faster than walk", "make walk_top the faster of the two", "walk_top", "walk")
        return self


class _Screen(_Table):
    theme: Annotated[ThemeName, Field(strict=False), _THEME] = ThemeName.DARK


_DEFAULTS: Any = {}


class Settings(_Table):
    """The whole file."""

    # So that a table that is not there is built with the others, and not once more by itself.
    model_config = ConfigDict(validate_default=True)

    session: Annotated[_Session, Field(description="a table, [session]")] = _DEFAULTS
    guards: Annotated[_Guards, Field(description="a table, [guards]")] = _DEFAULTS
    lead_in: Annotated[_LeadIns, Field(description="a table, [lead_in]")] = _DEFAULTS
    cues: Annotated[_Cues, Field(description="a table, [cues]")] = _DEFAULTS
    paces: Annotated[_Paces, Field(description="a table, [paces]")] = _DEFAULTS
    screen: Annotated[_Screen, Field(description="a table, [screen]")] = _DEFAULTS
    keys: Annotated[
        dict[KeyName, Keys],
        AfterValidator(in_agreement),
        Field(description='a table, [keys], with lines like skip = ["z"]'),
    ] = {}

    def preferences(self) -> Preferences:
        """Return what these settings come to."""
        timed = {"off": frozenset[Section](), "main": frozenset({Section.MAIN}), "all": frozenset(Section)}
        rules = Rules(
            _chosen(_GUARDS, self.guards),
            _chosen(_LEAD_INS, self.lead_in),
            _chosen(_CUES, self.cues),
            _chosen(_PACES, self.paces),
            tuple(self.keys.items()),
        )
        mode = Mode(timed[self.session.timed], frozenset(self.session.auto))
        return Preferences(rules, mode, self.screen.theme, self.cues.sound)

    def written(self) -> dict[str, Any]:
        """Return the settings as a runner would write them: `"10 s"` for a time of 10000 ms, lists, plain texts."""
        return self.model_dump(mode="json")


def _chosen(rules: _R, table: _Table) -> _R:
    """Return rules with what a table says. A rule is called as its setting is, with or without its unit at the end."""
    said = {name: frozenset(value) if name == "silenced" else value for name, value in table}
    names = {rule.name: _UNIT.sub("", rule.name) for rule in fields(rules)}  # type: ignore[arg-type]
    found = {rule: said.get(rule, said.get(name)) for rule, name in names.items() if {rule, name} & said.keys()}
    return replace(rules, **found)  # type: ignore[type-var]


def label_of(setting: FieldInfo) -> Label:
    """Return what the screen says of a setting."""
    return next(each for each in setting.metadata if isinstance(each, Label))


def choices_of(setting: FieldInfo) -> tuple[str, ...]:
    """Return the values that there are to choose from, nothing for a setting that is no choice."""
    kind = setting.annotation
    if isinstance(kind, type) and issubclass(kind, Enum):
        return tuple(str(each.value) for each in kind)
    return get_args(kind) if get_origin(kind) is Literal else ()


def range_of(setting: FieldInfo) -> str:
    """Return what may be written in the place of what may not."""
    if setting.annotation is bool:
        return "true or false"
    *others, last = (f'"{each}"' for each in choices_of(setting) or ("",))
    return setting.description or f"{', '.join(others)} or {last}"
