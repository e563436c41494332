"""The cue files themselves: all there, in the right form, loud where they should be, and made by the script."""

from __future__ import annotations

import subprocess
import sys
import wave
from pathlib import Path

import pytest

from speedtimer.engine.cue_table import Cue
from speedtimer.places import shipped
from tests.sounds.hearing import FULL_SCALE, RATE, cue_path, loudest_rms, samples_of, share_between

pytestmark = pytest.mark.thorough

NAMES = tuple(cue.value for cue in Cue)
DOCS = Path(__file__).parents[2] / ".github" / "docs"


def peak_dbfs(name: str) -> float:
    return {"walk": -9.0, "press": -6.0}.get(name, -1.0)


def made_anew(folder: Path) -> None:
    subprocess.run([sys.executable, "-B", str(shipped("sounds") / "make.py"), "--into", str(folder)], check=True)


def test_every_cue_has_a_file_and_every_file_is_a_cue() -> None:
    assert {path.stem for path in shipped("sounds").glob("*.wav")} == set(NAMES)


def test_the_script_makes_the_committed_files_and_pictures_byte_for_byte(tmp_path: Path) -> None:
    made_anew(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        f"{name}{ending}" for name in NAMES for ending in (".svg", ".wav")
    )
    for name in NAMES:
        assert (tmp_path / f"{name}.wav").read_bytes() == cue_path(name).read_bytes(), name
        assert (tmp_path / f"{name}.svg").read_bytes() == (DOCS / "sounds" / f"{name}.svg").read_bytes(), name


def test_the_table_in_the_docs_is_the_one_the_script_prints() -> None:
    make = [sys.executable, "-B", str(shipped("sounds") / "make.py"), "--table"]
    table = subprocess.run(make, check=True, capture_output=True, encoding="utf-8").stdout
    assert table in (DOCS / "sounds.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_a_cue_is_44_100_samples_a_second_of_16_bit_in_one_channel(name: str) -> None:
    with wave.open(str(cue_path(name)), "rb") as file:
        assert (file.getframerate(), file.getsampwidth(), file.getnchannels()) == (RATE, 2, 1)
        assert cue_path(name).stat().st_size == 44 + 2 * file.getnframes()


@pytest.mark.parametrize("name", NAMES)
def test_a_cue_peaks_where_it_is_meant_to_and_never_clips(name: str) -> None:
    peak = max(abs(sample) for sample in samples_of(cue_path(name)))
    assert peak == round(FULL_SCALE * 10 ** (peak_dbfs(name) / 20))


@pytest.mark.parametrize("name", NAMES)
def test_a_cue_reaches_half_of_its_peak_within_its_first_two_milliseconds(name: str) -> None:
    samples = samples_of(cue_path(name))
    peak = max(abs(sample) for sample in samples)
    assert max(abs(sample) for sample in samples[: 2 * RATE // 1000]) >= peak / 2


@pytest.mark.parametrize("name", NAMES)
def test_a_cue_fades_to_nothing(name: str) -> None:
    samples = samples_of(cue_path(name))
    last, before = samples[-RATE // 200 :], samples[-RATE // 50 : -RATE // 67]
    assert samples[-1] == 0
    assert max(abs(sample) for sample in last) <= 0.4 * max(abs(sample) for sample in before)


@pytest.mark.parametrize("name", NAMES)
def test_nine_tenths_of_a_cue_s_energy_lie_between_1_and_4_khz(name: str) -> None:
    assert share_between(samples_of(cue_path(name)), 1000, 4000) >= 0.9


@pytest.mark.parametrize(
    ("name", "decibels"),
    [
        *((name, 10) for name in ("go", "over", "count", "ready", "turn")),
        *((name, 9) for name in ("ten_seconds", "suggestion", "complete")),
        *((name, 6) for name in ("last_rep", "refused")),
    ],
)
def test_walk_is_softer_than_every_cue_that_asks_for_something(name: str, decibels: int) -> None:
    walk, other = (loudest_rms(samples_of(cue_path(cue))) for cue in ("walk", name))
    assert other >= 10 ** (decibels / 20) * walk


@pytest.mark.parametrize(
    ("names", "longest_ms"),
    [(("count",), 400), (("press", "refused"), 250), (("complete",), 3500), (set(NAMES) - {"complete"}, 1500)],
)
def test_a_cue_is_over_before_the_next_one_can_be_due(names: tuple[str, ...], longest_ms: int) -> None:
    for name in names:
        assert len(samples_of(cue_path(name))) / RATE * 1000 < longest_ms, name
