"""`speedtimer run`, and the library: a session on the screen, or line by line in plain mode."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from speedtimer import places
from speedtimer.cli import options
from speedtimer.cli.streams import as_it_is
from speedtimer.errors import CallError
from speedtimer.plan import Mode, Plan, Section

if TYPE_CHECKING:
    from speedtimer.cli.doors import Sessions
    from speedtimer.cli.past import KeptPast
    from speedtimer.records.moments import Started
    from speedtimer.rules import Rules
    from speedtimer.runtime.conductor import Conductor
    from speedtimer.runtime.ways import CutOff, Way
    from speedtimer.settings.preferences import IgnoredSettings, Preferences
    from speedtimer.tui.doors import Choice, Listed
    from speedtimer.workout.library import Summary
    from speedtimer.workout.sections import SectionSelection

FASTEST: Final = 10_000

EPILOG: Final = """\
The session opens ready; its first press starts it. Solo, an effort over a distance ends by itself
after your expected time, so that you walk back and press once per rep, at the line. With --timed
somebody holds the watch and presses at the end of each effort. ? shows every key.

With --plain, or where stdout is no terminal, it starts at once and gives a line for each event;
a line on stdin is a key (empty: the press), and ? lists the keys.

examples:
  speedtimer run 8x200m
  speedtimer run hills-10x30s --with easy-jog --without warm-down
  speedtimer run 10x100m --timed --lead-in 8
  speedtimer run drills-and-strides --auto --plain
  speedtimer run 8x200m --speed 20 --mute     a rehearsal, twenty times faster and silent
  speedtimer run --resume                     go on with the session that was cut off
"""

Subparsers = Any


def add(subparsers: Subparsers) -> None:
    """Add run. It sets `run`, which takes the parsed arguments and gives the exit code."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "run",
        help="run a session: on the screen, or line by line with --plain",
        description="Run a session: on the screen, or line by line with --plain.",
        epilog=EPILOG,
        parents=[options.parent()],
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("workout", metavar="ID-or-FILE", nargs="?", help="which workout")
    parser.add_argument(
        "--resume",
        metavar="=WAY",
        help="go on with the session that was cut off, in place of a workout: =on from where it was, =count with the "
        "time away counted, =save what is done; alone, count in a jog and on elsewhere",
    )
    parser.add_argument("--speed", metavar="N", default="1", help="a rehearsal, N times faster than real time")
    parser.add_argument("--plain", action="store_true", help="plain lines instead of the screen")
    parser.add_argument(
        "--mute", action=argparse.BooleanOptionalAction, help="begin without sound, or with it; m changes that"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Run the session that was asked for."""
    from speedtimer.cli.doors import Sessions

    sections, asked = options.chosen(arguments)
    sessions = Sessions(speed=_speed(arguments.speed), mute=arguments.mute, asked=asked)
    if arguments.resume is not None:
        from speedtimer.workout.sections import SectionSelection

        if (
            arguments.workout is not None
            or arguments.speed != "1"
            or (sections, asked) != (SectionSelection(), options.Asked())
        ):
            raise CallError("--resume goes on with a session as it was begun", "leave workout, plan and speed out")
        return _resume(sessions, arguments.resume, plain=arguments.plain or not sys.stdout.isatty())
    if arguments.workout is None:
        raise CallError("the following arguments are required: ID-or-FILE", "see `speedtimer run --help`")
    if arguments.plain or not sys.stdout.isatty():
        return _run_plain(sessions, arguments.workout, sections)
    return _run_screen(sessions, arguments.workout, sections)


def run_library() -> int:
    """Open the library on the screen."""
    from speedtimer.cli.doors import Sessions

    return _shown(ScreenDoors(Sessions()))


def _run_plain(sessions: Sessions, workout: str, sections: SectionSelection) -> int:
    import asyncio

    from speedtimer.cli.plain import input_for, run_plain
    from speedtimer.runtime.stdin_events import Inbox

    plan = sessions.plan(workout, sections, sessions.usual)
    descriptor = input_for(plan)
    offered = sessions.cut_off()
    if offered is not None:
        way = _asked_plainly(offered, workout)
        if way is not None and _gone_on_with(offered, way):
            return _resume_plain(sessions, offered, way)

    async def session() -> int:
        conductor = sessions.open(plan, workout, _ring_terminal if sys.stdout.isatty() else None)
        return await run_plain(conductor, Inbox(sessions.clock), plan, descriptor)

    return asyncio.run(session())


def _asked_plainly(offered: CutOff, workout: str) -> Way | None:
    """Offer a session that was cut off where somebody can answer; elsewhere say in a line that it is left alone."""
    from speedtimer.cli.resuming import ask

    if sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty():
        return ask(offered, workout)
    print(f"{offered.line}: it is left alone, `speedtimer run --resume` goes on with it", file=sys.stderr)
    return None


def _resume(sessions: Sessions, said: str, *, plain: bool) -> int:
    """Go on with the session that was cut off, or save it, as --resume says."""
    from speedtimer.cli.resuming import way_of

    offered = sessions.cut_off()
    if offered is None:
        raise CallError("no session was cut off", "`speedtimer run ID` begins one")
    way = way_of(said, offered)
    if not _gone_on_with(offered, way):
        return 0
    if plain:
        return _resume_plain(sessions, offered, way)
    return _shown(ScreenDoors(sessions), resume=(offered, way))


def _gone_on_with(offered: CutOff, way: Way) -> bool:
    """Tell whether this way goes on with the session; where it does not, the session has been saved."""
    from speedtimer.cli.resuming import save
    from speedtimer.runtime.ways import Way

    if way is Way.SAVE:
        save(offered.id)
        print(f"Saved what is done: session {offered.id}", file=sys.stderr)
    return way is not Way.SAVE


def _resume_plain(sessions: Sessions, offered: CutOff, way: Way) -> int:
    import asyncio

    from speedtimer.cli.plain import input_for, run_plain
    from speedtimer.cli.resuming import unfinished
    from speedtimer.runtime.stdin_events import Inbox

    descriptor = input_for(unfinished(offered.id).plan())
    print(f"{offered.line}. It goes on", file=sys.stderr)

    async def session() -> int:
        conductor, plan, _ = sessions.resume(offered.id, way, _ring_terminal if sys.stdout.isatty() else None)
        return await run_plain(conductor, Inbox(sessions.clock), plan, descriptor, begins=False)

    return asyncio.run(session())


def _run_screen(sessions: Sessions, workout: str, sections: SectionSelection) -> int:
    from speedtimer.tui.doors import Choice
    from speedtimer.workout.library import find
    from speedtimer.workout.sections import SectionSelection, switched

    doors = ScreenDoors(sessions)
    # An id that is not known is said before the screen opens.
    find(workout)
    exact = None
    if sections != SectionSelection():
        on = switched(doors.about(workout).sections, sections)
        exact = on if sections.with_ or sections.without else None
    return _shown(doors, Choice(workout, exact))


def _shown(doors: ScreenDoors, start: Choice | None = None, resume: tuple[CutOff, Way] | None = None) -> int:
    """Run the screens."""
    from speedtimer.tui import memory

    with memory.undisturbed():
        from speedtimer.tui.app import run_app

        return run_app(doors, start, resume)


class ScreenDoors:
    """What lies behind the screens; see `speedtimer.tui.doors`."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._named: dict[str, str] = {}

    @property
    def rules(self) -> Rules:
        return self._sessions.rules

    @property
    def usual(self) -> Mode:
        return self._sessions.usual

    @property
    def theme(self) -> str | None:
        from speedtimer.settings.toml_text import theme_of

        return theme_of(places.settings_file())

    @property
    def settings_file(self) -> Path:
        return places.settings_file()

    def adopt(self, preferences: Preferences) -> None:
        self._sessions.home.adopt(preferences)

    @property
    def unused(self) -> IgnoredSettings | None:
        return self._sessions.home.unused

    def hear(self, preferences: Preferences, ring: Callable[[], None], note: Callable[[str], None]) -> None:
        from speedtimer.cli.opening import hear

        hear(preferences.rules, ring, note)

    @property
    def past(self) -> KeptPast:
        from speedtimer.cli.past import KeptPast

        return KeptPast()

    def workouts(self) -> tuple[Listed, ...]:
        from speedtimer.workout.library import summaries

        shelf = summaries(lambda: self._sessions.rules)
        done = self._sessions.home.last_done([summary.id for summary in shelf])
        return tuple(_listed(summary, done.get(summary.id)) for summary in shelf)

    def about(self, workout: str) -> Listed:
        from speedtimer.workout.library import find, summary_of

        entry = find(workout)
        summary = summary_of(entry, lambda: self._sessions.rules)
        if summary.error is not None:
            from speedtimer.workout.reader import read

            # Once more, for the error itself.
            read(entry.path)
        which = places.identity_of(entry.id, entry.file)
        return _listed(summary, self._sessions.home.last_done([which]).get(which))

    def seen(self, workout: str | None = None) -> object:
        from speedtimer.workout.library import shelf_fingerprint

        return shelf_fingerprint(workout)

    def last(self) -> Choice | None:
        from speedtimer.tui.doors import choice_of

        plan = self._sessions.home.last_plan()
        return None if plan is None else choice_of(plan)

    def plan(self, choice: Choice) -> Plan:
        from speedtimer.workout.sections import SectionSelection

        sections = SectionSelection() if choice.sections is None else choice.sections
        plan = self._sessions.plan(choice.workout, sections, choice.mode or self.usual)
        self._named[plan.identity] = choice.workout
        return plan

    def conductor(self, plan: Plan, ring: Callable[[], None]) -> Conductor:
        return self._sessions.open(plan, self._named.get(plan.identity, plan.workout_id), ring)

    def doubts(self) -> tuple[str, ...]:
        from speedtimer.runtime.doubts import doubts

        return doubts(self._sessions.rules.cues)

    def cut_off(self) -> CutOff | None:
        return self._sessions.cut_off()

    def resume(self, cut_off: CutOff, way: Way, ring: Callable[[], None]) -> tuple[Conductor, Plan, Rules]:
        return self._sessions.resume(cut_off.id, way, ring)

    def reopen(self, session: str, ring: Callable[[], None]) -> tuple[Conductor, Plan, Rules]:
        return self._sessions.reopen(session, ring)

    def save(self, cut_off: CutOff) -> None:
        from speedtimer.cli.resuming import save

        save(cut_off.id)


def ago(started: Started, today: date) -> str:
    """Say how long ago a session was: `today`, `3 days ago`, `2 weeks ago`, or its date."""
    days = (today - started.local.date()).days
    if days <= 0:
        return "today"
    if days == 1:
        return "yesterday"
    if days < 14:
        return f"{days} days ago"
    return f"{days // 7} weeks ago" if days < 70 else f"on {started.local:%Y-%m-%d}"


def _listed(summary: Summary, last: Started | None) -> Listed:
    from speedtimer.records.moments import started_now
    from speedtimer.tui.doors import Listed

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


def _speed(value: str) -> float:
    from speedtimer.cli.numbers import read_number

    number = read_number(value.removesuffix("x"))
    if number is None:
        raise CallError(f"--speed {value} is no number", "write it as --speed 5")
    speed = float(number)
    if not 0.01 <= speed <= FASTEST:
        raise CallError(f"--speed {value} is out of range", f"give 0.01 to {FASTEST}; 1 is real time")
    return speed


def _ring_terminal() -> None:
    """Ring the terminal's bell."""
    as_it_is(sys.stdout).write("\a")
    sys.stdout.flush()
