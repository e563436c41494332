"""Every check in one command: `python -m tests.check`. Format, lint, types, then all tests; the rules are in pyproject.

Stops at the first that fails, and exits as it did. The engine, the plan and the units must be covered to the last
branch, and by their own tests. A plain `pytest` leaves out what is marked thorough, sound or whole, to stay under two
minutes; here all runs.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COVERED = ("speedtimer.engine", "speedtimer.plan", "speedtimer.totals", "speedtimer.units")
COVERING = ("tests/engine", "tests/test_plan.py", "tests/test_units.py")
APART = ("tests/terminal", "tests/sound")

CHECKS = (
    ("format", ["ruff", "format", "--check", "."]),
    ("lint", ["ruff", "check", "."]),
    ("types", ["mypy"]),
    # What only one system has is found by asking as another; the tests use signals and terminals as POSIX has them.
    ("types on Windows", ["mypy", "--platform", "win32", "speedtimer"]),
    ("types on macOS", ["mypy", "--platform", "darwin", "speedtimer"]),
    # Watching what is covered slows everything down by a third, so only these are watched.
    (
        "covered",
        [
            *("pytest", "-m", "not sound and not whole", *COVERING),
            *(f"--cov={room}" for room in COVERED),
            *("--cov-branch", "--cov-report=term", "--cov-fail-under=100"),
        ],
    ),
    (
        "tests",
        ["pytest", "-m", "not sound and not whole", "-n", "auto", *(f"--ignore={path}" for path in COVERING)],
    ),
    # Apart from the others, since they measure time: what is recorded, and a session of three minutes. They mostly
    # wait, each at a virtual card of its own, so two at a time do not disturb each other; the longest comes first.
    ("sound", ["pytest", "-m", "sound or whole", "-n", "2", *APART]),
)


def main() -> int:
    for name, command in CHECKS:
        print(f"== {name}: python -m {' '.join(command)}", flush=True)
        code = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, check=False).returncode
        if code != 0:
            print(f"== {name} failed", file=sys.stderr)
            return code
    print("== every check passed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
