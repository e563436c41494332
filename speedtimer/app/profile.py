"""The runner's profile: settings and history of one home, each read when it is first needed.

Settings or a history that cannot be read prevent no session: a note tells what is not used, and the defaults hold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from speedtimer import places
from speedtimer.errors import SpeedtimerError, StorageError
from speedtimer.files import is_there
from speedtimer.plan import Kind, Mode, Plan, Section
from speedtimer.rules import Rules
from speedtimer.settings.preferences import IgnoredSettings, Preferences

if TYPE_CHECKING:
    # SQLite and the engine behind it are not needed before the first paint.
    from speedtimer.records.history import History
    from speedtimer.records.moments import Started

Note = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class ModeRequest:
    """How a call wants a session run; None where it leaves that to the settings. lead_in_ms: milliseconds."""

    timed: frozenset[Section] | None = None
    auto: frozenset[Section] | None = None
    lead_in_ms: int | None = None

    def over(self, usual: Mode) -> Mode:
        """Return the mode to run by. usual: that of the settings."""
        timed = usual.timed if self.timed is None else self.timed
        auto = usual.auto if self.auto is None else self.auto
        return Mode(timed, auto, self.lead_in_ms)


AS_SET: Final = ModeRequest()
"""Everything as the settings have it."""


class Profile:
    """One reading of the folders that belong to the runner.

    Args:
        note: receives, line by line, what could not be used.
        speed: how many times faster than real time a rehearsal runs.
        request: how the call wants sessions run.
        at_once: faults of the settings are noted as soon as they have been read, otherwise by `tell_unused`.
    """

    def __init__(self, note: Note, speed: float = 1.0, request: ModeRequest = AS_SET, *, at_once: bool = True) -> None:
        self._note, self._speed, self._request, self._at_once = note, speed, request, at_once
        self._unused: IgnoredSettings | None = None

    @cached_property
    def preferences(self) -> Preferences:
        """Settings over defaults. What of a file cannot be used falls back to its default, and the rest holds."""
        path = places.settings_file()
        if not is_there(path):
            return Preferences()
        # Loads pydantic: only for a runner who has settings.
        from speedtimer.settings.loader import read_what_holds

        found = Preferences()
        try:
            found, faults = read_what_holds(path)
            self._unused = IgnoredSettings(tuple(map(str, faults))) if faults else None
        except SpeedtimerError as error:
            self._unused = IgnoredSettings(tuple(str(error).splitlines()), whole=True)
        if self._at_once:
            self._tell_unused(self._unused)
        return found

    def adopt(self, preferences: Preferences) -> None:
        """Use changed settings from now on; all of them are valid."""
        self.preferences, self._unused = preferences, None

    @property
    def unused(self) -> IgnoredSettings | None:
        """What of the settings is not used, None where all of it is. Getting it may read them."""
        # Known once they have been read.
        _ = self.preferences
        return self._unused

    def tell_unused(self) -> None:
        """Note what of the settings is not used."""
        self._tell_unused(self.unused)

    def _tell_unused(self, unused: IgnoredSettings | None) -> None:
        for line in () if unused is None else unused.lines:
            self._note(line)

    @property
    def rules(self) -> Rules:
        """The rules of the preferences, with the speed of a rehearsal."""
        return replace(self.preferences.rules, speed=self._speed)

    @property
    def usual(self) -> Mode:
        """The mode of a session for which no other is chosen: the call's, else that of the settings."""
        return self._request.over(self.preferences.mode)

    def taught(self) -> Mapping[tuple[Kind, int], Sequence[int]]:
        """Return the splits that teach, by kind and metres: milliseconds, newest first."""
        try:
            with self._history() as history:
                return history.taught()
        except StorageError as error:
            self._tell("The history is not used: expected times are those of the settings", error)
            return {}

    def times_done(self, workout: str) -> int:
        """Return how often a workout was done before. workout: its `Plan.identity`."""
        try:
            with self._history() as history:
                return history.times_done(workout)
        except StorageError:
            # Noted by `taught`, which every plan asks for too.
            return 0

    def last_done(self, workouts: Sequence[str]) -> dict[str, Started]:
        """Return when each of the workouts was last done, without those that never were.

        Args:
            workouts: the `Plan.identity` of each.
        """
        try:
            with self._history() as history:
                found = {workout: history.last_done(workout) for workout in workouts}
        except StorageError as error:
            self._tell("The history is not used", error)
            return {}
        return {workout: started for workout, started in found.items() if started is not None}

    def last_plan(self) -> Plan | None:
        """Return the plan of the newest session, as it was begun; None where there is none.

        Raises:
            StorageError: the history cannot be read.
        """
        with self._history() as history:
            return history.last_plan()

    def _history(self) -> History:
        # Loads SQLite and the engine: after the first paint.
        from speedtimer.records.history import History

        return History.open(places.data())

    def _tell(self, what: str, error: SpeedtimerError) -> None:
        """Note what is not used, and then why, a note for each fault: where only one line is seen, it names a spot."""
        for line in (what, *str(error).splitlines()):
            self._note(line)
