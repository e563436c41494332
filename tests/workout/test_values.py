"""The runner's words in a workout file, and the sentences for what is none of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from speedtimer.errors import InputError
from speedtimer.workout.values import (
    Amount,
    Distance,
    Recovery,
    RecoveryKind,
    RepRange,
    Time,
    ToStart,
    UntilPressed,
    quoted,
    read_amount,
    read_duration,
    read_jog,
    read_length,
    read_recovery,
    read_rep,
    read_rep_range,
)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("200 m", Distance(200)),
        ("1.5 km", Distance(1_500)),
        ("30 s", Time(30_000, 30_000)),
        ("1:30", Time(90_000, 90_000)),
        ("15-25 min", Time(900_000, 1_500_000)),
        (" Open ", UntilPressed()),
        ("5k", Distance(5_000)),
        ("1,5 km", Distance(1_500)),
        ("200\u00a0m", Distance(200)),
        ("45\u202fmins", Time(2_700_000, 2_700_000)),
        ("2-3'", Time(120_000, 180_000)),
        ("15 — 20 mins", Time(900_000, 1_200_000)),
    ],
)
def test_a_length_is_a_distance_a_time_or_open(text: str, length: object) -> None:
    assert read_length(text) == length


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("2 x 20 m", Amount(2, Distance(20))),
        ("2x20m", Amount(2, Distance(20))),
        ("8 × 200 m", Amount(8, Distance(200))),
        ("10 * 30 s", Amount(10, Time(30_000, 30_000))),
        ("400 m", Amount(None, Distance(400))),
        ("3 x open", Amount(3, UntilPressed())),
        ("10000 x 100 m", Amount(10_000, Distance(100))),
        ("8X200M", Amount(8, Distance(200))),
        ("8\u00a0×\u00a0200\u2009m", Amount(8, Distance(200))),
        ("6 x 3'", Amount(6, Time(180_000, 180_000))),
        ("10 x 30″", Amount(10, Time(30_000, 30_000))),
        ("4 x 1'30\"", Amount(4, Time(90_000, 90_000))),
        ("3 x 1k", Amount(3, Distance(1_000))),
        ("6 x 10 m", Amount(6, Distance(10))),
        ("6 x 3 s", Amount(6, Time(3_000, 3_000))),
    ],
)
def test_work_is_so_many_reps_of_a_length(text: str, amount: Amount) -> None:
    assert read_amount(text) == amount


@pytest.mark.parametrize(
    ("text", "recovery"),
    [
        ("walk back", Recovery(RecoveryKind.WALK, ToStart())),
        ("Walk 100 m", Recovery(RecoveryKind.WALK, Distance(100))),
        ("jog back", Recovery(RecoveryKind.JOG, ToStart())),
        ("jog 2 min", Recovery(RecoveryKind.JOG, Time(120_000, 120_000))),
        ("rest 2-3 min", Recovery(RecoveryKind.REST, Time(120_000, 180_000))),
        ("rest", Recovery(RecoveryKind.REST, UntilPressed())),
        ("200 m jog", Recovery(RecoveryKind.JOG, Distance(200))),
        ("200m Walk", Recovery(RecoveryKind.WALK, Distance(200))),
        ("90 secs rest", Recovery(RecoveryKind.REST, Time(90_000, 90_000))),
        ("2-3 min rest", Recovery(RecoveryKind.REST, Time(120_000, 180_000))),
        ("walk 20m", Recovery(RecoveryKind.WALK, Distance(20))),
    ],
)
def test_a_recovery_is_walked_jogged_or_rested(text: str, recovery: Recovery) -> None:
    assert read_recovery(text) == recovery


@pytest.mark.parametrize(
    ("text", "reps"), [("5", RepRange(5, 5)), ("1-2", RepRange(1, 2)), ("7 – 10", RepRange(7, 10))]
)
def test_reps_are_named_one_by_one_or_from_to(text: str, reps: RepRange) -> None:
    assert read_rep_range(text) == reps


@pytest.mark.parametrize("text", ["100m", "100 m", "15 metres", "400m", "15 min", "5 km", "open"])
def test_a_jog_of_a_hundred_metres_or_more_is_one(text: str) -> None:
    assert read_jog(text) == read_length(text)


def test_a_time_of_its_own_may_be_bare_seconds() -> None:
    assert read_duration("20") == Time(20_000, 20_000)


@pytest.mark.parametrize(
    ("read", "text", "fault", "remedy"),
    [
        (read_length, "", "a length is missing", "write a distance as 200 m"),
        (read_length, "200", "'200' has no unit", "write 200 m or 200 s"),
        (read_length, "soon", "'soon' is not a length", "write a distance as 200 m"),
        (read_length, "-20 m", "'-20 m' is less than nothing", "write a distance"),
        (read_length, "0 m", "'0 m' is out of range", "a distance is more than nothing and at most 100 km"),
        (read_length, "900 km", "'900 km' is out of range", "a distance is more than nothing"),
        (read_length, "30 h", "'30 h' is out of range", "a time is more than nothing and at most 24 hours"),
        (read_length, "25-15 min", "'25-15 min' runs backwards", "write the shorter time first, as 15-25 min"),
        (read_length, "x" * 2_000_000, f"'{'x' * 40}…' is not a length", "write a distance"),
        (read_length, "1\x1b[31m", "'1\\x1b[31m' has a sign in it that cannot be seen (U+001B)", "take it out"),
        (read_amount, "0 x 200 m", "0 reps is out of range", "write 1 to 10000 reps"),
        (read_amount, "-3 x 200 m", "-3 reps is out of range", "write 1 to 10000 reps"),
        (read_amount, "10001 x 200 m", "10001 reps is out of range", "write 1 to 10000 reps"),
        (read_amount, "8 x", "a length is missing", "write a distance"),
        (read_amount, "8 x 20-30 s", "'8 x 20-30 s' is a range", "give work one length, as 30 s"),
        (read_recovery, "", "a recovery is missing", "write it as 'walk back', 'walk 100 m' or 'rest 2 min'"),
        (read_recovery, "wlak back", "'wlak back' is no recovery", "begin it with walk, jog or rest"),
        (read_recovery, "rest back", "'rest back' leads nowhere", "write 'walk back' or 'jog back'"),
        (read_recovery, "rest 100 m", "'rest 100 m' rests over a distance", "write 'walk 100 m' or a time"),
        (read_recovery, "walk home", "'home' is not a length", "write a distance as 200 m"),
        (read_rep_range, "first", "'first' names no reps", "write one rep as 5, several as 7-10"),
        (read_rep_range, "0-2", "'0-2' names no reps", "count them from 1"),
        (read_rep_range, "10-7", "'10-7' runs backwards", "write the lower number first, as 7-10"),
        (read_rep_range, "1-9999999", "'1-9999999' names no reps", "write one rep as 5"),
        (read_amount, "4 x 1,000 m", "'1,000 m' may be 1 m or 1000 m", "write 1000 m"),
        (read_amount, "4 x 1.000 m", "'1.000 m' may be 1 m or 1000 m", "write 1000 m"),
        (read_length, "1,234 metres", "'1,234 metres' may be 1.234 metres or 1234 metres", "write 1234 metres"),
        (read_recovery, "rest 1,500 s", "'1,500 s' may be 1.5 s or 1500 s", "write 1.5 s or 1500 s"),
        (read_amount, "6 x 3m", "'3m' may be 3 metres or 3 minutes", "write 3 min"),
        (read_amount, "6 x 1.5 m", "'1.5 m' may be 1.5 metres or 1.5 minutes", "write 1.5 min"),
        (read_jog, "15m", "'15m' may be 15 metres or 15 minutes", "write 15 min or 15 metres"),
        (read_jog, "99 M", "'99 M' may be 99 metres or 99 minutes", "write 99 min or 99 metres"),
        (read_recovery, "jog 2m", "'2m' may be 2 metres or 2 minutes", "write 2 min"),
        (read_recovery, "15m walk", "'15m' may be 15 metres or 15 minutes", "write 15 min or 15 metres"),
        (read_recovery, "rest 2m", "'rest 2m' rests over a distance", "write 'rest 2 min'"),
        (read_recovery, "2 m rest", "'2 m rest' rests over a distance", "write 'rest 2 min'"),
        (read_amount, "6 x 9 metres", "9 m is too short for a rep", "write 10 m or more"),
        (read_amount, "6 x 0.009 km", "9 m is too short for a rep", "write 10 m or more"),
        (read_amount, "6 x 2.9 s", "2.9 s is too short for a rep", "write 3 s or more"),
        (read_rep, "1", "'1' has no unit", "write 1 m or 1 s"),
        (read_rep, "2 s", "2 s is too short for a rep", "write 3 s or more"),
        (read_jog, "2-30 s", "2-30 s is too short for a jog", "write 3 s or more"),
        (read_jog, "9 metres", "9 m is too short for a jog", "write 10 m or more"),
        (
            read_length,
            "200\u200c m",
            "'200\\u200c m' has a sign in it that cannot be seen (U+200C ZERO WIDTH NON-JOINER)",
            "take it out",
        ),
        (read_duration, "soon", "'soon' is not a time", "write a time as 45 s, 1:30, 25 min or 1h05"),
    ],
)
def test_what_is_none_is_refused_by_a_sentence(
    read: Callable[[str], object], text: str, fault: str, remedy: str
) -> None:
    with pytest.raises(InputError) as caught:
        read(text)
    assert caught.value.fault == fault
    assert caught.value.remedy.startswith(remedy)


@pytest.mark.parametrize(
    "text", ["8 x 200 m", "400 m", "10 x 30 s", "3 x open", "1 x 90.5 s", "2 x 25 min", "1 x 1h05", "1 x 90 s"]
)
def test_work_writes_itself_as_it_is_read(text: str) -> None:
    assert str(read_amount(text)) == text


@pytest.mark.parametrize("text", ["15-25 min", "20-30 s", "45 s-2 min", "90 s-1h30", "1h05-1h30", "0.5-90.25 s"])
def test_a_range_writes_itself_as_it_is_read(text: str) -> None:
    length = read_length(text)
    assert str(length) == text
    assert read_length(str(length)) == length


@pytest.mark.parametrize("text", ["walk back", "walk 100 m", "jog 2 min", "rest 2-3 min", "rest", "jog"])
def test_a_recovery_writes_itself_as_it_is_read(text: str) -> None:
    assert str(read_recovery(text)) == text


@pytest.mark.parametrize("text", ["5", "7-10"])
def test_reps_write_themselves_as_they_are_read(text: str) -> None:
    assert str(read_rep_range(text)) == text


def test_a_quoted_text_is_one_short_printable_line() -> None:
    assert quoted("a\n  b") == "'a b'"
    assert quoted("\x1b[31m") == "'\\x1b[31m'"
    assert quoted("x" * 41) == f"'{'x' * 40}…'"
