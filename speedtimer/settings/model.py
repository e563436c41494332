"""What may stand in `settings.toml`: every table, every key, its range and what it means.

Times are written as in a workout (`10 s`, `1:30`; a bare number is seconds), speeds in metres per second. What the file
does not name keeps its default. A field's description is what an error says to write instead, and the range that the
screen shows; its title is what it means, as the screen says it. `.github/docs/settings.md` lists every key, and a test
holds the two together. Loads pydantic.
"""

from __future__ import annotations

import math
import re
from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from speedtimer.errors import InputError
from speedtimer.plan import Mode, Section
from speedtimer.rules import CueChoices, Guards, LeadIns, Paces, Rules
from speedtimer.settings.keyboard import OWN, at_odds, meant, named
from speedtimer.settings.preferences import Preferences
from speedtimer.units import parse_distance, parse_duration

_DEFAULT: Final = Rules()
_LONGEST_TIME: Final = 40
"""Signs: what is longer is no time, and would not fit into a sentence."""

_CueId = Literal[
    "count",
    "go",
    "over",
    "walk",
    "ready",
    "last_rep",
    "turn",
    "start",
    "end",
    "complete",
    "ten_seconds",
    "minimum",
    "suggestion",
    "halfway",
    "minute",
    "press",
    "refused",
    "paused",
    "resumed",
]


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
    return tuple(section.value for section in Section) if written == "all" else _several(written)


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


_Time = Annotated[int, BeforeValidator(_milliseconds)]
_Thousandths = Annotated[int, BeforeValidator(_thousandths)]
_LeadIn = Annotated[_Time, Field(ge=0, le=60_000, description="a time from 0 to 60 s")]
_Percent = Annotated[int, Field(ge=0, le=100, description="a whole number from 0 to 100")]
_YesNo = Annotated[bool, Field(description="true or false")]
_Sections = Annotated[
    tuple[Literal["warm-up", "easy-jog", "drills", "strides", "main", "warm-down"], ...],
    BeforeValidator(_sections),
    Field(description='a list of sections, as ["drills", "strides"], or "all"'),
]
_Times = Annotated[
    tuple[tuple[int, Annotated[int, Field(ge=1000, le=3_600_000)]], ...],
    BeforeValidator(_by_distance),
    Field(min_length=1, description='a table of distances and times from 1 s to 1 h, as { "200 m" = "38 s" }'),
]
_Keys = Annotated[
    tuple[Annotated[str, AfterValidator(_key)], ...],
    BeforeValidator(_several),
    Field(min_length=1, description='a key or a list of keys, as ["space"]'),
]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class _Session(_Table):
    timed: Annotated[Literal["off", "main", "all"], Field(description='"off", "main" or "all"')] = Field(
        default="off", title="Whoever holds the watch ends efforts by a press."
    )
    auto: _Sections = Field(
        default=(), title="Where the clock ends recoveries and jogs, so that nobody presses. Elsewhere a press does."
    )


class _Guards(_Table):
    bounce: Annotated[_Time, Field(ge=100, le=3000, description="a time from 0.1 to 3 s")] = Field(
        default=_DEFAULT.guards.bounce_ms, title="A key that comes again sooner than this is the same press."
    )
    second_press: Annotated[_Time, Field(ge=1000, le=30_000, description="a time from 1 to 30 s")] = Field(
        default=_DEFAULT.guards.second_press_ms, title="So long after a refused press a second one does it after all."
    )
    top_speed: Annotated[_Thousandths, Field(ge=5000, le=20_000, description="metres per second, from 5 to 20")] = (
        Field(default=_DEFAULT.guards.top_speed_mm_s, title="Nobody runs faster: a press that says so is refused.")
    )
    back: Annotated[_Time, Field(ge=0, le=60_000, description="a time from 0 to 60 s")] = Field(
        default=_DEFAULT.guards.back_ms, title="This early in a step, going back means the step before."
    )

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
    effort: _LeadIn = Field(default=_DEFAULT.lead_ins.effort_ms, title="From the press to GO before an effort.")
    stride: _LeadIn = Field(default=_DEFAULT.lead_ins.stride_ms, title="From the press to GO before a stride.")
    drill: _LeadIn = Field(default=_DEFAULT.lead_ins.drill_ms, title="From the press to GO before a drill.")
    timed: _LeadIn = Field(
        default=_DEFAULT.lead_ins.timed_ms, title="From the press to GO where somebody holds the watch."
    )
    after_auto_jog: Annotated[_Time, Field(ge=0, le=300_000, description="a time from 0 to 5 min")] = Field(
        default=_DEFAULT.lead_ins.after_auto_jog_ms, title="From the end of a jog that the clock ended to GO."
    )


class _Cues(_Table):
    sound: _YesNo = Field(default=True, title="Sessions begin heard; m mutes one.")
    count: Annotated[int, Field(ge=0, le=10, description="whole seconds from 0 to 10")] = Field(
        default=_DEFAULT.cues.count_s, title="The count before GO."
    )
    halfway: _YesNo = Field(
        default=_DEFAULT.cues.halfway, title="A cue at half of a timed effort or jog of 20 s or more."
    )
    minute: _YesNo = Field(default=_DEFAULT.cues.minute, title="A cue at every full minute of a jog or an effort.")
    silenced: Annotated[
        tuple[_CueId, ...], BeforeValidator(_several), Field(description='a list of cues, as ["ten_seconds"]')
    ] = Field(default=(), title="Cues that are not to sound.")
    speech: Annotated[Literal["full", "brief", "off"], Field(description='"full", "brief" or "off"')] = Field(
        default="full", title="How much is said: what comes next and the rep, the rep alone, or nothing."
    )
    flash: _YesNo = Field(default=_DEFAULT.cues.flash, title="The screen flashes with GO and with every end.")
    volume: _Percent = Field(default=_DEFAULT.cues.volume_percent, title="How loud the cues are, in percent.")
    speech_volume: _Percent = Field(
        default=_DEFAULT.cues.speech_volume_percent, title="How loud the words are, in percent."
    )
    latency_ms: Annotated[int, Field(ge=0, le=1000, description="whole milliseconds from 0 to 1000")] = Field(
        default=_DEFAULT.cues.latency_ms,
        title="How late your speaker is (Bluetooth: 150 to 300): cues are sent that much earlier.",
    )
    keep_alive: _YesNo = Field(
        default=_DEFAULT.cues.keep_alive, title="A tone too low to hear keeps a Bluetooth speaker from falling asleep."
    )
    backend: Annotated[
        Literal["auto", "miniaudio", "simpleaudio", "system", "bell", "silent"],
        Field(description='"auto", "miniaudio", "simpleaudio", "system", "bell" or "silent"'),
    ] = Field(default="auto", title="What plays the sounds; auto takes the best there is.")


class _Paces(_Table):
    drill: _Times = Field(
        default=_DEFAULT.paces.drill_ms, title="How long you take for a drill, until sessions teach better."
    )
    stride: _Times = Field(
        default=_DEFAULT.paces.stride_ms, title="How long you take for a stride, until sessions teach better."
    )
    effort: _Times = Field(
        default=_DEFAULT.paces.effort_ms, title="How long you take for an effort, until sessions teach better."
    )
    walk: Annotated[_Thousandths, Field(ge=300, le=3000, description="metres per second, from 0.3 to 3")] = Field(
        default=_DEFAULT.paces.walk_mm_s, title="How fast you walk back, in metres per second."
    )
    walk_top: Annotated[_Thousandths, Field(ge=1000, le=10_000, description="metres per second, from 1 to 10")] = Field(
        default=_DEFAULT.paces.walk_top_mm_s, title="Faster than this it was no walk, and the press is refused."
    )
    riegel: Annotated[_Thousandths, Field(ge=1000, le=1300, description="a number from 1 to 1.3")] = Field(
        default=_DEFAULT.paces.riegel_permille,
        title="Riegel's exponent: how times grow with distances for which none stands here.",
    )

    @model_validator(mode="after")
    def _walks_below_the_top(self) -> Self:
        if self.walk_top <= self.walk:
            raise _flaw("walk_top is no faster than walk", "make walk_top the faster of the two", "walk_top", "walk")
        return self


class _Screen(_Table):
    theme: Annotated[
        Literal["dark", "day", "night", "terminal"], Field(description='"dark", "day", "night" or "terminal"')
    ] = Field(default="dark", title="The theme to begin with; t changes it for the time being.")


class Settings(_Table):
    """The whole file."""

    session: Annotated[_Session, Field(description="a table, [session]")] = _Session()
    guards: Annotated[_Guards, Field(description="a table, [guards]")] = _Guards()
    lead_in: Annotated[_LeadIns, Field(description="a table, [lead_in]")] = _LeadIns()
    cues: Annotated[_Cues, Field(description="a table, [cues]")] = _Cues()
    paces: Annotated[_Paces, Field(description="a table, [paces]")] = _Paces()
    screen: Annotated[_Screen, Field(description="a table, [screen]")] = _Screen()
    keys: Annotated[
        dict[Annotated[str, AfterValidator(_name)], _Keys],
        AfterValidator(_in_agreement),
        Field(description='a table, [keys], with lines like skip = ["z"]'),
    ] = {}

    def preferences(self) -> Preferences:
        """Give what these settings come to."""
        timed = {"off": frozenset[Section](), "main": frozenset({Section.MAIN}), "all": frozenset(Section)}
        mode = Mode(timed[self.session.timed], frozenset(map(Section, self.session.auto)))
        return Preferences(self._rules(), mode, self.screen.theme, self.cues.sound)

    def _rules(self) -> Rules:
        guards, lead_in, cues, paces = self.guards, self.lead_in, self.cues, self.paces
        return Rules(
            Guards(guards.bounce, guards.second_press, guards.top_speed, guards.back),
            LeadIns(lead_in.effort, lead_in.stride, lead_in.drill, lead_in.timed, lead_in.after_auto_jog),
            CueChoices(
                count_s=cues.count,
                halfway=cues.halfway,
                minute=cues.minute,
                silenced=frozenset(cues.silenced),
                speech=cues.speech,
                flash=cues.flash,
                volume_percent=cues.volume,
                speech_volume_percent=cues.speech_volume,
                latency_ms=cues.latency_ms,
                keep_alive=cues.keep_alive,
                backend=cues.backend,
            ),
            Paces(paces.drill, paces.stride, paces.effort, paces.walk, paces.walk_top, paces.riegel),
            tuple(self.keys.items()),
        )
