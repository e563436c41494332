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
from typing import Final

from speedtimer import places
from speedtimer.app.profile import Profile
from speedtimer.audio import choose
from speedtimer.audio.solo import Solo
from speedtimer.audio.sounds import Sounds
from speedtimer.cli.stdio import on_stderr
from speedtimer.doctor import examine, latency, rehearse
from speedtimer.doctor.finding import Finding, State
from speedtimer.errors import CallError, InputError, SoundError
from speedtimer.rules import CueChoices

_INDENT: Final = 17
"""Columns before what a finding says."""


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
    # What is wrong with the settings is a finding, and no note.
    profile = Profile(lambda _: None)
    found = []
    for each in examine.findings(lambda: profile.preferences, os.environ, bell=sys.stdout.isatty()):
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
    cues = _cues()
    with _open(cues) as (backend, solo):
        print(f"Every cue through {solo.detail}, at {cues.volume_percent} % of their volume; Ctrl+C stops.", flush=True)
        solo.volume(cues.volume_percent)
        lost = rehearse.rehearse(solo, _shelf(), lambda line: print(line, flush=True))
    if lost:
        print(f"{lost} of them were not played by {backend}", file=sys.stderr)
    return 1 if lost else 0


def _latency(*, as_json: bool) -> int:
    cues = _cues()
    with _open(cues) as (backend, solo):
        if not as_json:
            print(f"Ten seconds of ticks through {solo.detail}; Ctrl+C stops.", flush=True)
        # What is muted is not handed over, and there would be nothing to measure.
        solo.volume(max(1, cues.volume_percent))
        found = latency.measure(solo, backend, _shelf().pcm("press") or b"\0\0")
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
    return Profile(on_stderr).rules.cues


def _shelf() -> Sounds:
    return Sounds((places.own_sounds(), places.shipped("sounds")), lambda fault: print(fault, file=sys.stderr))


@contextlib.contextmanager
def _open(cues: CueChoices) -> Iterator[tuple[str, Solo]]:
    """Open the backend that a session would play through.

    Raises:
        InputError: the settings ask for silence.
        SoundError: none can be opened.
    """

    def ring() -> None:
        print("\a", end="", flush=True)

    names = choose.order(cues.backend, os.environ, bell=sys.stdout.isatty())
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
