"""A session that writes one command after another until it is killed. Says on stdout which are on the disk."""

from __future__ import annotations

import sys
from pathlib import Path

from speedtimer.engine.commands import Extend
from speedtimer.engine.log import LogEntry, Verdict
from speedtimer.records.journal import Journal
from speedtimer.rules import Rules
from tests.records.sessions import STARTED, plan_of


def main(home: Path) -> None:
    journal = Journal.open(home, app_version="1")
    print(journal.begin(plan_of(), Rules(), "hash", STARTED), flush=True)
    seq = 0
    while True:
        seq += 1
        journal.alive(seq)
        journal.write([LogEntry(seq, seq, Extend(seq), Verdict.TAKEN)]).result()
        print(seq, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
