"""The command line: which command, and what its failure looks like.

Only the module of the command that is called is loaded, and none of them loads more than it needs: `--version`,
`--help`, `list` and `history` come without Textual, asyncio and pydantic.
"""

from __future__ import annotations

import difflib
import importlib
import re
import sys
from collections.abc import Callable, Sequence
from typing import Final

from speedtimer import places
from speedtimer.cli.parser import COMMANDS, Parser, parser_of, spelled_out
from speedtimer.cli.stdio import (
    let_nothing_be_an_order,
    never_fail_for_a_letter,
    stand_in_for_closed_streams,
    unwritten,
)
from speedtimer.errors import CallError, SpeedtimerError

WITHOUT_HOME: Final = frozenset({"check", "schema", "run", "doctor"})
"""Commands that ask nothing of the home, or say by themselves what is wrong with it."""

INTERRUPTED: Final = 130


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return the exit code. Only output goes to stdout; faults and notes to stderr."""
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
    if not word.startswith("-") and word not in COMMANDS:
        raise _unknown(word)
    parser, parsers = parser_of(COMMANDS if word not in COMMANDS else [word])
    try:
        parsed, unknown = parser.parse_known_args(spelled_out(arguments))
    except SystemExit as asked:
        # Help and version end here, once they are printed.
        return int(asked.code or 0)
    if unknown:
        raise _unknown_option(unknown[0], parsers.get(word, parser))
    if parsed.command is None:
        return _library()
    if word not in WITHOUT_HOME and (fault := places.fault()):
        print(fault, file=sys.stderr)
    return load(COMMANDS[parsed.command].run)(parsed)


def load(named: str) -> Callable[..., int]:
    """Return the function MODULE:FUNCTION of `cli.commands`, loading that module alone."""
    module, function = named.split(":")
    found: Callable[..., int] = getattr(importlib.import_module(f"speedtimer.cli.commands.{module}"), function)
    return found


def _library() -> int:
    if not sys.stdout.isatty():
        raise CallError(
            "the library needs a terminal",
            "run it in one; `speedtimer list` and `speedtimer run ID --plain` do without",
        )
    return load("run:run_library")()


def _unknown(word: str) -> CallError:
    near = difflib.get_close_matches(word, list(COMMANDS), n=1)
    if near:
        return CallError(f"there is no command '{word}'", f"did you mean `speedtimer {near[0]}`?")
    # Only a slip of the keyboard needs the library.
    from speedtimer.workout.library import entries, names_a_file

    if names_a_file(word) or any(entry.id == word for entry in entries()):
        return CallError(f"'{word}' is a workout and no command", f"write `speedtimer run {word}`")
    return CallError(f"there is no command '{word}'", f"there are {', '.join(COMMANDS)}")


def _unknown_option(word: str, parser: Parser) -> CallError:
    option = word.partition("=")[0]
    if not option.startswith("-"):
        return CallError(f"'{word}' is one word too many", f"see `{parser.prog} --help`")
    near = difflib.get_close_matches(option, re.findall(r"--[a-z][a-z-]*", parser.format_help()), n=1)
    remedy = f"did you mean {near[0]}?" if near else f"see `{parser.prog} --help`"
    return CallError(f"there is no option {option}", remedy)
