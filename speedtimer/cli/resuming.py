"""A session that was cut off: found at the next start, offered in plain mode, gone on with or saved."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Final

from speedtimer import __version__, places
from speedtimer.errors import CallError, InputError, SpeedtimerError, StorageError
from speedtimer.records.journal import Journal
from speedtimer.records.lock import SessionLock, is_held
from speedtimer.records.moments import moment_now, started_now
from speedtimer.records.session import Ending
from speedtimer.records.unfinished import Unfinished, find_unfinished
from speedtimer.runtime.absence import described
from speedtimer.runtime.conductor import CLOSING_S
from speedtimer.runtime.ways import LETTERS, MEANS, CutOff, Way

USUAL: Final = "usual"
LATER: Final = "n"


def newest_cut_off(note: Callable[[str], None]) -> CutOff | None:
    """Give the newest session that was cut off, None where there is none or another process runs a session.

    Args:
        note: told where it cannot be known.
    """
    home = places.data()
    try:
        found = find_unfinished(home, note)
    except StorageError as error:
        note(f"Whether a session was cut off is not known. {error}")
        return None
    # One that is under way just now has no ending either.
    return described(found[0], moment_now()) if found and not is_held(home) else None


def unfinished(session: str) -> Unfinished:
    """Give what is kept of a session that was cut off.

    Raises:
        InputError: there is none of that name any more.
        StorageError: the journal cannot be read.
    """
    for found in find_unfinished(places.data()):
        if found.id == session:
            return found
    raise InputError(f"session {session} is not cut off any more", "`speedtimer history` shows it")


def save(session: str) -> None:
    """Save what is done of a session that was cut off; one that cannot be gone on with is saved as it is.

    Raises:
        InputError: there is none of that name any more.
        StorageError: it cannot be written, or another session is under way.
    """
    found = unfinished(session)
    with SessionLock.take(places.data(), found.row.workout, started_now()):
        journal = Journal.open(places.data(), app_version=__version__)
        _write_end(journal, found)
        if not journal.close(CLOSING_S):
            raise StorageError("it could not be saved", "see that its folder can be written", str(places.data()))


def _write_end(journal: Journal, found: Unfinished) -> None:
    journal.resume(found)
    try:
        view = found.engine().view()
    except SpeedtimerError:
        # Other rules, or records that cannot be read: what is offered then is this.
        journal.save_as_it_is(found)
        return
    if view.step is None:
        journal.finish(Ending.COMPLETED, view)
    else:
        journal.finish(Ending.SAVED if view.visits else Ending.THROWN_AWAY, view)


def way_of(said: str, offered: CutOff) -> Way:
    """Read the value of --resume; `usual` is the first way that is offered.

    Raises:
        CallError: there is no such way, or not for this session.
    """
    if said == USUAL:
        return offered.ways[0]
    ways = ", ".join(way.value for way in offered.ways)
    if said not in offered.ways:
        why = f"{offered.note}. " if offered.note and said in set(Way) else ""
        raise CallError(f"{why}--resume={said} is not possible here", f"what is possible: {ways}")
    return Way(said)


def ask(offered: CutOff, instead: str) -> Way | None:
    """Ask on a terminal, in lines, what to do with a session that was cut off. None: leave it for later.

    Args:
        offered: what was cut off.
        instead: what begins if it is left, in a word.
    """
    usual = offered.ways[0]
    print(f"{offered.line}.", file=sys.stderr)
    for way in offered.ways:
        print(f"  {LETTERS[way]}  {MEANS[way]}{' (Enter alone does this)' if way is usual else ''}", file=sys.stderr)
    print(f"  {LATER}  leave it for later, and run {instead}", file=sys.stderr)
    keys = {LETTERS[way]: way for way in offered.ways} | {"": usual}
    while True:
        line = sys.stdin.readline()
        answer = line.strip().lower()
        if not line or answer == LATER:
            return None
        if answer in keys:
            return keys[answer]
        print(f"'{answer}' is no answer: one of {', '.join([*filter(None, keys), LATER])}", file=sys.stderr)
