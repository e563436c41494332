"""What a session writes, row by row. Every one of these may be done twice: what is there already is left as it is.

That is what lets the writer begin again after a commit of which it cannot tell whether it reached the disk.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from speedtimer.records.migrations import KEYS_A_MS
from speedtimer.records.moments import Moment, Started
from speedtimer.records.session import Ending, Remarks, Result

_DAMAGED_NAME: Final = re.compile(r"damaged-(\d{1,18})", re.ASCII)


@dataclass(frozen=True, slots=True)
class SessionRow:
    """What is known of a session when it begins. plan, rules: JSON text, as run. scale: how many times faster than
    real time; 1 unless it is a rehearsal."""

    id: str
    workout: str
    identity: str
    name: str
    focus: str
    log_version: int
    rules_version: int
    app_version: str
    source_hash: str
    scale: float
    plan: str
    rules: str
    started: Started


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One command of the log. arguments: JSON text, resolved."""

    seq: int
    at_ms: int
    name: str
    arguments: str
    verdict: str


def key_from(started_utc_ms: int) -> int:
    """Return the first key of the sessions begun in a millisecond, so that the order of keys is the order of dates."""
    return started_utc_ms * KEYS_A_MS


def add_session(connection: sqlite3.Connection, row: SessionRow) -> None:
    """Write a session's beginning, behind those that began at the same moment."""
    plan, rules = add_document(connection, row.plan), add_document(connection, row.rules)
    first, behind = key_from(row.started.utc_ms), key_from(row.started.utc_ms + 1)
    connection.execute(
        """INSERT INTO session (key, id, workout, identity, name, focus, log_version, rules_version, app_version,
            source_hash, scale, plan, rules, started_utc_ms, started_offset_min, started_zone)
            VALUES ((SELECT coalesce(max(key) + 1, ?) FROM session WHERE key >= ? AND key < ?),
            ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING""",
        (
            *(first, first, behind),
            *(row.id, row.workout, row.identity, row.name, row.focus),
            *(row.log_version, row.rules_version, row.app_version, row.source_hash, row.scale, plan, rules),
            *(row.started.utc_ms, row.started.offset_min, row.started.zone),
        ),
    )


def add_entries(connection: sqlite3.Connection, session: str, rows: Sequence[EntryRow]) -> None:
    """Write commands of the log."""
    key = session_key(connection, session)
    connection.executemany(
        """INSERT INTO entry (session, seq, at_ms, name, arguments, verdict) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (session, seq) DO NOTHING""",
        [(key, row.seq, row.at_ms, row.name, row.arguments, row.verdict) for row in rows],
    )


def add_alive(connection: sqlite3.Connection, session: str, at_ms: int, moment: Moment) -> None:
    """Write that the session was awake. Of several at one session time the newest holds."""
    connection.execute(
        """INSERT INTO alive (session, at_ms, utc_ms, boot_ms, boot_id) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (session, at_ms) DO UPDATE SET
            utc_ms = excluded.utc_ms, boot_ms = excluded.boot_ms, boot_id = excluded.boot_id""",
        (session_key(connection, session), at_ms, moment.utc_ms, moment.boot_ms, moment.boot_id),
    )


def end_session(connection: sqlite3.Connection, session: str, ending: Ending, result: Result) -> None:
    """Write a session's end and its splits. When it was awake is of no more use then, and goes.

    The very same end is left as it is, with whatever was corrected since; another one takes its place.
    """
    key = session_key(connection, session)
    there = connection.execute("SELECT ending, length_ms FROM session WHERE key = ?", (key,)).fetchone()
    if there == (ending.value, result.length_ms):
        return
    connection.execute("DELETE FROM split WHERE session = ?", (key,))
    connection.execute(
        """UPDATE session SET ending = ?, length_ms = ?, paused_ms = ?, away_ms = ?, completed = ?, main_done = ?,
            efforts = ?, effort_m = ?, effort_ms = ? WHERE key = ?""",
        (
            *(ending.value, result.length_ms, result.paused_ms, result.away_ms, result.completed, result.main_done),
            *(result.efforts, result.effort_m, result.effort_ms, key),
        ),
    )
    connection.execute("DELETE FROM alive WHERE session = ?", (key,))
    connection.executemany(
        """INSERT INTO split (session, place, step, kind, section, name, rep, reps, m, ms, source, round_trip_ms,
            started_ms, ended_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        [
            (
                *(key, place, split.index, split.kind.value, split.section.value, split.name, split.rep, split.reps),
                *(split.distance_m, split.ms, split.source.value, split.round_trip_ms),
                *(split.started_ms, split.ended_ms),
            )
            for place, split in enumerate(result.splits)
        ],
    )


def set_remarks(connection: sqlite3.Connection, key: int, remarks: Remarks) -> None:
    """Write what the runner says of a session, in place of what was said before."""
    connection.execute(
        "UPDATE session SET effort = ?, form = ?, surface = ?, weather = ?, notes = ? WHERE key = ?",
        (remarks.effort, remarks.form, remarks.surface or None, remarks.weather or None, remarks.notes or None, key),
    )


def reopen_session(connection: sqlite3.Connection, session: str) -> None:
    """Take a session's end back: it was undone, and goes on."""
    key = session_key(connection, session)
    connection.execute("UPDATE session SET ending = NULL WHERE key = ?", (key,))
    connection.execute("DELETE FROM split WHERE session = ?", (key,))


def session_key(connection: sqlite3.Connection, session: str) -> int:
    """Give the number by which a session's rows are found. Raises LookupError where the id is not known."""
    found = connection.execute("SELECT key FROM session WHERE id = ?", (session,)).fetchone()
    if found is None:
        raise LookupError(f"no session {session}")
    return int(found[0])


def by_name(session: str) -> tuple[str, str | int]:
    """Return the condition that finds a session by what it is called, and its value: its id, or for one whose id is
    damaged what `name_of` gave."""
    found = _DAMAGED_NAME.fullmatch(session)
    if found is not None:
        return "key = ?", int(found[1])
    # An argument that is not UTF-8 is no session's id, and no text to SQLite.
    return "id = ?", session.encode(errors="replace").decode()


def name_of(key: int, session: object) -> str:
    """Return what a session is called: its id, or a name by its key where the id is damaged. No session gets such an
    id, since theirs begin with a day."""
    return session if isinstance(session, str) and session else f"damaged-{key}"


def add_document(connection: sqlite3.Connection, text: str) -> int:
    """Write a text once, compressed, and give its number; one that is there already is found by its hash."""
    raw = text.encode()
    sha256 = hashlib.sha256(raw).digest()
    connection.execute(
        "INSERT INTO document (sha256, body) VALUES (?, ?) ON CONFLICT (sha256) DO NOTHING",
        (sha256, zlib.compress(raw, 9)),
    )
    return int(connection.execute("SELECT key FROM document WHERE sha256 = ?", (sha256,)).fetchone()[0])


def document_text(body: bytes | None) -> str:
    """Read what `add_document` wrote; a damaged one is the empty text, which is neither a plan nor rules to anyone."""
    try:
        return zlib.decompress(body or b"").decode()
    except (zlib.error, UnicodeDecodeError, TypeError):
        return ""
