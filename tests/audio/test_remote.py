"""The parent's end with real children. They ring the bell, so that no sound card is needed."""

from __future__ import annotations

import itertools
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, Queue

import pytest

from speedtimer.audio.link import Link
from speedtimer.audio.player import Report
from speedtimer.audio.remote import RemotePlayer
from speedtimer.audio.sounds import Sounds
from speedtimer.audio.wire import VERSION, Message, Ping, Pong, Ready
from speedtimer.engine.cue_table import Cue
from speedtimer.places import shipped
from tests.audio.test_sounds import write as write_wav

# A real terminal, or a process that is waited for: in real time.
pytestmark = pytest.mark.thorough

PATIENCE_S = 20
"""How long anything is waited for before it counts as never coming."""

posix = pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")


class Rung:
    """A player over the bell, with what came of it in two queues."""

    def __init__(self, folder: Path) -> None:
        self.rings: Queue[int] = Queue()
        self.notes: Queue[str] = Queue()
        self.player = RemotePlayer(
            ("bell",), lambda report: Sounds((folder,), report), lambda: self.rings.put(time.perf_counter_ns())
        )
        self.player.begin(self.notes.put)
        # What is asked for before the child is ready may come too late to be played; then that is said.
        for token in itertools.count(1000):
            self.player.play("press", in_s(1), token)
            try:
                self.rings.get(timeout=3)
                return
            except Empty:
                assert self.notes.get(timeout=PATIENCE_S).endswith("missed while the sound failed.")

    def ring(self) -> int:
        return self.rings.get(timeout=PATIENCE_S)

    def child(self) -> int:
        return self.player._links[0].pid


@pytest.fixture
def rung(tmp_path: Path) -> Iterator[Rung]:
    for cue in Cue:
        write_wav(tmp_path / f"{cue}.wav", [1000] * 441)
    made = Rung(tmp_path)
    yield made
    made.player.close()
    assert made.player._ending
    assert all(link.over for link in made.player._ending)


def in_s(seconds: float) -> int:
    return time.perf_counter_ns() + round(seconds * 1e9)


def test_a_cue_without_a_moment_sounds_now(rung: Rung) -> None:
    rung.player.play("press", None, 1)
    rung.ring()


def test_a_scheduled_cue_sounds_not_before_its_moment(rung: Rung) -> None:
    at_ns = in_s(0.4)
    rung.player.play("go", at_ns, 1)
    assert rung.ring() >= at_ns


def test_a_cue_taken_back_is_not_heard(rung: Rung) -> None:
    rung.player.play("go", in_s(0.5), 2)
    rung.player.play("over", in_s(0.6), 3)
    rung.player.cancel(2)
    rung.ring()
    assert rung.rings.empty()


def test_muted_nothing_is_heard(rung: Rung) -> None:
    rung.player.volume(0, 0)
    rung.player.play("go", None, 1)
    rung.player.close()
    assert rung.rings.empty()


@posix
def test_a_killed_child_is_replaced_and_no_cue_is_lost_or_doubled(rung: Rung) -> None:
    rung.player.play("go", in_s(3), 2)
    os.kill(rung.child(), signal.SIGKILL)
    assert (
        rung.notes.get(timeout=PATIENCE_S)
        == "The sound had stopped and goes on (the sound child was ended by signal 9)."
    )
    rung.ring()
    rung.player.close()
    assert rung.rings.empty()
    assert rung.notes.empty()


@posix
def test_a_hung_child_is_replaced(rung: Rung) -> None:
    rung.player.play("go", in_s(5), 2)
    os.kill(rung.child(), signal.SIGSTOP)
    assert rung.notes.get(timeout=PATIENCE_S) == "The sound had stopped and goes on (bell does not answer)."
    rung.ring()


def test_closing_lets_what_is_due_be_heard(rung: Rung) -> None:
    rung.player.play("complete", None, 2)
    rung.player.close()
    assert rung.rings.qsize() == 1


def test_closing_drops_what_is_to_come_and_waits_for_nothing(rung: Rung) -> None:
    rung.player.play("go", in_s(3600), 2)
    rung.player.close()
    assert rung.rings.empty()


def test_phrases_that_have_no_recording_are_left_out(rung: Rung) -> None:
    rung.player.play("say:rep+3", None, 1)
    rung.player.play("press", None, 2)
    rung.ring()
    assert rung.notes.get(timeout=PATIENCE_S).startswith("There is no recording of 'rep'")
    assert rung.player.length_ms("say:rep+3") is None
    assert rung.player.length_ms("press") == 10


def test_before_it_begins_and_after_it_is_closed_nothing_is_said(tmp_path: Path) -> None:
    said: list[str] = []
    player = RemotePlayer(("bell",), lambda _: Sounds((tmp_path,), ignore), lambda: None)
    player.close()
    player.begin(said.append)
    player.close()
    player.play("go", None, 1)
    player.close()
    assert said == []


def test_a_python_that_cannot_be_started_is_a_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))
    notes: Queue[str] = Queue()
    player = RemotePlayer(("miniaudio", "bell"), lambda report: Sounds((shipped("sounds"),), report), lambda: None)
    player.begin(notes.put)
    note = notes.get(timeout=PATIENCE_S)
    player.close()
    assert note == "No sound (the sound child cannot be started (No such file or directory)). It is tried again."


def ignore(text: str) -> None:
    """Notes that are not what is looked at."""


class Linked:
    """One child and what it says."""

    def __init__(self, backend: str) -> None:
        self.heard: Queue[tuple[Message | None, str]] = Queue()
        self.link = Link(backend, False, lambda message, why: self.heard.put((message, why)))

    def next(self) -> tuple[Message | None, str]:
        return self.heard.get(timeout=PATIENCE_S)


@pytest.fixture
def linked() -> Iterator[Callable[[str], Linked]]:
    made: list[Linked] = []

    def make(backend: str) -> Linked:
        made.append(Linked(backend))
        return made[-1]

    yield make
    for one in made:
        one.link.kill()
        one.link.wait(PATIENCE_S)


def test_a_link_says_what_the_child_says_and_last_how_it_ended(linked: Callable[[str], Linked]) -> None:
    child = linked("bell")
    assert child.next() == (Ready(VERSION, "the terminal's bell"), "")
    child.link.finish()
    assert child.next() == (None, "the sound child ended with code 0")


def test_what_a_child_printed_last_explains_its_end(linked: Callable[[str], Linked]) -> None:
    child = linked("gramophone")
    message, why = child.next()
    assert message is None
    assert why.startswith("the sound child ended with code 2, and said: say one backend")


@posix
def test_writing_to_a_stuck_child_does_not_block_and_ends_it(linked: Callable[[str], Linked]) -> None:
    child = linked("bell")
    child.next()
    os.kill(child.link.pid, signal.SIGSTOP)
    for number in range(200_000):
        child.link.send(Ping(number))
        if child.link.over:
            break
    while (heard := child.next())[0] is not None:
        assert isinstance(heard[0], Pong)
    assert heard == (None, "the sound child was ended by signal 9")


@posix
def test_the_child_does_not_hear_the_terminals_signals(linked: Callable[[str], Linked]) -> None:
    child = linked("bell")
    child.next()
    assert os.getsid(child.link.pid) == child.link.pid != os.getsid(0)


def test_a_report_may_come_before_anything_is_played(tmp_path: Path) -> None:
    notes: Queue[str] = Queue()
    report: Report = notes.put
    player = RemotePlayer(("gramophone", "bell"), lambda _: Sounds((tmp_path,), ignore), lambda: None)
    player.begin(report)
    said = notes.get(timeout=PATIENCE_S)
    player.close()
    assert said.startswith("Sound failed (the sound child ended with code 2")
    assert said.endswith("Now: bell.")
