"""Figures and times as they are said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speedtimer.coach.figures import apart, difference, percent, seconds


@pytest.mark.parametrize(
    ("ms", "expected"),
    [(0, "0.0 s"), (-49, "0.0 s"), (49, "0.0 s"), (-50, "-0.1 s"), (1_050, "1.1 s"), (-60_000, "-1:00.0")],
)
def test_a_difference_is_rounded_and_is_never_minus_zero(ms: int, expected: str) -> None:
    assert difference("fade", ms).text == expected


def test_a_time_is_cut() -> None:
    assert seconds("median", 38_290).text == "38.2 s"


def test_no_share_is_minus_zero() -> None:
    # 2 of 60,000 are 0.003 %.
    assert percent("fade", -2, 60_000).text == "0.0 %"
    assert percent("fade", -60, 60_000).text == "-0.1 %"


@given(st.integers(-3_600_000, 3_600_000))
def test_nothing_that_is_said_of_two_times_is_a_signed_zero(ms: int) -> None:
    said = (difference("fade", ms).text, percent("fade", ms, 38_000).text, apart(ms))
    assert not any(text.startswith(("-0.0 ", "+0.0 ", "-0:00.0")) for text in said)
