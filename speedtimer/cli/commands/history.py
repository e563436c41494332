"""`speedtimer history`: the sessions that were, newest first. The database is opened only by the command itself."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from itertools import islice

from speedtimer import places
from speedtimer.cli.parser import LINES
from speedtimer.records.history import History
from speedtimer.records.listing import session_data
from speedtimer.records.session import KeptSession
from speedtimer.signs import shown
from speedtimer.units import clock_text


def run(arguments: argparse.Namespace) -> int:
    """Print the history.

    Raises:
        StorageError: it cannot be read.
    """
    with History.open(places.data()) as history:
        rehearsals = not arguments.no_rehearsals
        if arguments.json:
            _print_json(islice(history.every(rehearsals=rehearsals), arguments.limit))
        else:
            _print_list(history, arguments.limit or LINES, rehearsals)
    return 0


def _print_json(sessions: Iterable[KeptSession]) -> None:
    # A session at a time: ten thousand of them need not stand in memory at once.
    separator = "["
    for session in sessions:
        print(separator)
        print(json.dumps(session_data(session)), end="")
        separator = ","
    print("[]" if separator == "[" else "\n]")


def _print_list(history: History, limit: int, rehearsals: bool) -> None:
    # One more than is shown, to know whether there are any.
    found = history.sessions(limit=limit + 1, rehearsals=rehearsals)
    for line in _aligned([_cells(session) for session in found[:limit]]):
        print(line)
    if not found and not rehearsals and history.sessions(limit=1, rehearsals=True):
        print("Only rehearsals have been run so far: `speedtimer history` lists them.", file=sys.stderr)
    elif not found:
        print("No session has been run yet: `speedtimer run 8x200m` opens one.", file=sys.stderr)
    elif len(found) > limit:
        print(f"There are older ones: `speedtimer history --limit {limit * 2}` lists more.", file=sys.stderr)


def _cells(session: KeptSession) -> tuple[str, ...]:
    result = session.result
    metres = f", {result.effort_m} m" if result.effort_m else ""
    efforts = f"{result.efforts} effort{'' if result.efforts == 1 else 's'}{metres}"
    return (
        f"{session.started.local:%Y-%m-%d %H:%M}",
        shown(session.workout),
        clock_text(result.length_ms),
        efforts,
        _state(session),
        shown(session.id),
    )


def _state(session: KeptSession) -> str:
    if session.damaged:
        return "damaged"
    if session.unknown is not None:
        state = "cut off, splits unknown"
    elif session.result.completed:
        state = "completed"
    else:
        state = "cut off" if session.ending is None else "saved"
    return f"{state}, rehearsal x{session.scale:g}" if session.is_rehearsal else state


def _aligned(rows: list[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
