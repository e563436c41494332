from __future__ import annotations

from speedtimer.engine.commands import Command, Enough, Pause, Press
from speedtimer.engine.engine import Engine
from speedtimer.engine.view import Phase, View
from speedtimer.plan import Plan
from speedtimer.rules import Rules
from speedtimer.tui.face import LOOKS, SIGNS, WORDS, Face, Lengths, face
from tests.tui.plans import TIMED, hills, jogged, seen


def shown(plan: Plan, *given: tuple[int, Command], at_ms: int) -> Face:
    return face_of(seen(plan, *given, at_ms=at_ms))


def face_of(view: View) -> Face:
    return face(view, Lengths(view.steps))


def test_before_the_start_the_screen_says_how_to_start_and_what_comes_first() -> None:
    ready = face_of(Engine.open(hills(), Rules()).view())

    assert (ready.word, ready.rep) == ("READY", "")
    assert ready.title == "Press Space to start. First: 30 s uphill 1 of 2"
    # 10 + 30 + 100 + 10 + 30 s are 3 minutes.
    assert ready.where == "main set, about 3 min"
    assert ready.share == 0


def test_a_lead_in_speaks_of_the_work_that_it_leads_in_to() -> None:
    lead_in = shown(hills(), at_ms=4000)

    assert (lead_in.look, lead_in.word, lead_in.rep) == ("lead-in", "SET", "1/2")
    assert (lead_in.title, lead_in.tip) == ("30 s uphill 1 of 2", "Drive.")
    assert lead_in.coming == "Next: Walk back, about 1:40"


def test_an_effort_has_clock_phase_rep_and_one_tip_and_nothing_more() -> None:
    work = shown(hills(), at_ms=25_000)

    assert (work.look, work.word, work.rep, work.tip) == ("work", "RUN", "1/2", "Drive.")
    assert (work.dial.text, work.dial.limit) == ("0:15", "")
    assert (work.title, work.coming, work.where, work.bare) == ("", "", "", True)
    # 10 s of lead-in and 15 s of work, of 180 s.
    assert work.share == 25 / 180


def test_a_recovery_bears_its_rep_and_names_the_next_one() -> None:
    recovery = shown(hills(), at_ms=60_000)

    assert (recovery.look, recovery.word, recovery.rep) == ("recovery", "WALK", "1/2")
    assert recovery.coming == "Next: 30 s uphill 2 of 2"


def test_what_is_overdue_does_not_count_as_still_to_come() -> None:
    # 140 s are done however long the walk back takes; 40 s are left.
    assert shown(hills(), at_ms=140_000).share == shown(hills(), at_ms=400_000).share == 140 / 180


def test_the_last_step_is_followed_by_the_end() -> None:
    walking = shown(jogged(), (900_000, Press()), at_ms=940_000)
    down = shown(jogged(), (900_000, Press()), (980_000, Press()), at_ms=990_000)

    assert walking.coming == "Next: Warm down, 10 min"
    assert (down.word, down.coming) == ("JOG", "Next: the end")


def test_a_refused_press_is_shown_with_what_a_second_one_does_until_it_would_not() -> None:
    refused = ((20_000, Press()),)

    assert shown(hills(), *refused, at_ms=20_000).alert == "30 s uphill lasts 30 s: press again to end it now"
    assert shown(hills(), *refused, at_ms=23_000).alert
    assert shown(hills(), *refused, at_ms=23_001).alert == ""


def test_a_pause_in_work_asks_and_any_other_says_how_to_go_on() -> None:
    in_work = shown(hills(), (20_000, Pause()), at_ms=30_000)
    in_lead_in = shown(hills(), (5_000, Pause()), at_ms=30_000)
    in_walk = shown(hills(), (50_000, Pause()), at_ms=60_000)

    assert (in_work.look, in_work.word) == ("paused", "PAUSE")
    assert in_work.alert == "Paused. Space: the rep again. o: on from here after a count"
    assert in_lead_in.alert == "Paused. Space: the lead-in again"
    assert in_walk.alert == "Paused. Space: go on"


def test_the_end_says_whether_all_is_done() -> None:
    whole = shown(hills(), (100_000, Press()), at_ms=140_000)
    short = shown(hills(), (60_000, Enough()), at_ms=140_000)

    assert (whole.word, whole.title) == ("DONE", "The session is complete")
    assert short.title == "The session is at its end; some work was left out"
    assert (whole.share, whole.coming, whole.where) == (1.0, "", "")


def test_somebody_else_s_watch_changes_nothing_but_the_clock() -> None:
    alone, held = (shown(jogged(mode), (900_000, Press()), at_ms=915_000) for mode in (jogged().mode, TIMED))
    assert (alone.word, alone.title) == (held.word, held.title) == ("RUN", "")


def test_every_phase_has_a_word_a_sign_and_a_look() -> None:
    assert set(WORDS) == set(SIGNS) == set(LOOKS) == set(Phase)
    # The two counts are alike; every other phase has a sign and a look of its own.
    assert len(set(SIGNS.values())) == len(set(LOOKS.values())) == len(Phase) - 1
