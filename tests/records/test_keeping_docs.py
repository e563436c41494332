"""What the documentation says of tables, columns and members is what there is."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from speedtimer.records.archive import take_out, whole_data
from speedtimer.records.history import History
from speedtimer.records.migrations import migrate
from speedtimer.records.session import Ending
from speedtimer.records.table import COLUMNS
from tests.records.sessions import driven, keep, plan_of, presses

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / ".github" / "docs" / "keeping.md"


@pytest.fixture(scope="module")
def text() -> str:
    return DOCUMENT.read_text(encoding="utf-8")


def test_every_table_and_column_of_the_schema_is_documented(text: str) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection)
        names = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        for (table,) in connection.execute(names).fetchall():
            (line,) = (line for line in text.splitlines() if line.startswith(f"| `{table}` |"))
            for column in connection.execute(f"PRAGMA table_info({table})"):
                assert f"`{column[1]}`" in line


def test_every_member_of_the_json_and_column_of_the_csv_is_documented(text: str, tmp_path: Path) -> None:
    plan = plan_of()
    keep(tmp_path, plan, driven(plan, *presses(0, 1_000)), Ending.SAVED)
    with History.open(tmp_path) as history:
        (whole,) = take_out(tmp_path, history.sessions())
    data = whole_data(whole)
    splits = data["splits"]
    assert isinstance(splits, list)
    assert isinstance(splits[0], dict)
    for name in (*data, *splits[0], *COLUMNS):
        assert f"`{name}`" in text


def test_every_file_of_the_room_is_listed(text: str) -> None:
    for file in (ROOT / "speedtimer" / "records").glob("*.py"):
        assert file.name == "__init__.py" or f"`{file.name}`" in text
