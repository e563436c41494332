"""Moments as they are kept: when a session started, and when it was last known to be awake.

Session time is what counts. What stands here only places it in the world: a wall clock may be set back, a boot clock
never runs backwards and goes on while the computer sleeps, but begins anew with every start of the computer.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Final

from speedtimer.records.boot import boot_clock, boot_id

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_LOCALTIME: Final = Path("/etc/localtime")


@dataclass(frozen=True, slots=True)
class Started:
    """When session time began to run, by the wall clock.

    utc_ms: milliseconds since 1970 in UTC. offset_min: minutes that local time was ahead of UTC. zone: the zone's name,
    `Europe/Berlin` where the system tells, else as short as `CET`.
    """

    utc_ms: int
    offset_min: int
    zone: str

    def after(self, at_ms: int) -> str:
        """Give the moment at_ms of session time as RFC 3339 with the offset that held at the start."""
        moment = _EPOCH + timedelta(milliseconds=self.utc_ms + at_ms)
        return moment.astimezone(self._offset).isoformat(timespec="milliseconds")

    @property
    def local(self) -> datetime:
        """The start in the local time of then."""
        return (_EPOCH + timedelta(milliseconds=self.utc_ms)).astimezone(self._offset)

    @property
    def _offset(self) -> timezone:
        return timezone(timedelta(minutes=self.offset_min))


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment by three clocks.

    utc_ms: the wall clock. boot_ms: since the computer was started, its sleep included. boot_id: tells one start of the
    computer from another; None where the system has no name for it.
    """

    utc_ms: int
    boot_ms: int
    boot_id: str | None


def started_now() -> Started:
    """Read when it is, here."""
    local = datetime.now(UTC)
    # Where the system makes nonsense of its zone (TZ may be anything), the time is told in UTC.
    with suppress(ValueError, OverflowError, OSError):
        local = local.astimezone()
    offset = local.utcoffset() or timedelta()
    return Started((local - _EPOCH) // timedelta(milliseconds=1), offset // timedelta(minutes=1), _zone(local))


def moment_now() -> Moment:
    """Read the clocks. Where none counts the computer's sleep, time away is told by the calendar."""
    clock = boot_clock()
    return Moment(
        time.time_ns() // 1_000_000,
        clock.now_ns() // 1_000_000,
        boot_id().name if clock.counts_sleep else None,
    )


def _zone(local: datetime) -> str:
    """Name the zone: from TZ, from where the system's local time points to, or as Python shortens it."""
    said = os.environ.get("TZ", "").removeprefix(":")
    if "/" in said and not said.startswith("/"):
        return said
    _, found, name = str(_LOCALTIME.resolve()).partition("zoneinfo/")
    return name if found and not said else local.tzname() or "UTC"
