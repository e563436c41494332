"""No cue is mistaken for another: three ways to tell two apart, and every pair differs in two of them at least.

The margins, far above what listeners can just notice in quiet:
- rhythm: another number of notes, or notes 60 ms or more earlier or later. In a regular row of tones people notice
  6 ms, or 2.5 % of gaps over 240 ms (Friberg and Sundberg, "Time discrimination in a monotonic, isochronous
  sequence", Journal of the Acoustical Society of America 98, 1995). Ten times that is ours.
- pitch: three semitones or more between notes of the same place in the row, as they begin or as they end (ours).
- length: three tenths of the longer one or more (ours).
"""

from __future__ import annotations

from functools import cache
from itertools import combinations
from random import Random

import pytest

from tests.sounds.hearing import (
    RATE,
    Impression,
    Picture,
    cue_path,
    impression,
    loudest_rms,
    picture,
    samples_of,
    semitones,
)
from tests.sounds.test_cue_files import NAMES

GAP_MS = 60
SEMITONES = 3
# Pitches are found on a grid of quarter tones, so three semitones can be measured as two and a half.
GRID = 0.5
SHARE_OF_LENGTH = 0.3


def rhythms_differ(one: Impression, other: Impression) -> bool:
    if len(one.notes) != len(other.notes):
        return True
    return any(abs(a - b) >= GAP_MS for a, b in zip(one.gaps_ms, other.gaps_ms, strict=True))


def pitches_differ(one: Impression, other: Impression) -> bool:
    return any(
        max(semitones(a.first_hz, b.first_hz), semitones(a.last_hz, b.last_hz)) >= SEMITONES - GRID
        for a, b in zip(one.notes, other.notes, strict=False)
    )


def lengths_differ(one: Impression, other: Impression) -> bool:
    return abs(one.length_ms - other.length_ms) >= SHARE_OF_LENGTH * max(one.length_ms, other.length_ms)


@pytest.mark.parametrize(("one", "other"), list(combinations(NAMES, 2)))
def test_two_cues_differ_in_two_of_rhythm_pitch_and_length(one: str, other: str) -> None:
    a, b = impression(one), impression(other)
    assert rhythms_differ(a, b) + pitches_differ(a, b) + lengths_differ(a, b) >= 2


def test_go_and_over_differ_in_all_three_and_from_their_first_moment() -> None:
    go, over = impression("go"), impression("over")
    assert rhythms_differ(go, over)
    assert lengths_differ(go, over)
    assert semitones(go.notes[0].first_hz, over.notes[0].first_hz) >= SEMITONES


def test_go_is_one_steady_note_and_over_falls_with_every_note() -> None:
    (note,) = impression("go").notes
    assert note.first_hz == note.last_hz
    first, second, third = (note.first_hz for note in impression("over").notes)
    assert first > second > third


def test_the_count_leads_to_go_an_octave_above_it() -> None:
    (count,), (go,) = impression("count").notes, impression("go").notes
    assert semitones(go.first_hz, count.first_hz) == pytest.approx(12, abs=0.1)
    assert go.first_hz > count.first_hz


def test_only_the_last_rep_is_rung_in_like_a_last_lap() -> None:
    def strokes_in_a_row(name: str) -> int:
        return sum(gap <= 115 for gap in impression(name).gaps_ms)

    assert strokes_in_a_row("last_rep") == 7
    assert max(strokes_in_a_row(name) for name in NAMES if name != "last_rep") <= 2


def test_the_turn_draws_the_pyramid() -> None:
    pitches = [note.first_hz for note in impression("turn").notes]
    assert pitches[0] < pitches[1] < pitches[2] > pitches[3] > pitches[4]
    assert pitches == pitches[::-1]


def test_completion_is_nearly_twice_as_long_as_anything_else() -> None:
    others = max(impression(name).length_ms for name in NAMES if name != "complete")
    assert impression("complete").length_ms >= 1.9 * others


def test_a_pause_falls_and_its_end_rises() -> None:
    (down,), (up,) = impression("paused").notes, impression("resumed").notes
    assert down.last_hz < down.first_hz
    assert up.last_hz > up.first_hz


@pytest.mark.parametrize("name", NAMES)
def test_a_cue_is_known_in_noise_four_times_as_strong_as_itself(name: str) -> None:
    clean = samples_of(cue_path(name))
    noise, strength = Random(name), 4 * loudest_rms(clean)
    around = [0] * (RATE // 10)
    heard = picture([round(sample + noise.gauss(0, strength)) for sample in [*around, *clean, *around]])

    def likeness(other: str) -> float:
        return heard.likeness(known(other))

    assert max(NAMES, key=likeness) == name


@cache
def known(name: str) -> Picture:
    return picture(samples_of(cue_path(name)))
