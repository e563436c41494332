"""`speedtimer run`, and the library: a session on the screen, or line by line in plain mode."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Final

from speedtimer import places
from speedtimer.app.planner import Choice
from speedtimer.app.profile import ModeRequest
from speedtimer.app.services import Services
from speedtimer.cli import options
from speedtimer.errors import CallError
from speedtimer.settings.toml_text import theme_of
from speedtimer.workout.library import find
from speedtimer.workout.sections import SectionSelection, switched

if TYPE_CHECKING:
    from speedtimer.app.cut_off import CutOff, ResumeOption

FASTEST: Final = 10_000


def run(arguments: argparse.Namespace) -> int:
    """Run the session that was asked for."""
    sections, request = options.chosen(arguments)
    services = Services(speed=_speed(arguments.speed), mute=arguments.mute, request=request)
    plain = arguments.plain or not sys.stdout.isatty()
    if arguments.resume is None:
        if arguments.workout is None:
            raise CallError("the following arguments are required: ID-or-FILE", "see `speedtimer run --help`")
        if not plain:
            return _run_screen(services, arguments.workout, sections)
    elif (
        arguments.workout is not None
        or arguments.speed != "1"
        or (sections, request) != (SectionSelection(), ModeRequest())
    ):
        raise CallError("--resume goes on with a session as it was begun", "leave workout, plan and speed out")
    # Loads the event loop, the engine and the journal, before which the screen's first line is painted.
    from speedtimer.cli.commands import run_plain

    if arguments.resume is None:
        return run_plain.run(services, str(arguments.workout), sections)
    offered = services.sessions.cut_off()
    if offered is None:
        raise CallError("no session was cut off", "`speedtimer run ID` begins one")
    way = run_plain.way_of(arguments.resume, offered)
    if not run_plain.goes_on(services, offered, way):
        return 0
    if plain:
        return run_plain.resume(services, offered, way)
    return _shown(services, resume=(offered, way))


def run_library() -> int:
    """Open the library on the screen."""
    return _shown(Services())


def _run_screen(services: Services, workout: str, sections: SectionSelection) -> int:
    # An id that is not known is said before the screen opens.
    find(workout)
    exact = None
    if sections != SectionSelection():
        on = switched(services.library.about(workout).sections, sections)
        exact = on if sections.with_ or sections.without else None
    return _shown(services, Choice(workout, exact))


def _shown(services: Services, start: Choice | None = None, resume: tuple[CutOff, ResumeOption] | None = None) -> int:
    """Run the screens."""
    # Textual is loaded without the garbage collector, and by no other command.
    from speedtimer.tui import memory

    with memory.undisturbed():
        from speedtimer.tui.app import run_app

        return run_app(services, start, resume, theme_of(places.settings_file()))


def _speed(value: str) -> float:
    number = options.read_number(value.removesuffix("x"))
    if number is None:
        raise CallError(f"--speed {value} is no number", "write it as --speed 5")
    speed = float(number)
    if not 0.01 <= speed <= FASTEST:
        raise CallError(f"--speed {value} is out of range", f"give 0.01 to {FASTEST}; 1 is real time")
    return speed
