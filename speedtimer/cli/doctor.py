"""`speedtimer doctor`: what of this computer is used, what of it cannot be, and what to do about it."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import sys
import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from speedtimer.errors import CallError, InputError, SoundError

if TYPE_CHECKING:
    from speedtimer.audio.solo import Solo
    from speedtimer.audio.sounds import Sounds
    from speedtimer.doctor.finding import Finding
    from speedtimer.rules import CueChoices

_INDENT: Final = 17
"""Columns before what a finding says."""

EPILOG: Final = """\
ok is in order, note is worth knowing, fault keeps something from being used; what to do about it
stands below it. A session can be run all the same. Exit code: 0, or 1 where there is a fault.

examples:
  speedtimer doctor
  speedtimer doctor --sounds      every cue, with its name; Ctrl+C stops it
  speedtimer doctor --latency     ten seconds of ticks: how exactly they reach the device
  speedtimer doctor --json | jq -r '.[] | select(.state == "fault") | .remedy'
"""

Subparsers = Any


def add(subparsers: Subparsers) -> None:
    """Add doctor. It sets `run`, which takes the parsed arguments and gives the exit code."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "doctor",
        help="say what of this computer is used, and what to do about what cannot be",
        description="Say what of this computer is used, and what to do about what cannot be.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--sounds", action="store_true", help="instead, sound every cue, with its name")
    what.add_argument("--latency", action="store_true", help="instead, measure how exactly cues reach the device")
    parser.add_argument("--json", action="store_true", help="an array of objects instead of a table")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked: look at everything, sound the cues, or measure."""
    if arguments.sounds:
        if arguments.json:
            raise CallError("--sounds is for the ear and has no --json", "leave one of them out")
        return _sounds()
    if arguments.latency:
        return _latency(as_json=arguments.json)
    return _examine(as_json=arguments.json)


def _examine(*, as_json: bool) -> int:
    from speedtimer.cli.home import Home
    from speedtimer.doctor.examine import findings
    from speedtimer.doctor.finding import State

    # What is wrong with the settings is a finding, and no note.
    home = Home(lambda _: None)
    found = []
    for each in findings(lambda: home.preferences, os.environ, bell=sys.stdout.isatty()):
        found.append(each)
        if not as_json:
            for line in _laid_out(each, shutil.get_terminal_size().columns if sys.stdout.isatty() else None):
                print(line)
            # Each as it is found: trying the sound takes its time.
            sys.stdout.flush()
    if as_json:
        told = [
            {"about": each.about, "state": each.state, "says": each.says, "remedy": each.remedy or None}
            for each in found
        ]
        print(json.dumps(told, indent=2))
    return 1 if any(each.state is State.FAULT for each in found) else 0


def _laid_out(finding: Finding, columns: int | None) -> Iterator[str]:
    """Lay a finding out as a row of the table, its texts broken to the terminal's width; None: not broken."""
    width = columns - _INDENT if columns is not None and columns >= 2 * _INDENT else None
    head = f"{finding.state:<5}  {finding.about:<8}  "
    for line in finding.says.splitlines():
        # Every fault of a file is a row of its own; what one row is broken into is not.
        for piece in textwrap.wrap(line, width, break_on_hyphens=False) if width else (line,):
            yield f"{head}{piece}"
            head = " " * _INDENT
        head = f"{finding.state:<5}  {finding.about:<8}  "
    mark = "-> "
    for piece in (
        textwrap.wrap(finding.remedy, width - len(mark), break_on_hyphens=False)
        if width
        else (finding.remedy,) * bool(finding.remedy)
    ):
        yield f"{'':<{_INDENT}}{mark}{piece}"
        mark = " " * len(mark)


def _sounds() -> int:
    from speedtimer.doctor.rehearse import rehearse

    cues = _cues()
    with _open(cues) as (backend, solo):
        print(f"Every cue through {solo.detail}, at {cues.volume_percent} % of their volume; Ctrl+C stops.", flush=True)
        solo.volume(cues.volume_percent)
        lost = rehearse(solo, _shelf(), lambda line: print(line, flush=True))
    if lost:
        print(f"{lost} of them were not played by {backend}", file=sys.stderr)
    return 1 if lost else 0


def _latency(*, as_json: bool) -> int:
    from speedtimer.doctor.latency import measure

    cues = _cues()
    with _open(cues) as (backend, solo):
        if not as_json:
            print(f"Ten seconds of ticks through {solo.detail}; Ctrl+C stops.", flush=True)
        # What is muted is not handed over, and there would be nothing to measure.
        solo.volume(max(1, cues.volume_percent))
        found = measure(solo, backend, _shelf().pcm("press") or b"\0\0")
    if as_json:
        figures = {"mean_ms": found.mean_ms, "sd_ms": found.sd_ms, "p99_ms": found.p99_ms}
        told = {"about": "latency", "state": "fault" if found.lost else "ok", "says": found.summary, "remedy": None}
        more = {"backend": backend, "off_us": found.off_us, "lost": found.lost}
        print(json.dumps([{**told, **figures, **more}], indent=2))
    else:
        for line in found.lines:
            print(line)
    return 1 if found.lost else 0


def _cues() -> CueChoices:
    from speedtimer.cli.home import Home

    return Home().rules.cues


def _shelf() -> Sounds:
    from speedtimer import places
    from speedtimer.audio.sounds import Sounds

    return Sounds((places.own_sounds(), places.shipped("sounds")), lambda fault: print(fault, file=sys.stderr))


@contextlib.contextmanager
def _open(cues: CueChoices) -> Iterator[tuple[str, Solo]]:
    """Open the backend that a session would play through.

    Raises:
        InputError: the settings ask for silence.
        SoundError: none can be opened.
    """
    from speedtimer.audio.choose import order
    from speedtimer.audio.solo import Solo

    def ring() -> None:
        print("\a", end="", flush=True)

    names = order(cues.backend, os.environ, bell=sys.stdout.isatty())
    if not names:
        raise InputError("nothing that plays sound was found, or none is wanted", "see `speedtimer doctor`")
    why = []
    for name in names:
        with contextlib.ExitStack() as stack:
            try:
                solo = stack.enter_context(Solo(name, ring))
            except SoundError as fault:
                why.append(f"{name}: {fault.fault}")
                continue
            for failed in why:
                print(failed, file=sys.stderr)
            yield name, solo
            return
    raise SoundError("; ".join(why), "see `speedtimer doctor`")
