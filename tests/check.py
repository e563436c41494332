"""Every check in one command: `python -m tests.check`. Format, lint, types, then all tests; the rules are in pyproject.

Stops at the first that fails, and exits as it did. The engine, the plan and the units must be covered to the last
branch. A plain `pytest` leaves out what is marked thorough, sound or whole, to stay under two minutes; here all runs.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COVERED = ("speedtimer.engine", "speedtimer.plan", "speedtimer.units")

CHECKS = (
    ("format", ["ruff", "format", "--check", "."]),
    ("lint", ["ruff", "check", "."]),
    ("types", ["mypy"]),
    (
        "tests",
        [
            *("pytest", "-m", "not sound and not whole", "-n", "auto"),
            *(f"--cov={room}" for room in COVERED),
            *("--cov-branch", "--cov-report=term", "--cov-fail-under=100"),
        ],
    ),
    # By themselves, since they measure time: what is recorded, and a session of three minutes.
    ("sound", ["pytest", "-m", "sound or whole"]),
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
