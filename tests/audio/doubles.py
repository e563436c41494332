"""A player that remembers, and a session that is driven the way the conductor drives one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from speedtimer.audio.announcer import Announcer
from speedtimer.audio.player import SPEECH, Report
from speedtimer.engine.commands import Command
from speedtimer.engine.engine import Engine
from speedtimer.engine.events import CueSounded, Event
from speedtimer.plan import Mode, Step
from speedtimer.rules import Rules
from tests.engine.plans import plan_of

ORIGIN_NS = 5_000_000_000_000


@dataclass
class Asked:
    """One sounding that was asked for. at_ns is the moment it was to sound, now where none was given."""

    name: str
    at_ns: int
    told_ns: int
    cancelled_ns: int | None = None

    @property
    def heard(self) -> bool:
        return self.cancelled_ns is None or self.cancelled_ns > self.at_ns


class PlayerDouble:
    """Plays nothing and remembers everything. A cue lasts half a second and a word 300 ms, unless lengths say else."""

    def __init__(self, lengths: Mapping[str, int | None] | None = None) -> None:
        self.now_ns = 0
        self.asked: dict[int, Asked] = {}
        self.volumes: list[tuple[int, int]] = []
        self.lengths = lengths or {}
        self.begun = self.closed = False

    def begin(self, report: Report) -> None:
        self.begun = True
        self.report = report

    def play(self, name: str, at_ns: int | None, token: int) -> None:
        assert token not in self.asked
        self.asked[token] = Asked(str(name), self.now_ns if at_ns is None else at_ns, self.now_ns)

    def cancel(self, token: int) -> None:
        if self.asked[token].cancelled_ns is None:
            self.asked[token].cancelled_ns = self.now_ns

    def volume(self, beeps: int, speech: int) -> None:
        self.volumes.append((beeps, speech))

    @property
    def playing(self) -> str | None:
        return "miniaudio"

    def length_ms(self, name: str) -> int | None:
        return self.lengths.get(name, 300 * len(name.split("+")) if name.startswith(SPEECH) else 500)

    @property
    def read(self) -> bool:
        return True

    def close(self) -> None:
        self.closed = True

    def heard(self) -> list[tuple[float, str]]:
        """The cues that would have been heard so far, as (session seconds at speed 1, id), in order."""
        return self._heard(speech=False)

    def said(self) -> list[tuple[float, str]]:
        """The phrases that would have been begun, as (session seconds, words)."""
        return [(at_s, name.removeprefix(SPEECH).replace("+", " ")) for at_s, name in self._heard(speech=True)]

    def _heard(self, *, speech: bool) -> list[tuple[float, str]]:
        soundings = [
            ((asked.at_ns - ORIGIN_NS) / 1e9, asked.name)
            for asked in self.asked.values()
            if asked.heard and asked.at_ns <= self.now_ns and asked.name.startswith(SPEECH) == speech
        ]
        return sorted(soundings)


class Announced:
    """A session on hand-driven time. Moments are seconds of session time."""

    def __init__(
        self,
        *items: Step,
        rules: Rules | None = None,
        mode: Mode | None = None,
        player: PlayerDouble | None = None,
        muted: bool = False,
    ) -> None:
        self.rules = rules or Rules()
        self.player = player or PlayerDouble()
        self.notes: list[str] = []
        self.announcer = Announcer(self.player, self.rules, self.notes.append, muted=muted)
        self.engine = Engine.open(plan_of(*items, mode=mode, rules=self.rules), self.rules)
        self.events: list[Event] = []
        self.announcer.begin()

    def give(self, at_s: float, command: Command) -> None:
        """Let time pass to a moment and give a command there."""
        self.run_to(at_s)
        engine, happened = self.engine.give(round(at_s * 1000), command)
        # What will not come any more is taken back before it is written down, as the conductor does it.
        self._sync(engine, ())
        self._sync(engine, happened)

    def mute(self, on: bool) -> None:
        """Mute or unmute, and tell anew what is to come, as the conductor does it."""
        self.announcer.mute(on)
        self._sync(self.engine, ())

    def run_to(self, at_s: float) -> None:
        """Let time pass, the loop waking at every deadline."""
        until_ms = round(at_s * 1000)
        while (next_ms := self.engine.next_ms) is not None and next_ms <= until_ms:
            self._sync(*self.engine.advance(next_ms))
        self._sync(*self.engine.advance(until_ms))

    def oversleep_to(self, at_s: float) -> None:
        """Let time pass without the loop waking once."""
        self._sync(*self.engine.advance(round(at_s * 1000)))

    def cues(self) -> list[tuple[float, str]]:
        """The cues that the engine says have sounded."""
        return sorted((event.at_ms / 1000, str(event.cue)) for event in cues_in(self.events))

    def _sync(self, engine: Engine, happened: Iterable[Event]) -> None:
        self.engine = engine
        self.events += happened
        now_ns = ORIGIN_NS + round(engine.now_ms * 1_000_000 / self.rules.speed)
        self.player.now_ns = now_ns
        upcoming = engine.upcoming(engine.now_ms + round(10_000 * self.rules.speed))
        self.announcer.sync(tuple(happened), upcoming, engine.view(), engine.now_ms, now_ns)


def cues_in(events: Iterable[Event]) -> list[CueSounded]:
    return [event for event in events if isinstance(event, CueSounded)]
