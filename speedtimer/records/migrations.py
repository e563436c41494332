"""The schema, as the steps that lead to it: named, in order, each done once. `user_version` counts those done.

A step is never changed once it is out; what is to be different becomes a step of its own. All that are missing are
done in one transaction, so a file has the old schema or the new one and nothing between.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Final

from speedtimer.errors import StorageError

APPLICATION_ID: Final = 0x73706474
"""`spdt` in ASCII, written in the file's header: it tells our database from another program's."""


KEYS_A_MS: Final = 32_768
"""How many keys there are for sessions begun in one millisecond; with them the year 9999 still fits into 63 bits."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One step of the schema. name: what it brings; statements: done in this order."""

    name: str
    statements: tuple[str, ...]


_JOURNAL = Migration(
    "journal",
    (
        # Plans and rules repeat from session to session: each text is kept once, found by its hash.
        "CREATE TABLE document (key INTEGER PRIMARY KEY, sha256 BLOB NOT NULL UNIQUE, body BLOB NOT NULL)",
        """CREATE TABLE session (
            key INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            workout TEXT NOT NULL,
            name TEXT NOT NULL,
            focus TEXT NOT NULL,
            log_version INTEGER NOT NULL,
            rules_version INTEGER NOT NULL,
            app_version TEXT NOT NULL,
            source_hash TEXT NOT NULL,
            scale REAL NOT NULL,
            plan INTEGER NOT NULL REFERENCES document,
            rules INTEGER NOT NULL REFERENCES document,
            started_utc_ms INTEGER NOT NULL,
            started_offset_min INTEGER NOT NULL,
            started_zone TEXT NOT NULL,
            ending TEXT
        )""",
        "CREATE INDEX session_by_workout ON session (workout)",
        "CREATE INDEX session_unfinished ON session (key) WHERE ending IS NULL",
        """CREATE TABLE entry (
            session INTEGER NOT NULL REFERENCES session ON DELETE CASCADE,
            seq INTEGER NOT NULL,
            at_ms INTEGER NOT NULL,
            name TEXT NOT NULL,
            arguments TEXT NOT NULL,
            verdict TEXT NOT NULL,
            PRIMARY KEY (session, seq)
        ) WITHOUT ROWID""",
        """CREATE TABLE alive (
            session INTEGER NOT NULL REFERENCES session ON DELETE CASCADE,
            at_ms INTEGER NOT NULL,
            utc_ms INTEGER NOT NULL,
            boot_ms INTEGER NOT NULL,
            boot_id TEXT,
            PRIMARY KEY (session, at_ms)
        ) WITHOUT ROWID""",
    ),
)

_HISTORY = Migration(
    "history",
    (
        "ALTER TABLE session ADD COLUMN length_ms INTEGER",
        "ALTER TABLE session ADD COLUMN paused_ms INTEGER",
        "ALTER TABLE session ADD COLUMN away_ms INTEGER",
        "ALTER TABLE session ADD COLUMN completed INTEGER",
        "ALTER TABLE session ADD COLUMN main_done INTEGER",
        "ALTER TABLE session ADD COLUMN efforts INTEGER",
        "ALTER TABLE session ADD COLUMN effort_m INTEGER",
        "ALTER TABLE session ADD COLUMN effort_ms INTEGER",
        """CREATE TABLE split (
            session INTEGER NOT NULL REFERENCES session ON DELETE CASCADE,
            place INTEGER NOT NULL,
            step INTEGER NOT NULL,
            kind TEXT NOT NULL,
            section TEXT NOT NULL,
            name TEXT NOT NULL,
            rep INTEGER,
            reps INTEGER,
            m INTEGER,
            ms INTEGER,
            source TEXT NOT NULL,
            round_trip_ms INTEGER,
            started_ms INTEGER NOT NULL,
            ended_ms INTEGER NOT NULL,
            PRIMARY KEY (session, place),
            UNIQUE (session, step)
        ) WITHOUT ROWID""",
        """CREATE INDEX split_that_teaches ON split (kind, m, session, place) WHERE m IS NOT NULL AND ms IS NOT NULL
            AND source IN ('measured', 'typed') AND kind IN ('drill', 'stride', 'effort')""",
    ),
)

_NOTES = Migration(
    "notes",
    (
        "ALTER TABLE session ADD COLUMN effort INTEGER",
        "ALTER TABLE session ADD COLUMN form INTEGER",
        "ALTER TABLE session ADD COLUMN surface TEXT",
        "ALTER TABLE session ADD COLUMN weather TEXT",
        "ALTER TABLE session ADD COLUMN notes TEXT",
        "ALTER TABLE session ADD COLUMN deleted_utc_ms INTEGER",
        """CREATE INDEX session_done ON session (workout) WHERE main_done > 0 AND scale = 1
            AND deleted_utc_ms IS NULL AND ending IN ('completed', 'saved')""",
        # What a split was before it was corrected by hand, so that the correction can be taken back.
        "ALTER TABLE split ADD COLUMN was_ms INTEGER",
        "ALTER TABLE split ADD COLUMN was_source TEXT",
    ),
)

_BESTS = Migration(
    "bests",
    (
        # The best of each rep without reading all: of equal ones the newest session first. With the source in it, the
        # table itself is never looked into.
        """CREATE INDEX split_best ON split (kind, m, name, rep, ms, session DESC, source) WHERE m IS NOT NULL
            AND ms IS NOT NULL AND source IN ('measured', 'typed') AND kind IN ('drill', 'stride', 'effort')""",
        """CREATE INDEX trip_best ON split (kind, m, name, rep, round_trip_ms, session DESC)
            WHERE m IS NOT NULL AND round_trip_ms IS NOT NULL""",
        """CREATE INDEX session_left_out ON session (key)
            WHERE deleted_utc_ms IS NOT NULL OR ending = 'thrown_away' OR scale <> 1""",
    ),
)

_BY_DATE = Migration(
    "by date",
    (
        # From now on the order of keys is that of dates, see `rows.key_from`. Before it was that of writing, in which
        # what was imported, or begun while the clock was set back, stood in the wrong place.
        "PRAGMA defer_foreign_keys = ON",
        # What began in the first second of 1970 goes to its end: its keys shall not meet those of before.
        f"""CREATE TABLE rekeyed AS SELECT key AS was, begun * {KEYS_A_MS} + row_number() OVER
            (PARTITION BY begun ORDER BY key) - 1 AS now FROM (SELECT key,
            CASE WHEN started_utc_ms BETWEEN 0 AND 999 THEN 1000 ELSE started_utc_ms END AS begun FROM session)""",
        "CREATE UNIQUE INDEX rekeyed_by_was ON rekeyed (was)",
        "UPDATE session SET key = (SELECT now FROM rekeyed WHERE was = key)",
        *(
            f"UPDATE {table} SET session = (SELECT now FROM rekeyed WHERE was = session)"
            for table in ("entry", "alive", "split")
        ),
        "DROP TABLE rekeyed",
    ),
)

_IDENTITY = Migration(
    "identity",
    (
        # Which workout it was, where two files bear one name. What was kept before counts as one of the shelf.
        "ALTER TABLE session ADD COLUMN identity TEXT NOT NULL DEFAULT ''",
        "UPDATE session SET identity = workout",
        "DROP INDEX session_by_workout",
        "CREATE INDEX session_by_identity ON session (identity)",
        "DROP INDEX session_done",
        """CREATE INDEX session_done ON session (identity) WHERE main_done > 0 AND scale = 1
            AND deleted_utc_ms IS NULL AND ending IN ('completed', 'saved')""",
    ),
)

MIGRATIONS: Final = (_JOURNAL, _HISTORY, _NOTES, _BESTS, _BY_DATE, _IDENTITY)


def migrate(connection: sqlite3.Connection, migrations: tuple[Migration, ...] = MIGRATIONS) -> None:
    """Bring a database to the newest schema. One that is there already is not written to.

    Args:
        connection: in autocommit (isolation_level None).

    Raises:
        StorageError: the schema is newer than is known here, or the file is another program's; nothing was touched.
        sqlite3.Error: the file is locked, damaged or cannot be written; nothing was touched.
    """
    if _version(connection, len(migrations)) == len(migrations):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Asked again: another process may have been first while this one waited for the lock.
        done = _version(connection, len(migrations))
        for migration in migrations[done:]:
            for statement in migration.statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(migrations)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def check_version(connection: sqlite3.Connection) -> None:
    """See that a database can be read as it is.

    Raises:
        StorageError: its schema is newer or older than the one known here, or it belongs to another program.
    """
    version = _version(connection, len(MIGRATIONS))
    if version < len(MIGRATIONS):
        raise StorageError(
            f"it was written by an older speedtimer (schema {version}, this one reads {len(MIGRATIONS)})",
            "let speedtimer write to it once, and it is brought up to date",
        )


def _version(connection: sqlite3.Connection, known: int) -> int:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > known:
        raise StorageError(
            f"it was written by a newer speedtimer (schema {version}, this one knows up to {known})",
            "update speedtimer, or set SPEEDTIMER_HOME to another folder",
        )
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    tables = int(connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0])
    if application != APPLICATION_ID and (version or application or tables):
        raise StorageError("it is another program's database", "move it away, or set SPEEDTIMER_HOME to another folder")
    return version
