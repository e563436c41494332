"""The shelf of workouts: those that came with the program, and the runner's own.

An own workout with the id of a shipped one takes its place: copy it, change it, and it is yours. An own file that is
at fault is listed with what is wrong with it and keeps nothing else from being listed. The id is the name of the file
without its ending.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Final

from speedtimer import places
from speedtimer.errors import InputError, SpeedtimerError
from speedtimer.signs import shown
from speedtimer.workout import blocks, cache

if TYPE_CHECKING:
    # A dozen dataclasses take as long to make as Python to start, and an unchanged shelf needs none of them.
    from speedtimer.rules import Rules

_SUFFIXES: Final = (".yaml", ".yml")

SHIPPED: Final = ("drills-and-strides", "hills-10x30s", "10x100m", "sprint-pyramid", "8x200m")
"""The order of the shelf; own workouts follow by name."""

_LISTED: Final = "workouts"
"""What the summaries are kept under."""

NAMED: Final = 8
"""So many ids are named where somebody asks for one that is like none; a longer shelf is left to `list`."""


@dataclass(frozen=True, slots=True)
class ShelfEntry:
    """Where a workout lies.

    id: fit to be shown, also where the file's name is not.
    origin: `shipped` or `own`.
    file: for one that is not on the shelf, its path from the root on, links followed; None for those that are.
    """

    id: str
    path: Path
    origin: str
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """One workout of the shelf, or one file that cannot be used.

    name, focus, purpose, estimated_ms: None where the file is at fault. estimated_ms: shortest and longest, as the
    workout has its sections. sections: in their order, with whether they are on. error: all that is wrong, a line each.
    """

    id: str
    origin: str
    path: str
    name: str | None = None
    focus: str | None = None
    purpose: str | None = None
    estimated_ms: tuple[int, int] | None = None
    sections: tuple[tuple[str, bool], ...] = ()
    error: str | None = None


@dataclass(frozen=True, slots=True)
class _Kept:
    """A summary, and the content of the file that it was made of."""

    of: str
    summary: Summary


def entries() -> tuple[ShelfEntry, ...]:
    """Return what is on the shelf, in its order: shipped ids first, then own ones by name."""
    shelf: dict[str, ShelfEntry] = {}
    for origin, folder in (("shipped", places.shipped("workouts")), ("own", places.own_workouts())):
        for path in _files(folder):
            named = shown(path.stem)
            if named not in shelf or shelf[named].origin != origin:
                shelf[named] = ShelfEntry(named, path, origin)
    order = {name: at for at, name in enumerate(SHIPPED)}
    return tuple(sorted(shelf.values(), key=lambda entry: (order.get(entry.id, len(order)), entry.id)))


def names_a_file(named: str) -> bool:
    """Return whether a name is that of a file, and not an id: it ends in .yaml or .yml, in any case, or has a slash."""
    return named.lower().endswith(_SUFFIXES) or "/" in named or "\\" in named


def find(named: str) -> ShelfEntry:
    """Return the workout of that id, or the file of that name; see `names_a_file`.

    Raises:
        InputError: there is no such workout.
    """
    if names_a_file(named):
        return file_at(Path(named))
    shelf = {entry.id: entry for entry in entries()}
    if named in shelf:
        return shelf[named]
    # Only a slip of the keyboard needs it.
    from speedtimer.workout.values import quoted

    raise InputError(f"there is no workout {quoted(named)}", _closest(named, list(shelf)))


def file_at(path: Path) -> ShelfEntry:
    """Return the workout of a file, which may be one of the shelf, whatever it is called by."""
    place, named = _place(path), shown(path.stem)
    if place.parent in map(_place, (places.own_workouts(), places.shipped("workouts"))):
        on_shelf = next((entry for entry in entries() if entry.id == named and _place(entry.path) == place), None)
        if on_shelf is not None:
            return ShelfEntry(named, path, on_shelf.origin)
    return ShelfEntry(named, path, "own", str(place))


def _place(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        # A link that leads to itself, a NUL in it: whatever the system refuses, no workout is read from there.
        return path.absolute()


def _closest(named: str, ids: list[str]) -> str:
    """Return which ids are like the wanted one: those it is a part of, else those spelt alike, else all of them."""
    word = named.lower()
    near = [each for each in ids if word and word in each] or get_close_matches(word, ids, n=3)
    if near:
        return f"did you mean {' or '.join(near[:3])}?"
    return f"there are {', '.join(ids)}" if len(ids) <= NAMED else "`speedtimer list` names them all"


def summaries(rules: Callable[[], Rules]) -> tuple[Summary, ...]:
    """Describe what is on the shelf. What has not changed since the last time is not read again.

    Estimates are those of a plan as the workout has its sections, with the rules' paces.

    Args:
        rules: gives the rules; called only where something has to be read.
    """
    shelf, shared = entries(), _shared()
    kept, made = _kept(shared), dict[str, _Kept]()
    reread, now = [], None
    for entry in shelf:
        of = cache.content_of(entry.path)
        known = kept.get(str(entry.path))
        if known is None or (known.of, known.summary.id, known.summary.origin) != (of, entry.id, entry.origin):
            now = rules() if now is None else now
            known = _Kept(of, described(entry, now))
            reread.append(entry)
        made[str(entry.path)] = known
    if reread or len(made) != len(kept):
        # What was changed while it was being read is read again the next time.
        lasting = shared == _shared() and all(cache.content_of(each.path) == made[str(each.path)].of for each in reread)
        if lasting:
            cache.store(_LISTED, shared, [{"of": each.of, **asdict(each.summary)} for each in made.values()])
    return tuple(each.summary for each in made.values())


def summary_of(entry: ShelfEntry, rules: Callable[[], Rules]) -> Summary:
    """Describe one workout, on the shelf or not. One that is on it is not read again as long as it has not changed, nor
    what it shares with others; see `summaries` and `described`."""
    known = _kept(_shared()).get(str(entry.path))
    if known is not None and known.of == cache.content_of(entry.path):
        return known.summary
    return described(entry, rules())


def shelf_fingerprint(also: str | None = None) -> cache.Fingerprint:
    """Return what changes with the shelf, or with a setting that it is described by. also: an id or FILE that need not
    lie on it."""
    found = _shared() + cache.fingerprint(entry.path for entry in entries())
    return found if also is None else found + cache.fingerprint([Path(also)])


def described(entry: ShelfEntry, rules: Rules) -> Summary:
    """Read one workout, on the shelf or not, and describe it; where it is at fault, by its faults."""
    # Reading a workout takes pydantic and YAML, a tenth of a second: an unchanged shelf does without.
    from speedtimer.plan import Mode
    from speedtimer.totals import add_up
    from speedtimer.workout.reader import read
    from speedtimer.workout.sections import switched
    from speedtimer.workout.unroll import AthleteProfile, unroll

    try:
        workout = read(entry.path)
    except SpeedtimerError as fault:
        return Summary(entry.id, entry.origin, str(entry.path), error=str(fault))
    on = switched((section.name, section.on) for section in workout.sections)
    totals = add_up(unroll(workout, entry.id, on, Mode(), AthleteProfile(rules)).steps)
    return Summary(
        entry.id,
        entry.origin,
        str(entry.path),
        workout.name,
        workout.focus.value,
        workout.purpose,
        (totals.estimated_min_ms, totals.estimated_max_ms),
        tuple((section.name.value, section.on) for section in workout.sections),
    )


def _files(folder: Path) -> list[Path]:
    """The workout files of a folder by name; none where there is no such folder, or it may not be looked into."""
    try:
        return sorted(
            path for path in folder.iterdir() if path.suffix.lower() in _SUFFIXES and not path.name.startswith(".")
        )
    except OSError:
        return []


def fingerprint_of_parts(path: Path) -> cache.Fingerprint:
    """Return what changes with a workout file, or with a block that it may name."""
    return cache.fingerprint([path.absolute(), *_blocks_in(blocks.beside(path), blocks.shipped())])


def _shared() -> cache.Fingerprint:
    """What every workout of the shelf is described by, besides its own file."""
    return cache.fingerprint([*_blocks_in(blocks.shipped(), blocks.own()), places.settings_file()])


def _blocks_in(*folders: Path) -> list[Path]:
    found: set[Path] = set()
    for folder in folders:
        # One that may not be looked into has no blocks.
        with suppress(OSError):
            found.update(folder.rglob("*.yaml"))
    return sorted(found)


def _kept(shared: cache.Fingerprint) -> dict[str, _Kept]:
    """What is known from the last time, by path; nothing where the rows are not what was stored."""
    try:
        rows = cache.load(_LISTED, shared) or []
        return {row["path"]: _Kept(row.pop("of"), _from_row(row)) for row in rows}
    except (AttributeError, LookupError, TypeError, ValueError):
        return {}


def _from_row(row: cache.Row) -> Summary:
    estimated = row["estimated_ms"]
    sections = tuple((str(name), bool(on)) for name, on in row["sections"])
    shortest_longest = None if estimated is None else (int(estimated[0]), int(estimated[1]))
    return Summary(**{**row, "estimated_ms": shortest_longest, "sections": sections})
