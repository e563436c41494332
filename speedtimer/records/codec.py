"""Plans, rules and commands as plain JSON data, and back.

The form follows the frozen dataclasses themselves: a dataclass is an object with one member per field, a tuple a list,
a frozen set a sorted list, an enum its value. Where a field may be one of several dataclasses, the object says which
in `type`, the class's name in snake case. Reading is strict: an unknown member, a value of another type or a tag that
nobody knows is a StorageError that names the spot. Only a member whose field has a default may be missing: that is a
field that came later, and its default has to be what was so before.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, NoReturn, TypeVar, Union, get_args, get_origin, get_type_hints

from speedtimer.engine.commands import Command
from speedtimer.errors import StorageError
from speedtimer.plan import Plan
from speedtimer.rules import Rules

LOG_VERSION: Final = 1
"""Goes up when what stands in the journal is written in another form."""

TAG: Final = "type"

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

_T = TypeVar("_T")


def to_data(kind: type[_T], value: _T) -> Json:
    """Give a value of the type `kind` as plain JSON data."""
    data: Json = _form(_key(kind)).write(value)
    return data


def from_data(kind: type[_T], data: Json, where: str) -> _T:
    """Read what `to_data` gave.

    Args:
        where: what the data is called in an error: `plan`, say.

    Raises:
        StorageError: the data is of another form; the place names the spot, as `plan.steps[3].ends`.
    """
    value: _T = _form(_key(kind)).read(data, where)
    return value


def plan_text(plan: Plan) -> str:
    """Give a plan as JSON text; the same plan always gives the same text."""
    return _text(to_data(Plan, plan))


def read_plan(text: str) -> Plan:
    """Read what `plan_text` gave. Raises StorageError where it is anything else."""
    return from_data(Plan, parse(text, "plan"), "plan")


def rules_text(rules: Rules) -> str:
    """Give rules as JSON text; the same rules always give the same text."""
    return _text(to_data(Rules, rules))


def read_rules(text: str) -> Rules:
    """Read what `rules_text` gave. Raises StorageError where it is anything else."""
    return from_data(Rules, parse(text, "rules"), "rules")


def command_parts(command: Command) -> tuple[str, str]:
    """Give a command as its name and its arguments, the latter as JSON text."""
    data = _form(Command).write(command)
    return data.pop(TAG), _text(data)


def read_command(name: str, arguments: str) -> Command:
    """Read what `command_parts` gave. Raises StorageError where it is anything else."""
    where = f"command {name}"
    data = parse(arguments, where)
    if not isinstance(data, dict):
        _amiss(where, data, "an object of arguments")
    command: Command = _form(Command).read({**data, TAG: name}, where)
    return command


def parse(text: str, where: str) -> Json:
    """Read JSON text. Raises StorageError where it is none; `NaN` and `Infinity` are none."""
    try:
        data: Json = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise StorageError("what was kept is not JSON", f"the record is damaged ({error})", where) from error
    return data


@dataclass(frozen=True, slots=True)
class _Form:
    """How values of one type are written and read. read takes the data and what to call its spot."""

    write: Callable[[Any], Any]
    read: Callable[[Json, str], Any]


def _key(kind: type) -> Any:
    # A class with a metaclass that mypy cannot prove hashable; every class is.
    return kind


@cache
def _form(kind: Any) -> _Form:
    if kind in _SCALARS:
        return _SCALARS[kind]
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _union(get_args(kind))
    if origin is tuple:
        return _tuple(get_args(kind))
    if origin is frozenset:
        return _set(*get_args(kind))
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _enum(kind)
    if isinstance(kind, type) and is_dataclass(kind):
        return _dataclass(kind)
    raise TypeError(f"{kind!r} has no plain form")


def _scalar(kind: type, said: str) -> _Form:
    def read(data: Json, where: str) -> Any:
        # By exact type: True is an int to Python, but nobody's number of metres.
        return data if type(data) is kind else _amiss(where, data, said)

    return _Form(lambda value: value, read)


def _float() -> _Form:
    def read(data: Json, where: str) -> float:
        # Not NaN, not infinite, and no whole number beyond what a float can be.
        if type(data) not in (int, float) or not abs(data) <= sys.float_info.max:  # type: ignore[arg-type]
            _amiss(where, data, "a number")
        return float(data)  # type: ignore[arg-type]

    return _Form(float, read)


def _union(kinds: tuple[Any, ...]) -> _Form:
    members = [kind for kind in kinds if kind is not NoneType]
    inner = _form(members[0]) if len(members) == 1 else _tagged(members)
    if len(members) == len(kinds):
        return inner
    return _Form(
        lambda value: None if value is None else inner.write(value),
        lambda data, where: None if data is None else inner.read(data, where),
    )


def _tagged(kinds: list[Any]) -> _Form:
    if not all(is_dataclass(kind) for kind in kinds):
        raise TypeError(f"one of {kinds!r} cannot bear a tag")
    by_tag = {_tag(kind): kind for kind in kinds}
    forms = {tag: _form(kind) for tag, kind in by_tag.items()}

    def write(value: Any) -> Json:
        tag = _tag(type(value))
        return {TAG: tag, **forms[tag].write(value)}

    def read(data: Json, where: str) -> Any:
        if not isinstance(data, dict):
            _amiss(where, data, "an object")
        tag = data.get(TAG)
        if not isinstance(tag, str) or tag not in forms:
            _amiss(f"{where}.{TAG}", tag, f"one of {', '.join(forms)}")
        return forms[tag].read({name: value for name, value in data.items() if name != TAG}, where)

    return _Form(write, read)


def _tuple(kinds: tuple[Any, ...]) -> _Form:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return _row(kinds[0])
    forms = [_form(kind) for kind in kinds]

    def read(data: Json, where: str) -> tuple[Any, ...]:
        if not isinstance(data, list) or len(data) != len(forms):
            _amiss(where, data, f"a list of {len(forms)}")
        return tuple(form.read(item, f"{where}[{i}]") for i, (form, item) in enumerate(zip(forms, data, strict=True)))

    return _Form(lambda value: [form.write(item) for form, item in zip(forms, value, strict=True)], read)


def _row(kind: Any) -> _Form:
    form = _form(kind)

    def read(data: Json, where: str) -> tuple[Any, ...]:
        if not isinstance(data, list):
            _amiss(where, data, "a list")
        return tuple(form.read(item, f"{where}[{i}]") for i, item in enumerate(data))

    return _Form(lambda value: [form.write(item) for item in value], read)


def _set(kind: Any) -> _Form:
    row = _row(kind)
    # Sorted, because a set's own order differs from run to run, and the text must not.
    return _Form(lambda value: row.write(sorted(value)), lambda data, where: frozenset(row.read(data, where)))


def _enum(kind: type[StrEnum]) -> _Form:
    known = {member.value: member for member in kind}

    def read(data: Json, where: str) -> StrEnum:
        if not isinstance(data, str) or data not in known:
            _amiss(where, data, f"one of {', '.join(known)}")
        return known[data]

    return _Form(lambda value: kind(value).value, read)


def _dataclass(kind: type) -> _Form:
    hints = get_type_hints(kind)
    forms = {field.name: _form(hints[field.name]) for field in fields(kind)}
    needed = {field.name for field in fields(kind) if field.default is MISSING and field.default_factory is MISSING}

    def write(value: Any) -> Json:
        return {name: form.write(getattr(value, name)) for name, form in forms.items()}

    def read(data: Json, where: str) -> Any:
        if not isinstance(data, dict):
            _amiss(where, data, "an object")
        _check_members(data, forms, needed, where)
        return kind(**{name: forms[name].read(item, f"{where}.{name}") for name, item in data.items()})

    return _Form(write, read)


def _check_members(data: dict[str, Json], forms: Mapping[str, _Form], needed: set[str], where: str) -> None:
    for name in data:
        if name not in forms:
            raise StorageError(f"{name!r} is not known here", f"one of {', '.join(forms)} is", where)
    for name in forms:
        if name in needed and name not in data:
            raise StorageError(f"{name!r} is missing", "it is always written, so the record is damaged", where)


def _tag(kind: type) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()


def _text(data: Json) -> str:
    return json.dumps(data, allow_nan=False, separators=(",", ":"))


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")


def _amiss(where: str, data: Json, said: str) -> NoReturn:
    shown = _text(data) if not isinstance(data, float) or math.isfinite(data) else str(data)
    if len(shown) > 60:
        shown = shown[:57] + "..."
    raise StorageError(f"{shown} is not what belongs there", f"{said} is", where)


_SCALARS: Final[dict[Any, _Form]] = {
    int: _scalar(int, "a whole number"),
    str: _scalar(str, "a text"),
    bool: _scalar(bool, "true or false"),
    float: _float(),
}
