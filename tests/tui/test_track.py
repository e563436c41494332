"""The way back across the infield, worked out a second way: by walking round the track step by step."""

from __future__ import annotations

import importlib.util
import re
from math import cos, dist, hypot, isclose, pi, sin
from typing import Any

import pytest

from speedtimer.app.planner import prepare
from speedtimer.plan import Section
from speedtimer.tui.plainly import in_ascii
from speedtimer.tui.track import LAP_M, point, reps_on_a_track, way_back_m
from speedtimer.tui.widgets.oval import LEAST, oval
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
    assert isclose(LAP_M, 400, abs_tol=0.005)
    assert isclose(2 * (STRAIGHT_M + BEND_M), 400, abs_tol=0.005)


@pytest.mark.parametrize(("start_m", "backs_m"), rows(), ids=str)
def test_every_row_of_the_table_is_what_walking_round_gives(start_m: float, backs_m: list[float]) -> None:
    assert [round(way_back_m(start_m, rep_m), 1) for rep_m in (100, 150, 200)] == backs_m
    for rep_m, back_m in zip((100, 150, 200), backs_m, strict=True):
        assert isclose(walked_back_m(start_m, rep_m), back_m, abs_tol=0.06)


def test_the_table_is_there() -> None:
    assert [start for start, _ in rows()] == [0, 4, 8, 8.35, 12, 20, 30.27, 76.04]


@pytest.mark.parametrize("start_m", [0.0, 8.0, 40.0, 84.0])
def test_half_a_lap_by_symmetry(start_m: float) -> None:
    assert isclose(way_back_m(start_m, 200), hypot(STRAIGHT_M - 2 * start_m, 73.6), abs_tol=0.01)


def test_the_second_half_of_the_lap_is_the_first_turned_round() -> None:
    centre = (STRAIGHT_M / 2, 36.8)
    for along_m in (0.0, 50.0, 100.0, 150.0, 199.0):
        here, opposite = point(along_m), point(along_m + LAP_M / 2)
        assert dist(here, centre) == pytest.approx(dist(opposite, centre))
        assert (here[0] + opposite[0], here[1] + opposite[1]) == pytest.approx((STRAIGHT_M, 73.6))


def test_eight_metres_into_a_straight_makes_a_walk_of_about_100_m() -> None:
    assert isclose(way_back_m(8, 200), 100, abs_tol=0.5)
    assert isclose(way_back_m(8.35, 200), 100, abs_tol=0.01)


def test_the_workouts_say_what_the_working_says() -> None:
    setup = " ".join(read(SHIPPED / "sprint-pyramid.yaml").setup)
    said = [int(number) for number in re.findall(r"(\d+) m after \d+ m", setup)]
    assert said == [round(way_back_m(8, rep_m)) for rep_m in (100, 150, 200)]
    for id_ in ("10x100m", "sprint-pyramid", "8x200m"):
        assert "about 8 m into a straight" in " ".join(read(SHIPPED / f"{id_}.yaml").setup)


def test_the_drawing_is_that_of_the_script() -> None:
    assert (DOCS / "track.svg").read_text(encoding="utf-8") == drawing().svg()


@pytest.mark.parametrize(
    ("workout", "reps_m"),
    [
        ("8x200m", (200,)),
        ("10x100m", (100,)),
        ("sprint-pyramid", (100, 150, 200)),
        ("hills-10x30s", ()),
        ("drills-and-strides", ()),
    ],
)
def test_the_track_is_drawn_for_efforts_over_a_distance(workout: str, reps_m: tuple[int, ...]) -> None:
    assert reps_on_a_track(prepare(workout).steps) == reps_m


def test_without_its_main_set_a_session_needs_no_track() -> None:
    assert reps_on_a_track(prepare("8x200m", sections=frozenset({Section.STRIDES})).steps) == ()


def test_the_drawing_on_the_screen_says_how_far_each_way_back_is_in_ascii_too() -> None:
    rows = oval((100, 150, 200), 54, 17)
    drawn = "\n".join(rows)
    assert [f"{back} m back" in drawn for back in (99, 122, 100)] == [True, True, True]
    assert "laptop, 8 m into the straight" in drawn
    assert [in_ascii(row) for row in rows] == [ascii(in_ascii(row))[1:-1] for row in rows]
    assert max(map(len, rows)) <= 54


@pytest.mark.parametrize(
    "reps_m", [(100,), (200,), (100, 150, 200), (300,), (396,), (100, 110, 120, 130, 140)], ids=str
)
@pytest.mark.parametrize("size", [LEAST, (33, 10), (33, 16), (54, 13), (54, 17), (72, 24), (72, 12), (90, 30)], ids=str)
def test_every_word_on_the_drawing_is_whole_and_lies_upon_nothing(
    reps_m: tuple[int, ...], size: tuple[int, int]
) -> None:
    rows, bare = oval(reps_m, *size), oval((), *size)
    for row, line in zip(rows, bare, strict=True):
        # Where the line of the lap runs, it still runs, or there is a mark upon it.
        for drawn, there in zip(row.ljust(size[0]), line.ljust(size[0]), strict=True):
            assert is_dotted(drawn) or drawn in "■►●" or not is_dotted(there)
    words = [f"{m} m back" for m in {round(way_back_m(8, rep_m)) for rep_m in reps_m}] + [f"{m} m" for m in reps_m]
    left = "\n".join(rows)
    for word in ("laptop, 8 m into the straight", *words):
        left = left.replace(word, "", 1)
    assert not re.search("[a-z0-9]", left)
    assert left.count("■►") == 1


@pytest.mark.parametrize("reps_m", [(100,), (200,), (100, 150, 200)], ids=str)
@pytest.mark.parametrize("size", [(33, 10), (33, 16), (54, 13), (54, 17), (72, 24), (90, 30)], ids=str)
def test_of_the_shipped_workouts_every_word_has_its_room(reps_m: tuple[int, ...], size: tuple[int, int]) -> None:
    drawn = "\n".join(oval(reps_m, *size))
    for rep_m in reps_m:
        assert re.search(rf"(?<!\d){rep_m} m(?! back)", drawn)
        assert re.search(rf"(?<!\d){round(way_back_m(8, rep_m))} m back", drawn)
    assert drawn.count("●") == len(reps_m)


def is_dotted(letter: str) -> bool:
    return 0x2800 < ord(letter) < 0x2900


def test_half_a_lap_on_one_stands_opposite_in_the_drawing() -> None:
    # 17 rows of 4 dots for 73.6 m: 0.92 dots a metre, so 67 dots from straight to straight and 146 of 108 across.
    # It is the width that is short: 107 dots for 157.99 m are 0.677 a metre, 50 dots high, 13 rows.
    rows = oval((200,), 54, 17)
    assert "●" in rows[0]
    assert "200 m" in rows[1]
    assert "■►" in rows[12]


def test_where_there_is_no_room_nothing_is_drawn() -> None:
    assert oval((200,), LEAST[0] - 1, 17) == oval((200,), 54, LEAST[1] - 1) == []
    assert len(oval((200,), *LEAST)) == LEAST[1]
