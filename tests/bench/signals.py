"""What is left when the program is ended from outside: goal 11.

    python -m tests.bench.signals

In the middle of an effort, in a real terminal, each of the signals; the terminal closed, also where SIGHUP is ignored;
stopped and gone on; and started without a terminal. Each time: which modes of the terminal are left on, how much CPU
time is taken afterwards, and whether the journal is closed (nothing is left beside the database) with the session to be
gone on with.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from speedtimer.records import database
from speedtimer.records.unfinished import find_unfinished
from tests.bench.pairs import ROOT, clean_environment
from tests.bench.watched import cpu_s
from tests.bench.workouts import written
from tests.terminal.real import RealTerminal

AFTER_S: Final = 2.0
"""So long after it what is left is looked at."""

IDLE: Final = 0.05
"""The share of a core that a session under way may take; a loop that turns takes a whole one."""


@dataclass(frozen=True, slots=True)
class Left:
    """What is left. modes: of the terminal; cpu: share of a core, 0 where the process has gone; closed: the journal."""

    modes: list[str]
    cpu: float
    closed: bool

    @property
    def clean(self) -> bool:
        return not self.modes and self.cpu < IDLE and self.closed


def in_an_effort(act: Callable[[RealTerminal], None], *, asks: bool = False, closes: bool = False) -> Left:
    """Do something to a session in its effort. asks: it goes on afterwards; closes: its terminal goes away."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        workout = written(home, "long", 2, "10 min")
        arguments = ["run", workout, "--mute", "--lead-in", "4"]
        with RealTerminal(arguments, {"SPEEDTIMER_HOME": folder}) as terminal:
            terminal.wait_for("Press Space to start")
            terminal.press(" ")
            terminal.wait_until(lambda: b"]2;RUN" in bytes(terminal.raw), "the effort")
            act(terminal)
            if asks:
                terminal.wait_for("You were away")
            cpu = _cpu_afterwards(terminal.pid)
            if asks:
                _leave(terminal)
            modes = [] if closes else terminal.modes_left_on()
        beside = home / f"{database.FILE_NAME}-wal"
        closed = (not beside.exists() or beside.stat().st_size == 0) and len(find_unfinished(home)) == 1
        return Left(modes, cpu, closed)


def without_a_terminal(stdin: int | None, stdout: int | None) -> Left:
    """Ask for the library without a terminal: it has to say so and end."""
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(
            [sys.executable, "-m", "speedtimer"],
            cwd=ROOT,
            env={**clean_environment(), "SPEEDTIMER_HOME": folder},
            stdin=stdin,
            stdout=stdout,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(AFTER_S)
        cpu = 0.0 if process.poll() is not None else 1.0
        process.kill()
        return Left([], cpu, process.wait() == 2)


def _cpu_afterwards(pid: int) -> float:
    time.sleep(AFTER_S)
    try:
        before_s = cpu_s(pid)
        time.sleep(AFTER_S)
        return (cpu_s(pid) - before_s) / AFTER_S
    except OSError:
        return 0.0


def _leave(terminal: RealTerminal) -> None:
    """As a hung up terminal would have it: with the session to be gone on with."""
    os.kill(terminal.pid, signal.SIGTERM)
    terminal.exit_code()


def _told(number: signal.Signals) -> Callable[[RealTerminal], None]:
    def act(terminal: RealTerminal) -> None:
        os.kill(terminal.pid, number)
        terminal.exit_code()

    return act


def _stopped(terminal: RealTerminal) -> None:
    os.kill(terminal.pid, signal.SIGSTOP)
    time.sleep(6)
    os.kill(terminal.pid, signal.SIGCONT)


def _closed(terminal: RealTerminal) -> None:
    terminal._child.close(force=False)


CASES: Final[dict[str, Callable[[], Left]]] = {
    "SIGTERM": lambda: in_an_effort(_told(signal.SIGTERM)),
    "SIGHUP": lambda: in_an_effort(_told(signal.SIGHUP)),
    "SIGINT": lambda: in_an_effort(_told(signal.SIGINT)),
    "the terminal closed": lambda: in_an_effort(_closed, closes=True),
    "SIGSTOP, SIGCONT": lambda: in_an_effort(_stopped, asks=True),
    "stdin no terminal": lambda: without_a_terminal(subprocess.DEVNULL, None),
    "stdout no terminal": lambda: without_a_terminal(None, subprocess.DEVNULL),
}


def main() -> int:
    print(f"{'event':<24} {'modes left on':<16} {'CPU after':>10} {'journal closed, or refused':>28}")
    code = 0
    for name, case in CASES.items():
        left = case()
        code = code or int(not left.clean)
        verdict = "met" if left.clean else "NOT MET"
        modes = ", ".join(left.modes) or "none"
        print(f"{name:<24} {modes:<16} {left.cpu:>9.1%} {'yes' if left.closed else 'no':>28}  {verdict}", flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main())
