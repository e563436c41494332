"""Which typed times are asked for twice."""

from __future__ import annotations

import pytest

from speedtimer.rules import Guards
from speedtimer.typed import doubt


@pytest.mark.parametrize(
    ("ms", "distance_m", "expected_ms", "why"),
    [
        # 12.5 m/s is 100 m in 8.0 s: the record is 9.58 s.
        (1_800, 100, 18_000, "100 m in 1.8: faster than anybody"),
        (7_999, 100, 18_000, "100 m in 8.0: faster than anybody"),
        (8_000, 100, 16_000, ""),
        (8_990, 100, 18_000, "Under half the 18.0 expected"),
        (9_000, 100, 18_000, ""),
        (36_000, 100, 18_000, ""),
        (36_010, 100, 18_000, "Over twice the 18.0 expected"),
        (14_000, None, 30_000, "Under half the 30.0 expected"),
        (1_800, 100, None, "100 m in 1.8: faster than anybody"),
        (90_000, 100, None, ""),
    ],
)
def test_what_nobody_runs_and_what_is_far_from_the_expected_time_is_doubtful(
    ms: int, distance_m: int | None, expected_ms: int | None, why: str
) -> None:
    assert doubt(ms, distance_m, expected_ms) == why


def test_the_guards_of_the_session_say_how_fast_nobody_runs() -> None:
    assert doubt(15_000, 100, 18_000, Guards(top_speed_mm_s=6_000)) == "100 m in 15.0: faster than anybody"


def test_the_longest_sentences_fit_on_the_screen() -> None:
    """With what the dialogs add, a sentence has sixty signs at most."""
    added = ". Enter again keeps it"
    assert len(doubt(301_230, 1_600, 60 * 60_000) + added) <= 60
    assert len(doubt(100_010, 1_600, 300_000) + added) <= 60
