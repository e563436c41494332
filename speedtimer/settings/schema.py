"""The settings: every table of `settings.toml`, every key, its range, its default, and what the screen says of it.

Times are written as in a workout (`10 s`, `1:30`; a bare number is seconds), speeds in metres per second. What the file
does not name keeps its default. One line here is a whole setting: its type reads it and writes it back as the file has
it, errors and the screen take the range from the type and the words from its `Label`, and the rules get it by its name.
`.github/docs/settings.md` lists every key, and a test holds the two together. Loads pydantic.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import Enum
from typing import Annotated, Any, Final, Literal, Self, TypeVar, get_args, get_origin

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, model_validator
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from speedtimer.engine.events import Cue
from speedtimer.errors import InputError
from speedtimer.plan import Mode, Section
from speedtimer.rules import BackendName, Rules
from speedtimer.settings.keyboard import OWN, at_odds, meant, named
from speedtimer.settings.preferences import Preferences, ThemeName
from speedtimer.units import parse_distance, parse_duration

_DEFAULT: Final = Rules()
_LONGEST_TIME: Final = 40
"""Signs: what is longer is no time, and would not fit into a sentence."""
_UNIT: Final = re.compile(r"_(mm_s|ms|s|percent|permille)$")

_R = TypeVar("_R")


@dataclass(frozen=True, slots=True)
class Label:
    """What the screen says of a setting.

    name: what it is called; empty for a list, whose members have names. means: its help, a sentence. unit: that of its
    value, empty where the value has it or there is none. values: what a value of the file is called. members: what may
    stand in a list, each switched on its own. inverted: a member is on where it does not stand in the list.
    """

    name: str
    means: str
    unit: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    members: Mapping[str, Label] = field(default_factory=dict)
    inverted: bool = False


def _milliseconds(written: object) -> object:
    """The milliseconds of a time as it is written; 0 is a time here."""
    if isinstance(written, str):
        if len(written) > _LONGEST_TIME:
            return written
        try:
            return 0 if re.fullmatch(r"0+\s*(s|min)?", written.strip()) else parse_duration(written)
        except InputError as error:
            raise _flaw(error.fault, error.remedy) from None
    return _thousandths(written)


def _thousandths(written: object) -> object:
    """Whole thousandths of a number; anything else as it is, for pydantic to refuse."""
    if isinstance(written, bool) or not isinstance(written, int | float):
        return written
    # A float so large that its thousandfold is none any more, infinity and what is no number at all.
    if isinstance(written, float) and not math.isfinite(written * 1000):
        return written
    return round(written * 1000)


def _by_distance(written: object) -> object:
    """Pairs of metres and milliseconds, in order, from a table like `{"200 m" = "38 s"}`."""
    if not isinstance(written, dict):
        return written
    times: dict[int, object] = {}
    for metres, time in written.items():
        try:
            metres_m = parse_distance(metres)
        except InputError as error:
            raise _flaw(error.fault, error.remedy) from None
        if metres_m in times:
            raise _flaw(f"{metres_m} m stands twice", "keep one of them")
        times[metres_m] = ms = _milliseconds(time)
        if isinstance(ms, int) and _DEFAULT.guards.nobody_runs(metres_m, ms):
            raise _flaw(f"{metres_m} m in {time} is faster than anybody runs", "write how long you take for it")
    return tuple((metres_m, times[metres_m]) for metres_m in sorted(times))


def _several(written: object) -> object:
    """One or more as a tuple."""
    return (written,) if isinstance(written, str) else tuple(written) if isinstance(written, list) else written


def _sections(written: object) -> object:
    """Sections as a tuple; `all` is every one."""
    return tuple(Section) if written == "all" else _several(written)


def _name(written: str) -> str:
    """A name that keys can be given to."""
    if written not in OWN:
        raise PydanticCustomError("unknown", "there is nothing of that name")
    return written


def _key(written: str) -> str:
    """A key by its name, however it is written."""
    key = named(written)
    if key is None:
        raise _flaw(f"there is no key '{written}'", meant(written))
    return key


def _in_agreement(keys: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Keys none of which is given to two, and which leave nothing without one."""
    if wrong := at_odds(keys):
        name, fault, remedy = wrong
        raise _flaw(fault, remedy, name)
    return keys


def _flaw(fault: str, remedy: str, *entries: str) -> PydanticCustomError:
    """A fault in our own words. entries: which entries of a table are at fault, where they are checked together."""
    return PydanticCustomError("flaw", "{fault}: {remedy}", {"fault": fault, "remedy": remedy, "entries": entries})


def time_written(length_ms: int) -> str:
    """Return a time as a settings file has it: `38 s`, `36.5 s`."""
    return f"{length_ms / 1000:g} s"


def _times_written(times: tuple[tuple[int, int], ...]) -> dict[str, str]:
    return {f"{metres} m": time_written(length_ms) for metres, length_ms in times}


def _divided(thousandths: int) -> float:
    return thousandths / 1000


_Time = Annotated[int, BeforeValidator(_milliseconds), PlainSerializer(time_written)]
_Thousandths = Annotated[int, BeforeValidator(_thousandths), PlainSerializer(_divided)]
_LeadIn = Annotated[_Time, Field(ge=0, le=60_000, description="a time from 0 to 60 s")]
_Percent = Annotated[int, Field(ge=0, le=100, description="a whole number from 0 to 100")]
_Times = Annotated[
    tuple[tuple[int, Annotated[int, Field(ge=1000, le=3_600_000)]], ...],
    BeforeValidator(_by_distance),
    PlainSerializer(_times_written),
    Field(min_length=1, description='a table of distances and times from 1 s to 1 h, as { "200 m" = "38 s" }'),
]
_Sections = Annotated[
    tuple[Annotated[Section, Field(strict=False)], ...],
    BeforeValidator(_sections),
    Field(description='a list of sections, as ["drills", "strides"], or "all"'),
]
_Cues = Annotated[
    tuple[Annotated[Cue, Field(strict=False)], ...],
    BeforeValidator(_several),
    Field(description='a list of cues, as ["ten_seconds"]'),
]
_Keys = Annotated[
    tuple[Annotated[str, AfterValidator(_key)], ...],
    BeforeValidator(_several),
    Field(min_length=1, description='a key or a list of keys, as ["space"]'),
]

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
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class _Session(_Table):
    timed: Annotated[Literal["off", "main", "all"], _TIMED] = "off"
    auto: Annotated[_Sections, _AUTO] = ()


class _Guards(_Table):
    bounce: Annotated[
        _Time,
        Field(ge=100, le=3000, description="a time from 0.1 to 3 s"),
        Label("doubled press, if within", "A key that comes again sooner than this is the same press."),
    ] = _DEFAULT.guards.bounce_ms
    second_press: Annotated[
        _Time,
        Field(ge=1000, le=30_000, description="a time from 1 to 30 s"),
        Label("press repeated, if within", "So long after a refused press a second one does it after all."),
    ] = _DEFAULT.guards.second_press_ms
    top_speed: Annotated[
        _Thousandths,
        Field(ge=5000, le=20_000, description="metres per second, from 5 to 20"),
        Label("nobody runs faster than", "Nobody runs faster: a press that says so is refused.", "m/s"),
    ] = _DEFAULT.guards.top_speed_mm_s
    back: Annotated[
        _Time,
        Field(ge=0, le=60_000, description="a time from 0 to 60 s"),
        Label("back a whole step, if within", "This early in a step, going back means the step before."),
    ] = _DEFAULT.guards.back_ms

    @model_validator(mode="after")
    def _room_for_a_second(self) -> Self:
        if self.second_press <= self.bounce:
            raise _flaw(
                "second_press leaves no room after bounce",
                "make second_press the longer of the two",
                "second_press",
                "bounce",
            )
        return self


class _LeadIns(_Table):
    effort: Annotated[_LeadIn, Label("lead-in of an effort", "From the press to GO before an effort.")] = (
        _DEFAULT.lead_ins.effort_ms
    )
    stride: Annotated[_LeadIn, Label("lead-in of a stride", "From the press to GO before a stride.")] = (
        _DEFAULT.lead_ins.stride_ms
    )
    drill: Annotated[_LeadIn, Label("lead-in of a drill", "From the press to GO before a drill.")] = (
        _DEFAULT.lead_ins.drill_ms
    )
    timed: Annotated[_LeadIn, Label("lead-in with a watch", "From the press to GO where somebody holds the watch.")] = (
        _DEFAULT.lead_ins.timed_ms
    )
    after_auto_jog: Annotated[
        _Time,
        Field(ge=0, le=300_000, description="a time from 0 to 5 min"),
        Label("lead-in after a clocked jog", "From the end of a jog that the clock ended to GO."),
    ] = _DEFAULT.lead_ins.after_auto_jog_ms


class _CueChoices(_Table):
    sound: Annotated[bool, Label("sound", "Sessions begin heard; m mutes one.")] = True
    count: Annotated[
        int,
        Field(ge=0, le=10, description="whole seconds from 0 to 10"),
        Label("count before GO", "The count before GO.", "s"),
    ] = _DEFAULT.cues.count_s
    halfway: Annotated[
        bool, Label(Cue.HALFWAY.traits.label, "A cue at half of a timed effort or jog of 20 s or more.")
    ] = _DEFAULT.cues.halfway
    minute: Annotated[bool, Label(Cue.MINUTE.traits.label, "A cue at every full minute of a jog or an effort.")] = (
        _DEFAULT.cues.minute
    )
    silenced: Annotated[_Cues, _SILENCED] = ()
    speech: Annotated[Literal["full", "brief", "off"], _SPEECH] = "full"
    flash: Annotated[bool, Label("flash of the screen", "The screen flashes with GO and with every end.")] = (
        _DEFAULT.cues.flash
    )
    volume: Annotated[_Percent, Label("volume", "How loud the cues are, in percent.", "%")] = (
        _DEFAULT.cues.volume_percent
    )
    speech_volume: Annotated[_Percent, Label("volume of the words", "How loud the words are, in percent.", "%")] = (
        _DEFAULT.cues.speech_volume_percent
    )
    latency_ms: Annotated[
        int,
        Field(ge=0, le=1000, description="whole milliseconds from 0 to 1000"),
        Label(
            "delay of your speaker",
            "How late your speaker is (Bluetooth: 150 to 300): cues are sent that much earlier.",
            "ms",
        ),
    ] = _DEFAULT.cues.latency_ms
    keep_alive: Annotated[
        bool,
        Label("tone against falling asleep", "A tone too low to hear keeps a Bluetooth speaker from falling asleep."),
    ] = _DEFAULT.cues.keep_alive
    backend: Annotated[BackendName, Field(strict=False), _BACKEND] = BackendName.AUTO


class _Paces(_Table):
    drill: Annotated[_Times, Label("drill", "How long you take for a drill, until sessions teach better.")] = (
        _DEFAULT.paces.drill_ms
    )
    stride: Annotated[_Times, Label("stride", "How long you take for a stride, until sessions teach better.")] = (
        _DEFAULT.paces.stride_ms
    )
    effort: Annotated[_Times, Label("effort", "How long you take for an effort, until sessions teach better.")] = (
        _DEFAULT.paces.effort_ms
    )
    walk: Annotated[
        _Thousandths,
        Field(ge=300, le=3000, description="metres per second, from 0.3 to 3"),
        Label("walking pace", "How fast you walk back, in metres per second.", "m/s"),
    ] = _DEFAULT.paces.walk_mm_s
    walk_top: Annotated[
        _Thousandths,
        Field(ge=1000, le=10_000, description="metres per second, from 1 to 10"),
        Label("nobody walks faster than", "Faster than this it was no walk, and the press is refused.", "m/s"),
    ] = _DEFAULT.paces.walk_top_mm_s
    riegel: Annotated[
        _Thousandths,
        Field(ge=1000, le=1300, description="a number from 1 to 1.3"),
        Label("slowing over distance", "Riegel's exponent: how times grow with distances for which none stands here."),
    ] = _DEFAULT.paces.riegel_permille

    @model_validator(mode="after")
    def _walks_below_the_top(self) -> Self:
        if self.walk_top <= self.walk:
            raise _flaw("walk_top is no faster than walk", "make walk_top the faster of the two", "walk_top", "walk")
        return self


class _Screen(_Table):
    theme: Annotated[ThemeName, Field(strict=False), _THEME] = ThemeName.DARK


class Settings(_Table):
    """The whole file."""

    session: Annotated[_Session, Field(description="a table, [session]")] = _Session()
    guards: Annotated[_Guards, Field(description="a table, [guards]")] = _Guards()
    lead_in: Annotated[_LeadIns, Field(description="a table, [lead_in]")] = _LeadIns()
    cues: Annotated[_CueChoices, Field(description="a table, [cues]")] = _CueChoices()
    paces: Annotated[_Paces, Field(description="a table, [paces]")] = _Paces()
    screen: Annotated[_Screen, Field(description="a table, [screen]")] = _Screen()
    keys: Annotated[
        dict[Annotated[str, AfterValidator(_name)], _Keys],
        AfterValidator(_in_agreement),
        Field(description='a table, [keys], with lines like skip = ["z"]'),
    ] = {}

    def preferences(self) -> Preferences:
        """Return what these settings come to."""
        timed = {"off": frozenset[Section](), "main": frozenset({Section.MAIN}), "all": frozenset(Section)}
        rules = Rules(
            _chosen(_DEFAULT.guards, self.guards),
            _chosen(_DEFAULT.lead_ins, self.lead_in),
            _chosen(_DEFAULT.cues, self.cues),
            _chosen(_DEFAULT.paces, self.paces),
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
