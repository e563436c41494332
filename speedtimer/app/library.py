"""The library as the screens show it: what the workouts are, and whether their files have changed.

Everything here reads files: for a worker thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from speedtimer import places
from speedtimer.app.profile import Profile
from speedtimer.plan import Section
from speedtimer.workout.library import Summary, find, shelf_fingerprint, summaries, summary_of

if TYPE_CHECKING:
    from speedtimer.records.moments import Started


@dataclass(frozen=True, slots=True)
class Listed:
    """One workout of the library, or one file of the runner's that cannot be used.

    purpose: one sentence on what it is for. origin: `shipped` or `own`. estimated_ms: shortest and longest, None with
    an error. sections: in order, with whether they are on. last_done: in words (`3 days ago`), None if never or
    not known. error: what is wrong, as FILE:LINE:COL and a sentence; None when the file can be used.
    """

    id: str
    name: str
    focus: str
    purpose: str
    origin: str
    path: str
    estimated_ms: tuple[int, int] | None
    sections: tuple[tuple[Section, bool], ...]
    last_done: str | None = None
    error: str | None = None

    @property
    def asked_by(self) -> str:
        """What it is asked for by: its id, or for an own file its path, so that it is that one."""
        return self.id if self.origin == "shipped" else self.path


class Library:
    """The library of one profile."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile

    def workouts(self) -> tuple[Listed, ...]:
        """Return all workouts, shipped ones first, files that cannot be used last."""
        shelf = summaries(lambda: self._profile.rules)
        done = self._profile.last_done([summary.id for summary in shelf])
        return tuple(_listed(summary, done.get(summary.id)) for summary in shelf)

    def about(self, workout: str) -> Listed:
        """Return one workout, by its id or FILE, in the library or not.

        Raises:
            SpeedtimerError: the id is not known or the file is at fault.
        """
        entry = find(workout)
        summary = summary_of(entry, lambda: self._profile.rules)
        if summary.error is not None:
            # pydantic and YAML: once more, for the error itself.
            from speedtimer.workout.reader import read

            read(entry.path)
        identity = places.identity_of(entry.id, entry.file)
        return _listed(summary, self._profile.last_done([identity]).get(identity))

    def fingerprint(self, workout: str | None = None) -> object:
        """Return how the library's files look, and that of one workout more: equal means unchanged."""
        return shelf_fingerprint(workout)

    def if_changed(self, known: object) -> tuple[object, tuple[Listed, ...] | None]:
        """Return the fingerprint and, where it is not the known one, all workouts."""
        found = self.fingerprint()
        return found, None if found == known else self.workouts()

    def about_if_changed(self, workout: str, known: object) -> tuple[object, Listed | None]:
        """Return the fingerprint with a workout and, where another was known, the workout."""
        found = self.fingerprint(workout)
        return found, None if known in (None, found) else self.about(workout)

    def sections_of(self, workout: str) -> tuple[Section, ...]:
        """Return the sections of a workout, on or off. One of the library is not read again for that.

        Raises:
            SpeedtimerError: it is not in the library, and cannot be read.
        """
        shelf = (listed for listed in self.workouts() if workout in (listed.id, listed.path) and listed.error is None)
        return tuple(section for section, _ in (next(shelf, None) or self.about(workout)).sections)


def ago(started: Started, today: date) -> str:
    """Return in words how long ago a session was: `today`, `3 days ago`, `2 weeks ago`, or its date."""
    days = (today - started.local.date()).days
    if days <= 0:
        return "today"
    if days == 1:
        return "yesterday"
    if days < 14:
        return f"{days} days ago"
    return f"{days // 7} weeks ago" if days < 70 else f"on {started.local:%Y-%m-%d}"


def _listed(summary: Summary, last: Started | None) -> Listed:
    # The records' room stays unloaded until the first paint.
    from speedtimer.records.moments import started_now

    return Listed(
        id=summary.id,
        name=summary.name or summary.id,
        focus=summary.focus or "",
        purpose=summary.purpose or "",
        origin=summary.origin,
        path=summary.path,
        estimated_ms=summary.estimated_ms,
        sections=tuple((Section(name), on) for name, on in summary.sections),
        last_done=None if last is None else ago(last, started_now().local.date()),
        error=summary.error,
    )
