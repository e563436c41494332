"""An hour's session at twenty times its speed, by the conductor's own loop, recorded: cues lost, doubled or late.

`python -m tests.bench.hour` takes four minutes, and the programs of tests/debian.txt. Every cue is a click, since at
that speed real ones would run into each other.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import tempfile
import time
import wave
from pathlib import Path

from speedtimer.app.planner import prepare
from speedtimer.audio.announcer import Announcer
from speedtimer.audio.remote import RemotePlayer
from speedtimer.audio.sounds import Sounds
from speedtimer.engine.commands import Press
from speedtimer.engine.cue_table import Cue
from speedtimer.engine.events import CueSounded, Event
from speedtimer.engine.view import Phase, View
from speedtimer.plan import Mode, Section
from speedtimer.rules import CueChoices, Rules
from speedtimer.runtime.clock import RealClock
from speedtimer.runtime.conductor import Conductor
from tests.bench.sound import ROOT, SETTLED_NS, click, clicks
from tests.sound.rig import RATE_HZ, VirtualCard

SPEED = 20
NEAR_NS = 25_000_000
"""Half of what lies between two cues: a second, twenty times faster, is 50 ms."""
LATE_MS = 16


def main() -> int:
    if sys.argv[1:] == ["--act"]:
        asyncio.run(act())
        return 0
    with tempfile.TemporaryDirectory() as folder, VirtualCard(Path(folder)) as card:
        recorder = card.record()
        command = [sys.executable, "-m", "tests.bench.hour", "--act"]
        played = subprocess.run(command, cwd=ROOT, env=card.env, stdout=subprocess.PIPE, text=True, check=True)
        heard = clicks(recorder.stop())
    moments: list[int] = json.loads(played.stdout)
    # The first cue answers the press itself, which nobody could know beforehand.
    offsets = [min((at_ns - moment for at_ns in heard), key=abs) for moment in moments[1:]]
    found = sorted(offset / 1e6 for offset in offsets if abs(offset) < NEAR_NS)
    middle = found[len(found) // 2]
    late = sum(abs(offset - middle) > LATE_MS for offset in found)
    doubled = max(0, len(heard) - 1 - len(found))
    print(f"{len(moments)} cues: {len(offsets) - len(found)} lost, {doubled} doubled, {late} late")
    return 0


async def act() -> None:
    """Run the session and print, as JSON, when each cue was due (perf_counter_ns)."""
    rules = Rules(speed=SPEED, cues=CueChoices(speech="off"))
    plan = prepare("hills-10x30s", mode=Mode(auto=frozenset(Section)), rules=rules)
    with tempfile.TemporaryDirectory() as folder:
        for cue in Cue:
            with wave.open(str(Path(folder) / f"{cue}.wav"), "wb") as target:
                target.setparams((1, 2, RATE_HZ, 0, "NONE", ""))
                target.writeframes(click()[: RATE_HZ // 100].tobytes())
        player = RemotePlayer(["miniaudio"], lambda report: Sounds((Path(folder),), report), ring=lambda: None)
        announcer = Announcer(player, rules, lambda text: print(text, file=sys.stderr))
        conductor, due_ms, over = (
            Conductor(plan, rules, clock=RealClock(), announcer=announcer),
            list[int](),
            asyncio.Event(),
        )

        def note(happened: tuple[Event, ...], view: View) -> None:
            due_ms.extend(event.at_ms for event in happened if isinstance(event, CueSounded))
            if view.phase is Phase.COMPLETE:
                over.set()

        conductor.listen(note)
        running = asyncio.create_task(conductor.run())
        await asyncio.sleep(SETTLED_NS / 1e9)
        began_ns = time.perf_counter_ns()
        await conductor.give(Press(), began_ns)
        await over.wait()
        await asyncio.sleep(0.5)
        await conductor.stop(keep=False)
        await conductor.silence()
        await running
    print(json.dumps([began_ns + at_ms * 1_000_000 // SPEED for at_ms in due_ms]))


if __name__ == "__main__":
    sys.exit(main())
