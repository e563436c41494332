"""Clocks and names of the computer's start: what is taken where the better one is not there, or is refused."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from speedtimer.records import boot
from speedtimer.records.boot import boot_clock, boot_id, notes
from speedtimer.records.moments import moment_now
from speedtimer.runtime.clock import RealClock, hands


@pytest.fixture(autouse=True)
def looked_for_anew() -> Iterator[None]:
    for found in (boot_clock, boot_id):
        found.cache_clear()
    yield
    for found in (boot_clock, boot_id):
        found.cache_clear()


def system(monkeypatch: pytest.MonkeyPatch, *clocks: str, refuses: bool = False) -> None:
    """A system that has these clocks of the two that matter and of macOS's own, numbered from 1001 on."""
    for name in ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC_RAW", "CLOCK_UPTIME_RAW"):
        monkeypatch.delattr(time, name, raising=False)
    for number, name in enumerate(clocks, 1001):
        monkeypatch.setattr(time, name, number, raising=False)

    def read(number: int) -> int:
        if refuses:
            raise PermissionError(1, "Operation not permitted")
        return number

    monkeypatch.setattr(time, "clock_gettime_ns", read, raising=False)


def test_the_boot_clock_is_taken_where_it_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    system(monkeypatch, "CLOCK_BOOTTIME", "CLOCK_MONOTONIC_RAW")
    assert (boot_clock().name, boot_clock().now_ns(), boot_clock().counts_sleep) == ("CLOCK_BOOTTIME", 1001, True)


def test_the_raw_clock_counts_sleep_only_where_another_stands_beside_it_that_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    system(monkeypatch, "CLOCK_MONOTONIC_RAW", "CLOCK_UPTIME_RAW")
    assert (boot_clock().name, boot_clock().now_ns(), boot_clock().counts_sleep) == ("CLOCK_MONOTONIC_RAW", 1001, True)
    boot_clock.cache_clear()
    system(monkeypatch, "CLOCK_MONOTONIC_RAW")
    assert (boot_clock().counts_sleep, boot_clock().refused) == (False, "")


def test_a_system_without_such_a_clock_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    system(monkeypatch)
    monkeypatch.delattr(time, "clock_gettime_ns")
    assert RealClock().boot_ns() <= time.perf_counter_ns()
    assert not hands().notices_sleep
    assert "sleep" not in " ".join(notes())


def test_a_clock_that_is_refused_costs_a_note_and_time_away_is_told_by_the_calendar(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    system(monkeypatch, "CLOCK_BOOTTIME", refuses=True)
    assert RealClock().boot_ns() <= time.perf_counter_ns()
    assert moment_now().boot_id is None
    assert "The computer's sleep goes unnoticed: no clock (Operation not permitted)" in notes()


@pytest.mark.parametrize(
    ("made", "name", "refused"),
    [("text", "abc", ""), ("absent", None, ""), ("folder", None, "Is a directory"), ("junk", None, "it is no text")],
)
def test_a_boot_id_that_cannot_be_read_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: str, name: str | None, refused: str
) -> None:
    file = tmp_path / "boot_id"
    if made == "folder":
        file.mkdir()
    elif made != "absent":
        file.write_bytes(b"abc\n" if made == "text" else b"\xff\xfe")
    monkeypatch.setattr(boot, "_ID_FILE", file)
    assert (boot_id().name, boot_id().refused) == (name, refused)
    system(monkeypatch, "CLOCK_BOOTTIME")
    assert moment_now().boot_id == name
    assert notes() == ((f"Time away is told by the calendar: no boot id ({refused})",) if refused else ())
