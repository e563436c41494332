"""A process of its own that has cues played, to be stopped in the middle: `python -m tests.sound.teller`.

It says in one line of JSON what sounds when (name, perf_counter_ns), all of it known at once, and goes when it is over.
"""

from __future__ import annotations

import json
import sys
import time

from speedtimer.audio.remote import RemotePlayer
from speedtimer.audio.sounds import Sounds
from speedtimer.places import shipped
from tests.sound.stage import wait_until

CUES = 24
EVERY_NS = 500_000_000
FIRST_NS = 3_000_000_000


def main() -> None:
    player = RemotePlayer(["miniaudio"], lambda report: Sounds((shipped("sounds"),), report), ring=lambda: None)
    player.begin(lambda text: print(text, file=sys.stderr, flush=True))
    begin_ns = time.perf_counter_ns() + FIRST_NS
    timetable = [(("count", "resumed")[place % 2], begin_ns + place * EVERY_NS) for place in range(CUES)]
    for token, (name, at_ns) in enumerate(timetable):
        player.play(name, at_ns, token)
    print(json.dumps(timetable), flush=True)
    wait_until(timetable[-1][1] + EVERY_NS)
    player.close()


if __name__ == "__main__":
    main()
