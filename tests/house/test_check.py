from __future__ import annotations

from pathlib import Path

from tests.check import APART, COVERING, ROOT


def test_no_test_is_marked_to_be_run_apart_where_the_check_does_not_look_for_it() -> None:
    marks = ("pytest.mark.sound", "pytest.mark.whole")
    marked = {
        path for path in Path(ROOT, "tests").rglob("test_*.py") if any(mark in path.read_text() for mark in marks)
    }
    marked.discard(Path(__file__))
    assert marked
    assert all(any(path.is_relative_to(ROOT / room) for room in APART) for path in marked)


def test_what_the_check_runs_by_itself_is_there() -> None:
    assert all((ROOT / path).exists() for path in (*APART, *COVERING))
