"""`speedtimer run` line by line, and the session that was cut off: offered in lines, resumed or saved."""

from __future__ import annotations

import asyncio
import sys
from typing import Final

from speedtimer.app.cut_off import LETTERS, MEANS, CutOff, ResumeOption, unfinished
from speedtimer.app.services import Services
from speedtimer.cli.plain import input_for, run_plain
from speedtimer.cli.stdio import as_it_is
from speedtimer.errors import CallError
from speedtimer.runtime.stdin_events import Inbox
from speedtimer.workout.sections import SectionSelection

USUAL: Final = "usual"
LATER: Final = "n"


def run(services: Services, workout: str, sections: SectionSelection) -> int:
    """Run a workout line by line, or the session that was cut off, where the runner prefers that."""
    plan = services.planner.plan(workout, sections)
    descriptor = input_for(plan)
    offered = services.sessions.cut_off()
    if offered is not None:
        way = _asked_plainly(offered, workout)
        if way is not None and goes_on(services, offered, way):
            return resume(services, offered, way)

    async def session() -> int:
        conductor = services.sessions.open(plan, _ring_terminal if sys.stdout.isatty() else None)
        return await run_plain(conductor, Inbox(services.clock), plan, descriptor)

    return asyncio.run(session())


def resume(services: Services, offered: CutOff, way: ResumeOption) -> int:
    """Resume a session that was cut off, line by line."""
    descriptor = input_for(unfinished(offered.id).plan())
    print(f"{offered.line}. It goes on", file=sys.stderr)

    async def session() -> int:
        ring = _ring_terminal if sys.stdout.isatty() else None
        conductor, plan, _ = services.sessions.resume(offered.id, way, ring)
        return await run_plain(conductor, Inbox(services.clock), plan, descriptor, begins=False)

    return asyncio.run(session())


def goes_on(services: Services, offered: CutOff, way: ResumeOption) -> bool:
    """Return whether the session is resumed this way; where it is not, it has been saved."""
    if way is ResumeOption.SAVE:
        services.sessions.save(offered.id)
        print(f"Saved what is done: session {offered.id}", file=sys.stderr)
    return way is not ResumeOption.SAVE


def _asked_plainly(offered: CutOff, workout: str) -> ResumeOption | None:
    """Offer a session that was cut off where there is a terminal; elsewhere print that it is left alone."""
    if sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty():
        return ask(offered, workout)
    print(f"{offered.line}: it is left alone, `speedtimer run --resume` goes on with it", file=sys.stderr)
    return None


def way_of(said: str, offered: CutOff) -> ResumeOption:
    """Parse the value of --resume; `usual` is the first way that is offered.

    Raises:
        CallError: there is no such way, or not for this session.
    """
    if said == USUAL:
        return offered.ways[0]
    ways = ", ".join(way.value for way in offered.ways)
    if said not in offered.ways:
        why = f"{offered.note}. " if offered.note and said in set(ResumeOption) else ""
        raise CallError(f"{why}--resume={said} is not possible here", f"what is possible: {ways}")
    return ResumeOption(said)


def ask(offered: CutOff, instead: str) -> ResumeOption | None:
    """Ask on a terminal, in lines, what to do with a session that was cut off. None: leave it for later.

    Args:
        offered: what was cut off.
        instead: what begins if it is left, in a word.
    """
    usual = offered.ways[0]
    print(f"{offered.line}.", file=sys.stderr)
    for way in offered.ways:
        print(f"  {LETTERS[way]}  {MEANS[way]}{' (Enter alone does this)' if way is usual else ''}", file=sys.stderr)
    print(f"  {LATER}  leave it for later, and run {instead}", file=sys.stderr)
    keys = {LETTERS[way]: way for way in offered.ways} | {"": usual}
    while True:
        line = sys.stdin.readline()
        answer = line.strip().lower()
        if not line or answer == LATER:
            return None
        if answer in keys:
            return keys[answer]
        print(f"'{answer}' is no answer: one of {', '.join([*filter(None, keys), LATER])}", file=sys.stderr)


def _ring_terminal() -> None:
    """Ring the terminal's bell."""
    as_it_is(sys.stdout).write("\a")
    sys.stdout.flush()
