"""The family of commands about what is kept: export, import, backup. The database is opened only by the commands."""

from __future__ import annotations

import argparse
import errno
import io
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from speedtimer import places
from speedtimer.cli.streams import as_it_is
from speedtimer.errors import CallError, FileError, InputError, SpeedtimerError
from speedtimer.files import read_plain

if TYPE_CHECKING:
    from speedtimer.records.archive import Whole
    from speedtimer.records.history import History
    from speedtimer.records.session import KeptSession

LONGEST: Final = 1 << 28
"""What a file to import may have at most, in bytes: ten thousand sessions have a quarter of it."""

Subparsers = Any
"""What `ArgumentParser.add_subparsers` gives; argparse has no public name for it."""


def add(subparsers: Subparsers) -> None:
    """Add export, import and backup. Each sets `run`, which takes the parsed arguments and gives the exit code."""
    _add_export(subparsers)
    _add_import(subparsers)
    _add_backup(subparsers)


def _add_export(subparsers: Subparsers) -> None:
    parser = _command(
        subparsers,
        "export",
        "write a session, or all, as JSON or CSV",
        """\
The JSON holds all that is kept of a session, the CSV a line for each split. Both can be brought
back in with `speedtimer import`. `speedtimer history` lists the sessions.

examples:
  speedtimer export 20261123-0915-8x200m --format csv > reps.csv
  speedtimer export --all --format json > sessions.json
""",
    )
    parser.add_argument("session", metavar="SESSION", nargs="?", help="which session, as `history` names it")
    parser.add_argument("--all", action="store_true", help="every session that is over, newest first")
    parser.add_argument("--format", choices=("csv", "json"), required=True, help="what is written")
    parser.set_defaults(run=_export)


def _add_import(subparsers: Subparsers) -> None:
    parser = _command(
        subparsers,
        "import",
        "bring exported sessions back in",
        """\
A session that is there already is left as it is. What comes in stands where its date puts it.

example:
  speedtimer import sessions.json
""",
    )
    parser.add_argument("file", metavar="FILE", help="what `speedtimer export` wrote: .json or .csv")
    parser.set_defaults(run=_import)


def _add_backup(subparsers: Subparsers) -> None:
    parser = _command(
        subparsers,
        "backup",
        "copy the whole database into a file, also while a session is running",
        """\
To go back to it, end every session and put the file in the place of speedtimer.db; `speedtimer
doctor` says where that lies.

example:
  speedtimer backup ~/speedtimer-2026-11-23.db
""",
    )
    parser.add_argument("file", metavar="FILE", help="a file that is not there yet")
    parser.set_defaults(run=_backup)


def _command(subparsers: Subparsers, name: str, help_: str, epilog: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = subparsers.add_parser(
        name,
        help=help_,
        description=help_[0].upper() + help_[1:] + ".",
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    return parser


def _export(arguments: argparse.Namespace) -> int:
    from speedtimer.records.history import History

    if (arguments.session is None) != arguments.all:
        raise CallError("one session or --all is wanted", "name a SESSION, or give --all without one")
    with History.open(places.data()) as history:
        if arguments.all:
            chosen = [kept for kept in history.every(rehearsals=True) if kept.damaged or kept.ending is not None]
        else:
            chosen = [_named(history, arguments.session)]
    damaged: list[str] = []
    if arguments.format == "csv":
        from speedtimer.records.table import write_table

        # As `import` reads it, whatever is in it; on a terminal it is looked at.
        out = sys.stdout if sys.stdout.isatty() else as_it_is(sys.stdout)
        if isinstance(below := as_it_is(out), io.TextIOWrapper):
            # Whatever the terminal's encoding: no letter escaped, no end of line made another.
            below.reconfigure(encoding="utf-8", newline="")
        damaged += [f"Session {kept.id} is damaged and left out ({kept.unknown})" for kept in chosen if kept.damaged]
        write_table((kept for kept in chosen if not kept.damaged), out)
    else:
        _write_json(chosen, damaged.append, one=not arguments.all)
    for sentence in damaged:
        print(sentence, file=sys.stderr)
    # What was asked for is not all there, and a script should know.
    return 1 if damaged else 0


def _named(history: History, name: str) -> KeptSession:
    found = history.session(name)
    if found is None:
        raise InputError(f"there is no session {name}", "`speedtimer history` lists them")
    if found.damaged:
        raise InputError(f"session {name} is damaged", found.unknown or "it cannot be read")
    if found.ending is None:
        raise InputError(f"session {name} is not over", "end it first: `speedtimer run` offers to")
    return found


def _write_json(chosen: Sequence[KeptSession], note: Callable[[str], None], *, one: bool) -> None:
    from speedtimer.records.archive import take_out, whole_data

    if not chosen:
        print("[]")
        return
    # A session at a time: ten thousand of them need not stand in memory twice.
    separator = "["
    for whole in take_out(places.data(), chosen, note):
        if one:
            print(json.dumps(whole_data(whole), indent=2))
        else:
            print(separator)
            print(json.dumps(whole_data(whole)), end="")
            separator = ","
    if not one:
        print("[]" if separator == "[" else "\n]")


def _import(arguments: argparse.Namespace) -> int:
    from speedtimer.records.archive import bring_in

    path = Path(arguments.file)
    sessions = _read(path)
    added = bring_in(places.data(), sessions)
    for session in added:
        print(session)
    there = len(sessions) - len(added)
    print(f"{len(added)} brought in, {there} there already", file=sys.stderr)
    return 0


def _read(path: Path) -> Sequence[Whole]:
    from speedtimer.records.archive import read_wholes, without_log
    from speedtimer.records.table import read_table

    try:
        text = read_plain(path, LONGEST).decode("utf-8-sig")
    except OSError as error:
        if error.errno == errno.EFBIG:
            raise InputError("the file is too large", f"at most {LONGEST >> 20} MiB can be read", str(path)) from error
        raise InputError(f"it cannot be read ({error.strerror})", "name a file of an export", str(path)) from error
    except UnicodeDecodeError as error:
        raise InputError("it is not UTF-8", "give it as export writes it", str(path)) from error
    try:
        if path.suffix.lower() == ".csv":
            return tuple(without_log(session) for session in read_table(text))
        return read_wholes(text)
    except SpeedtimerError as error:
        faults = error.faults if isinstance(error, FileError) else (error,)
        raise FileError(
            tuple(InputError(f"{fault.place}: {fault.fault}", fault.remedy, str(path)) for fault in faults)
        ) from error


def _backup(arguments: argparse.Namespace) -> int:
    from speedtimer.records.amend import back_up

    back_up(places.data(), Path(arguments.file))
    return 0
