"""The family of commands about workouts: list, show, check, schema.

Nothing here loads pydantic or YAML until a command needs them.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from speedtimer import places
from speedtimer.cli import options
from speedtimer.errors import FileError, InputError, Place
from speedtimer.signs import shown

if TYPE_CHECKING:
    from speedtimer.plan import Kind
    from speedtimer.settings.preferences import Preferences
    from speedtimer.workout.library import Summary


def _default_preferences() -> Preferences:
    from speedtimer.settings.preferences import Preferences

    return Preferences()


def _nothing_taught() -> Mapping[tuple[Kind, int], Sequence[int]]:
    return {}


def _never_done(workout: str) -> int:  # noqa: ARG001
    return 0


@dataclass(frozen=True, slots=True)
class Background:
    """What is known of the one who runs; each part is asked for only by a command that needs it.

    preferences: settings over defaults. taught: splits that teach, by kind and metres, newest first, milliseconds.
    times_done: how often a workout was done, as `Plan.identity` has it.
    """

    preferences: Callable[[], Preferences] = _default_preferences
    taught: Callable[[], Mapping[tuple[Kind, int], Sequence[int]]] = _nothing_taught
    times_done: Callable[[str], int] = _never_done


Subparsers = Any
"""What `ArgumentParser.add_subparsers` gives; argparse has no public name for it."""


def add(subparsers: Subparsers, background: Background = Background()) -> None:
    """Add list, show, check and schema. Each sets `run`, which takes the parsed arguments and gives the exit code."""
    _add_list(subparsers, background)
    _add_show(subparsers, background)
    _add_check(subparsers)
    _add_schema(subparsers)


def _command(subparsers: Subparsers, name: str, help_: str, epilog: str, **more: Any) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = subparsers.add_parser(
        name,
        help=help_,
        description=help_[0].upper() + help_[1:] + ".",
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        **more,
    )
    return parser


def _add_list(subparsers: Subparsers, background: Background) -> None:
    parser = _command(
        subparsers,
        "list",
        "list the workouts, shipped and own",
        """\
Your own workouts are the .yaml files in a folder that the list names. One that is at fault is
listed with its fault; one with the id of a shipped workout takes its place.

examples:
  speedtimer list
  speedtimer list --json | jq -r '.[].id'
""",
    )
    parser.add_argument("--json", action="store_true", help="an array of objects instead of a table")
    parser.set_defaults(run=partial(_list, background))


def _add_show(subparsers: Subparsers, background: Background) -> None:
    parser = _command(
        subparsers,
        "show",
        "show a workout's plan, step by step, without starting it",
        """\
A name that ends in .yaml, or has a slash in it, is a file; any other is an id from `speedtimer list`.

examples:
  speedtimer show 8x200m
  speedtimer show hills-10x30s --with easy-jog
  speedtimer show 10x100m --without drills --without strides --auto
  speedtimer show ./mine.yaml --json
""",
        parents=[options.parent()],
    )
    parser.add_argument("workout", metavar="ID-or-FILE", help="which workout")
    parser.add_argument("--json", action="store_true", help="one object instead of a table")
    parser.set_defaults(run=partial(_show, background))


def _add_check(subparsers: Subparsers) -> None:
    parser = _command(
        subparsers,
        "check",
        "check workout files and say all that is wrong with them",
        """\
Each fault is a line, FILE:LINE:COL: what is wrong: what would be right. What is probably not meant
is a remark, likewise in a line. A file in a folder named blocks is checked as a block. Exit code:
0 if all are good, remarks or not, 1 if not.

examples:
  speedtimer check mine.yaml
  speedtimer check workouts/*.yaml workouts/blocks/*.yaml
""",
    )
    parser.add_argument("files", metavar="FILE", nargs="+", help="a workout or block file")
    parser.set_defaults(run=_check)


def _add_schema(subparsers: Subparsers) -> None:
    parser = _command(
        subparsers,
        "schema",
        "print the JSON Schema of a workout file",
        """\
An editor with a YAML language server completes and checks a workout whose first line names it:
  # yaml-language-server: $schema=workout.schema.json

example:
  speedtimer schema > workout.schema.json
""",
    )
    parser.set_defaults(run=_schema)


def _list(background: Background, arguments: argparse.Namespace) -> int:
    from speedtimer.workout.library import summaries

    shelf = summaries(lambda: background.preferences().rules)
    if arguments.json:
        print(json.dumps([_summary_json(summary) for summary in shelf], indent=2))
        return 0
    from speedtimer.units import minutes_text

    ids = max((len(summary.id) for summary in shelf), default=0)
    names = max((len(summary.name or "") for summary in shelf), default=0)
    for summary in shelf:
        if summary.estimated_ms is None:
            first, *rest = (summary.error or "").split("\n")
            more = f" (and {len(rest)} more, see `speedtimer check`)" if rest else ""
            print(f"{summary.id:<{ids}}  cannot be used: {first}{more}")
            continue
        own = "  (own)" if summary.origin == "own" else ""
        print(f"{summary.id:<{ids}}  {summary.name:<{names}}  {minutes_text(*summary.estimated_ms)}{own}")
    if places.fault() is None:
        print(f"Your own workouts go into {shown(str(places.own_workouts()))}", file=sys.stderr)
    return 0


def _summary_json(summary: Summary) -> dict[str, Any]:
    from speedtimer.units import seconds_number

    estimated = None
    if summary.estimated_ms is not None:
        shortest_ms, longest_ms = summary.estimated_ms
        estimated = {"min": seconds_number(shortest_ms), "max": seconds_number(longest_ms)}
    return {
        "id": summary.id,
        "name": summary.name,
        "focus": summary.focus,
        "purpose": summary.purpose,
        "origin": summary.origin,
        "path": shown(summary.path),
        "estimated_s": estimated,
        "sections": [{"name": section, "on": on} for section, on in summary.sections],
        "error": summary.error,
    }


def _show(background: Background, arguments: argparse.Namespace) -> int:
    from speedtimer.cli.plans import plan_json, table
    from speedtimer.prepare import prepare
    from speedtimer.workout.library import find

    sections, asked = options.chosen(arguments)
    preferences, entry = background.preferences(), find(arguments.workout)
    plan = prepare(
        arguments.workout,
        sections=sections,
        mode=asked.over(preferences.mode),
        rules=preferences.rules,
        taught=background.taught(),
        times_done=background.times_done(places.identity_of(entry.id, entry.file)),
    )
    if arguments.json:
        print(json.dumps(plan_json(plan), indent=2))
    else:
        for line in table(plan):
            print(line)
    return 0


def _check(arguments: argparse.Namespace) -> int:
    from speedtimer.workout.reader import check

    code = 0
    for file in arguments.files:
        try:
            remarks = check(file)
        except FileError as error:
            code = 1
            print(error)
        else:
            for remark in remarks:
                print(remark)
            print(f"{shown(file)}: ok", file=sys.stderr)
    return code


def _schema(_: argparse.Namespace) -> int:
    path = places.shipped("workouts") / "workout.schema.json"
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(f"the schema cannot be read ({error.strerror})", "install again", Place(str(path))) from None
    sys.stdout.write(text)
    return 0
