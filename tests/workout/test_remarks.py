"""Text that YAML takes for a comment is remarked, and a comment that somebody wrote as one is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from speedtimer.workout.reader import check
from tests.workout.files import SHIPPED, SMALL, steps, write


def remarked(path: Path) -> list[str]:
    return [str(remark).removeprefix(f"{path.parent}/") for remark in check(path)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (SMALL.replace("Small", "Gate code #4711"), "1:17: remark: '#4711'"),
        (SMALL.replace("To be read by a test.", "Meet at gate #B, the left one."), "3:23: remark: '#B, the left one.'"),
        (SMALL.replace("purpose", "setup:\n  - Gate\t#4 it is\npurpose"), "4:10: remark: '#4 it is'"),
        (SMALL.replace("sections:", "advice:\n  later: Lane #1\nsections:"), "5:15: remark: '#1'"),
        (steps("- jog: 15 min", "  tip: #1 is to be slow"), "8:14: remark: '#1 is to be slow'"),
        (steps("- jog: 15 min", "  name: Round #2  # a comment"), "8:21: remark: '#2 # a comment'"),
        (steps("- effort: 200 m", "  recovery: walk", "  tips:", "    1: Für #ünal"), "10:18: remark: '#ünal'"),
        (steps("- effort: 200 m", "  recovery:", "    do: walk", "    tip: Go #4"), "10:19: remark: '#4'"),
    ],
)
def test_a_text_that_a_sign_cuts_short_is_remarked(tmp_path: Path, text: str, said: str) -> None:
    path = write(tmp_path, text)
    assert remarked(path) == [f"w.yaml:{said} is a comment, since '#' begins one: put the text in quotes"]


@pytest.mark.parametrize(
    "text",
    [
        # A comment as people write them, with a space after its sign; or where there is no text to be cut.
        SMALL.replace("Small", "Small  # for tests"),
        SMALL.replace("sections:", "#sections\nsections:  #all of them"),
        SMALL.replace("even", "even #not built"),
        steps("- jog: 15 min  #easy", "- jog: 3 min  # easier"),
        steps("- effort: 4 x 200 m #as last week", "  recovery: walk back #slowly"),
        # Quotes, a sign with no space before it, and a text of several lines.
        SMALL.replace("Small", "'Gate code #4711'"),
        SMALL.replace("Small", '"Gate code #4711"  #important'),
        SMALL.replace("Small", "Gate#4711"),
        SMALL.replace("To be read by a test.", ">-\n  Gate code #4711"),
    ],
)
def test_a_comment_that_is_meant_as_one_is_not(tmp_path: Path, text: str) -> None:
    assert remarked(write(tmp_path, text)) == []


def test_of_a_block_it_is_said_once_in_its_own_file(tmp_path: Path) -> None:
    block = write(tmp_path / "blocks", "steps:\n  - jog: 15 min\n    tip: Go #1\n", "b.yaml")
    said = "remark: '#1' is a comment, since '#' begins one: put the text in quotes"
    assert remarked(write(tmp_path, steps("- block: b", "- block: b"))) == [f"blocks/b.yaml:3:13: {said}"]
    assert remarked(block) == [f"b.yaml:3:13: {said}"]


def test_nothing_is_remarked_of_the_shipped_ones() -> None:
    files = [*SHIPPED.glob("*.yaml"), *SHIPPED.glob("blocks/*.yaml")]
    assert len(files) == 10
    assert [check(path) for path in files] == [()] * 10
