"""The clock that goes on while the computer sleeps, and what tells one start of the computer from the next.

Both are chosen by what works here, not by the system's name. Where one is there and refused, as a container may forbid
it, a session runs all the same, and that is a note.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Final

_CLOCKS: Final = (("CLOCK_BOOTTIME", "CLOCK_BOOTTIME"), ("CLOCK_MONOTONIC_RAW", "CLOCK_UPTIME_RAW"))
"""Clocks that count the computer's sleep, the better first, and the one that has to be there besides: macOS has
CLOCK_UPTIME_RAW for the time without sleep. On Linux, which has not, CLOCK_MONOTONIC_RAW stands still too."""

_ID_FILE: Final = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True, slots=True)
class BootClock:
    """A clock that never runs backwards.

    name: as the system calls it. counts_sleep: it goes on while the computer sleeps. now_ns: reads it. refused: why a
    better one could not be read; empty where there is none.
    """

    name: str
    counts_sleep: bool
    now_ns: Callable[[], int]
    refused: str = ""


@dataclass(frozen=True, slots=True)
class BootId:
    """The name of this start of the computer; None where the system has none. refused: why it could not be read."""

    name: str | None
    refused: str = ""


@cache
def boot_clock() -> BootClock:
    """Return the best clock that can be read here."""
    refused = ""
    # Windows has neither this function nor any of the clocks.
    read = getattr(time, "clock_gettime_ns", None)
    for name, beside in _CLOCKS:
        if read is not None and hasattr(time, name) and hasattr(time, beside):
            now_ns: Callable[[], int] = partial(read, getattr(time, name))
            try:
                now_ns()
            except OSError as fault:
                refused = fault.strerror or str(fault)
            else:
                return BootClock(name, True, now_ns)
    return BootClock(plain_clock(), False, time.perf_counter_ns, refused)


def plain_clock() -> str:
    """Return the system's name for the clock that everything is scheduled on."""
    return time.get_clock_info("perf_counter").implementation.removeprefix("clock_gettime(").removesuffix(")")


@cache
def boot_id() -> BootId:
    """Return what tells this start of the computer from others."""
    try:
        return BootId(_ID_FILE.read_text(encoding="ascii").strip() or None)
    except FileNotFoundError:
        return BootId(None)
    except OSError as fault:
        return BootId(None, fault.strerror or str(fault))
    except ValueError:
        return BootId(None, "it is no text")


def notes() -> tuple[str, ...]:
    """Return one sentence for each of the two that is there and cannot be read."""
    clock, start = boot_clock(), boot_id()
    said = []
    if clock.refused:
        said.append(f"The computer's sleep goes unnoticed: no clock ({clock.refused})")
    if start.refused:
        said.append(f"Time away is told by the calendar: no boot id ({start.refused})")
    return tuple(said)
