"""What the screens know of workouts: how files look, what is in those that look otherwise than before, which sections
there are. To be called in a worker thread, since it reads files."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from speedtimer.plan import Section
    from speedtimer.tui.doors import Doors, Listed


def stock(doors: Doors, known: object) -> tuple[object, tuple[Listed, ...] | None]:
    """Give how the library's files look and, where that is not as it was known, what is in them."""
    seen = doors.seen()
    return seen, None if seen == known else doors.workouts()


def about(doors: Doors, workout: str, known: object) -> tuple[object, Listed | None]:
    """Give how a workout's file looks and, where it was known otherwise, what is in it."""
    seen = doors.seen(workout)
    return seen, None if known in (None, seen) else doors.about(workout)


def sections_of(doors: Doors, workout: str) -> tuple[Section, ...]:
    """Give the sections of a workout, on or off. What is on the shelf is not read again for that.

    Raises:
        SpeedtimerError: it is not on the shelf, and cannot be read.
    """
    shelf = (listed for listed in doors.workouts() if workout in (listed.id, listed.path) and listed.error is None)
    return tuple(section for section, _ in (next(shelf, None) or doors.about(workout)).sections)
