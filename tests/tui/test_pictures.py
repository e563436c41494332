from __future__ import annotations

import pytest

from tests.pictures import FOLDER, PICTURES, SHEET, Picture, drawn, sheet
from tests.recording import NAME, recording

pytestmark = pytest.mark.thorough


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
async def test_the_pictures_in_the_docs_show_what_the_screens_show(picture: Picture) -> None:
    """`python -m tests.pictures` draws them anew; look at them before they are committed."""
    assert await drawn(picture) == (FOLDER / f"{picture.name}.svg").read_text(encoding="utf-8")


def test_the_picture_of_the_figures_shows_them_as_they_are_drawn() -> None:
    assert sheet() == (FOLDER / f"{SHEET}.svg").read_text(encoding="utf-8")


async def test_the_recording_shows_what_the_screens_show_and_is_small_enough_for_a_page() -> None:
    made = await recording()
    assert made == (FOLDER / f"{NAME}.svg").read_text(encoding="utf-8")
    assert len(made.encode()) < 400_000


def test_no_picture_is_left_over() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == {SHEET, NAME, *(picture.name for picture in PICTURES)}
