"""Which backend is in charge, and who is told what: the faults of sound, thought through without a process or a clock.

Backends are rungs of a ladder, the best first. The best one that is up plays. A rung that falls is started again, the
next one down steps in meanwhile, and steps back when it is up again; each further fall makes the next try come later.
A sounding that was not confirmed is handed to whoever is in charge next if its moment is still to come, so that none is
heard twice. What goes wrong is said once, what is right again too.

No child is told of a sounding long before its moment: should this process be stopped, or end, what its children know
would still sound, a GO among it, with no session behind it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from speedtimer.audio.actions import Action, Say, Start, Stop, Tell
from speedtimer.audio.wire import (
    LATE_NS,
    LOUDEST_PERCENT,
    Cancel,
    Fault,
    Message,
    Missed,
    Ping,
    Play,
    Pong,
    Ready,
    Ring,
    Sounded,
    Volume,
)

_S: Final = 1_000_000_000
START_NS: Final = 6 * _S
"""Longest wait for a child to be ready; on a slow machine under load that takes two seconds."""
HOLD_NS: Final = _S
"""So long before its moment a sounding is told: three times what a child needs when every core is at work."""
PING_NS: Final = _S // 2
PONG_NS: Final = 3 * _S // 2
"""A child that answers nothing for so long hangs."""
CALM_NS: Final = 10 * _S
"""Up for so long, a rung's earlier falls are forgotten."""
BACK_OFF_NS: Final = (_S, 2 * _S, 5 * _S, 5 * _S, 5 * _S, 10 * _S, 30 * _S)
_GATHER_NS: Final = _S // 2
"""Missed soundings are gathered for so long before they are reported."""


class _State(Enum):
    IDLE = auto()
    STARTING = auto()
    UP = auto()
    DOWN = auto()
    FINISHING = auto()


@dataclass(slots=True)
class _Rung:
    """quick: this start is the first one after a fall, and the fall has not been reported yet."""

    name: str
    state: _State = _State.IDLE
    launch: int = 0
    since_ns: int = 0
    falls: int = 0
    quick: bool = False
    pinged_ns: int | None = None
    answered_ns: int = 0


@dataclass(slots=True)
class _Pending:
    """A sounding that no child has confirmed. told: the rung that has it; None while it is held back."""

    play: Play
    told: int | None = None


class Chain:
    """The ladder. Every method but `next_ns` gives what is to be done now, in this order.

    Args:
        names: the backends, the best first; for what people read.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self._rungs = [_Rung(name) for name in names]
        self._pending: dict[int, _Pending] = {}
        self._volume = Volume(LOUDEST_PERCENT, LOUDEST_PERCENT)
        self._known: int | None = 0
        self._wrong = ""
        self._missed = 0
        self._missed_ns = 0
        self._late: set[int] = set()
        self._late_ns = 0
        self._ticked_ns = self._stopped_ns = 0
        self._pings = 0
        self._actions: list[Action] = []

    def begin(self, now_ns: int) -> list[Action]:
        self._start(0, now_ns)
        return self._done()

    def play(self, play: Play, now_ns: int) -> list[Action]:
        self._pending[play.token] = _Pending(play)
        self._hand_due(now_ns)
        return self._done()

    def cancel(self, token: int) -> list[Action]:
        """Take a sounding back. One that was confirmed may still be sounding: whoever plays is told all the same."""
        self._late.discard(token)
        pending = self._pending.pop(token, None)
        told = self._serving if pending is None else pending.told
        if told is not None:
            self._actions.append(Tell(told, Cancel(token)))
        return self._done()

    def nothing_to_hear(self, token: int) -> list[Action]:
        """A sounding has no samples: nothing is to be confirmed."""
        self._pending.pop(token, None)
        return self._done()

    def volume(self, volume: Volume) -> list[Action]:
        self._volume = volume
        if self._serving is not None:
            self._actions.append(Tell(self._serving, volume))
        return self._done()

    def heard(self, rung: int, launch: int, message: Message, now_ns: int) -> list[Action]:
        """Take in what a child said. What an earlier process of the rung said is nothing any more."""
        stair = self._rungs[rung]
        if launch != stair.launch:
            return self._done()
        if stair.state is _State.FINISHING and isinstance(message, Ring):
            return [message]
        if stair.state not in (_State.STARTING, _State.UP):
            return self._done()
        match message:
            case Ready() if stair.state is _State.STARTING:
                self._rise(rung, now_ns)
            case Fault(text):
                self._fall(rung, text, now_ns, silent=True)
            case Sounded(token):
                self._pending.pop(token, None)
            case Ring(token):
                self._ring(token, now_ns)
            case Missed(token):
                self._miss(token, now_ns)
            case Pong():
                stair.pinged_ns = None
                stair.answered_ns = now_ns
            case _:
                pass
        return self._done()

    def gone(self, rung: int, launch: int, why: str, now_ns: int) -> list[Action]:
        """A child has ended, or nothing more can be told to it."""
        stair = self._rungs[rung]
        if launch == stair.launch and stair.state in (_State.STARTING, _State.UP):
            self._fall(rung, why, now_ns, silent=False)
        return self._done()

    def tick(self, now_ns: int) -> list[Action]:
        """Do what time alone brings: soundings and tries that are due, children that do not answer, pings, reports."""
        if now_ns - self._ticked_ns > PONG_NS:
            self._stopped_ns = now_ns
        self._ticked_ns = now_ns
        for place, stair in enumerate(self._rungs):
            match stair.state:
                case _State.DOWN if now_ns >= stair.since_ns + self._back_off_ns(stair):
                    self._start(place, now_ns)
                case _State.STARTING if now_ns >= stair.since_ns + START_NS:
                    self._fall(place, f"{stair.name} does not start", now_ns, silent=True)
                case _State.UP:
                    self._watch(place, now_ns)
                case _:
                    pass
        for token, pending in list(self._pending.items()):
            if pending.told is None and now_ns - pending.play.at_ns > LATE_NS:
                if self._serving is None:
                    self._miss(token, now_ns)
                else:
                    self._come_too_late(token, now_ns)
        self._hand_due(now_ns)
        if self._late and now_ns >= self._late_ns:
            were = "1 cue" if len(self._late) == 1 else f"{len(self._late)} cues"
            self._actions.append(Say(f"{were} came too late to sound."))
            self._late.clear()
        if self._missed and now_ns >= self._missed_ns:
            were = "1 sound was" if self._missed == 1 else f"{self._missed} sounds were"
            self._actions.append(Say(f"{were} missed while the sound failed."))
            self._missed = 0
        return self._done()

    @property
    def next_ns(self) -> int | None:
        """When `tick` has something to do, as far as is known now; None: not before something else happens."""
        moments: list[int] = [self._missed_ns] if self._missed else []
        if self._late:
            moments.append(self._late_ns)
        if self._serving is not None:
            moments += [each.play.at_ns - HOLD_NS for each in self._pending.values() if each.told is None]
        for stair in self._rungs:
            if stair.state is _State.DOWN:
                moments.append(stair.since_ns + self._back_off_ns(stair))
            elif stair.state is _State.STARTING:
                moments.append(stair.since_ns + START_NS)
            elif stair.state is _State.UP and stair.pinged_ns is not None:
                moments.append(stair.pinged_ns + PONG_NS)
            elif stair.state is _State.UP and self._pending:
                moments.append(stair.answered_ns + PING_NS)
        return min(moments, default=None)

    @property
    def playing(self) -> str | None:
        """The rung in charge, as far as that has been said; until anything has, the first. None: nothing is heard."""
        return None if self._known is None else self._rungs[self._known].name

    def close(self) -> list[Action]:
        """Let everything finish; nothing is started or said after this."""
        for place, stair in enumerate(self._rungs):
            if stair.state in (_State.STARTING, _State.UP):
                self._actions.append(Stop(place, kill=stair.state is _State.STARTING))
            stair.state = _State.FINISHING if stair.state is _State.UP else _State.IDLE
        self._pending.clear()
        return self._done()

    @property
    def _serving(self) -> int | None:
        return next((place for place, stair in enumerate(self._rungs) if stair.state is _State.UP), None)

    def _start(self, place: int, now_ns: int) -> None:
        stair = self._rungs[place]
        stair.state = _State.STARTING
        stair.launch += 1
        stair.since_ns = now_ns
        stair.pinged_ns = None
        self._actions.append(Start(place, stair.launch))

    def _rise(self, place: int, now_ns: int) -> None:
        stair = self._rungs[place]
        stair.state = _State.UP
        stair.since_ns = stair.answered_ns = now_ns
        self._actions.append(Tell(place, self._volume))
        for token, pending in list(self._pending.items()):
            if now_ns - pending.play.at_ns > LATE_NS:
                self._miss(token, now_ns)
            elif pending.told is not None and pending.play.at_ns <= now_ns:
                # The rung below sounded it just now.
                del self._pending[token]
            elif pending.told is not None:
                self._hand(token, place)
        self._hand_due(now_ns)
        for below, lower in enumerate(self._rungs):
            if below > place and lower.state is not _State.IDLE:
                if lower.state is not _State.DOWN:
                    self._actions.append(Stop(below, kill=lower.state is _State.STARTING))
                lower.state = _State.IDLE
                lower.falls = 0
        self._report(place, resumed=stair.quick)
        stair.quick = False

    def _fall(self, place: int, why: str, now_ns: int, *, silent: bool) -> None:
        """A rung is out. silent: it is known to have made no sound, so what is just past may be played elsewhere."""
        stair = self._rungs[place]
        was_up = stair.state is _State.UP
        if was_up and now_ns - stair.since_ns > CALM_NS:
            stair.falls = 0
        stair.falls += 1
        stair.state, stair.since_ns = _State.DOWN, now_ns
        self._wrong = why if place == self._known else self._wrong or why
        self._actions.append(Stop(place, kill=True))
        self._take_back(place, now_ns, silent)
        stair.quick = was_up and stair.falls == 1
        if stair.quick:
            self._start(place, now_ns)
        if place + 1 < len(self._rungs) and self._rungs[place + 1].state is _State.IDLE:
            self._start(place + 1, now_ns)
        self._hand_due(now_ns)
        self._report(self._serving)

    def _take_back(self, place: int, now_ns: int, silent: bool) -> None:
        """What the rung had is to be told again, unless its moment has come: then it was heard, or is lost."""
        oldest_ns = now_ns - (LATE_NS if silent else 0)
        for token, pending in list(self._pending.items()):
            if pending.told == place:
                pending.told = None
                if pending.play.at_ns <= oldest_ns:
                    self._miss(token, now_ns)

    def _hand_due(self, now_ns: int) -> None:
        """Tell the one in charge of everything that nobody has been told of and whose moment is near."""
        serving = self._serving
        if serving is not None:
            for token, pending in self._pending.items():
                if pending.told is None and pending.play.at_ns - now_ns <= HOLD_NS:
                    self._hand(token, serving)

    def _hand(self, token: int, place: int) -> None:
        pending = self._pending[token]
        if pending.told is not None:
            self._actions.append(Tell(pending.told, Cancel(token)))
        pending.told = place
        self._actions.append(Tell(place, pending.play))

    def _miss(self, token: int, now_ns: int) -> None:
        """Count a sounding that nobody heard. Where it was said that there is no sound, that is no news."""
        if self._pending.pop(token, None) is not None and self._known is not None:
            if not self._missed:
                self._missed_ns = now_ns + _GATHER_NS
            self._missed += 1

    def _come_too_late(self, token: int, now_ns: int) -> None:
        """Count a sounding that was held back past its moment, since this process was stopped. Where that was time
        away it is about to be taken back, and then it is no news."""
        self._pending.pop(token, None)
        if not self._late:
            self._late_ns = now_ns + _GATHER_NS
        self._late.add(token)

    def _ring(self, token: int, now_ns: int) -> None:
        """Ring the bell for a child, unless this process was stopped meanwhile, or that was taken back."""
        pending = self._pending.get(token)
        if pending is None:
            return
        if now_ns - pending.play.at_ns > LATE_NS:
            self._come_too_late(token, now_ns)
        else:
            del self._pending[token]
            self._actions.append(Ring(token))

    def _watch(self, place: int, now_ns: int) -> None:
        stair = self._rungs[place]
        overdue_ns = None if stair.pinged_ns is None else now_ns - stair.pinged_ns - PONG_NS
        if overdue_ns is not None and overdue_ns >= PONG_NS:
            # We were stopped ourselves, and the answer may be on its way: ask once more.
            self._ping(stair, place, now_ns)
        elif overdue_ns is not None and overdue_ns >= 0:
            self._fall(place, f"{stair.name} does not answer", now_ns, silent=False)
        elif now_ns - self._stopped_ns > PING_NS and self._is_overdue(place, now_ns):
            self._fall(place, f"{stair.name} does not play", now_ns, silent=False)
        elif self._pending and stair.pinged_ns is None and now_ns >= stair.answered_ns + PING_NS:
            self._ping(stair, place, now_ns)

    def _is_overdue(self, place: int, now_ns: int) -> bool:
        return any(each.told == place and each.play.at_ns < now_ns - PONG_NS for each in self._pending.values())

    def _ping(self, stair: _Rung, place: int, now_ns: int) -> None:
        stair.pinged_ns = now_ns
        self._pings += 1
        self._actions.append(Tell(place, Ping(self._pings)))

    def _report(self, serving: int | None, *, resumed: bool = False) -> None:
        """Say what has changed, once it is settled: not while a quick start may still put it right."""
        above = self._rungs[: serving if serving is not None else None]
        if any(stair.state is _State.STARTING and (stair.quick or serving is None) for stair in above):
            return
        why = self._wrong.rstrip(".")
        if serving is None:
            if self._known is not None:
                self._actions.append(Say(f"No sound ({why}). It is tried again."))
        elif serving == self._known:
            if resumed:
                self._actions.append(Say(f"The sound had stopped and goes on ({why})."))
        elif self._known is None or serving < self._known:
            self._actions.append(Say(f"Sound is right again ({self._rungs[serving].name})."))
        else:
            self._actions.append(Say(f"Sound failed ({why}). Now: {self._rungs[serving].name}."))
        self._known = serving
        if serving == 0:
            self._wrong = ""

    def _back_off_ns(self, stair: _Rung) -> int:
        return BACK_OFF_NS[min(stair.falls, len(BACK_OFF_NS)) - 1]

    def _done(self) -> list[Action]:
        actions, self._actions = self._actions, []
        return actions
