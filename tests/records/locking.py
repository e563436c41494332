"""Takes the lock of a home, says so, and holds it until it is killed or its input ends."""

from __future__ import annotations

import sys
from pathlib import Path

from speedtimer.records.lock import SessionLock
from tests.records.sessions import STARTED

if __name__ == "__main__":
    with SessionLock.take(Path(sys.argv[1]), "8x200m", STARTED):
        print("held", flush=True)
        sys.stdin.read()
