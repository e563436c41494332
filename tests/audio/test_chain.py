"""The ladder of backends: who is in charge, who is told what, and what is said. All of it without a process."""

from __future__ import annotations

from speedtimer.audio.actions import Action, Say, Start, Stop, Tell
from speedtimer.audio.chain import BACK_OFF_NS, PING_NS, PONG_NS, START_NS, Chain
from speedtimer.audio.wire import (
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
from tests.sound.said import says

S = 1_000_000_000
READY = Ready(1, "opened")


class Ladder:
    """A chain with its time in seconds; remembers what it wanted done."""

    def __init__(self, *names: str) -> None:
        self.chain = Chain(names or ("miniaudio", "bell"))
        self.launches: dict[int, int] = {}
        self.now_s = 0.0
        self.done: list[Action] = []
        self.take(self.chain.begin(0))

    def take(self, actions: list[Action]) -> list[Action]:
        for action in actions:
            if isinstance(action, Start):
                self.launches[action.rung] = action.launch
        self.done += actions
        return actions

    def at(self, now_s: float) -> list[Action]:
        """Let time come to a moment."""
        self.now_s = now_s
        return self.take(self.chain.tick(round(now_s * S)))

    def hear(self, rung: int, message: Message, launch: int | None = None) -> list[Action]:
        known = self.launches[rung] if launch is None else launch
        return self.take(self.chain.heard(rung, known, message, round(self.now_s * S)))

    def lose(self, rung: int, why: str = "it was killed") -> list[Action]:
        return self.take(self.chain.gone(rung, self.launches[rung], why, round(self.now_s * S)))

    def play(self, token: int, at_s: float, name: str = "go") -> list[Action]:
        return self.take(self.chain.play(Play(token, name, round(at_s * S)), round(self.now_s * S)))

    def said(self) -> list[str]:
        return [action.text for action in self.done if isinstance(action, Say)]


def plays(actions: list[Action]) -> list[tuple[int, int]]:
    """Rung and token of each sounding that was told."""
    return [(one.rung, one.message.token) for one in actions if isinstance(one, Tell) and isinstance(one.message, Play)]


def up(*names: str) -> Ladder:
    ladder = Ladder(*names)
    ladder.hear(0, READY)
    return ladder


def test_the_first_backend_is_started_alone_and_told_what_waited_for_it() -> None:
    ladder = Ladder()
    assert ladder.done == [Start(0, 1)]
    assert ladder.play(1, 1) == []
    assert ladder.hear(0, READY) == [Tell(0, Volume(100, 100)), Tell(0, Play(1, "go", S))]
    assert ladder.said() == []


def test_a_sounding_that_is_near_is_told_to_the_one_in_charge_at_once_and_can_be_taken_back() -> None:
    ladder = up()
    assert ladder.play(1, 1) == [Tell(0, Play(1, "go", S))]
    assert ladder.take(ladder.chain.cancel(1)) == [Tell(0, Cancel(1))]


def test_a_sounding_is_told_a_second_before_its_moment_and_no_sooner() -> None:
    ladder = up()
    assert ladder.play(1, 9) == []
    ladder.at(7.9)
    ladder.hear(0, Pong(1))
    assert ladder.chain.next_ns == 8 * S
    assert plays(ladder.at(7.999)) == []
    assert plays(ladder.at(8)) == [(0, 1)]
    assert plays(ladder.at(8.1)) == []


def test_a_sounding_taken_back_while_it_is_held_back_is_never_told() -> None:
    ladder = up()
    ladder.play(1, 9)
    assert ladder.take(ladder.chain.cancel(1)) == []
    assert ladder.chain.next_ns is None
    assert ladder.at(9) == []


def test_after_a_stop_of_our_own_what_came_too_late_is_told_to_nobody_and_counted_in_one_note() -> None:
    ladder = up()
    for token, at_s in ((1, 5), (2, 6), (3, 7.8), (4, 8)):
        ladder.play(token, at_s)
    assert plays(ladder.at(8)) == [(0, 3), (0, 4)]
    ladder.at(8.4)
    assert ladder.said() == []
    ladder.at(8.5)
    assert ladder.said() == ["2 cues came too late to sound."]


def test_what_came_too_late_and_is_taken_back_as_time_away_is_no_news() -> None:
    ladder = up()
    ladder.play(1, 5)
    ladder.at(9)
    ladder.take(ladder.chain.cancel(1))
    ladder.at(20)
    assert ladder.said() == []


def test_after_a_stop_of_our_own_a_child_that_has_played_is_heard_before_it_is_judged() -> None:
    ladder = up()
    ladder.play(1, 1)
    assert [one for one in ladder.at(12) if isinstance(one, Stop)] == []
    ladder.hear(0, Sounded(1, 0))
    ladder.hear(0, Pong(1))
    assert [one for one in ladder.at(13) if isinstance(one, Stop)] == []


def test_a_sounding_under_way_can_still_be_ended() -> None:
    ladder = up()
    ladder.play(1, 0)
    ladder.hear(0, Sounded(1, 0))
    assert ladder.take(ladder.chain.cancel(1)) == [Tell(0, Cancel(1))]


def test_a_sounding_taken_back_before_anybody_is_up_is_never_told() -> None:
    ladder = Ladder()
    ladder.play(1, 1)
    assert ladder.take(ladder.chain.cancel(1)) == []
    assert plays(ladder.hear(0, READY)) == []


def test_where_the_first_backend_fails_its_self_test_the_next_takes_over_and_it_is_said_once() -> None:
    ladder = Ladder()
    ladder.play(1, 1)
    assert ladder.hear(0, Fault("no sound device")) == [Stop(0, kill=True), Start(1, 1)]
    assert plays(ladder.hear(1, READY)) == [(1, 1)]
    assert ladder.said() == ["Sound failed (no sound device). Now: bell."]


def test_a_backend_that_failed_is_tried_again_later_and_later_without_a_word() -> None:
    ladder = Ladder()
    ladder.hear(0, Fault("no sound device"))
    ladder.hear(1, READY)
    moment_s = 0.0
    for wait_ns in (*BACK_OFF_NS, BACK_OFF_NS[-1]):
        moment_s += wait_ns / S
        assert [one for one in ladder.at(moment_s - 0.01) if isinstance(one, Start)] == []
        assert [one.rung for one in ladder.at(moment_s) if isinstance(one, Start)] == [0]
        ladder.hear(0, Fault("no sound device"))
    assert len(ladder.said()) == 1


def test_when_the_better_backend_is_up_again_it_takes_back_what_is_to_come_and_that_is_said() -> None:
    ladder = Ladder()
    ladder.hear(0, Fault("no sound device"))
    ladder.hear(1, READY)
    ladder.at(1)
    ladder.play(1, 2)
    ladder.play(2, 9)
    assert ladder.hear(0, READY) == [
        Tell(0, Volume(100, 100)),
        Tell(1, Cancel(1)),
        Tell(0, Play(1, "go", 2 * S)),
        Stop(1, kill=False),
        Say("Sound is right again (miniaudio)."),
    ]


def test_a_killed_child_is_started_again_at_once_and_hears_what_is_still_to_come() -> None:
    ladder = up()
    ladder.at(20)
    ladder.play(1, 19.9)
    ladder.play(2, 20.8)
    assert ladder.lose(0)[:3] == [Stop(0, kill=True), Start(0, 2), Start(1, 1)]
    assert plays(ladder.hear(0, READY)) == [(0, 2)]
    ladder.at(21)
    assert ladder.said() == [
        "The sound had stopped and goes on (it was killed).",
        "1 sound was missed while the sound failed.",
    ]


def test_what_was_sounded_is_not_sounded_again_and_not_missed() -> None:
    ladder = up()
    ladder.at(20)
    ladder.play(1, 19.99)
    ladder.hear(0, Sounded(1, 0))
    ladder.lose(0)
    assert plays(ladder.hear(0, READY)) == []
    ladder.at(30)
    assert ladder.said() == ["The sound had stopped and goes on (it was killed)."]


def test_the_next_backend_steps_in_while_the_first_is_started_again() -> None:
    ladder = up()
    ladder.at(20)
    ladder.play(1, 20.1)
    ladder.lose(0)
    assert plays(ladder.hear(1, READY)) == [(1, 1)]
    ladder.hear(1, Sounded(1, 0))
    ladder.at(20.4)
    assert plays(ladder.hear(0, READY)) == []
    assert ladder.said() == ["The sound had stopped and goes on (it was killed)."]


def test_a_silent_device_lets_the_next_backend_play_what_is_just_past() -> None:
    ladder = up()
    ladder.at(20)
    ladder.play(1, 19.8)
    ladder.play(2, 19.6)
    ladder.hear(0, Fault("the sound device has stopped"))
    assert plays(ladder.hear(1, READY)) == [(1, 1)]


def test_a_backend_that_falls_twice_in_a_row_is_left_for_the_next_one() -> None:
    ladder = up()
    ladder.at(1)
    ladder.lose(0)
    ladder.hear(1, READY)
    ladder.hear(0, READY)
    ladder.at(2)
    ladder.lose(0, "it crashed")
    assert [one.rung for one in ladder.done if isinstance(one, Start)] == [0, 0, 1, 1]
    ladder.hear(1, READY)
    assert ladder.said()[-1] == "Sound failed (it crashed). Now: bell."


def test_falls_long_ago_are_forgotten() -> None:
    ladder = up()
    for moment_s in (20, 40, 60):
        ladder.at(moment_s)
        assert ladder.lose(0)[1] == Start(0, ladder.launches[0])
        ladder.hear(0, READY)


def test_with_no_backend_left_it_is_said_once_and_again_when_it_is_right() -> None:
    ladder = Ladder("miniaudio")
    ladder.hear(0, Fault("no sound device."))
    ladder.play(1, 0.5)
    ladder.at(1)
    ladder.hear(0, Fault("no sound device."))
    ladder.at(3)
    ladder.hear(0, READY)
    assert ladder.said() == ["No sound (no sound device). It is tried again.", "Sound is right again (miniaudio)."]


def test_what_plays_is_known_as_far_as_it_has_been_said() -> None:
    ladder = Ladder("miniaudio", "bell")
    before = ladder.chain.playing
    ladder.hear(0, Fault("no sound device"))
    ladder.hear(1, READY)
    alone = Ladder("miniaudio")
    alone.hear(0, Fault("no sound device"))
    assert (before, ladder.chain.playing, alone.chain.playing) == ("miniaudio", "bell", None)


def test_a_child_that_hangs_is_found_out_and_replaced() -> None:
    ladder = up()
    ladder.play(1, 60)
    asked_s = PING_NS / S
    assert ladder.chain.next_ns == PING_NS
    assert ladder.at(asked_s) == [Tell(0, Ping(1))]
    assert ladder.chain.next_ns == PING_NS + PONG_NS
    assert ladder.at(asked_s + PONG_NS / S)[:2] == [Stop(0, kill=True), Start(0, 2)]


def test_a_child_that_answers_is_left_in_peace() -> None:
    ladder = up()
    ladder.play(1, 60)
    for turn in range(1, 20):
        assert ladder.at(turn * PING_NS / S) == [Tell(0, Ping(turn))]
        ladder.hear(0, Pong(turn))


def test_nobody_is_asked_while_nothing_is_to_come() -> None:
    ladder = up()
    assert ladder.chain.next_ns is None
    assert ladder.at(100) == []


def test_a_long_stop_of_our_own_is_not_taken_for_a_hanging_child() -> None:
    ladder = up()
    ladder.play(1, 60)
    ladder.at(1)
    assert ladder.at(30) == [Tell(0, Ping(2))]


def test_a_child_that_answers_but_does_not_play_is_replaced() -> None:
    ladder = up()
    ladder.play(1, 1)
    ladder.at(1.2)
    ladder.hear(0, Pong(1))
    assert ladder.at(1 + PONG_NS / S + 0.1)[:2] == [Stop(0, kill=True), Start(0, 2)]


def test_a_child_that_never_gets_ready_is_given_up() -> None:
    ladder = Ladder()
    assert ladder.chain.next_ns == START_NS
    assert ladder.at(START_NS / S) == [Stop(0, kill=True), Start(1, 1)]


def test_what_an_earlier_process_says_counts_for_nothing() -> None:
    ladder = up()
    ladder.at(20)
    ladder.play(1, 30)
    ladder.lose(0)
    ladder.hear(0, READY)
    assert ladder.hear(0, Fault("late"), launch=1) == []
    assert ladder.take(ladder.chain.gone(0, 1, "late", 20 * S)) == []


def test_the_bell_rings_only_for_the_one_in_charge() -> None:
    ladder = up("bell")
    ladder.play(4, 0)
    ladder.play(5, 0)
    assert ladder.hear(0, Ring(4)) == [Ring(4)]
    ladder.at(20)
    ladder.lose(0)
    assert ladder.hear(0, Ring(5), launch=1) == []


def test_a_bell_taken_back_is_not_rung_and_neither_is_one_that_comes_too_late() -> None:
    ladder = up("bell")
    ladder.play(4, 0.5)
    ladder.play(5, 0.5)
    ladder.take(ladder.chain.cancel(4))
    assert ladder.hear(0, Ring(4)) == []
    ladder.at(0.9)
    assert ladder.hear(0, Ring(5)) == []
    ladder.at(2)
    assert ladder.said() == ["1 cue came too late to sound."]


def test_a_bell_that_was_rung_is_not_missed_when_its_child_ends_then() -> None:
    ladder = up("bell")
    ladder.at(20)
    ladder.play(4, 20)
    ladder.hear(0, Ring(4))
    ladder.lose(0)
    ladder.at(30)
    assert not any("missed" in text for text in ladder.said())


def test_what_the_child_missed_is_counted_in_one_note() -> None:
    ladder = up()
    for token in (1, 2, 3):
        ladder.play(token, 1)
        ladder.hear(0, Missed(token))
    ladder.at(0.4)
    assert ladder.said() == []
    ladder.at(0.5)
    assert ladder.said() == ["3 sounds were missed while the sound failed."]
    assert says("cues came while nothing could play", 0, ladder.said()[0])


def test_a_sound_without_samples_is_nothing_to_wait_for() -> None:
    ladder = up()
    ladder.play(1, 1)
    ladder.take(ladder.chain.nothing_to_hear(1))
    assert ladder.chain.next_ns is None


def test_the_volume_reaches_who_plays_now_and_who_plays_later() -> None:
    ladder = up()
    assert ladder.take(ladder.chain.volume(Volume(0, 0))) == [Tell(0, Volume(0, 0))]
    ladder.at(20)
    ladder.lose(0)
    assert ladder.hear(1, READY)[0] == Tell(1, Volume(0, 0))


def test_closing_lets_the_one_in_charge_finish_and_kills_who_is_not_up_yet() -> None:
    ladder = up()
    assert ladder.take(ladder.chain.close()) == [Stop(0, kill=False)]
    assert ladder.chain.next_ns is None
    assert ladder.hear(0, Ring(1)) == [Ring(1)]
    assert ladder.hear(0, Fault("late")) == []
    starting = Ladder()
    assert starting.take(starting.chain.close()) == [Stop(0, kill=True)]
