"""What the screen says to each fault of the sound, as the table in the docs has it: the tests go by that table."""

from __future__ import annotations

import re
from pathlib import Path

DOCS = Path(__file__).parents[2] / ".github" / "docs" / "sounds.md"
BEGIN = "## When the sound fails"


def table() -> dict[str, list[str]]:
    """Each fault with the sentences said to it, in order: the table before the next heading."""
    section = DOCS.read_text(encoding="utf-8").split(BEGIN)[1].split("\n#")[0]
    rows = re.findall(r"^\| ([^|]+?) \| ([^|]+?) \| [^|]+ \|$", section, re.MULTILINE)
    return {fault: re.findall(r"`([^`]+)`", said) for fault, said in rows if "`" in said}


def says(fault: str, place: int, sentence: str) -> bool:
    """Tell whether a sentence is what the table has at that place for a fault; `…` stands for any words."""
    pattern = ".+".join(map(re.escape, table()[fault][place].split("…")))
    return re.fullmatch(pattern, sentence) is not None
