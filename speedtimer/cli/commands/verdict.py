"""`speedtimer verdict`: what a coach would say of a session. The database is opened only by the command itself."""

from __future__ import annotations

import argparse
import json
import os
import sys
import textwrap
from collections.abc import Iterator
from typing import Any, Final

from speedtimer import places
from speedtimer.app.review import compared_with, judged_as
from speedtimer.coach.against import Against, RepBefore, Standing
from speedtimer.coach.bars import bars, title
from speedtimer.coach.verdict import RepLine, Verdict
from speedtimer.errors import InputError
from speedtimer.records.history import History
from speedtimer.records.session import KeptSession
from speedtimer.signs import shown

_WIDTH: Final = 79

Json = dict[str, Any]


def run(arguments: argparse.Namespace) -> int:
    """Print the verdict.

    Raises:
        InputError: there is no such session, or what was done in it is not known.
        StorageError: the history cannot be read.
    """
    with History.open(places.data()) as history:
        kept = _wanted(history, arguments.session)
        compared, sessions = compared_with(history, kept)
    said = judged_as(kept)
    if arguments.json:
        print(json.dumps(_data(kept, said, compared, sessions), indent=2))
    else:
        for line in _lines(kept, said, compared):
            print(line)
    return 0


def _wanted(history: History, named: str | None) -> KeptSession:
    if named is None:
        newest = history.sessions(limit=1)
        if not newest and (rehearsed := history.sessions(limit=1, rehearsals=True)):
            raise InputError("only rehearsals have been run so far", f"name one: speedtimer verdict {rehearsed[0].id}")
        if not newest:
            raise InputError("no session has been run yet", "`speedtimer run 8x200m` opens one")
        kept = newest[0]
    else:
        found = history.session(named)
        if found is None:
            raise InputError(f"there is no session {named}", "`speedtimer history` lists them")
        kept = found
    if kept.unknown is not None:
        raise InputError(f"what was done in session {kept.id} is not known", kept.unknown)
    return kept


def _lines(kept: KeptSession, said: Verdict, compared: Against) -> Iterator[str]:
    rehearsal = f", rehearsal x{kept.scale:g}" if kept.is_rehearsal else ""
    yield shown(f"{kept.name}  ({kept.id}, {kept.focus}{rehearsal})")
    yield ""
    for sentence in (said.sentence, said.rests_on, *said.notes):
        yield from textwrap.wrap(sentence, _WIDTH)
    yield ""
    names = max(len(figure.name) for figure in said.figures)
    for figure in said.figures:
        yield f"  {figure.name:<{names}}  {figure.text:>10}"
    if said.reps:
        yield ""
        yield title(said)
        for line in bars(said, ascii_only=_ascii_only()):
            yield f"  {line}"
    if compared.standings:
        yield ""
        yield "Against yourself"
        for standing in compared.standings:
            yield from textwrap.wrap(standing.sentence, _WIDTH, initial_indent="  ", subsequent_indent="  ")


def _ascii_only() -> bool:
    """Whether the output cannot take the blocks that bars are drawn with; the Linux console's fonts have none."""
    if sys.stdout.isatty() and os.environ.get("TERM", "").startswith("linux"):
        return True
    try:
        "█▏▎▍▌▋▊▉".encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return True
    return False


def _data(kept: KeptSession, said: Verdict, compared: Against, sessions: int) -> Json:
    return {
        "session": kept.id,
        "workout": kept.workout,
        "focus": said.focus,
        "sentence": said.sentence,
        "basis": said.basis.value,
        "rests_on": said.rests_on,
        "notes": list(said.notes),
        "figures": [{"name": each.name, "value": each.value, "unit": each.unit} for each in said.figures],
        "plotted": said.plotted.value,
        "reps": [_rep_data(line) for line in said.reps],
        "against": {
            "sessions": sessions,
            "last_day": compared.last_day,
            "standings": [_standing_data(standing) for standing in compared.standings],
            "reps": [_before_data(before) for before in compared.reps],
        },
    }


def _rep_data(line: RepLine) -> Json:
    return {
        "number": line.number,
        "name": line.name,
        "done": line.done,
        "m": line.distance_m,
        "ms": line.ms,
        "speed_mm_s": line.speed_mm_s,
        "recovery_ms": line.recovery_ms,
        "mark": line.mark,
    }


def _standing_data(standing: Standing) -> Json:
    return {
        "kind": standing.kind.value,
        "m": standing.distance_m,
        "basis": standing.basis.value,
        "today_ms": standing.today_ms,
        "before": standing.before,
        "best_ms": standing.best_ms,
        "best_session": standing.best_session,
        "recent_ms": standing.recent_ms,
        "new_best": standing.new_best,
        "sentence": standing.sentence,
    }


def _before_data(before: RepBefore) -> Json:
    return {
        "index": before.index,
        "kind": before.kind.value,
        "name": before.name,
        "rep": before.rep,
        "m": before.distance_m,
        "basis": before.basis.value,
        "ms": before.ms,
        "last_ms": before.last_ms,
        "best_ms": before.best_ms,
    }
