"""The shipped workouts need no word that the shipped voice cannot say."""

from __future__ import annotations

import pytest

from speedtimer.app.planner import prepare
from speedtimer.audio.player import SPEECH
from speedtimer.audio.sounds import Sounds
from speedtimer.audio.speech import utterance
from speedtimer.engine.commands import Press, Skip
from speedtimer.engine.engine import Engine
from speedtimer.engine.view import Phase
from speedtimer.places import shipped
from speedtimer.plan import Mode, Section
from speedtimer.rules import CueChoices, Rules
from speedtimer.workout.library import SHIPPED

EVERYWHERE = frozenset(Section)
EVERY_CUE = Rules(cues=CueChoices(halfway=True, minute=True))


@pytest.mark.parametrize("workout", SHIPPED)
@pytest.mark.parametrize("mode", [Mode(), Mode(timed=EVERYWHERE), Mode(auto=EVERYWHERE)])
def test_everything_that_is_said_in_a_session_has_a_recording(workout: str, mode: Mode) -> None:
    """With every cue on that can be asked for."""
    notes: list[str] = []
    sounds = Sounds((shipped("sounds"),), notes.append)
    said = wordings(workout, mode)
    assert len(said) > 5
    assert [name for name in said if sounds.length_ms(name) is None] == []
    assert notes == []
    # The longest wording still leaves room in a recovery of a quarter of a minute.
    assert max(sounds.length_ms(name) or 0 for name in said) < 8_000


def wordings(workout: str, mode: Mode) -> set[str]:
    """Every wording of a session in which each step is waited for, and left where it waits."""
    engine, happened = Engine.open(prepare(workout, mode=mode), EVERY_CUE).give(0, Press())
    said: set[str] = set()
    while True:
        found = utterance(happened, engine.view())
        if found is not None:
            assert all(name.startswith(SPEECH) for name in found.wordings)
            said.update(found.wordings)
        if engine.phase is Phase.COMPLETE:
            return said
        if engine.next_ms is not None:
            engine, happened = engine.advance(engine.next_ms)
        else:
            engine, happened = engine.give(engine.now_ms + 1000, Skip())
