"""The way back across the infield, worked out a second way: by walking round the track step by step."""

from __future__ import annotations

import importlib.util
import re
from math import cos, dist, hypot, isclose, pi, sin
from typing import Any

import pytest

from speedtimer.workout.reader import read
from tests.workout.files import SHIPPED

DOCS = SHIPPED.parent / ".github" / "docs"
STRAIGHT_M, BEND_M = 84.39, pi * (36.5 + 0.3)
STEP_M = 0.005


def drawing() -> Any:
    spec = importlib.util.spec_from_file_location("track", DOCS / "track.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def walked_back_m(start_m: float, rep_m: float) -> float:
    """Go rep_m along the track in small steps, turning in the bends alone, and measure the straight way back."""
    x = y = 0.0
    heading = 0.0
    for step in range(round(rep_m / STEP_M)):
        along_m = (start_m + (step + 0.5) * STEP_M) % (STRAIGHT_M + BEND_M)
        turning = along_m > STRAIGHT_M
        turn = STEP_M / 36.8 if turning else 0.0
        x += STEP_M * cos(heading + turn / 2)
        y += STEP_M * sin(heading + turn / 2)
        heading += turn
    return hypot(x, y)


def rows() -> list[tuple[float, list[float]]]:
    text = (DOCS / "track.md").read_text(encoding="utf-8")
    found = re.findall(r"^\| ([\d.]+) \| ([\d.]+) m \| ([\d.]+) m \| ([\d.]+) m \|$", text, re.MULTILINE)
    return [(float(start), [float(back) for back in backs]) for start, *backs in found]


def test_a_lap_is_400_m() -> None:
    assert isclose(drawing().LAP_M, 400, abs_tol=0.005)
    assert isclose(2 * (STRAIGHT_M + BEND_M), 400, abs_tol=0.005)


@pytest.mark.parametrize(("start_m", "backs_m"), rows(), ids=str)
def test_every_row_of_the_table_is_what_walking_round_gives(start_m: float, backs_m: list[float]) -> None:
    assert [round(drawing().way_back_m(start_m, rep_m), 1) for rep_m in (100, 150, 200)] == backs_m
    for rep_m, back_m in zip((100, 150, 200), backs_m, strict=True):
        assert isclose(walked_back_m(start_m, rep_m), back_m, abs_tol=0.06)


def test_the_table_is_there() -> None:
    assert [start for start, _ in rows()] == [0, 4, 8, 8.35, 12, 20, 30.27, 76.04]


@pytest.mark.parametrize("start_m", [0.0, 8.0, 40.0, 84.0])
def test_half_a_lap_by_symmetry(start_m: float) -> None:
    assert isclose(drawing().way_back_m(start_m, 200), hypot(STRAIGHT_M - 2 * start_m, 73.6), abs_tol=0.01)


def test_the_second_half_of_the_lap_is_the_first_turned_round() -> None:
    point = drawing().point
    centre = (STRAIGHT_M / 2, 36.8)
    for along_m in (0.0, 50.0, 100.0, 150.0, 199.0):
        here, opposite = point(along_m), point(along_m + drawing().LAP_M / 2)
        assert dist(here, centre) == pytest.approx(dist(opposite, centre))
        assert (here[0] + opposite[0], here[1] + opposite[1]) == pytest.approx((STRAIGHT_M, 73.6))


def test_eight_metres_into_a_straight_makes_a_walk_of_about_100_m() -> None:
    assert isclose(drawing().way_back_m(8, 200), 100, abs_tol=0.5)
    assert isclose(drawing().way_back_m(8.35, 200), 100, abs_tol=0.01)


def test_the_workouts_say_what_the_working_says() -> None:
    setup = " ".join(read(SHIPPED / "sprint-pyramid.yaml").setup)
    said = [int(number) for number in re.findall(r"(\d+) m after \d+ m", setup)]
    assert said == [round(drawing().way_back_m(8, rep_m)) for rep_m in (100, 150, 200)]
    for id_ in ("10x100m", "sprint-pyramid", "8x200m"):
        assert "about 8 m into a straight" in " ".join(read(SHIPPED / f"{id_}.yaml").setup)


def test_the_drawing_is_that_of_the_script() -> None:
    assert (DOCS / "track.svg").read_text(encoding="utf-8") == drawing().svg()
