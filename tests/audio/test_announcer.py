"""What the player is told: every cue once, at its moment, and nothing that will not come."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speedtimer.engine.commands import (
    Again,
    Command,
    Done,
    Extend,
    More,
    Pause,
    Press,
    Redo,
    Resume,
    Resumption,
    Skip,
    Undo,
)
from speedtimer.plan import ByTime, Kind, Section
from speedtimer.rules import CueChoices, Rules
from tests.audio.doubles import ORIGIN_NS, Announced, PlayerDouble
from tests.engine.plans import WARM_DOWN, efforts, jog

THIRTY = ByTime(30_000)


def rules(**choices: object) -> Rules:
    return Rules(cues=replace(CueChoices(speech="off"), **choices))  # type: ignore[arg-type]


def hills(reps: int = 2, **choices: object) -> Announced:
    """Efforts of 30 s with the way back down between them: lead-in 0-10 s, effort 10-40 s, then the recovery."""
    return Announced(*efforts(*[THIRTY] * reps), WARM_DOWN, rules=rules(**choices))


def test_a_rep_is_heard_at_its_moments() -> None:
    session = hills()
    session.give(0, Press())
    session.run_to(60)
    assert session.player.heard() == [
        (0, "ready"),
        (7, "count"),
        (8, "count"),
        (9, "count"),
        (10, "go"),
        (30, "ten_seconds"),
        (40, "over"),
    ]


def test_cues_known_beforehand_are_told_seconds_ahead() -> None:
    session = hills()
    session.give(0, Press())
    told = {asked.name: asked.at_ns - asked.told_ns for asked in session.player.asked.values()}
    assert told["ready"] == 0
    assert told["count"] == 9_000_000_000
    assert told["go"] == 10_000_000_000


def test_a_pause_takes_back_what_is_still_to_come() -> None:
    session = hills()
    session.give(0, Press())
    session.give(8.5, Pause())
    session.run_to(20)
    assert session.player.heard() == [(0, "ready"), (7, "count"), (8, "count"), (8.5, "paused")]


def test_a_lead_in_resumed_after_a_pause_counts_down_once_more() -> None:
    session = hills()
    session.give(0, Press())
    session.give(8.5, Pause())
    session.give(20, Resume())
    session.run_to(31)
    assert session.player.heard()[4:] == [(20, "ready"), (27, "count"), (28, "count"), (29, "count"), (30, "go")]


def test_an_undone_press_falls_silent() -> None:
    session = hills()
    session.give(0, Press())
    session.run_to(60)
    session.give(75, Press())
    session.give(77, Undo())
    session.run_to(90)
    assert session.player.heard()[7:] == [(75, "last_rep"), (77, "press")]


def test_a_cue_due_just_now_is_not_cut_off_by_a_command_that_comes_first() -> None:
    session = hills()
    session.give(0, Press())
    session.run_to(9.5)
    session.player.now_ns = ORIGIN_NS + 10_003_000_000
    engine, happened = session.engine.give(10_003, Pause())
    session._sync(engine, ())
    session._sync(engine, happened)
    assert (10.0, "go") in session.player.heard()


def test_what_a_command_causes_sounds_at_once() -> None:
    session = hills()
    session.give(0, Press())
    session.give(2, Press())
    assert session.player.heard()[-1] == (2, "refused")


def test_cues_up_to_300_ms_late_are_played_and_later_ones_counted_in_one_note() -> None:
    session = hills()
    session.give(0, Press())
    session.announcer._told.clear()
    session.player.asked.clear()
    session.oversleep_to(9.3)
    assert session.player.heard() == [(9.3, "count")]
    assert session.notes == ["2 cues came too late to sound."]


def test_lateness_is_real_time_whatever_the_speed() -> None:
    session = Announced(*efforts(THIRTY, THIRTY), WARM_DOWN, rules=replace(rules(), speed=10.0))
    session.give(0, Press())
    session.announcer._told.clear()
    session.player.asked.clear()
    session.oversleep_to(9.9)
    assert len(session.player.asked) == 3 + len(session.announcer._told)
    assert session.notes == []


def test_at_speed_ten_a_cue_comes_ten_times_sooner() -> None:
    session = Announced(*efforts(THIRTY, THIRTY), WARM_DOWN, rules=replace(rules(), speed=10.0))
    session.give(0, Press())
    session.run_to(41)
    assert (1.0, "go") in session.player.heard()
    assert (4.0, "over") in session.player.heard()


def test_latency_makes_every_scheduled_cue_earlier() -> None:
    session = hills(latency_ms=200)
    session.give(0, Press())
    session.run_to(11)
    assert session.player.heard() == [(0, "ready"), (6.8, "count"), (7.8, "count"), (8.8, "count"), (9.8, "go")]


def test_a_silenced_cue_is_not_told() -> None:
    session = hills(silenced=frozenset({"ten_seconds", "ready"}))
    session.give(0, Press())
    session.run_to(60)
    assert {name for _, name in session.player.heard()} == {"count", "go", "over"}


def test_an_extended_step_moves_its_cues() -> None:
    session = hills()
    session.give(0, Press())
    session.give(35, Extend(30_000))
    session.run_to(75)
    assert session.player.heard()[5:] == [(30, "ten_seconds"), (35, "press"), (60, "ten_seconds"), (70, "over")]


def test_a_clock_that_was_set_right_moves_what_was_told() -> None:
    session = hills()
    session.give(0, Press())
    view, upcoming = session.engine.view(), session.engine.upcoming(10_000)
    session.announcer.sync((), upcoming, view, 0, ORIGIN_NS + 4_000_000_000)
    session.player.now_ns = ORIGIN_NS + 20_000_000_000
    assert session.player.heard()[1:] == [(11, "count"), (12, "count"), (13, "count"), (14, "go")]


def test_the_player_is_told_both_volumes_as_it_is_opened() -> None:
    assert hills(volume_percent=80, speech_volume_percent=60).player.volumes == [(80, 60)]


def test_muted_nothing_is_heard_and_afterwards_what_is_still_to_come() -> None:
    session = hills()
    session.give(0, Press())
    session.run_to(7.5)
    session.mute(True)
    session.run_to(9.5)
    session.mute(False)
    session.run_to(41)
    assert session.player.heard() == [(0, "ready"), (7, "count"), (10, "go"), (30, "ten_seconds"), (40, "over")]
    assert session.notes == []


def test_muted_what_sounds_is_cut_off_and_nothing_is_said() -> None:
    session = hills(speech="full")
    session.give(0, Press())
    session.run_to(10)
    session.mute(True)
    (go,) = [asked for asked in session.player.asked.values() if asked.name == "go"]
    assert (go.at_ns, go.cancelled_ns) == (session.player.now_ns, session.player.now_ns)
    before = session.player.said()
    session.run_to(200)
    assert session.player.said() == before
    assert session.player.heard() == [(0, "ready"), (7, "count"), (8, "count"), (9, "count")]


def test_a_session_that_begins_muted_opens_no_loudspeaker_before_it_is_to_be_heard() -> None:
    session = Announced(*efforts(THIRTY), WARM_DOWN, rules=rules(volume_percent=80), muted=True)
    session.give(0, Press())
    session.run_to(8.5)
    session.announcer.sample()
    before = (session.announcer.muted, session.player.begun, dict(session.player.asked))
    session.mute(False)
    session.run_to(11)
    assert before == (True, False, {})
    assert session.player.begun
    assert session.player.volumes == [(80, 100)]
    assert session.player.heard() == [(9, "count"), (10, "go")]


def test_closing_takes_back_what_is_to_come_and_lets_go() -> None:
    session = hills()
    session.give(0, Press())
    session.run_to(8.5)
    session.announcer.close()
    session.player.now_ns += 60_000_000_000
    assert session.player.heard() == [(0, "ready"), (7, "count"), (8, "count")]
    assert session.player.closed


def test_the_sample_is_heard_at_once() -> None:
    session = hills()
    session.announcer.sample()
    assert [asked.name for asked in session.player.asked.values()] == ["ready"]
    assert session.announcer.playing == "miniaudio"


def test_what_the_player_reports_becomes_a_note() -> None:
    session = hills()
    session.player.report("No sound.")
    assert session.notes == ["No sound."]


def test_the_end_of_the_session_is_heard() -> None:
    session = Announced(*efforts(THIRTY), jog(Kind.WARM_DOWN, Section.WARM_DOWN, ByTime(60_000)), rules=rules())
    session.give(0, Press())
    session.run_to(70)
    session.give(70, Skip())
    session.run_to(200)
    assert session.player.heard()[-1] == (130, "complete")


COMMANDS: list[Command] = [
    Press(),
    Press(),
    Press(),
    Pause(),
    Resume(),
    Resume(Resumption.ON),
    Undo(),
    Undo(),
    Redo(),
    Skip(),
    Again(),
    Done(),
    More(),
    Extend(30_000),
    Extend(-30_000),
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 60_000), st.sampled_from(COMMANDS)), max_size=25))
def test_whatever_is_done_exactly_the_cues_that_happen_are_heard(steps: list[tuple[int, Command]]) -> None:
    session = Announced(*efforts(THIRTY, THIRTY, THIRTY), WARM_DOWN, rules=rules(halfway=True, minute=True))
    at_ms = 0
    session.give(0, Press())
    for after_ms, command in steps:
        at_ms += after_ms
        session.give(at_ms / 1000, command)
    session.run_to(at_ms / 1000 + 5)
    assert session.player.heard() == session.cues()
    assert session.notes == []


@pytest.mark.parametrize("level", ["off", "brief", "full"])
def test_speech_never_runs_into_a_cue_known_beforehand(level: str) -> None:
    player = PlayerDouble()
    session = Announced(*efforts(THIRTY, THIRTY, THIRTY), WARM_DOWN, rules=rules(speech=level), player=player)
    session.give(0, Press())
    for at_s in (62, 85, 135, 160):
        session.give(at_s, Press())
    session.run_to(400)
    cues = [asked for asked in player.asked.values() if asked.heard and not asked.name.startswith("say:")]
    for words in (asked for asked in player.asked.values() if asked.heard and asked.name.startswith("say:")):
        end_ns = words.at_ns + (player.length_ms(words.name) or 0) * 1_000_000
        assert not [cue for cue in cues if words.at_ns < cue.at_ns < min(end_ns, words.cancelled_ns or end_ns)]
    assert bool(player.said()) == (level != "off")
