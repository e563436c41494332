"""Turns what happens in a session, and what is known to come, into what the player is told.

Each time the session has moved, `sync` compares the cues that are known beforehand with those the player has been told:
new ones are told with their moment, ones that will not come are taken back. Pause, undo, skip and the rest need no care
of their own. Speech follows what happened, wherever it fits between two cues.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final

from speedtimer.audio.player import Player
from speedtimer.audio.speech import Utterance, utterance
from speedtimer.engine.cue_table import Cue
from speedtimer.engine.events import CueSounded, Event, Redone, StepEnded, StepStarted, Undone
from speedtimer.engine.view import View
from speedtimer.rules import Rules

LATE_MS: Final = 300
"""What happened longer ago than this, in real time, is not played any more."""
_MOVED_NS: Final = 20_000_000
"""A cue is told anew where its moment has moved by more than this: the clock was set right, or the computer slept."""
_BREATH_NS: Final = 150_000_000
"""Between a cue and what is said after it, and before the next cue."""
_PAST_NS: Final = 5_000_000_000
_NS_PER_MS: Final = 1_000_000

_Identity = tuple[int, Cue, int]


@dataclass(slots=True)
class _Told:
    token: int
    at_ns: int


@dataclass(slots=True)
class _Spoken:
    token: int
    end_ns: int


@dataclass(frozen=True, slots=True)
class _Moment:
    """One moment on both clocks. Session time runs speed times faster than the player's."""

    now_ms: int
    now_ns: int
    speed: float

    def ns(self, at_ms: int) -> int:
        """When a session moment is, or was, on the player's clock."""
        return self.now_ns + round((at_ms - self.now_ms) * _NS_PER_MS / self.speed)


class Announcer:
    """Makes a session heard.

    Args:
        player: what plays.
        rules: the session's; its choice of cues, of speech, volumes, latency and speed.
        note: takes one sentence for the screen. May be called from a thread of the player's.
        muted: nothing is heard until `mute` says otherwise; the loudspeaker is not even opened before that.
    """

    def __init__(self, player: Player, rules: Rules, note: Callable[[str], None], *, muted: bool = False) -> None:
        self._player = player
        self._rules = rules
        self._note = note
        self._told: dict[_Identity, _Told] = {}
        self._tokens = count()
        self._spoken: _Spoken | None = None
        self._busy_ns = 0
        self._newest: int | None = None
        self._muted = muted
        self._open = False

    def begin(self) -> None:
        """Open the way to the loudspeaker; it takes up to two seconds, so do it well before the first cue."""
        if self._muted or self._open:
            return
        self._open = True
        self._player.begin(self._note)
        self._player.volume(self._rules.cues.volume_percent, self._rules.cues.speech_volume_percent)

    def sync(
        self, happened: Sequence[Event], upcoming: Sequence[CueSounded], view: View, now_ms: int, now_ns: int
    ) -> None:
        """Bring the player up to a moment: now_ms in the session, now_ns (perf_counter_ns) on its own clock.

        Args:
            happened: what has happened since the last call, cues among it.
            upcoming: every cue known beforehand, up to 10 s of real time ahead.
            view: the session at this moment.
        """
        if self._muted:
            return
        moment = _Moment(now_ms, now_ns, self._rules.speed)
        self._sound_happened(happened, moment)
        self._reconcile([cue for cue in upcoming if self._wanted(cue)], moment)
        self._hush(happened, upcoming, moment)
        self._speak(utterance(happened, view), upcoming, moment)

    def mute(self, on: bool) -> None:
        """Silence everything, what sounds now too, or let it be heard again: `sync` must follow then."""
        self._muted = on
        if on:
            self._take_all_back()
            if self._newest is not None:
                self._player.cancel(self._newest)
        else:
            self.begin()

    @property
    def muted(self) -> bool:
        return self._muted

    @property
    def playing(self) -> str | None:
        """What cues are played by, as `bell`; None where nothing is heard."""
        return self._player.playing

    @property
    def read(self) -> bool:
        """Every sound file is read, so that what comes next can be spoken; or nothing is to be heard."""
        return self._muted or self._player.read

    def sample(self) -> None:
        """Sound the `ready` cue now: something to hear before walking off."""
        if self._muted:
            return
        self._player.play(Cue.READY, None, next(self._tokens))

    def close(self) -> None:
        """Take back what is to come, let the cue that sounds end, and let go of the device; up to 4 s."""
        self._take_all_back()
        self._player.close()

    def _take_all_back(self) -> None:
        for told in self._told.values():
            self._player.cancel(told.token)
        self._told.clear()
        self._be_quiet()

    def _wanted(self, cue: CueSounded) -> bool:
        return cue.cue.value not in self._rules.cues.silenced

    def _sound_happened(self, happened: Sequence[Event], moment: _Moment) -> None:
        """Play what could not be told beforehand, and count what is too late."""
        missed = 0
        for event in happened:
            if not isinstance(event, CueSounded) or not self._wanted(event):
                continue
            at_ns = moment.ns(event.at_ms)
            told = self._told.pop(_identity(event), None)
            if told is not None:
                self._newest = told.token
            elif moment.now_ns - at_ns > LATE_MS * _NS_PER_MS:
                missed += 1
                continue
            else:
                self._newest = next(self._tokens)
                self._player.play(event.cue, None, self._newest)
            self._busy_ns = max(self._busy_ns, at_ns + self._length_ns(event.cue))
        if missed:
            self._note("1 cue came too late to sound." if missed == 1 else f"{missed} cues came too late to sound.")

    def _reconcile(self, wanted: Sequence[CueSounded], moment: _Moment) -> None:
        latency_ns = self._rules.cues.latency_ms * _NS_PER_MS
        coming = {_identity(cue): moment.ns(cue.at_ms) - latency_ns for cue in wanted if cue.at_ms > moment.now_ms}
        for identity, told in list(self._told.items()):
            if identity in coming and abs(coming[identity] - told.at_ns) <= _MOVED_NS:
                continue
            # What is due has sounded, though the session may not have come to say so.
            if identity[2] > moment.now_ms:
                self._player.cancel(told.token)
                del self._told[identity]
            elif moment.now_ns - told.at_ns > _PAST_NS:
                del self._told[identity]
        for identity, at_ns in coming.items():
            if identity not in self._told:
                self._told[identity] = _Told(next(self._tokens), at_ns)
                self._player.play(identity[1], at_ns, self._told[identity].token)

    def _hush(self, happened: Sequence[Event], upcoming: Sequence[CueSounded], moment: _Moment) -> None:
        """End what is being said where something has happened since, or a cue comes that it would run into."""
        if self._spoken is None:
            return
        over = self._spoken.end_ns
        run_into = any(moment.ns(cue.at_ms) < over for cue in upcoming if self._wanted(cue))
        if over < moment.now_ns:
            self._spoken = None
        elif run_into or any(_overtakes(event) for event in happened):
            self._be_quiet()

    def _be_quiet(self) -> None:
        if self._spoken is not None:
            self._player.cancel(self._spoken.token)
            self._spoken = None

    def _speak(self, wish: Utterance | None, upcoming: Sequence[CueSounded], moment: _Moment) -> None:
        """Say the fullest wording that ends before the next cue; none where none does."""
        level = self._rules.cues.speech
        if wish is None or level == "off" or (level == "brief" and not wish.brief):
            return
        begin_ns = max(moment.ns(wish.at_ms), moment.now_ns, self._busy_ns + _BREATH_NS)
        if begin_ns - moment.ns(wish.at_ms) > 3_000 * _NS_PER_MS:
            return
        ends = [moment.ns(cue.at_ms) - _BREATH_NS for cue in upcoming if self._wanted(cue)]
        for name in wish.wordings:
            length_ns = self._length_ns(name)
            if length_ns and all(begin_ns + length_ns <= end_ns for end_ns in ends):
                self._be_quiet()
                self._spoken = _Spoken(next(self._tokens), begin_ns + length_ns)
                latency_ns = self._rules.cues.latency_ms * _NS_PER_MS
                self._player.play(name, begin_ns - latency_ns, self._spoken.token)
                return

    def _length_ns(self, name: str) -> int:
        """0 where there is no such sound."""
        return (self._player.length_ms(name) or 0) * _NS_PER_MS


def _overtakes(event: Event) -> bool:
    """What makes words about the moment before out of date."""
    if isinstance(event, CueSounded):
        return event.cue in (Cue.PAUSED, Cue.COMPLETE)
    return isinstance(event, StepStarted | StepEnded | Undone | Redone)


def _identity(cue: CueSounded) -> _Identity:
    return cue.visit, cue.cue, cue.at_ms
