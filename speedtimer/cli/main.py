"""The command line: which command, and what its failure looks like.

Only the module of the command that is called is loaded, and none of them loads more than it needs: `--version`,
`--help`, `list` and `history` come without Textual, asyncio and pydantic.
"""

from __future__ import annotations

import argparse
import difflib
import importlib
import re
import sys
from collections.abc import Mapping, Sequence
from typing import Any, Final, NoReturn

from speedtimer import __version__, places
from speedtimer.cli.streams import (
    let_nothing_be_an_order,
    never_fail_for_a_letter,
    stand_in_for_closed_streams,
    unwritten,
)
from speedtimer.errors import CallError, SpeedtimerError

FAMILIES: Final[Mapping[str, str]] = {
    "run": "run",
    "list": "workouts",
    "show": "workouts",
    "check": "workouts",
    "schema": "workouts",
    "simulate": "simulate",
    "history": "history",
    "verdict": "verdict",
    "paces": "paces",
    "export": "keeping",
    "import": "keeping",
    "backup": "keeping",
    "doctor": "doctor",
}
"""Each command, in the order of the help, and the module of `cli` that it lives in."""

WITHOUT_HOME: Final = frozenset({"check", "schema", "run", "doctor"})
"""Commands that ask nothing of the home, or say by themselves what is wrong with it."""

INTERRUPTED: Final = 130

DESCRIPTION: Final = """\
A workout timer for runners. Choose a session, put the laptop at the start line, and follow it by ear:
a sound marks every start and end, and one key says that you are back."""

EPILOG: Final = """\
Without a command the library opens: choose a workout, look at its plan, run it.

examples:
  speedtimer                                  the library
  speedtimer list                             what there is
  speedtimer show 8x200m                      a plan, step by step
  speedtimer run 8x200m                       run it; the first press starts it
  speedtimer run hills-10x30s --with easy-jog with 40 min easy in the warm-up's place
  speedtimer run 10x100m --timed              somebody holds the watch
  speedtimer simulate 8x200m --auto           every event and cue of it, at once

SPEEDTIMER_HOME=DIR keeps settings, your own workouts and your history in that one folder.
Exit codes: 0 done, 1 the input is at fault, 2 the call is at fault, 130 interrupted."""


class Parser(argparse.ArgumentParser):
    """A parser that says what would be right in one line, and points to the help."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **{"allow_abbrev": False, **more})

    def _print_message(self, message: str, file: Any = None) -> None:
        """Print help or version. As argparse has it, an output that cannot be written would go unnoticed."""
        print(message, end="", file=file)

    def error(self, message: str) -> NoReturn:
        raise CallError(message, f"see `{self.prog} --help`")


def run(arguments: Sequence[str]) -> int:
    """Do what the command line says and give the exit code. Only output goes to stdout; faults and notes to stderr."""
    stand_in_for_closed_streams()
    never_fail_for_a_letter()
    let_nothing_be_an_order()
    try:
        code = _dispatch(list(arguments))
        sys.stdout.flush()
    except SpeedtimerError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        if error.filename is not None:
            raise
        return unwritten(error)
    return code


def _dispatch(arguments: list[str]) -> int:
    if not arguments:
        return _library()
    word = arguments[0]
    if not word.startswith("-") and word not in FAMILIES:
        raise _unknown(word)
    parser, commands = _parser(FAMILIES if word not in FAMILIES else {word: FAMILIES[word]})
    from speedtimer.cli.options import spelled_out

    try:
        parsed, unknown = parser.parse_known_args(spelled_out(arguments))
    except SystemExit as asked:
        # Help and version end here, once they are printed.
        return int(asked.code or 0)
    if unknown:
        raise _unknown_option(unknown[0], commands.get(word, parser))
    if "run" not in parsed:
        return _library()
    if word not in WITHOUT_HOME and (fault := places.fault()):
        print(fault, file=sys.stderr)
    code: int = parsed.run(parsed)
    return code


def _parser(families: Mapping[str, str]) -> tuple[Parser, Mapping[str, Parser]]:
    """Make a parser for these commands, loading their modules alone; and give each command's own."""
    parser = Parser(
        prog="speedtimer",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"speedtimer {__version__}")
    subparsers = parser.add_subparsers(metavar="COMMAND", title="commands", parser_class=Parser)
    for name in dict.fromkeys(families.values()):
        module = importlib.import_module(f"speedtimer.cli.{name}")
        if name == "workouts":
            module.add(subparsers, _background(module))
        else:
            module.add(subparsers)
    return parser, subparsers.choices


def _background(workouts: Any) -> Any:
    """What the commands about workouts ask of this home, each only when it needs it."""
    from speedtimer.cli.home import Home

    home = Home()
    return workouts.Background(lambda: home.preferences, home.taught, home.times_done)


def _library() -> int:
    if not sys.stdout.isatty():
        raise CallError(
            "the library needs a terminal",
            "run it in one; `speedtimer list` and `speedtimer run ID --plain` do without",
        )
    from speedtimer.cli.run import run_library

    return run_library()


def _unknown(word: str) -> CallError:
    near = difflib.get_close_matches(word, list(FAMILIES), n=1)
    if near:
        return CallError(f"there is no command '{word}'", f"did you mean `speedtimer {near[0]}`?")
    from speedtimer.workout.library import entries, names_a_file

    if names_a_file(word) or any(entry.id == word for entry in entries()):
        return CallError(f"'{word}' is a workout and no command", f"write `speedtimer run {word}`")
    return CallError(f"there is no command '{word}'", f"there are {', '.join(FAMILIES)}")


def _unknown_option(word: str, parser: Parser) -> CallError:
    option = word.partition("=")[0]
    if not option.startswith("-"):
        return CallError(f"'{word}' is one word too many", f"see `{parser.prog} --help`")
    near = difflib.get_close_matches(option, re.findall(r"--[a-z][a-z-]*", parser.format_help()), n=1)
    remedy = f"did you mean {near[0]}?" if near else f"see `{parser.prog} --help`"
    return CallError(f"there is no option {option}", remedy)
