from __future__ import annotations

import pytest

from tests.pictures import FOLDER, PICTURES, Picture, drawn

pytestmark = pytest.mark.thorough


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
async def test_the_pictures_in_the_docs_show_what_the_screens_show(picture: Picture) -> None:
    """`python -m tests.pictures` draws them anew; look at them before they are committed."""
    assert await drawn(picture) == (FOLDER / f"{picture.name}.svg").read_text(encoding="utf-8")


def test_no_picture_is_left_over() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {f"{picture.name}.svg" for picture in PICTURES}
