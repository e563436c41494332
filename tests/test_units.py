"""Times and distances as runners write them, read to the millisecond and the metre, and written back."""

from __future__ import annotations

import pytest

from speedtimer.errors import InputError
from speedtimer.units import (
    FARTHEST_M,
    LONGEST_MS,
    about_text,
    apart_text,
    clock_text,
    is_apart,
    length_text,
    minutes_text,
    parse_distance,
    parse_duration,
    parse_duration_range,
    seconds_number,
    seconds_text,
    split_text,
    typed_text,
)


@pytest.mark.parametrize(
    ("text", "length_ms"),
    [
        ("45", 45_000),
        ("45 s", 45_000),
        ("45s", 45_000),
        ("45 sec", 45_000),
        ("1 second", 1_000),
        ("32.5", 32_500),
        ("32,5 s", 32_500),
        ("0.001", 1),
        ("1:30", 90_000),
        ("0:45", 45_000),
        ("4:05.2", 245_200),
        ("90:00", 5_400_000),
        ("1:04:05", 3_845_000),
        ("25 min", 1_500_000),
        ("1.5 minutes", 90_000),
        ("2 h", 7_200_000),
        ("1h05", 3_900_000),
        ("1 h 05 min", 3_900_000),
        ("  45 S ", 45_000),
        ("24 h", LONGEST_MS),
        ("45 secs", 45_000),
        ("25 mins", 1_500_000),
        ("2 hr", 7_200_000),
        ("1 hrs", 3_600_000),
        ("1.5 hours", 5_400_000),
        ("1 hr 5 mins", 3_900_000),
        ("1h5min", 3_900_000),
        ("1 min 30 s", 90_000),
        ("1min5secs", 65_000),
        ("4 min 05,2", 245_200),
        ("3'", 180_000),
        ("3′", 180_000),
        ('30"', 30_000),
        ("30″", 30_000),
        ("30''", 30_000),
        ("32,5”", 32_500),
        ("1'30\"", 90_000),
        ("1'30", 90_000),
        ("1′05.25″", 65_250),
        # As stadium clocks have it: a minute, two seconds, three tenths.
        ("1'02\"3", 62_300),
        ("1'02''34", 62_340),
        ("45\u00a0s", 45_000),
        ("25\u2009min", 1_500_000),
        # Three digits behind a full stop, or without a unit, are how a split is written.
        ("32.345", 32_345),
        ("32,345", 32_345),
        ("1.234 s", 1_234),
    ],
)
def test_a_time_is_read_as_a_runner_writes_it(text: str, length_ms: int) -> None:
    assert parse_duration(text) == length_ms


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "'' is not a time"),
        ("soon", "'soon' is not a time"),
        ("-5 s", "'-5 s' is not a time"),
        ("5 m", "'5 m' is not a time"),
        ("1'2", "'1'2' is not a time"),
        ("1'75\"", "'1'75\"' has more than 59 seconds"),
        ("1 hr 75 min", "'1 hr 75 min' has more than 59 minutes"),
        ("1,500 s", "'1,500 s' may be 1.5 s or 1500 s"),
        ("1:2", "'1:2' is not a time"),
        ("2:75", "'2:75' has more than 59 seconds"),
        ("1:75:00", "'1:75:00' has more than 59 minutes"),
        ("1h75", "'1h75' has more than 59 minutes"),
        ("0", "'0' is out of range"),
        ("0:00", "'0:00' is out of range"),
        ("24:00:01", "'24:00:01' is out of range"),
        ("25 h", "'25 h' is out of range"),
        ("0.0001", "'0.0001' is finer than can be kept"),
        ("1:00.0001", "'1:00.0001' is finer than can be kept"),
    ],
)
def test_what_is_no_time_is_refused_by_a_sentence(text: str, fault: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_duration(text)
    assert caught.value.fault == fault
    assert caught.value.remedy


@pytest.mark.parametrize("text", ["9" * 5000, "9" * 5000 + ":00", "9" * 5000 + "h05", "1." + "9" * 5000])
def test_thousands_of_digits_are_no_time_and_no_crash(text: str) -> None:
    with pytest.raises(InputError):
        parse_duration(text)
    with pytest.raises(InputError):
        parse_distance(text)


@pytest.mark.parametrize(
    ("text", "range_ms"),
    [
        ("15-25 min", (900_000, 1_500_000)),
        ("15–25 min", (900_000, 1_500_000)),
        ("15 to 25 min", (900_000, 1_500_000)),
        ("15 min - 25 min", (900_000, 1_500_000)),
        ("1:30-2:00", (90_000, 120_000)),
        ("45 s-2 min", (45_000, 120_000)),
        ("20-30", (20_000, 30_000)),
        ("2-3'", (120_000, 180_000)),
        ("90\"-2'", (90_000, 120_000)),
        ("1—2 hrs", (3_600_000, 7_200_000)),
        ("40 min", (2_400_000, 2_400_000)),
    ],
)
def test_a_range_takes_its_unit_from_behind_the_second_number(text: str, range_ms: tuple[int, int]) -> None:
    assert parse_duration_range(text) == range_ms


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("25-15 min", "'25-15 min' runs backwards"),
        ("15-15 min", "'15-15 min' runs backwards"),
        ("1-2-3 min", "'1-2-3 min' is not a range of times"),
        ("-5 min", "'' is not a time"),
        ("a-5 min", "'a' is not a time"),
    ],
)
def test_what_is_no_range_is_refused_by_a_sentence(text: str, fault: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_duration_range(text)
    assert caught.value.fault == fault


@pytest.mark.parametrize(
    ("text", "metres"),
    [
        ("200 m", 200),
        ("200m", 200),
        ("200", 200),
        ("1 metre", 1),
        ("200 meters", 200),
        ("1.5 km", 1_500),
        ("1,5 KM", 1_500),
        ("100 km", FARTHEST_M),
        ("5k", 5_000),
        ("2 kilometres", 2_000),
        ("0,400 km", 400),
        ("1,500 km", 1_500),
        ("200\u202fm", 200),
    ],
)
def test_a_distance_is_read_as_whole_metres(text: str, metres: int) -> None:
    assert parse_distance(text) == metres


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("far", "'far' is not a distance"),
        ("-20 m", "'-20 m' is not a distance"),
        ("5 miles", "'5 miles' is not a distance"),
        ("0 m", "'0 m' is out of range"),
        ("100001", "'100001' is out of range"),
        ("0.5 m", "'0.5 m' is finer than can be kept"),
        ("1,000 m", "'1,000 m' may be 1 m or 1000 m"),
        ("10.000", "'10.000' may be 10 or 10000"),
    ],
)
def test_what_is_no_distance_is_refused_by_a_sentence(text: str, fault: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_distance(text)
    assert caught.value.fault == fault


@pytest.mark.parametrize(
    ("length_ms", "plain", "tenths"),
    [
        (0, "0:00", "0:00.0"),
        (999, "0:00", "0:00.9"),
        (45_249, "0:45", "0:45.2"),
        (245_200, "4:05", "4:05.2"),
        (3_845_000, "1:04:05", "1:04:05.0"),
        (-1_500, "-0:01", "-0:01.5"),
    ],
)
def test_a_clock_cuts_what_it_does_not_show(length_ms: int, plain: str, tenths: str) -> None:
    assert clock_text(length_ms) == plain
    assert clock_text(length_ms, tenths=True) == tenths


@pytest.mark.parametrize(
    ("length_ms", "text"), [(28_499, "28.4"), (59_999, "59.9"), (60_000, "1:00.0"), (62_399, "1:02.3"), (0, "0.0")]
)
def test_a_split_is_cut_to_the_tenth_and_never_rounded_up(length_ms: int, text: str) -> None:
    assert split_text(length_ms) == text


@pytest.mark.parametrize(
    ("length_ms", "text"),
    [
        (45_000, "45 s"),
        (32_500, "32.5 s"),
        (90_000, "1:30"),
        (1_500_000, "25 min"),
        (3_900_000, "1h05"),
        (3_600_000, "1h00"),
    ],
)
def test_a_length_is_written_as_it_is_said(length_ms: int, text: str) -> None:
    assert length_text(length_ms) == text


@pytest.mark.parametrize(
    ("shortest_ms", "longest_ms", "text"),
    [
        # 48.2 and 63.2 minutes.
        (2_890_000, 3_790_000, "48 to 63 min"),
        (1_500_000, 1_500_000, "25 min"),
        (1, 60_000, "1 min"),
        (89_999, 90_001, "1 to 2 min"),
    ],
)
def test_a_session_takes_whole_minutes_and_one_at_least(shortest_ms: int, longest_ms: int, text: str) -> None:
    assert minutes_text(shortest_ms, longest_ms) == text


def test_what_is_only_expected_is_written_to_the_second() -> None:
    assert [about_text(length_ms) for length_ms in (16_458, 79_227, 300, 80_000)] == [
        "about 16 s",
        "about 1:19",
        "about 1 s",
        "about 1:20",
    ]


def test_seconds_have_no_more_places_than_they_need() -> None:
    assert [seconds_text(length_ms) for length_ms in (12_500, 12_000, 12_340, 1, 0)] == [
        "12.5",
        "12",
        "12.34",
        "0.001",
        "0",
    ]


def test_json_carries_whole_seconds_as_whole_numbers() -> None:
    assert [repr(seconds_number(length_ms)) for length_ms in (12_000, 12_500)] == ["12", "12.5"]


@pytest.mark.parametrize(
    ("ms", "expected"),
    [(0, "0.0"), (49, "0.0"), (-49, "0.0"), (50, "0.1"), (-449, "0.4"), (450, "0.5"), (59_950, "1:00.0")],
)
def test_a_difference_is_rounded_to_the_tenth_and_bears_no_sign(ms: int, expected: str) -> None:
    assert apart_text(ms) == expected
    assert is_apart(ms) is (expected != "0.0")


@pytest.mark.parametrize(
    ("typed", "ms"),
    [
        ("38.4", 38_400),
        ("38,4", 38_400),
        ("38.45", 38_450),
        ("1:02.3", 62_300),
        ("1'02\"3", 62_300),
        ("1′02″3", 62_300),
        ("1’02”3", 62_300),
        ("1'02.3", 62_300),
        ('38"', 38_000),
    ],
)
def test_a_split_is_read_as_runners_write_it(typed: str, ms: int) -> None:
    assert parse_duration(typed) == ms


@pytest.mark.parametrize("typed", ["1:2.3", "1:02.", "38.4.5", "1'2", '1\'02""3', "38.4 5", "1:02:", "'38", "3,4,5"])
def test_a_split_that_cannot_be_read_whole_is_refused_whole_with_what_would_be_right(typed: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_duration(typed)
    assert "write a time as 45 s, 1:30" in str(caught.value)


@pytest.mark.parametrize(
    ("ms", "text"),
    [
        (38_450, "38.45"),
        (38_400, "38.4"),
        (38_454, "38.45"),
        (38_456, "38.46"),
        (62_050, "1:02.05"),
        (59_999, "1:00.0"),
    ],
)
def test_typed_hundredths_stay(ms: int, text: str) -> None:
    assert typed_text(ms) == text
