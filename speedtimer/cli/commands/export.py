"""The family of commands about what is kept: export, import, backup. The database is opened only by the commands."""

from __future__ import annotations

import argparse
import errno
import io
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from speedtimer import places
from speedtimer.cli.stdio import as_it_is
from speedtimer.errors import CallError, FileError, InputError, SpeedtimerError
from speedtimer.files import read_plain
from speedtimer.records.amend import back_up
from speedtimer.records.archive import Whole, bring_in, read_wholes, take_out, whole_data, without_log
from speedtimer.records.history import History
from speedtimer.records.session import KeptSession
from speedtimer.records.table import read_table, write_table

LONGEST: Final = 1 << 28
"""What a file to import may have at most, in bytes: ten thousand sessions have a quarter of it."""


def export(arguments: argparse.Namespace) -> int:
    """Write a session, or all."""
    if (arguments.session is None) != arguments.all:
        raise CallError("one session or --all is wanted", "name a SESSION, or give --all without one")
    with History.open(places.data()) as history:
        if arguments.all:
            chosen = [kept for kept in history.every(rehearsals=True) if kept.damaged or kept.ending is not None]
        else:
            chosen = [_named(history, arguments.session)]
    damaged: list[str] = []
    if arguments.format == "csv":
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


def import_file(arguments: argparse.Namespace) -> int:
    """Add exported sessions to the history."""
    path = Path(arguments.file)
    sessions = _read(path)
    added = bring_in(places.data(), sessions)
    for session in added:
        print(session)
    there = len(sessions) - len(added)
    print(f"{len(added)} brought in, {there} there already", file=sys.stderr)
    return 0


def _read(path: Path) -> Sequence[Whole]:
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


def backup(arguments: argparse.Namespace) -> int:
    """Copy the database into a file."""
    back_up(places.data(), Path(arguments.file))
    return 0
