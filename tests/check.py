"""Every check in one command: `python -m tests.check`. Format, lint, types, then all tests; the rules are in pyproject.

Stops at the first that fails, and exits as it did. The engine, the plan and the units must be covered to the last
branch; that is measured in the run of all tests, so that no test is run twice. Last comes what a plain `pytest` leaves
out, since it takes as long as a session does.
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
        ["pytest", *(f"--cov={room}" for room in COVERED), "--cov-branch", "--cov-report=term", "--cov-fail-under=100"],
    ),
    ("a whole session in real time, three minutes", ["pytest", "-m", "whole"]),
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
