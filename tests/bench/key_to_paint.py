"""How soon a key, and the clock, show: goals 6, 7 and 8.

    python -m tests.bench.key_to_paint [--pairs N] [--termdown PATH]

A session of efforts of a second runs in a terminal, timed, so that one press leads to each lead-in and one starts each
effort. From the moment a key is typed it is timed until the new phase is on the screen: its colour, or the light that
GO and every end throw over it, and the line that says what it is. In between the same is done to termdown, whose space
bar pauses and goes on. Each effort ends by the clock; how late that shows is told from the journal, beside a bare
Textual app that sets itself a timer every second. Then another process locks the database for two seconds at a time.

`--pairs` is how often each press is measured: `--pairs 50` makes a hundred presses, and takes five minutes. A tail that
is quoted needs that many.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from speedtimer.engine.commands import Press
from speedtimer.engine.engine import Engine
from speedtimer.engine.events import EndedBy, StepEnded
from speedtimer.engine.log import Verdict
from speedtimer.records import database
from speedtimer.records.unfinished import unfinished_at
from speedtimer.tui.themes import DARK
from tests.bench.pairs import Goal, burning, median, options, p99, told
from tests.bench.running import BARE, SPEEDTIMER
from tests.bench.watched import Watched
from tests.bench.workouts import written

APART_S: Final = 0.8
"""Between two presses: more than what would make the second a bounce."""

LOCKED_S: Final = 2.0
TITLES: Final = {"lead-in": b" of ", "work": b"", "recovery": b"Rest"}
"""What the line below the clock says anew in each phase; in work it stays as it was in the lead-in."""


def colour(look: str) -> bytes:
    """The code of the colour that the sides of the clock have in a phase."""
    red, green, blue = bytes.fromhex(DARK[look].band.removeprefix("#"))
    return f"38;2;{red};{green};{blue}".encode()


LIT: Final = b"\x1b[7;38;2;255;255;255;48;2;0;0;0m"
"""How what is lit up is written: the dark theme's two colours, reversed."""

SHOWN_BY: Final = {"lead-in": colour("lead-in"), "work": LIT, "recovery": LIT}


@dataclass
class Found:
    """Milliseconds. to_lead_in, to_work: of our presses; theirs: of termdown's; late, bare_late: behind the moment that
    was due."""

    to_lead_in: list[float] = field(default_factory=list)
    to_work: list[float] = field(default_factory=list)
    theirs: list[float] = field(default_factory=list)
    late: list[float] = field(default_factory=list)
    bare_late: list[float] = field(default_factory=list)

    @property
    def ours(self) -> list[float]:
        return self.to_lead_in + self.to_work


@dataclass
class Rehearsed:
    """A session under way, and what was seen of it: when keys were typed, and when the ends by the clock showed."""

    program: Watched
    home: Path
    typed_ns: list[int] = field(default_factory=list)
    ended_ns: list[int] = field(default_factory=list)

    def begin(self) -> None:
        """Start, and go through one effort without counting it."""
        self.program.when(b"Press Space to start")
        time.sleep(1)
        self.press("lead-in")
        time.sleep(APART_S)
        self.press("work")
        self.end()

    def press(self, look: str) -> float:
        """Press, and give how long it took until the phase of that look was on the screen."""
        at_ns, drawn = self.program.type(" ")
        self.typed_ns.append(at_ns)
        return (self.program.when(SHOWN_BY[look], TITLES[look], since=drawn) - at_ns) / 1e6

    def end(self) -> None:
        """Wait for the end of the effort."""
        since = len(self.program.drawn)
        self.ended_ns.append(self.program.when(SHOWN_BY["recovery"], TITLES["recovery"], since=since))

    def late_ms(self) -> list[float]:
        """How late each end was on the screen. The session's zero is told from the keys: the one that was noticed
        soonest gives it best."""
        with database.reading(self.home / database.FILE_NAME) as connection:
            (key,) = connection.execute("SELECT key FROM session").fetchone()
            kept = unfinished_at(connection, key)
        log = kept.log()
        taken = [one.at_ms for one in log if isinstance(one.command, Press) and one.verdict is Verdict.TAKEN]
        zero_ns = max(at_ns - at_ms * 1e6 for at_ns, at_ms in zip(self.typed_ns, taken, strict=True))
        engine, events = Engine.fold(kept.plan(), kept.rules(), log)
        _, rest = engine.advance(engine.now_ms + 60_000)
        ends = [one for one in (*events, *rest) if isinstance(one, StepEnded) and one.by is EndedBy.CLOCK]
        due_ns = [zero_ns + end.at_ms * 1e6 for end in ends]
        return [(seen - due) / 1e6 for seen, due in zip(self.ended_ns, due_ns, strict=True)]


def measured(folder: Path, pairs: int, termdown: str | None, *, busy: bool) -> Found:
    """Both presses so many times, termdown's in between."""
    found, home = Found(), folder / ("busy" if busy else "idle")
    home.mkdir()
    workout = written(folder, "press", pairs + 2, "1 s")
    with ExitStack() as stack:
        bare = stack.enter_context(Watched((*BARE, "one-shots")))
        theirs = None if termdown is None else stack.enter_context(Watched((termdown, "2h")))
        program = stack.enter_context(
            Watched((*SPEEDTIMER, workout, "--mute", "--timed"), {"SPEEDTIMER_HOME": str(home)})
        )
        ours = Rehearsed(program, home)
        ours.begin()
        stack.enter_context(burning(on=busy))
        time.sleep(1)
        settled = len(bare.drawn)
        for _ in range(pairs):
            found.to_lead_in.append(ours.press("lead-in"))
            _press_theirs(theirs, found)
            found.to_work.append(ours.press("work"))
            ours.end()
            _press_theirs(theirs, found)
        # The first end came before anything was kept busy.
        found.late = ours.late_ms()[1:]
        found.bare_late = [
            (bare.moment(due.end()) - int(due[1])) / 1e6
            for due in re.finditer(rb"due (\d+)", bytes(bare.drawn))
            if due.start() >= settled
        ]
    return found


def _press_theirs(theirs: Watched | None, found: Found) -> None:
    time.sleep(APART_S / 2)
    if theirs is not None:
        at_ns, drawn = theirs.type(" ")
        found.theirs.append((theirs.next_piece(drawn) - at_ns) / 1e6)
    time.sleep(APART_S / 2)


def locked(folder: Path, pairs: int) -> list[Goal]:
    """Goal 7: rounds of two presses, in every other one of which the database is locked."""
    first: dict[bool, list[float]] = {False: [], True: []}
    others: dict[bool, list[float]] = {False: [], True: []}
    home = folder / "locked"
    home.mkdir()
    workout = written(folder, "locked", 2 * pairs + 2, "1 s")
    command = (*SPEEDTIMER, workout, "--mute", "--timed")
    with Watched(command, {"SPEEDTIMER_HOME": str(home)}) as program:
        ours = Rehearsed(program, home)
        ours.begin()
        other = sqlite3.connect(home / database.FILE_NAME, isolation_level=None, timeout=5)
        for place in range(2 * pairs):
            lock = place % 2 == 1
            time.sleep(APART_S)
            if lock:
                other.execute("BEGIN EXCLUSIVE")
            until = time.monotonic() + LOCKED_S
            first[lock].append(ours.press("lead-in"))
            time.sleep(APART_S)
            others[lock].append(ours.press("work"))
            ours.end()
            if lock:
                time.sleep(max(0.0, until - time.monotonic()))
                other.execute("ROLLBACK")
                time.sleep(1)
        other.close()
    more_ms = median(first[True]) - median(first[False])
    others_ratio = median(others[True]) / median(others[False])
    return [
        Goal("7", "database locked: the first press, more than unlocked", more_ms, 60, "ms"),
        Goal("7", "database locked: the other presses, over unlocked", others_ratio, 1.3),
    ]


def goals(idle: Found, busy: Found) -> list[Goal]:
    """Goals 6 and 8."""
    missing = "" if idle.theirs else "give --termdown: it is not on the PATH"
    quiet, loud = p99(idle.ours) / p99(idle.theirs), p99(busy.ours) / p99(busy.theirs)
    return [
        Goal("6", "press to new phase, p99, over termdown's; idle", quiet, 2, aside=missing),
        Goal("6", "the same with every core burning", loud, 2, aside=missing),
        Goal("8", "phase change against its deadline, p99, cores burning", p99(busy.late), 40, "ms"),
        Goal("8", "the same over a bare one-shot's p99", p99(busy.late) / p99(busy.bare_late), 2),
    ]


def main() -> int:
    parser = options(__doc__ or "", pairs=50)
    parser.add_argument("--termdown", default=shutil.which("termdown"), help="path of termdown 2.0.0")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        idle = measured(Path(folder), chosen.pairs, chosen.termdown, busy=False)
        busy = measured(Path(folder), chosen.pairs, chosen.termdown, busy=True)
        seven = locked(Path(folder), max(3, min(chosen.pairs, 12)))
    for name, found in (("idle", idle), ("burning", busy)):
        for what, figures in vars(found).items():
            print(f"{name:<8} {what:<11} {len(figures):>4}: p50 {median(figures):7.1f} ms, p99 {p99(figures):7.1f} ms")
    return told([*goals(idle, busy), *seven])


if __name__ == "__main__":
    sys.exit(main())
