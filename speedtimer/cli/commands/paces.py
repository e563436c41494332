"""`speedtimer paces`: the expected time of every rep over a distance, and where it is known from."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from speedtimer.app.profile import Profile
from speedtimer.cli.stdio import on_stderr
from speedtimer.coach.figures import said
from speedtimer.errors import SpeedtimerError
from speedtimer.plan import ByDistance, Kind, Mode
from speedtimer.rules import Paces
from speedtimer.units import split_text
from speedtimer.workout.expected_times import LATEST, Expected, expected
from speedtimer.workout.library import entries
from speedtimer.workout.reader import read
from speedtimer.workout.unroll import AthleteProfile, unroll

Which = tuple[Kind, int]
"""A kind of work, and its metres."""


@dataclass(frozen=True, slots=True)
class Pace:
    """One expected time.

    base: where Riegel's formula gave it, the time that it went out from, else None. taught_ms: the splits that it is
    the median of, newest first. workouts: the ids of those that use it.
    """

    kind: Kind
    distance_m: int
    expected: Expected
    base: Expected | None
    taught_ms: tuple[int, ...]
    workouts: tuple[str, ...]


def run(arguments: argparse.Namespace) -> int:
    """Print the expected times of all distances in the library and in history."""
    profile = Profile(on_stderr)
    found = paces(_used(), profile.rules.paces, profile.taught())
    if arguments.json:
        print(json.dumps([_data(pace) for pace in found], indent=2))
        return 0
    rows = [(f"{pace.kind.value} {pace.distance_m} m", said(pace.expected.ms), _known(pace)) for pace in found]
    widths = [max((len(row[column]) for row in rows), default=0) for column in (0, 1)]
    for name, time, known in rows:
        print(f"{name:<{widths[0]}}  {time:>{widths[1]}}  {known}")
    return 0


def paces(
    used: Mapping[Which, Sequence[str]], listed: Paces, taught: Mapping[Which, Sequence[int]]
) -> tuple[Pace, ...]:
    """Return the expected time of each kind and distance that a workout uses or history teaches, drills first.

    Args:
        used: the ids of the workouts that use it, by kind and metres.
        listed: the times of the settings.
        taught: splits that teach, by kind and metres: milliseconds, newest first.
    """

    def pace(kind: Kind, metres: int) -> Pace:
        found = expected(kind, metres, listed, taught)
        base = None if found.nearest_m is None else expected(kind, found.nearest_m, listed, {})
        splits, workouts = taught.get((kind, metres), ()), used.get((kind, metres), ())
        return Pace(kind, metres, found, base, tuple(splits[:LATEST]), tuple(workouts))

    order = {kind: place for place, kind in enumerate((Kind.DRILL, Kind.STRIDE, Kind.EFFORT))}
    which = sorted({*used, *taught}, key=lambda which: (order[which[0]], which[1]))
    return tuple(pace(kind, metres) for kind, metres in which)


def _used() -> dict[Which, list[str]]:
    """What the library's workouts use, all their sections on. A file at fault is named and left out."""
    used: dict[Which, list[str]] = {}
    for entry in entries():
        try:
            workout = read(entry.path)
        except SpeedtimerError as error:
            on_stderr(f"{error}\nIts distances are left out")
            continue
        sections = frozenset(section.name for section in workout.sections)
        steps = unroll(workout, entry.id, sections, Mode(), AthleteProfile()).steps
        distances = ((step.kind, step.ends.distance_m) for step in steps if isinstance(step.ends, ByDistance))
        for which in dict.fromkeys(distances):
            used.setdefault(which, []).append(entry.id)
    return used


def _known(pace: Pace) -> str:
    if pace.base is not None:
        return f"Riegel's formula, from {pace.expected.nearest_m} m in {said(pace.base.ms)} ({pace.base.known.value})"
    if not pace.taught_ms:
        return pace.expected.known.value
    splits = ", ".join(split_text(ms) for ms in pace.taught_ms)
    if len(pace.taught_ms) == 1:
        return f"history: the one split that teaches, {splits}"
    return f"history: the median of the last {len(pace.taught_ms)} splits, newest first {splits}"


def _data(pace: Pace) -> dict[str, Any]:
    return {
        "kind": pace.kind.value,
        "m": pace.distance_m,
        "ms": pace.expected.ms,
        "from": pace.expected.known.value,
        "splits_ms": list(pace.taught_ms),
        "riegel_from": None if pace.base is None else _base(pace, pace.base),
        "workouts": list(pace.workouts),
    }


def _base(pace: Pace, base: Expected) -> dict[str, Any]:
    return {"m": pace.expected.nearest_m, "ms": base.ms, "from": base.known.value}
