"""A damaged record costs nothing but itself: every reader goes on, and a session still begins."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from speedtimer import places
from speedtimer.app.cut_off import newest
from speedtimer.app.profile import Profile
from speedtimer.app.review import Review
from speedtimer.cli.commands.paces import paces
from speedtimer.cli.main import run as command
from speedtimer.engine.commands import Press
from speedtimer.errors import SpeedtimerError, StorageError
from speedtimer.records import database
from speedtimer.records.amend import Amendments
from speedtimer.records.journal import Journal
from speedtimer.records.session import Ending, Remarks
from speedtimer.rules import Paces, Rules
from tests.records.sessions import PATIENCE_S, STARTED, WHOLE_S, driven, keep, plan_of, presses

SHIPPED_IDS = ("8x200m", "10x100m", "mine")
LARGEST = "9223372036854775807"
VALUES = (
    "NULL",
    "'?'",
    "''",
    "CAST(X'FF80' AS TEXT)",
    "X'FFFE'",
    "-1",
    "0",
    "1",
    "1.5",
    "-1.9e300",
    "9e999",
    "1000000000000000000",
    LARGEST,
    "-9223372036854775808",
    "'9999-12-31'",
)
"""What a cell may hold after it was spoilt, in SQL."""


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home as it should be: two solo sessions, three timed ones with remarks and a correction, one cut off."""
    home = tmp_path_factory.mktemp("sound")
    for workout in ("8x200m", "mine"):
        plan = plan_of(workout)
        keep(home, plan, driven(plan, *presses(*WHOLE_S[:3])).advance(1_148_000)[0], Ending.COMPLETED)
    plan = plan_of(held=True)
    timed = driven(plan, *presses(0, 1_000, 1_050, 1_100, 1_140))
    for _ in range(3):
        session = keep(home, plan, timed, Ending.COMPLETED)
    Amendments(home).remark(session, Remarks(7, 8, "grass", "wind", "two\nlines"))
    Amendments(home).correct(session, 2, 36_400)
    keep(home, plan, driven(plan, *presses(0, 1_000), rules=Rules(speed=2.5)), Ending.SAVED)
    keep(home, plan_of(), driven(plan_of(), *presses(0, 1_000)), None)
    with closing(sqlite3.connect(home / database.FILE_NAME)) as connection:
        # One file, with nothing beside it.
        connection.execute("PRAGMA journal_mode = DELETE")
    return home


@pytest.fixture
def home(sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home-of-its-own"
    monkeypatch.setenv("SPEEDTIMER_HOME", str(folder))
    made_anew(sound)
    return folder


def made_anew(sound: Path) -> None:
    """Put the sound database into the home of this test."""
    shutil.rmtree(places.data(), ignore_errors=True)
    places.data().mkdir(parents=True)
    shutil.copy(sound / database.FILE_NAME, places.data())


def every_reader() -> None:
    """Read the home in every way there is, then begin a session in it."""
    for words in (["history"], ["history", "--json"], ["verdict"], ["export", "--all", "--format", "json"]):
        assert command(words) in (0, 1)
    assert command(["export", "--all", "--format", "csv"]) in (0, 1)
    with suppress(SpeedtimerError):
        Review().weeks()
    with suppress(SpeedtimerError):
        Review().earlier(plan_of(held=True))
    with suppress(SpeedtimerError):
        lines = Review().page()
        for line in lines:
            with suppress(SpeedtimerError):
                Review().look_back(line.session)
    begin_a_session()


def begin_a_session() -> None:
    """What `run` and the library do before a session is on the screen, and its first press. None of it may fail."""
    notes: list[str] = []
    home = Profile(notes.append)
    for pace in paces({}, Paces(), home.taught()):
        assert pace.expected.ms > 0
    assert home.times_done("8x200m") >= 0
    for started in home.last_done(SHIPPED_IDS).values():
        assert started.local.year >= 1970
    with suppress(SpeedtimerError):
        home.last_plan()
    newest(notes.append)
    try:
        journal = Journal.open(places.data(), app_version="1", fault=notes.append)
    except StorageError:
        # The session is not kept then, and that is said.
        return
    plan = plan_of(held=True)
    journal.begin(plan, Rules(), "hash", STARTED)
    journal.write(driven(plan, (0, Press())).log)
    assert journal.close(PATIENCE_S), notes


def cells() -> list[tuple[str, str, int]]:
    """Every table, column and row."""
    found = []
    with closing(sqlite3.connect(places.data() / database.FILE_NAME)) as connection:
        for table in ("document", "session", "entry", "alive", "split"):
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            rows = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            found += [(table, column, row) for column in columns for row in range(rows)]
    return found


def spoil(table: str, column: str, row: int, value: str) -> bool:
    """Put a value into a cell. Tell whether the database took it."""
    with closing(sqlite3.connect(places.data() / database.FILE_NAME)) as connection:
        connection.text_factory = bytes
        keys = {"document": "key", "session": "key", "entry": "session, seq", "alive": "session, at_ms"}
        key = keys.get(table, "session, place")
        found = connection.execute(f"SELECT {key} FROM {table} ORDER BY {key} LIMIT 1 OFFSET {row}").fetchone()
        try:
            connection.execute(
                f"UPDATE {table} SET {column} = {value} WHERE ({key}) = ({', '.join('?' * len(found))})", found
            )
        except sqlite3.IntegrityError:
            return False
        connection.commit()
        return True


def spoil_cells(sound: Path, chance: random.Random, times: int) -> None:
    every = cells()
    for _ in range(times):
        made_anew(sound)
        what = (*chance.choice(every), chance.choice(VALUES))
        if what[:2] == ("session", "key") and what[-1] == LARGEST:
            # No key is left for another session: SQLite takes that for a full disk, which is waited for.
            continue
        if spoil(*what):
            try:
                every_reader()
            except BaseException as error:
                error.add_note(f"with {what} spoilt")
                raise


def flip_bits(sound: Path, chance: random.Random, times: int) -> None:
    size = (sound / database.FILE_NAME).stat().st_size
    for _ in range(times):
        made_anew(sound)
        file = places.data() / database.FILE_NAME
        raw, at, bit = bytearray(file.read_bytes()), chance.randrange(size), chance.randrange(8)
        raw[at] ^= 1 << bit
        file.write_bytes(raw)
        try:
            every_reader()
        except BaseException as error:
            error.add_note(f"with bit {bit} of byte {at} flipped")
            raise


@pytest.mark.usefixtures("home")
def test_whatever_a_cell_holds_every_reader_goes_on_and_a_session_begins(sound: Path) -> None:
    spoil_cells(sound, random.Random(1), 40)


@pytest.mark.usefixtures("home")
def test_whichever_bit_is_flipped_every_reader_goes_on_and_a_session_begins(sound: Path) -> None:
    flip_bits(sound, random.Random(1), 40)


@pytest.mark.thorough
@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("way", [spoil_cells, flip_bits])
def test_a_thousand_damages_of_each_kind_end_nothing(
    sound: Path, way: Callable[[Path, random.Random, int], None]
) -> None:
    way(sound, random.Random(3), 1_000)


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("split", "kind", "'efort'"),
        ("split", "source", "CAST(X'6DFF' AS TEXT)"),
        ("session", "ending", "'complet'"),
        ("session", "started_utc_ms", "253402300799999"),
        ("session", "started_offset_min", "100000"),
        ("session", "name", "CAST(X'38FF' AS TEXT)"),
        ("session", "length_ms", "1000000000000000000"),
        ("session", "effort_m", "'far'"),
    ],
)
def test_a_damaged_session_is_listed_as_such_among_all_the_others_and_can_be_deleted(
    table: str, column: str, value: str, capsys: pytest.CaptureFixture[str]
) -> None:
    # The oldest session and the first split in it.
    assert spoil(table, column, 0, value)
    lines = Review().page()
    assert sorted(line.state for line in lines) == ["complete"] * 4 + ["cut off", "damaged", "rehearsal"]
    command(["history"])
    assert [line for line in capsys.readouterr().out.splitlines() if "damaged" in line] != []
    assert command(["export", "--all", "--format", "json"]) == 1
    assert len(json.loads(capsys.readouterr().out)) == 5
    (damaged,) = (line for line in lines if line.state == "damaged")
    assert Review().look_back(damaged.session).unknown is not None
    Review().delete(damaged.session)
    assert damaged.session not in {line.session for line in Review().page()}
    Amendments(places.data()).restore(damaged.session)
    assert damaged.session in {line.session for line in Review().page()}


@pytest.mark.usefixtures("home")
def test_a_session_that_was_cut_off_and_is_damaged_is_said_and_can_be_deleted() -> None:
    with closing(sqlite3.connect(places.data() / database.FILE_NAME)) as connection:
        connection.execute("UPDATE session SET scale = 'fast' WHERE ending IS NULL")
        connection.commit()
    notes: list[str] = []
    assert newest(notes.append) is None
    (note,) = notes
    assert "damaged and cannot be gone on with" in note
    (damaged,) = (line for line in Review().page() if line.state == "damaged")
    Review().delete(damaged.session)
    assert newest(notes.append) is None
    assert len(Review().page()) == 6


@pytest.mark.usefixtures("home")
def test_a_session_whose_id_is_damaged_has_another_name_by_which_it_can_be_deleted() -> None:
    assert spoil("session", "id", 0, "CAST(X'32FF' AS TEXT)")
    (line,) = (line for line in Review().page() if line.session.startswith("damaged-"))
    assert command(["verdict", line.session]) == 0
    Review().delete(line.session)
    assert line.session not in {other.session for other in Review().page()}
