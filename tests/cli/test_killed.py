"""A session in plain mode, killed and gone on with again and again: a few of the kills of `tests.bench.kills`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.kills import kill

KILLS = 5
LONGEST_S = 1.5
"""At twenty times the speed the lead-in and a rep are over by then."""


@pytest.mark.thorough
def test_killed_at_random_moments_and_gone_on_with_no_key_is_lost_or_kept_twice_and_its_splits_are_a_twins(
    tmp_path: Path,
) -> None:
    found = kill(tmp_path, KILLS, LONGEST_S)
    assert found.faults == []
    assert (found.kills, len(found.behind_ms)) == (KILLS, KILLS)
    # It did have something to lose.
    assert found.sessions < KILLS
    assert found.keys > 0
    assert found.splits > 0
