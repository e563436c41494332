"""What is known of the one who runs: settings, history, workouts. Everything is read only when it is asked for.

Bad settings, or a history that cannot be read, keep nobody from training: it is said, and the defaults hold.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from speedtimer import places
from speedtimer.errors import SpeedtimerError, StorageError
from speedtimer.files import is_there
from speedtimer.plan import Kind, Mode, Plan, Section
from speedtimer.rules import Rules
from speedtimer.settings.preferences import IgnoredSettings, Preferences

if TYPE_CHECKING:
    from speedtimer.records.moments import Started
    from speedtimer.workout.sections import SectionSelection

Note = Callable[[str], None]


def on_stderr(note: str) -> None:
    """Say a note where it does not mix with the output."""
    print(note, file=sys.stderr)


class Home:
    """One reading of the folders that belong to the runner.

    Args:
        note: told in lines what could not be used.
        speed: how many times faster than real time a rehearsal runs.
        at_once: what is wrong with the settings is told as soon as they have been read, otherwise by `tell_unused`.
    """

    def __init__(self, note: Note = on_stderr, speed: float = 1.0, *, at_once: bool = True) -> None:
        self._note, self._speed, self._at_once = note, speed, at_once
        self._unused: IgnoredSettings | None = None

    @cached_property
    def preferences(self) -> Preferences:
        """Settings over defaults. What of a file cannot be used falls back to its default, and the rest holds."""
        path = places.settings_file()
        if not is_there(path):
            return Preferences()
        # Loads pydantic, which nobody without settings should wait for.
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
        """Take what the settings have been changed to meanwhile; all of that can be used."""
        self.preferences, self._unused = preferences, None

    @property
    def unused(self) -> IgnoredSettings | None:
        """What of the settings is not used, None where all of it is. Getting it may read them."""
        # Known once they have been read.
        _ = self.preferences
        return self._unused

    def tell_unused(self) -> None:
        """Tell what of the settings is not used."""
        self._tell_unused(self.unused)

    def _tell_unused(self, unused: IgnoredSettings | None) -> None:
        for line in () if unused is None else unused.lines:
            self._note(line)

    @property
    def rules(self) -> Rules:
        """The rules of the preferences, with the speed of a rehearsal."""
        return replace(self.preferences.rules, speed=self._speed)

    def taught(self) -> Mapping[tuple[Kind, int], Sequence[int]]:
        """The splits that teach, by kind and metres: milliseconds, newest first."""
        from speedtimer.records.history import History

        try:
            with History.open(places.data()) as history:
                return history.taught()
        except StorageError as error:
            self._tell("The history is not used: expected times are those of the settings", error)
            return {}

    def times_done(self, workout: str) -> int:
        """How often a workout was done before. workout: which one, as `Plan.identity` has it."""
        from speedtimer.records.history import History

        try:
            with History.open(places.data()) as history:
                return history.times_done(workout)
        except StorageError:
            # Said by `taught`, which every plan asks for too.
            return 0

    def last_done(self, workouts: Sequence[str]) -> dict[str, Started]:
        """When each of the workouts was last done; those that never were are left out.

        Args:
            workouts: which ones, as `Plan.identity` has them.
        """
        from speedtimer.records.history import History

        try:
            with History.open(places.data()) as history:
                found = {workout: history.last_done(workout) for workout in workouts}
        except StorageError as error:
            self._tell("The history is not used", error)
            return {}
        return {workout: started for workout, started in found.items() if started is not None}

    def last_plan(self) -> Plan | None:
        """The plan of the newest session, as it was begun; None where there is none.

        Raises:
            StorageError: the history cannot be read.
        """
        from speedtimer.records.history import History

        with History.open(places.data()) as history:
            return history.last_plan()

    def plan(self, named: str, sections: SectionSelection | frozenset[Section], mode: Mode) -> Plan:
        """Unroll a workout.

        Raises:
            SpeedtimerError: as `prepare` raises it.
        """
        from speedtimer.prepare import prepare
        from speedtimer.workout.library import find

        entry = find(named)
        times_done = self.times_done(places.identity_of(entry.id, entry.file))
        return prepare(
            named, sections=sections, mode=mode, rules=self.rules, taught=self.taught(), times_done=times_done
        )

    def plan_to_run(self, named: str, sections: SectionSelection | frozenset[Section], mode: Mode) -> Plan:
        """Give the same plan as `plan` does, at once where it was made before: most sessions have been run before.

        Raises:
            SpeedtimerError: as `prepare` raises it.
        """
        from speedtimer.cli import kept_plans
        from speedtimer.prepare import prepare
        from speedtimer.workout.library import find

        # Read once for both: a history that cannot be read is said each time that it is asked.
        entry, rules, taught = find(named), self.rules, self.taught()
        times_done = self.times_done(places.identity_of(entry.id, entry.file))
        of = kept_plans.made_of(entry, sections, mode, rules, taught, times_done)
        plan = kept_plans.recall(entry, of)
        if plan is None:
            plan = prepare(named, sections=sections, mode=mode, rules=rules, taught=taught, times_done=times_done)
            # What was changed while it was being read is read again the next time.
            if of == kept_plans.made_of(entry, sections, mode, rules, taught, times_done):
                kept_plans.keep(entry, of, plan)
        return plan

    def _tell(self, what: str, error: SpeedtimerError) -> None:
        """Say what is not used, and then why, a note for each fault: where only one line is seen, it names a spot."""
        for line in (what, *str(error).splitlines()):
            self._note(line)


def source_hash(named: str) -> str:
    """Name the text of a workout file: the SHA-256 of its bytes in hexadecimal; empty where it cannot be read (any
    more)."""
    from speedtimer.workout.library import find

    try:
        return hashlib.sha256(find(named).path.read_bytes()).hexdigest()
    except (OSError, SpeedtimerError):
        return ""
