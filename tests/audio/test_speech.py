"""What is said, in words, and when there is room for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from speedtimer.audio.speech import duration_words, number_words
from speedtimer.engine.commands import Again, Pause, Press, Skip
from speedtimer.plan import ByDistance, ByTime, Kind, Mode, Open, Rest, Section, Step
from speedtimer.rules import CueChoices, Rules
from tests.audio.doubles import Announced, PlayerDouble
from tests.engine.plans import EASY, WALK_20, WALK_100, WARM_DOWN, WARM_UP, drills, efforts, work

D200 = ByDistance(200, 38_000)
WALK = Rest("100 m walk", Open(25_000, 80_000, 100))


def words(*items: Step, **choices: object) -> Announced:
    return Announced(*items, rules=Rules(cues=replace(CueChoices(), **choices)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "0"),
        (20, "20"),
        (21, "20 1"),
        (90, "90"),
        (100, "1 hundred"),
        (150, "1 hundred and 50"),
        (400, "4 hundred"),
        (1000, "1 thousand"),
        (1050, "1 thousand and 50"),
        (1600, "1 thousand 6 hundred"),
        (9999, "9 thousand 9 hundred and 90 9"),
    ],
)
def test_numbers_are_said_as_people_say_them(number: int, said: str) -> None:
    assert " ".join(number_words(number)) == said


@pytest.mark.parametrize(
    ("length_ms", "said"),
    [
        (30_000, "30 seconds"),
        (45_000, "40 5 seconds"),
        (60_000, "1 minute"),
        (90_000, "90 seconds"),
        (95_000, "1 minute 30 5 seconds"),
        (120_000, "2 minutes"),
        (2_400_000, "40 minutes"),
    ],
)
def test_lengths_are_said_in_seconds_or_minutes(length_ms: int, said: str) -> None:
    assert " ".join(duration_words(length_ms)) == said


def test_the_long_form_comes_as_the_recovery_begins_and_the_short_one_in_the_lead_in() -> None:
    session = words(*efforts(D200, D200, D200, rest=WALK), WARM_DOWN)
    session.give(0, Press())
    session.run_to(50)
    assert session.player.said()[1:] == [(48.65, "next rep 2 of 3 _ 2 hundred metres")]
    session.give(80, Press())
    session.run_to(85)
    assert session.player.said()[2:] == [(80.65, "rep 2")]


def test_a_walk_back_is_named_before_what_comes_next() -> None:
    session = words(*efforts(D200, D200, D200, rest=WALK_100), WARM_DOWN)
    session.give(0, Press())
    session.run_to(50)
    assert session.player.said()[1][1] == "walk_back _ next rep 2 of 3 _ 2 hundred metres"


def test_the_last_one_is_called_so() -> None:
    session = words(*efforts(D200, D200, rest=WALK), WARM_DOWN)
    session.give(0, Press())
    session.give(80, Press())
    session.run_to(85)
    assert [said for _, said in session.player.said()[1:]] == ["last_one _ 2 hundred metres", "last_one"]


def test_a_lead_in_that_no_recovery_came_before_names_the_distance_too() -> None:
    session = words(*efforts(D200, D200, rest=WALK), WARM_DOWN)
    session.give(0, Press())
    session.run_to(5)
    assert session.player.said() == [(0.65, "rep 1 of 2 _ 2 hundred metres")]


def test_in_a_rest_by_the_clock_too_short_for_words_the_lead_in_says_it_all() -> None:
    rest = Rest("Rest 10 s", Open(0, 10_000))
    mode = Mode(auto=frozenset({Section.MAIN}))
    session = Announced(*efforts(*[ByTime(20_000)] * 3, rest=rest), WARM_DOWN, mode=mode)
    session.give(0, Press())
    session.run_to(40)
    # The rest begins at 30 s and the lead-in at 31 s.
    assert session.player.said()[1:] == [(31.65, "rep 2 of 3 _ 20 seconds")]


def test_after_the_last_rep_the_jog_is_named() -> None:
    session = words(*efforts(D200, rest=WALK_100), WARM_DOWN)
    session.give(0, Press())
    session.run_to(50)
    assert session.player.said()[-1][1] == "walk_back _ next warm_down"


def test_drills_are_called_by_their_names() -> None:
    named = [replace(drill, name="High-knee skips") for drill in drills()]
    session = words(*named, WARM_DOWN)
    session.give(0, Press())
    session.run_to(20)
    session.give(40, Press())
    session.run_to(42)
    said = [said for _, said in session.player.said()]
    assert said == [
        "high_knee_skips 1 of 2",
        "walk_back _ next high_knee_skips 2 of 2 _ 20 metres",
        "press_when_back",
        "high_knee_skips 2",
    ]


def test_an_unknown_drill_is_a_drill_and_a_stride_a_stride() -> None:
    stride = work(Kind.STRIDE, Section.STRIDES, ByDistance(50, 10_000), 2, WALK_20)
    session = words(*drills(1), stride, stride, WARM_DOWN)
    session.give(0, Press())
    session.run_to(20)
    assert [said for _, said in session.player.said()] == [
        "drill _ 20 metres",
        "walk_back _ next stride 1 of 2 _ 50 metres",
    ]


def test_hills_are_said_to_go_uphill() -> None:
    hill = replace(efforts(ByTime(30_000))[0], name="30 s uphill", rest=WALK)
    session = words(hill, hill, hill, WARM_DOWN)
    session.give(0, Press())
    session.run_to(45)
    assert session.player.said()[-1][1] == "next rep 2 of 3 _ 30 seconds uphill"


def test_the_turn_of_a_pyramid_is_said() -> None:
    pyramid = efforts(*[ByDistance(metres, 20_000) for metres in (100, 150, 100, 80)], rest=WALK, pyramid=True)
    session = words(*pyramid, WARM_DOWN)
    session.give(0, Press())
    session.give(60, Press())
    session.give(120, Press())
    session.run_to(125)
    assert session.player.said()[-1][1] == "shorter_now _ rep 3"


def test_a_rep_done_again_is_said_to_be() -> None:
    session = words(*efforts(D200, D200, D200, rest=WALK), WARM_DOWN)
    session.give(0, Press())
    session.give(20, Again())
    session.run_to(23)
    assert session.player.said()[-1] == (20.65, "go_again")


def test_jogs_are_named_with_their_length_where_they_have_one() -> None:
    session = words(WARM_UP, EASY, WARM_DOWN)
    session.give(0, Press())
    session.run_to(3)
    session.give(4, Skip())
    session.run_to(7)
    assert session.player.said() == [(0.65, "warm_up"), (4.65, "easy_jog _ 40 minutes")]


def test_one_who_is_waited_for_is_told_to_press() -> None:
    session = words(WARM_UP, *efforts(D200, D200, rest=WALK), WARM_DOWN)
    session.give(0, Press())
    session.run_to(1600)
    assert session.player.said()[-1] == (1500.65, "press_when_back")


def test_pausing_and_the_end_of_the_session_are_said() -> None:
    session = words(*efforts(D200, D200, rest=None))
    session.give(0, Press())
    session.give(12, Pause())
    session.run_to(13)
    session.give(14, Press())
    session.run_to(112)
    assert [said for _, said in session.player.said() if said in ("paused", "session_complete")] == [
        "paused",
        "session_complete",
    ]


def test_brief_leaves_out_the_long_form_and_off_says_nothing() -> None:
    for level, expected in (("brief", ["rep 1 of 3 _ 2 hundred metres", "rep 2"]), ("off", [])):
        session = words(*efforts(D200, D200, D200, rest=WALK), WARM_DOWN, speech=level)
        session.give(0, Press())
        session.run_to(60)
        session.give(80, Press())
        session.run_to(85)
        assert [said for _, said in session.player.said()] == expected


def test_where_the_full_wording_has_no_room_a_shorter_one_is_said() -> None:
    # After `ready` there are 7 - 0.65 - 0.15 = 6.2 s before the count: eight clips of 800 ms are too long.
    slow = PlayerDouble({"say:rep+1+of+2+_+2+hundred+metres": 6_400, "say:rep+1+of+2": 6_200})
    session = Announced(*efforts(D200, D200, rest=WALK), WARM_DOWN, player=slow)
    session.give(0, Press())
    session.run_to(5)
    assert slow.said() == [(0.65, "rep 1 of 2")]


def test_where_no_wording_fits_or_has_a_recording_nothing_is_said() -> None:
    for length_ms in (6_300, None):
        names = ("say:rep+1+of+2+_+2+hundred+metres", "say:rep+1+of+2", "say:rep+1")
        mute = PlayerDouble(dict.fromkeys(names, length_ms))
        session = Announced(*efforts(D200, D200, rest=WALK), WARM_DOWN, player=mute)
        session.give(0, Press())
        session.run_to(9)
        assert mute.said() == []


def test_words_are_cut_short_where_the_session_goes_on() -> None:
    session = words(*efforts(D200, D200, D200, rest=WALK), WARM_DOWN)
    session.give(0, Press())
    session.give(49, Skip())
    session.run_to(60)
    long_form = next(asked for asked in session.player.asked.values() if "next" in asked.name)
    assert long_form.cancelled_ns is not None


def test_half_and_minutes_are_said_where_they_are_asked_for_and_speech_is_full() -> None:
    for speech, said in (("full", [(60.65, "1 minute"), (120.65, "halfway"), (180.65, "3 minutes")]), ("brief", [])):
        session = words(replace(EASY, ends=ByTime(240_000)), WARM_DOWN, halfway=True, minute=True, speech=speech)
        session.give(0, Press())
        session.run_to(239)
        assert session.player.said()[1:] == said


def test_at_a_fast_rehearsal_words_that_do_not_fit_are_left_out() -> None:
    session = Announced(*efforts(D200, D200, D200, rest=WALK), WARM_DOWN, rules=Rules(speed=20.0))
    session.give(0, Press())
    session.run_to(40)
    assert session.player.said() == []
