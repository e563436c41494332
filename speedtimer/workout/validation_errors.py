"""What pydantic found wrong, said as FILE:LINE:COL, fault and remedy."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, Final

from pydantic import BaseModel, ValidationError

from speedtimer.errors import InputError, Place, suggestion
from speedtimer.workout.model import STEPS, Advice, WrittenRecovery, WrittenSection
from speedtimer.workout.values import quoted
from speedtimer.workout.yaml_tree import Leaf, Listing, Node, Table

_GROUPS: Final[Mapping[str | int, type[BaseModel]]] = {
    "sections": WrittenSection,
    "advice": Advice,
    "recovery": WrittenRecovery,
    "between": WrittenRecovery,
    **{f"<{key}>": kind for key, kind in STEPS.items()},
}
"""The parts of an error's path after which another group of keys begins."""

_SENTENCES: Final = {
    "bool_type": ("this is neither true nor false", "write true or false"),
    "tuple_type": ("this has to be a list", "begin each entry on a line of its own with '- '"),
    "string_type": ("this has to be text", "write words, a number in quotes"),
}
_GROUP: Final = ("this has to be a group of keys", "write 'key: value', each on a line of its own")


def from_validation(error: ValidationError, root: Node, model: type[BaseModel]) -> list[InputError]:
    """Return one fault for each of pydantic's errors, placed in the tree that was validated against the model."""
    return [_fault(detail, root, model) for detail in error.errors(include_url=False, include_input=False)]


def _fault(detail: Any, root: Node, model: type[BaseModel]) -> InputError:
    context, kind = detail.get("ctx", {}), detail["type"]
    way = (*detail["loc"], *context.get("at", ()))
    owner = next((_GROUPS[part] for part in reversed(way[:-1]) if part in _GROUPS), model)
    match kind:
        case "flaw":
            return InputError(context["fault"], context["remedy"], _place(root, way))
        case "missing":
            key = str(way[-1])
            described = _keys(owner).get(key)
            remedy = f"write '{key}: …'" + (f", {described}" if described else "")
            return InputError(f"{quoted(key)} is missing", remedy, _place(root, way[:-1]))
        case "extra_forbidden":
            return _unknown_key(str(way[-1]), _place(root, (*way, "[key]")), owner)
        case "union_tag_not_found":
            return _no_step(_follow(root, way))
        case _:
            return InputError(*_SENTENCES.get(kind, _GROUP), _place(root, way))


def _unknown_key(key: str, place: Place, owner: type[BaseModel]) -> InputError:
    if key in STEPS and owner in STEPS.values():
        return InputError(
            f"{quoted(key)} begins another step", "give it a line of its own that begins with '- '", place
        )
    known = [name for name in _keys(owner) if not (name == "steps" and owner is STEPS["block"])]
    return InputError(f"{quoted(key)} does not belong here", suggestion(key.lower(), known), place)


def _no_step(node: Node) -> InputError:
    if not isinstance(node, Table):
        return InputError("this is no step", "write it as 'effort: 8 x 200 m'", node.place)
    for key, place in node.keys.items():
        if near := get_close_matches(key.lower(), STEPS, n=1):
            return InputError(f"{quoted(key)} is no kind of step", f"did you mean '{near[0]}'?", place)
    return InputError("the step has no kind", f"begin it with one of {', '.join(STEPS)}", node.place)


def _keys(owner: type[BaseModel]) -> dict[str, str | None]:
    """The keys of a group as they are written, with their descriptions."""
    return {info.alias or name: info.description for name, info in owner.model_fields.items()}


def _place(root: Node, way: tuple[str | int, ...]) -> Place:
    """Where the way leads; parts that stand in no file, as the union's tags do, are passed over."""
    if way and way[-1] == "[key]":
        table = _follow(root, way[:-2])
        key = str(way[-2])
        if isinstance(table, Table):
            return table.keys.get(key, table.place)
    return _follow(root, way).place


def _follow(root: Node, way: tuple[Any, ...]) -> Node:
    node = root
    for part in way:
        if isinstance(node, Table) and part in node.entries:
            node = node.entries[part]
        elif isinstance(node, Listing) and isinstance(part, int):
            node = node.items[part]
        elif isinstance(node, Leaf):
            break
    return node
