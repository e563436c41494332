"""The words of the command line: every command with its help, its arguments and the function that runs it.

Importing it loads argparse and no command.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NoReturn

from speedtimer import __version__
from speedtimer.errors import CallError

LONGEST_LEAD_IN_S: Final = 60

LINES: Final = 20
"""How many sessions `history` lists without --limit."""

_BARE: Final = {"--timed": "--timed=main", "--auto": "--auto=all", "--resume": "--resume=usual"}

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


@dataclass(frozen=True, slots=True)
class Command:
    """One command. run: module of `cli.commands` and function, `MODULE:FUNCTION`; the function takes the parsed
    arguments and returns the exit code. epilog: what `--help` ends with. add: adds its arguments. takes_plan: it has
    the options of the plan. description: the help as a sentence where None."""

    run: str
    help: str
    epilog: str
    add: Callable[[argparse.ArgumentParser], None] = lambda _: None
    takes_plan: bool = False
    description: str | None = None


class Parser(argparse.ArgumentParser):
    """A parser that says what would be right in one line, and points to the help."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **{"allow_abbrev": False, **more})

    def _print_message(self, message: str, file: Any = None) -> None:
        """Print help or version. As argparse has it, an output that cannot be written would go unnoticed."""
        print(message, end="", file=file)

    def error(self, message: str) -> NoReturn:
        raise CallError(message, f"see `{self.prog} --help`")


def parser_of(names: Iterable[str]) -> tuple[Parser, Mapping[str, Parser]]:
    """Return a parser for these commands, and each command's own. It sets `command` to the name that was given."""
    parser = Parser(
        prog="speedtimer",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"speedtimer {__version__}")
    subparsers = parser.add_subparsers(metavar="COMMAND", title="commands", dest="command", parser_class=Parser)
    for name in names:
        command = COMMANDS[name]
        command.add(
            subparsers.add_parser(
                name,
                help=command.help,
                description=command.description or f"{command.help[0].upper()}{command.help[1:]}.",
                epilog=command.epilog,
                parents=[plan_options()] if command.takes_plan else [],
                formatter_class=argparse.RawDescriptionHelpFormatter,
            )
        )
    return parser, subparsers.choices


def spelled_out(arguments: Sequence[str]) -> list[str]:
    """Write `--auto`, `--timed` and `--resume` with the value that they stand for.

    argparse would take the word after a bare one for its value, as in `show --auto 8x200m`, while here a value always
    follows an `=`.
    """
    spelled = list(arguments)
    end = spelled.index("--") if "--" in spelled else len(spelled)
    return [_BARE.get(word, word) for word in spelled[:end]] + spelled[end:]


def plan_options() -> Parser:
    """Return the parser of the options of run, show and simulate; `options.chosen` reads what it found."""
    parser = Parser(add_help=False)
    group = parser.add_argument_group("options of the plan")
    group.add_argument(
        "--with",
        dest="with_",
        metavar="SECTION",
        action="append",
        default=[],
        help="do this section too: warm-up, easy-jog, drills, strides, main or warm-down; easy-jog takes the "
        "warm-up's place unless that is given too; repeatable",
    )
    group.add_argument(
        "--without", metavar="SECTION", action="append", default=[], help="leave this section out; repeatable"
    )
    group.add_argument(
        "--timed",
        nargs="?",
        const="main",
        metavar="=all",
        help="somebody holds the watch: a press ends each rep of the main section and records its true time; "
        "with =all in every section, with =off in none, whatever the settings say",
    )
    group.add_argument(
        "--auto",
        nargs="?",
        const="all",
        metavar="=SECTION,…",
        help="recoveries and jogs end by themselves, in every section or in those named after =; with =off in none, "
        "whatever the settings say",
    )
    group.add_argument(
        "--lead-in",
        metavar="S",
        help=f"seconds of get-ready before every rep, 0 to {LONGEST_LEAD_IN_S}; never shorter than the count plus one",
    )
    return parser


def _add_run(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("workout", metavar="ID-or-FILE", nargs="?", help="which workout")
    parser.add_argument(
        "--resume",
        metavar="=WAY",
        help="go on with the session that was cut off, in place of a workout: =on from where it was, =count with the "
        "time away counted, =save what is done; alone, count in a jog and on elsewhere",
    )
    parser.add_argument("--speed", metavar="N", default="1", help="a rehearsal, N times faster than real time")
    parser.add_argument("--plain", action="store_true", help="plain lines instead of the screen")
    parser.add_argument(
        "--mute", action=argparse.BooleanOptionalAction, help="begin without sound, or with it; m changes that"
    )


def _add_list(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="an array of objects instead of a table")


def _add_show(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("workout", metavar="ID-or-FILE", help="which workout")
    parser.add_argument("--json", action="store_true", help="one object instead of a table")


def _add_check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", metavar="FILE", nargs="+", help="a workout or block file")


def _add_simulate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("workout", metavar="ID-or-FILE", help="which workout")
    parser.add_argument("--json", action="store_true", help="JSON Lines instead of a table")
    parser.add_argument("--open", metavar="S", help="seconds after which an open step is pressed, in place of its own")
    parser.add_argument(
        "--press-at",
        metavar="S,S,…",
        help="press at these seconds of session time instead; after the last of them as described below",
    )


def _add_history(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="an array of objects instead of a table")
    parser.add_argument("--limit", type=_count, metavar="N", help=f"the newest N (the table: {LINES}, the JSON: all)")
    parser.add_argument("--no-rehearsals", action="store_true", help="leave out what was run with --speed")


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of sessions: write a whole number from 1")
    return int(text)


def _add_verdict(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("session", metavar="SESSION", nargs="?", help="which, as `history` names it; else the newest")
    parser.add_argument("--json", action="store_true", help="one object instead of text")


def _add_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("session", metavar="SESSION", nargs="?", help="which session, as `history` names it")
    parser.add_argument("--all", action="store_true", help="every session that is over, newest first")
    parser.add_argument("--format", choices=("csv", "json"), required=True, help="what is written")


def _add_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="what `speedtimer export` wrote: .json or .csv")


def _add_backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a file that is not there yet")


def _add_doctor(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--sounds", action="store_true", help="instead, sound every cue, with its name")
    what.add_argument("--latency", action="store_true", help="instead, measure how exactly cues reach the device")
    parser.add_argument("--json", action="store_true", help="an array of objects instead of a table")


COMMANDS: Final[Mapping[str, Command]] = {
    "run": Command(
        "run:run",
        "run a session: on the screen, or line by line with --plain",
        """\
The session opens ready; its first press starts it. Solo, an effort over a distance ends by itself
after your expected time, so that you walk back and press once per rep, at the line. With --timed
somebody holds the watch and presses at the end of each effort. ? shows every key.

With --plain, or where stdout is no terminal, it starts at once and gives a line for each event;
a line on stdin is a key (empty: the press), and ? lists the keys.

examples:
  speedtimer run 8x200m
  speedtimer run hills-10x30s --with easy-jog --without warm-down
  speedtimer run 10x100m --timed --lead-in 8
  speedtimer run drills-and-strides --auto --plain
  speedtimer run 8x200m --speed 20 --mute     a rehearsal, twenty times faster and silent
  speedtimer run --resume                     go on with the session that was cut off
""",
        _add_run,
        takes_plan=True,
    ),
    "list": Command(
        "list_workouts:run",
        "list the workouts, shipped and own",
        """\
Your own workouts are the .yaml files in a folder that the list names. One that is at fault is
listed with its fault; one with the id of a shipped workout takes its place.

examples:
  speedtimer list
  speedtimer list --json | jq -r '.[].id'
""",
        _add_list,
    ),
    "show": Command(
        "show:run",
        "show a workout's plan, step by step, without starting it",
        """\
A name that ends in .yaml, or has a slash in it, is a file; any other is an id from `speedtimer list`.

examples:
  speedtimer show 8x200m
  speedtimer show hills-10x30s --with easy-jog
  speedtimer show 10x100m --without drills --without strides --auto
  speedtimer show ./mine.yaml --json
""",
        _add_show,
        takes_plan=True,
    ),
    "check": Command(
        "check:check",
        "check workout files and say all that is wrong with them",
        """\
Each fault is a line, FILE:LINE:COL: what is wrong: what would be right. What is probably not meant
is a remark, likewise in a line. A file in a folder named blocks is checked as a block. Exit code:
0 if all are good, remarks or not, 1 if not.

examples:
  speedtimer check mine.yaml
  speedtimer check workouts/*.yaml workouts/blocks/*.yaml
""",
        _add_check,
    ),
    "schema": Command(
        "check:schema",
        "print the JSON Schema of a workout file",
        """\
An editor with a YAML language server completes and checks a workout whose first line names it:
  # yaml-language-server: $schema=workout.schema.json

example:
  speedtimer schema > workout.schema.json
""",
    ),
    "simulate": Command(
        "simulate:run",
        "run a whole session at once and tell every event and cue with its time",
        """\
It presses as an athlete would: the start at 0, a range 10 s after its least time, a jog that waits
10 s after its length, an open step at its suggestion (60 s where it has none), a distance that
somebody watches at its expected time. What the clock ends is left to the clock. A press that is
refused is given once more a second later.

examples:
  speedtimer simulate 8x200m
  speedtimer simulate hills-10x30s --auto --json
  speedtimer simulate 10x100m --without warm-up --open 90
  speedtimer simulate 8x200m --press-at 905,905.3,960 --json | jq -c 'select(.event == "press_bounced")'
""",
        _add_simulate,
        takes_plan=True,
        description="Run a whole session on a virtual clock at once, and tell every event and cue with its time.",
    ),
    "history": Command(
        "history:run",
        "list the sessions that were, newest first",
        """\
Rehearsals, run with --speed, are marked; --no-rehearsals leaves them out. The JSON has every split
with where it comes from.

examples:
  speedtimer history
  speedtimer history --limit 5
  speedtimer history --json | jq '.[0].splits[] | select(.kind == "effort") | .ms'
""",
        _add_history,
    ),
    "verdict": Command(
        "verdict:run",
        "say what a coach would of a session: a sentence, figures, a bar for each rep",
        """\
It rests on what was measured: splits of who held the watch, or typed afterwards; else round trips.
Estimates are never judged.

examples:
  speedtimer verdict
  speedtimer verdict 20261123-0915-8x200m
  speedtimer verdict --json | jq -r .sentence
""",
        _add_verdict,
    ),
    "paces": Command(
        "paces:run",
        "list the expected times, and where each is known from",
        """\
history   the median of the last five splits that were measured with the watch in hand, or typed
settings  from the [paces] of your settings
ours      the program's own guess, until you know better
riegel    worked out from the nearest distance of the table by Riegel's formula

examples:
  speedtimer paces
  speedtimer paces --json | jq '.[] | select(.from == "history")'
""",
        _add_list,
    ),
    "export": Command(
        "export:export",
        "write a session, or all, as JSON or CSV",
        """\
The JSON holds all that is kept of a session, the CSV a line for each split. Both can be brought
back in with `speedtimer import`. `speedtimer history` lists the sessions.

examples:
  speedtimer export 20261123-0915-8x200m --format csv > reps.csv
  speedtimer export --all --format json > sessions.json
""",
        _add_export,
    ),
    "import": Command(
        "export:import_file",
        "bring exported sessions back in",
        """\
A session that is there already is left as it is. What comes in stands where its date puts it.

example:
  speedtimer import sessions.json
""",
        _add_import,
    ),
    "backup": Command(
        "export:backup",
        "copy the whole database into a file, also while a session is running",
        """\
To go back to it, end every session and put the file in the place of speedtimer.db; `speedtimer
doctor` says where that lies.

example:
  speedtimer backup ~/speedtimer-2026-11-23.db
""",
        _add_backup,
    ),
    "doctor": Command(
        "doctor:run",
        "say what of this computer is used, and what to do about what cannot be",
        """\
ok is in order, note is worth knowing, fault keeps something from being used; what to do about it
stands below it. A session can be run all the same. Exit code: 0, or 1 where there is a fault.

examples:
  speedtimer doctor
  speedtimer doctor --sounds      every cue, with its name; Ctrl+C stops it
  speedtimer doctor --latency     ten seconds of ticks: how exactly they reach the device
  speedtimer doctor --json | jq -r '.[] | select(.state == "fault") | .remedy'
""",
        _add_doctor,
    ),
}
"""Each command, in the order of the help."""
