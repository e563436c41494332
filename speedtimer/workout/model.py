"""The workout file as a model: what may be written, in the words in which it is written.

Every class here is one group of keys in the file. A description is what an editor shows, and what an error says to add
where the key is missing. Faults of our own are made by `field_types.flaw`; the reader turns them into FILE:LINE:COL.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Any, ClassVar, Final, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    GetJsonSchemaHandler,
    StrictBool,
    Tag,
    TypeAdapter,
    field_validator,
    model_validator,
)
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import CoreSchema

from speedtimer.plan import MOST_STEPS, Kind, Section
from speedtimer.workout.field_types import (
    Duration,
    Filled,
    JogLength,
    Paragraph,
    Passes,
    RecoveryWords,
    RepLength,
    Reps,
    Sentence,
    StepName,
    Work,
    WorkoutName,
    flaw,
    one_of,
)
from speedtimer.workout.values import Distance, RepRange, Time


class Focus(StrEnum):
    """What a workout trains, and so what its summary looks at."""

    TECHNIQUE = "technique"
    POWER = "power"
    BUILD = "build"
    PYRAMID = "pyramid"
    EVEN = "even"


class Part(StrEnum):
    """A part of a pyramid: the reps before its longest, the longest, those after it."""

    UP = "up"
    TOP = "top"
    DOWN = "down"


class Written(BaseModel):
    """A group of keys in a workout file. Its validator is built at its first use, and most are never used alone."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class WrittenRecovery(Written):
    """How to recover; the words alone are enough where nothing else is said."""

    do: RecoveryWords = Field(description="how to recover, as 'walk back'")
    name: StepName | None = None
    at_least: Duration | None = Field(None, description="the shortest it can honestly take")
    suggested: Duration | None = Field(None, description="how long it should take")
    tip: Sentence | None = None

    @model_validator(mode="before")
    @classmethod
    def _words_alone(cls, value: Any) -> Any:
        return {"do": value} if isinstance(value, str | int | float) else value

    @model_validator(mode="after")
    def _in_order(self) -> WrittenRecovery:
        if self.at_least and self.suggested and self.at_least.min_ms > self.suggested.min_ms:
            raise flaw("at_least is longer than suggested", "give the shorter time to at_least", ("at_least",))
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        group = handler.resolve_ref_schema(handler(core))
        words = {"type": "string", "examples": ["walk back", "walk 100 m", "rest 2 min"]}
        return {"anyOf": [words, dict(group)], "description": "How to recover."}


class WrittenWork(Written):
    """What drills, strides, efforts and pyramids have in common."""

    recovery: WrittenRecovery = Field(description="what follows each rep, as 'walk back'")
    name: StepName | None = Field(None, description="what to call a rep; its length where it has no name")
    tip: Sentence | None = Field(None, description="what to mind in every rep that has no tip of its own")


class WrittenSet(WrittenWork):
    """Reps of one length. Its `amount` bears the name of the kind in the file."""

    kind: ClassVar[Kind]

    amount: Work
    tips: Mapping[Reps, Sentence] = Field({}, description="what to mind in some reps, as '1-2: easier'")
    first_time_tips: Mapping[Reps, Sentence] = Field({}, description="the same for who does it the first time")

    @model_validator(mode="after")
    def _tips_fit(self) -> Self:
        for key, tips in (("tips", self.tips), ("first_time_tips", self.first_time_tips)):
            _check_tips(key, tips, self.amount.reps)
        return self


class Drill(WrittenSet):
    """A drill: `drill: 2 x 20 m`."""

    kind: ClassVar[Kind] = Kind.DRILL
    amount: Work = Field(alias="drill", description="how often and how far, as 2 x 20 m")


class Stride(WrittenSet):
    """Strides: `stride: 3 x 50 m`."""

    kind: ClassVar[Kind] = Kind.STRIDE
    amount: Work = Field(alias="stride", description="how often and how far, as 3 x 50 m")


class Effort(WrittenSet):
    """Efforts: `effort: 8 x 200 m`."""

    kind: ClassVar[Kind] = Kind.EFFORT
    amount: Work = Field(alias="effort", description="how often and how far or long, as 8 x 200 m")


class Pyramid(WrittenWork):
    """Efforts that rise and fall, given by the way up: `pyramid: [100 m, 150 m, 200 m]`."""

    up: Annotated[tuple[RepLength, ...], Filled(2)] = Field(
        alias="pyramid", description="the way up, as [100 m, 150 m, 200 m]"
    )
    tips: Mapping[Annotated[Part, one_of(Part, "part of a pyramid")], Sentence] = Field(
        {}, description="what to mind on the way up, at the top and on the way down"
    )

    @field_validator("up")
    @classmethod
    def _rises(cls, up: tuple[RepLength, ...]) -> tuple[RepLength, ...]:
        for at, (shorter, longer) in enumerate(pairwise(up), start=1):
            if not _is_longer(longer, shorter):
                raise flaw(f"{longer} is no step up from {shorter}", "write the way up, it comes down by itself", (at,))
        return up


class Jog(Written):
    """An easy run. Its section says which: the warm-up's, the warm-down's, or an easy one."""

    length: JogLength = Field(alias="jog", description="how long, as 15-25 min")
    name: StepName | None = None
    tip: Sentence | None = None


class Repeat(Written):
    """Steps that are done over and over: `repeat: 3`."""

    passes: Passes = Field(alias="repeat", description="how often, as 3")
    steps: Annotated[tuple[Step, ...], Filled()] = Field(description="what is repeated")
    between: WrittenRecovery | None = Field(
        None, description="the recovery between one pass and the next, in place of that of the last rep"
    )


class Include(Written):
    """The steps of a block: `block: warm-up`. The reader puts them in; nobody writes `steps` here."""

    block: str = Field(description="the name of a file in the folder blocks/, without .yaml")
    steps: SkipJsonSchema[tuple[Step, ...]] = ()


STEPS: Final[Mapping[str, type[Written]]] = {
    "jog": Jog,
    "drill": Drill,
    "stride": Stride,
    "effort": Effort,
    "pyramid": Pyramid,
    "repeat": Repeat,
    "block": Include,
}
"""The key that says what a step is, and what may stand in it. The union's tags are these in angle brackets, so that
none of them is taken for a key of the file when an error's path is followed."""


def _tag(value: Any) -> str | None:
    return next((f"<{key}>" for key in value if key in STEPS), None) if isinstance(value, Mapping) else None


Step = Annotated[
    Annotated[Jog, Tag("<jog>")]
    | Annotated[Drill, Tag("<drill>")]
    | Annotated[Stride, Tag("<stride>")]
    | Annotated[Effort, Tag("<effort>")]
    | Annotated[Pyramid, Tag("<pyramid>")]
    | Annotated[Repeat, Tag("<repeat>")]
    | Annotated[Include, Tag("<block>")],
    Discriminator(_tag),
]


class WrittenSection(Written):
    """A part of the workout that can be left out."""

    name: Annotated[Section, one_of(Section, "section")] = Field(description="which section, as main")
    on: StrictBool = Field(True, description="false for a section that is only done when asked for")
    steps: Annotated[tuple[Step, ...], Filled()] = Field(description="what is done in it")


class Advice(Written):
    """What to say before the start, by how often the workout has been done."""

    first_time: Paragraph | None = Field(None, description="for who does it the first time")
    later: Paragraph | None = Field(None, description="for who has done it before")


class Workout(Written):
    """A workout file."""

    name: WorkoutName = Field(description="what to call the workout, as 8 x 200 m")
    focus: Annotated[Focus, one_of(Focus, "focus")] = Field(
        description="what it trains: technique, power, build, pyramid or even"
    )
    purpose: Sentence = Field(description="one sentence on what it is for")
    setup: tuple[Paragraph, ...] = Field((), description="what to arrange before, a paragraph each")
    advice: Advice | None = None
    sections: Annotated[tuple[WrittenSection, ...], Filled()] = Field(description="the parts, in their order")

    @field_validator("sections")
    @classmethod
    def _sections_in_order(cls, sections: tuple[WrittenSection, ...]) -> tuple[WrittenSection, ...]:
        order = list(Section)
        for at, (before, after) in enumerate(pairwise(sections), start=1):
            if after.name == before.name:
                raise flaw(f"the section {after.name} stands twice", "put its steps into one", (at, "name"))
            if order.index(after.name) < order.index(before.name):
                raise flaw(
                    f"{after.name} stands after {before.name}", f"keep to the order {', '.join(order)}", (at, "name")
                )
        total = 0
        for at, section in enumerate(sections):
            total += count_steps(section.steps)
            if total > MOST_STEPS:
                raise flaw(
                    f"the workout has {total} steps", f"stay at {MOST_STEPS} or fewer, recoveries included", (at,)
                )
        return sections


class Block(Written):
    """A block file: steps that several workouts share."""

    steps: Annotated[tuple[Step, ...], Filled()] = Field(description="the steps that workouts share")


def count_steps(steps: tuple[Step, ...]) -> int:
    """Count the steps of a plan that these unroll to, without unrolling them."""
    total = 0
    for step in steps:
        match step:
            case Jog():
                total += 1
            case Drill() | Stride() | Effort():
                total += 3 * (step.amount.reps or 1)
            case Pyramid():
                total += 3 * (2 * len(step.up) - 1)
            case Repeat():
                total += step.passes * count_steps(step.steps)
                if step.between is not None and _ends_with_a_jog(step.steps):
                    total += step.passes - 1
            case Include():
                total += count_steps(step.steps)
    return total


def _ends_with_a_jog(steps: tuple[Step, ...]) -> bool:
    last = steps[-1] if steps else None
    return isinstance(last, Jog) or (isinstance(last, Repeat | Include) and _ends_with_a_jog(last.steps))


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a workout file or a block file."""
    schema = TypeAdapter(Workout | Block).json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A workout of speedtimer, or a block of steps that workouts share",
        **schema,
    }


def _check_tips(key: str, tips: Mapping[RepRange, str], reps: int | None) -> None:
    last = 0
    for range_ in tips:
        if range_.last > (reps or 1):
            raise flaw(f"there is no rep {range_.last}", f"the set has {reps or 1}", (key, str(range_), "[key]"))
        if range_.first <= last:
            raise flaw(
                f"rep {range_.first} stands after rep {last}",
                "give each rep one tip, in order",
                (key, str(range_), "[key]"),
            )
        last = range_.last


def _is_longer(longer: RepLength, shorter: RepLength) -> bool:
    if isinstance(longer, Distance) and isinstance(shorter, Distance):
        return longer.distance_m > shorter.distance_m
    if isinstance(longer, Time) and isinstance(shorter, Time):
        return not longer.is_range and longer.min_ms > shorter.min_ms
    return False
