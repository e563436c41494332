"""A player on the virtual card, cues put on a timetable, and what came of them: heard, rung and said."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from queue import Queue
from types import TracebackType
from typing import Self

import pytest

from speedtimer.audio.remote import RemotePlayer
from speedtimer.audio.sounds import Sounds
from speedtimer.places import shipped
from tests.sound.hearing import Heard

PATIENCE_S = 30
TIED_NS = 150_000_000
"""A sound this near to a moment of the timetable belongs to it."""


class Stage:
    """Use it as a context; it closes the player."""

    def __init__(
        self,
        backends: Sequence[str],
        env: Mapping[str, str],
        patch: pytest.MonkeyPatch,
        folders: Sequence[Path] | None = None,
    ) -> None:
        for name, value in env.items():
            patch.setenv(name, value)
        self.notes: Queue[str] = Queue()
        self.rung_ns: list[int] = []
        searched = (shipped("sounds"),) if folders is None else folders
        self.timetable: dict[int, tuple[str, int]] = {}
        self.player = RemotePlayer(
            backends,
            lambda report: Sounds(searched, report),
            lambda: self.rung_ns.append(time.perf_counter_ns()),
        )

    def __enter__(self) -> Self:
        self.player.begin(self.notes.put)
        while not self.player.read:
            time.sleep(0.01)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.player.close()

    def put(self, names: Sequence[str], first_s: float, every_s: float) -> None:
        """Schedule cues from first_s from now on, one every_s."""
        begin_ns = time.perf_counter_ns() + round(first_s * 1e9)
        for place, name in enumerate(names):
            token = len(self.timetable)
            self.timetable[token] = (name, begin_ns + round(place * every_s * 1e9))
            self.player.play(name, self.timetable[token][1], token)

    def put_in_turn(self, names: Sequence[str], first_s: float, pause_s: float = 0.5) -> None:
        """Schedule cues from first_s from now on, each some time after the one before it has ended."""
        for name in names:
            self.put([name], first_s, 0)
            first_s += (self.player.length_ms(name) or 0) / 1000 + pause_s

    def wait_for(self, token: int, plus_s: float = 0.0) -> None:
        """Wait until the moment of a cue on the timetable, and plus_s longer."""
        wait_until(self.timetable[token][1] + round(plus_s * 1e9))

    def note(self) -> str:
        """The next thing said."""
        return self.notes.get(timeout=PATIENCE_S)

    def child(self, rung: int = 0) -> int:
        return self.player._links[rung].pid

    def accounts(self, heard: Sequence[Heard]) -> tuple[dict[int, int], list[Heard]]:
        """Tie what was heard to the timetable: how often each token was, and what belongs to none."""
        times = dict.fromkeys(self.timetable, 0)
        extra: list[Heard] = []
        for one in heard:
            tied = [
                token
                for token, (name, at_ns) in self.timetable.items()
                if name == one.name and abs(one.at_ns - at_ns) < TIED_NS
            ]
            if tied:
                times[tied[0]] += 1
            else:
                extra.append(one)
        return times, extra

    def rung(self) -> dict[int, int]:
        """How often the bell rang at the moment of each token."""
        return {
            token: sum(abs(ring_ns - at_ns) < TIED_NS for ring_ns in self.rung_ns)
            for token, (_, at_ns) in self.timetable.items()
        }


def wait_until(at_ns: int) -> None:
    """Let real time pass: a recording takes as long as it takes."""
    while (rest_ns := at_ns - time.perf_counter_ns()) > 0:
        threading.Event().wait(rest_ns / 1e9)
