"""The shelf: shipped workouts in their order, own ones after them or in their place, and a cache nothing hangs on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from speedtimer import places
from speedtimer.errors import InputError
from speedtimer.rules import LeadIns, Paces, Rules
from speedtimer.workout import cache, library, reader
from speedtimer.workout.library import (
    SHIPPED,
    ShelfEntry,
    Summary,
    described,
    entries,
    find,
    shelf_fingerprint,
    summaries,
    summary_of,
)
from tests.workout.files import SHIPPED as FOLDER
from tests.workout.files import SMALL, fill_with_hostile_files, quietly, write


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(places.HOME_VARIABLE, str(tmp_path))
    return tmp_path


class Counting:
    """Rules, and how often they were asked for: only where something has to be read."""

    def __init__(self, rules: Rules | None = None) -> None:
        self.rules = rules or Rules()
        self.times = 0

    def __call__(self) -> Rules:
        self.times += 1
        return self.rules


def test_without_own_workouts_the_five_are_there_in_their_order() -> None:
    assert [(entry.id, entry.origin) for entry in entries()] == [(id_, "shipped") for id_ in SHIPPED]
    assert find("8x200m") == ShelfEntry("8x200m", FOLDER / "8x200m.yaml", "shipped")


def test_own_workouts_follow_by_name_and_hidden_and_other_files_do_not(home: Path) -> None:
    for name in ("b.yaml", "a.yml", ".hidden.yaml", "notes.txt"):
        write(home / "workouts", SMALL, name)
    assert [(entry.id, entry.origin) for entry in entries()][5:] == [("a", "own"), ("b", "own")]


@pytest.mark.parametrize("name", ["a.yaml", "a.YAML", "a.Yml"])
def test_the_ending_of_a_name_may_be_in_capitals(home: Path, name: str) -> None:
    own = write(home / "workouts", SMALL, name)
    assert find("a") == ShelfEntry("a", own, "own")
    assert find(name) == ShelfEntry("a", Path(name), "own", str(Path(name).resolve()))
    assert find(str(own)) == ShelfEntry("a", own, "own")


def test_whatever_lies_in_the_folder_is_listed_by_a_name_that_can_be_shown(home: Path) -> None:
    fill_with_hostile_files(home / "workouts")
    for shelf in (summaries(Rules), summaries(Rules)):
        assert [(summary.id, (summary.error or "").split(": ", 1)[1]) for summary in shelf[5:]] == [
            ("bidi\\u202e", f"{_NAME} (U+202E RIGHT-TO-LEFT OVERRIDE): rename it"),
            ("caf\\xe9", f"{_NAME} (the byte 0xE9, which is not UTF-8): rename it"),
            ("endless", "this is no plain file: name a workout file"),
            ("esc\\x1b]0;evil\\x07", f"{_NAME} (U+001B): rename it"),
            ("folder", "this is a folder: name a file in it"),
            ("new\\nline", f"{_NAME} (U+000A): rename it"),
            ("nowhere", "this link leads to no file: take it away, or mend it"),
            ("pipe", "this is no plain file: name a workout file"),
            (
                "ring",
                "the file cannot be read (Too many levels of symbolic links): check its name and its permissions",
            ),
            ("socket", "this is no plain file: name a workout file"),
        ]
        assert all((summary.error or "").isprintable() for summary in shelf)


_NAME = "the file's name has a sign that cannot be shown"


def test_an_own_workout_takes_the_place_of_the_shipped_one_of_its_id(home: Path) -> None:
    own = write(home / "workouts", SMALL, "8x200m.yaml")
    assert [entry.id for entry in entries()] == list(SHIPPED)
    assert find("8x200m") == ShelfEntry("8x200m", own, "own")


def test_of_two_own_files_of_one_id_the_first_by_name_counts(home: Path) -> None:
    for name in ("a.yml", "a.yaml"):
        write(home / "workouts", SMALL, name)
    assert [entry.path.name for entry in entries() if entry.origin == "own"] == ["a.yaml"]


@pytest.mark.parametrize("named", ["mine.yaml", "mine.yml", "folder/mine", "C:\\mine"])
def test_what_ends_as_a_file_or_has_a_slash_is_a_file(named: str) -> None:
    assert find(named).path == Path(named)


@pytest.mark.parametrize(
    ("named", "remedy"),
    [
        ("8x20m", "did you mean 8x200m?"),
        ("10x100", "did you mean 10x100m?"),
        ("hills", "did you mean hills-10x30s?"),
        ("Strides", "did you mean drills-and-strides?"),
        ("zzzzzz", "there are drills-and-strides, hills-10x30s, 10x100m, sprint-pyramid, 8x200m"),
    ],
)
def test_an_unknown_id_is_answered_with_the_closest(named: str, remedy: str) -> None:
    with pytest.raises(InputError) as caught:
        find(named)
    assert (caught.value.fault, caught.value.remedy) == (f"there is no workout '{named}'", remedy)


def test_on_a_long_shelf_an_id_like_none_is_answered_with_the_list(home: Path) -> None:
    for number in range(4):
        write(home / "workouts", SMALL, f"own-{number}.yaml")
    with pytest.raises(InputError) as caught:
        find("zzzzzz")
    assert caught.value.remedy == "`speedtimer list` names them all"


def test_a_summary_says_what_the_list_shows() -> None:
    assert summaries(Rules)[1] == Summary(
        "hills-10x30s",
        "shipped",
        str(FOLDER / "hills-10x30s.yaml"),
        "10 x 30 s hills",
        "power",
        "Power and running form, on a slope that asks for both.",
        (3_266_000, 4_166_000),
        (
            ("warm-up", True),
            ("easy-jog", False),
            ("drills", True),
            ("strides", True),
            ("main", True),
            ("warm-down", True),
        ),
    )


def test_estimates_go_by_the_rules() -> None:
    (first, *_) = summaries(lambda: Rules(lead_ins=LeadIns(drill_ms=15_000)))
    # Six drills with ten seconds more each.
    assert first.estimated_ms == (1_866_000 + 60_000, 2_766_000 + 60_000)


def test_an_own_file_at_fault_is_listed_with_all_that_is_wrong_and_breaks_nothing(home: Path) -> None:
    bad = write(home / "workouts", "name: Bad\nfocus: odd\n", "bad.yaml")
    *others, last = summaries(Rules)
    assert [summary.error for summary in others] == [None] * 5
    assert (last.id, last.origin, last.name, last.estimated_ms, last.sections) == ("bad", "own", None, None, ())
    assert last.error is not None
    assert last.error.splitlines() == [
        f"{bad}:1:1: 'purpose' is missing: write 'purpose: …', one sentence on what it is for",
        f"{bad}:1:1: 'sections' is missing: write 'sections: …', the parts, in their order",
        f"{bad}:2:8: 'odd' is no focus: write one of technique, power, build, pyramid, even",
    ]


def test_an_unchanged_shelf_is_not_read_again(home: Path) -> None:
    write(home / "workouts", SMALL, "own.yaml")
    write(home / "workouts", "name: Bad\n", "bad.yaml")
    rules = Counting()
    first = summaries(rules)
    assert summaries(rules) == first
    assert rules.times == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("workouts/own.yaml", SMALL.replace("2 x", "3 x")),
        ("workouts/more.yaml", SMALL),
        ("workouts/blocks/drills.yaml", "steps: [jog: 3 min]"),
        ("settings.toml", ""),
    ],
)
def test_a_changed_workout_block_or_setting_is_seen(home: Path, name: str, text: str) -> None:
    write(home, SMALL, "workouts/own.yaml")
    rules = Counting()
    summaries(rules)
    write(home, text, name)
    summaries(rules)
    assert rules.times == 2


def test_what_is_in_a_file_counts_and_not_its_size_and_date(home: Path) -> None:
    warm_up = "  - name: warm-up\n    steps:\n      - block: mine\n"
    own = write(home, SMALL.replace("sections:\n", f"sections:\n{warm_up}"), "workouts/own.yaml")
    block = write(home, "steps: [jog: 3 min]\n", "workouts/blocks/mine.yaml")
    settings = write(home, '[paces]\neffort = { "200 m" = "35 s" }\n', "settings.toml")

    def lasts_ms(effort_ms: int = 35_000) -> int:
        rules = Rules(paces=Paces(effort_ms=((200, effort_ms),)))
        estimated_ms = next(summary for summary in summaries(lambda: rules) if summary.id == "own").estimated_ms
        assert estimated_ms is not None
        return estimated_ms[0]

    # A jog of 3 min, twice 10 s of lead-in and 35 s, the walk of 200 m between, 160 s.
    assert lasts_ms() == 430_000
    seen = [shelf_fingerprint()]
    quietly(own, "2 x", "3 x")
    assert lasts_ms() == 180_000 + 3 * 45_000 + 2 * 160_000
    seen.append(shelf_fingerprint())
    quietly(block, "3 min", "4 min")
    assert lasts_ms() == 240_000 + 3 * 45_000 + 2 * 160_000
    seen.append(shelf_fingerprint())
    quietly(settings, "35 s", "45 s")
    assert lasts_ms(45_000) == 240_000 + 3 * 55_000 + 2 * 160_000
    seen.append(shelf_fingerprint())
    assert all(seen.count(each) == 1 for each in seen)


def test_a_file_that_only_looks_changed_is_not_read_again(home: Path) -> None:
    path = write(home / "workouts", SMALL, "own.yaml")
    rules = Counting()
    summaries(rules)
    os.utime(path, ns=(1, 1))
    summaries(rules)
    assert rules.times == 1


def test_one_changed_file_among_many_is_read_alone(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [write(home / "workouts", SMALL, f"own-{number}.yaml") for number in range(5)]
    summaries(Rules)
    read: list[str] = []

    def told(entry: ShelfEntry, rules: Rules) -> Summary:
        read.append(entry.id)
        return described(entry, rules)

    monkeypatch.setattr(library, "described", told)
    quietly(paths[2], "2 x", "3 x")
    paths[4].unlink()
    assert [summary.id for summary in summaries(Rules)][5:] == ["own-0", "own-1", "own-2", "own-3"]
    assert read == ["own-2"]
    assert len(summaries(Rules)) == 9
    assert read == ["own-2"]


def test_a_file_that_is_changed_while_it_is_read_is_read_again(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor's undo brings back what was hashed, while what was read was something else."""
    path = write(home / "workouts", SMALL, "own.yaml")

    def late(entry: ShelfEntry, rules: Rules) -> Summary:
        if entry.id == "own":
            quietly(path, "Small", "Other")
        return described(entry, rules)

    with monkeypatch.context() as patched:
        patched.setattr(library, "described", late)
        assert summaries(Rules)[-1].name == "Other"
    quietly(path, "Other", "Small")
    assert summaries(Rules)[-1].name == "Small"


def test_a_pipe_among_the_workouts_is_not_waited_for(home: Path) -> None:
    (home / "workouts").mkdir()
    os.mkfifo(home / "workouts" / "pipe.yaml")
    assert [summary.error is None for summary in summaries(Rules)] == [True] * 5 + [False]
    assert summaries(Rules) == summaries(Rules)


def test_as_much_of_a_file_is_looked_at_as_a_workout_may_have() -> None:
    assert cache.MOST_BYTES >= reader.MOST_BYTES


def test_a_workout_taken_away_is_seen(home: Path) -> None:
    path = write(home / "workouts", SMALL, "own.yaml")
    assert len(summaries(Rules)) == 6
    path.unlink()
    assert len(summaries(Rules)) == 5


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"not json",
        b"\xff\xfe",
        b"[]",
        b'{"for": 1}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_cache_is_not_used(home: Path, damage: bytes) -> None:
    good = summaries(Rules)
    (home / "cache" / "workouts.json").write_bytes(damage)
    assert summaries(Rules) == good


@pytest.mark.parametrize(
    "rows", [5, [5], [{}], [{"id": "x", "sections": 5, "estimated_ms": None}], [{"sections": [], "estimated_ms": [1]}]]
)
def test_a_cache_that_holds_something_else_is_not_used(home: Path, rows: object) -> None:
    good = summaries(Rules)
    file = home / "cache" / "workouts.json"
    kept = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**kept, "rows": rows}), encoding="utf-8")
    assert summaries(Rules) == good


def test_a_cache_that_cannot_be_written_is_done_without(home: Path) -> None:
    (home / "cache").write_text("in the way", encoding="utf-8")
    assert summaries(Rules) == summaries(Rules)
    assert (home / "cache").read_text(encoding="utf-8") == "in the way"


def test_a_cache_leaves_nothing_beside_itself(home: Path) -> None:
    summaries(Rules)
    assert [path.name for path in (home / "cache").iterdir()] == ["workouts.json"]


def test_an_unchanged_shelf_loads_neither_pydantic_nor_yaml(home: Path) -> None:
    summaries(Rules)
    code = (
        "import sys; from speedtimer.workout.library import summaries; rows = summaries(lambda: 1 / 0);"
        "print(len(rows), sorted({'pydantic', 'yaml', 'speedtimer.plan', 'speedtimer.rules'} & set(sys.modules)))"
    )
    root = FOLDER.parent
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, env=os.environ | {"SPEEDTIMER_HOME": str(home)}, capture_output=True,
        text=True, check=True,
    )  # fmt: skip
    assert done.stdout == "5 []\n"


def test_one_of_an_unchanged_shelf_is_described_without_being_read_again(home: Path) -> None:
    write(home / "workouts", SMALL, "own.yaml")
    shelf = summaries(Rules)
    rules = Counting()
    assert [summary_of(find(summary.id), rules) for summary in shelf] == list(shelf)
    assert rules.times == 0
    write(home / "workouts", SMALL.replace("2 x", "3 x"), "own.yaml")
    assert summary_of(find("own"), rules) == described(find("own"), Rules())
    assert rules.times == 1


def test_a_file_that_is_not_on_the_shelf_is_described_by_what_it_says(home: Path) -> None:
    summaries(Rules)
    path = write(home, SMALL, "elsewhere.yaml")
    assert summary_of(find(str(path)), Rules).name == "Small"
