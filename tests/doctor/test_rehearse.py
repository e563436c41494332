from __future__ import annotations

import re
from pathlib import Path

from speedtimer.audio.solo import Solo
from speedtimer.audio.sounds import Sounds
from speedtimer.doctor.rehearse import rehearse
from speedtimer.engine.cue_table import Cue
from tests.audio.test_sounds import write

DOCS = (Path(__file__).parents[2] / ".github" / "docs" / "sounds.md").read_text(encoding="utf-8")


def test_every_cue_is_sounded_once_with_its_name(tmp_path: Path) -> None:
    for cue in Cue:
        write(tmp_path / f"{cue}.wav", [1000] * 441)
    shown: list[str] = []
    rings: list[int] = []
    with Solo("bell", lambda: rings.append(len(shown))) as solo:
        assert rehearse(solo, Sounds((tmp_path,), shown.append), shown.append, pause_ns=0) == 0
    assert [line.split()[0] for line in shown] == list(Cue)
    # Each had rung before the next was shown.
    assert rings == list(range(1, len(Cue) + 1))


def test_every_cue_is_there_and_means_what_the_docs_say() -> None:
    table = dict(re.findall(r"^\| `(\w+)` \| ([^|]+?) \|", DOCS, re.MULTILINE))
    assert {cue: table[cue] for cue in Cue} == {cue: cue.traits.means for cue in Cue}
