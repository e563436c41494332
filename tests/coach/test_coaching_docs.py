"""What the documentation says of files, limits and members is what there is."""

from __future__ import annotations

from pathlib import Path

import pytest

from speedtimer.coach import bars, build, done, even, finding, guard
from speedtimer.coach.finding import Plotted
from speedtimer.coach.measured import Basis
from speedtimer.coach.verdict import JUDGES
from speedtimer.workout.expected_times import Known

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def text() -> str:
    return (ROOT / ".github" / "docs" / "coaching.md").read_text(encoding="utf-8")


def test_every_file_of_the_room_is_listed(text: str) -> None:
    for file in (ROOT / "speedtimer" / "coach").glob("*.py"):
        assert file.name == "__init__.py" or f"`{file.name}`" in text


def test_every_focus_basis_and_origin_of_a_pace_is_explained(text: str) -> None:
    for word in (*JUDGES, *Basis, *Plotted, *Known):
        assert f"`{word}`" in text


def test_limits_are_those_of_the_code(text: str) -> None:
    plain = " ".join(text.split())
    assert f"A rep more than {even.LINE_PERCENT} % from it is off the line" in plain
    assert f"Under {finding.EQUAL_MS / 1000} s counts as equal" in plain
    assert f"both more than {guard.SLOWER_PERCENT} % slower" in plain
    assert f"by more than {done.DRIFT_PERCENT} %" in plain
    assert f"at {bars.CUT_PERCENT} % of it" in plain
    assert (build.FEWEST, "From six reps on" in plain) == (6, True)
    assert (2 * done.DRIFT_OF, "From six recoveries on" in plain) == (6, True)
