from __future__ import annotations

import contextlib
import sys
import types
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from speedtimer.runtime.keep_awake import Attempt, KeepAwake, attempt


@dataclass
class Method:
    name: str


@dataclass
class Mode:
    active: bool
    method: Method | None


class System:
    """A wakepy whose system says yes or no."""

    def __init__(self, *, active: bool) -> None:
        self.active = active
        self.said: list[str] = []

    @contextlib.contextmanager
    def presenting(self, *, on_fail: str) -> Iterator[Mode]:
        assert on_fail == "pass"
        self.said.append("awake")
        yield Mode(self.active, Method("systemd") if self.active else None)
        self.said.append("asleep")


def installed(monkeypatch: pytest.MonkeyPatch, system: System) -> None:
    module = types.ModuleType("wakepy")
    module.keep = system  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "wakepy", module)


def test_the_system_is_asked_once_and_let_go_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    system, notes = System(active=True), list[str]()
    installed(monkeypatch, system)
    awake = KeepAwake(notes.append)
    awake.begin()
    awake.begin()
    awake.end()
    assert system.said == ["awake", "asleep"]
    assert notes == []


def test_a_system_that_does_not_answer_is_noted_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    notes = list[str]()
    installed(monkeypatch, System(active=False))
    awake = KeepAwake(notes.append)
    awake.begin()
    awake.end()
    assert notes == ["The computer may fall asleep (no service answered): turn that off"]


def test_without_wakepy_it_is_noted_too(monkeypatch: pytest.MonkeyPatch) -> None:
    notes = list[str]()
    monkeypatch.setitem(sys.modules, "wakepy", None)
    awake = KeepAwake(notes.append)
    awake.begin()
    awake.end()
    assert len(notes) == 1
    assert notes[0].startswith("The computer may fall asleep (")


@pytest.mark.parametrize(
    ("active", "expected"), [(True, Attempt(True, "systemd")), (False, Attempt(False, "no service answered"))]
)
def test_it_can_be_tried_beforehand_and_is_let_go_at_once(
    monkeypatch: pytest.MonkeyPatch, active: bool, expected: Attempt
) -> None:
    system = System(active=active)
    installed(monkeypatch, system)
    assert attempt() == expected
    assert system.said == ["awake", "asleep"]


def test_one_that_never_began_can_be_ended() -> None:
    KeepAwake(lambda _: None).end()
