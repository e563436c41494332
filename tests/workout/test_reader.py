"""A workout file is read, or all that is wrong with it is said as FILE:LINE:COL, fault and remedy."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from speedtimer.errors import FileError
from speedtimer.plan import MOST_STEPS
from speedtimer.workout.model import Effort, Include, Jog
from speedtimer.workout.reader import MOST_BYTES, check, read
from tests.workout.files import HEAD, SMALL, steps, write

A_LENGTH = "write a distance as 200 m, a time as 30 s, or 'open' for one that a press ends"
WORK = "write it as 8 x 200 m or 10 x 30 s"
KINDS = "begin it with one of jog, drill, stride, effort, pyramid, repeat, block"
MERGE = "merge keys are not read: write the keys out, or put shared steps into a block"


def faults(path: Path) -> list[str]:
    """What is wrong with a file, with the folder it lies in left out."""
    with pytest.raises(FileError) as caught:
        read(path)
    return [str(fault).replace(f"{path.parent}{os.sep}", "").replace(os.sep, "/") for fault in caught.value.faults]


def faults_in(folder: Path, text: str | bytes) -> list[str]:
    return faults(write(folder, text))


def test_a_small_workout_is_read(tmp_path: Path) -> None:
    workout = read(write(tmp_path, SMALL))
    assert (workout.name, workout.focus, workout.setup, workout.advice) == ("Small", "even", (), None)
    (section,) = workout.sections
    assert (section.name, section.on) == ("main", True)
    (effort,) = section.steps
    assert isinstance(effort, Effort)
    assert str(effort.amount) == "2 x 200 m"
    assert str(effort.recovery.do) == "walk back"


def test_anchors_and_aliases_save_writing(tmp_path: Path) -> None:
    text = steps("- effort: 200 m", "  recovery: &r {do: walk back, at_least: 30}", "- effort: 400 m", "  recovery: *r")
    first, second = read(write(tmp_path, text)).sections[0].steps
    assert isinstance(first, Effort)
    assert isinstance(second, Effort)
    assert first.recovery == second.recovery


def test_a_file_that_is_not_there_is_said_at_its_first_line(tmp_path: Path) -> None:
    assert faults(tmp_path / "none.yaml") == ["none.yaml:1:1: there is no such file: check its name"]


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "w.yaml").mkdir()
    assert faults(tmp_path / "w.yaml") == ["w.yaml:1:1: this is a folder: name a file in it"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "w.yaml")
    assert faults(tmp_path / "w.yaml") == ["w.yaml:1:1: this is no plain file: name a workout file"]


def test_a_name_that_no_file_can_have_is_said(tmp_path: Path) -> None:
    said = faults(tmp_path / "a\0b.yaml")
    assert len(said) == 1
    assert said[0].endswith("the file's name has a sign that cannot be shown (U+0000): rename it")
    assert "the file cannot be read" in faults(tmp_path / ("x" * 5000))[0]


def test_a_file_that_is_too_large_is_refused_by_its_size(tmp_path: Path) -> None:
    large = write(tmp_path, b"[" * (MOST_BYTES + 1))
    assert faults(large) == [f"w.yaml:1:1: {MOST_BYTES + 1} bytes are too many: stay below {MOST_BYTES}"]


def test_a_megabyte_of_comment_is_read(tmp_path: Path) -> None:
    assert read(write(tmp_path, SMALL + "#" * (MOST_BYTES - len(SMALL)))).name == "Small"


def test_a_byte_order_mark_at_the_start_is_passed_over(tmp_path: Path) -> None:
    assert read(write(tmp_path, b"\xef\xbb\xbf" + SMALL.encode())) == read(write(tmp_path, SMALL, "without.yaml"))


@pytest.mark.parametrize("space", ["\u00a0", "\u2009", "\u202f", "\u3000"])
def test_other_spaces_than_the_plain_one_are_read_as_it(tmp_path: Path, space: str) -> None:
    assert read(write(tmp_path, SMALL.replace(" ", space))) == read(write(tmp_path, SMALL, "plain.yaml"))


@pytest.mark.parametrize("name", ["Familie 👨\u200d👩\u200d👧", "دوی می\u200cخواهم", "Übung für Käthe"])
def test_a_name_may_have_what_its_language_is_written_with(tmp_path: Path, name: str) -> None:
    assert read(write(tmp_path, SMALL.replace("Small", name))).name == name


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("Small", "Sm\u202eall", "1:7: a sign that cannot be shown (U+202E RIGHT-TO-LEFT OVERRIDE): take it out"),
        ("Small", "Sm\u200ball", "1:7: a sign that cannot be shown (U+200B ZERO WIDTH SPACE): take it out"),
        ("focus: even", "focus: even\u200d", "2:8: 'even\\u200d' is no focus: did you mean 'even'?"),
        ("purpose", "pur\u200cpose", "3:1: 'pur\\u200cpose' does not belong here: did you mean 'purpose'?"),
        (
            "200 m",
            "200 m\u200c",
            "7:17: '200 m\\u200c' has a sign in it that cannot be seen (U+200C ZERO WIDTH NON-JOINER): take it out",
        ),
    ],
)
def test_a_sign_that_cannot_be_seen_is_named_where_it_is_refused(
    tmp_path: Path, before: str, after: str, said: str
) -> None:
    assert f"w.yaml:{said}".replace("'200 m", "'2 x 200 m") in faults_in(tmp_path, SMALL.replace(before, after))


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "w.yaml:1:1: the file is empty: write a workout in it, see `speedtimer schema`"),
        (b"\n# only a comment\n", "w.yaml:1:1: the file is empty: write a workout in it, see `speedtimer schema`"),
        (SMALL.encode("utf-16"), "w.yaml:1:1: the file is UTF-16: save it as UTF-8"),
        (b"\xef\xbb\xbfname: \x00\n", "w.yaml:1:7: a sign that cannot be shown (U+0000): take it out"),
        (
            b"name: a\n\xef\xbb\xbf\n",
            "w.yaml:2:1: a sign that cannot be shown (U+FEFF ZERO WIDTH NO-BREAK SPACE): take it out",
        ),
        (b"name: Small\nfocus: \xc3\xa9v\xe9n\n", "w.yaml:2:10: the byte 0xE9 is not UTF-8: save the file as UTF-8"),
        (b"name:\n\t- x\n", "w.yaml:2:1: a tab stands where spaces should: indent with spaces"),
        (b"name: \x00\n", "w.yaml:1:7: a sign that cannot be shown (U+0000): take it out"),
        (b"a: 1\n---\nb: 2\n", "w.yaml:2:1: a second document begins: keep one workout in a file"),
        (b"[" * 3000, "w.yaml:1:61: more than 60 lists and groups within one another: nest less"),
        (b"just words\n", "w.yaml:1:1: this has to be a group of keys: write 'key: value', each on a line of its own"),
        (b"- a\n- b\n", "w.yaml:1:1: this has to be a group of keys: write 'key: value', each on a line of its own"),
    ],
)
def test_what_is_no_workout_at_all_is_one_sentence(tmp_path: Path, data: bytes, fault: str) -> None:
    assert faults_in(tmp_path, data) == [fault]


def test_all_that_is_wrong_is_said_at_once_in_its_order(tmp_path: Path) -> None:
    text = (
        "name: 5\n"
        "focus: evn\n"
        "purpos: x\n"
        "setup: words\n"
        "advice: {first: x}\n"
        "name: Twice\n"
        "sections:\n"
        "  - name: mian\n"
        "    on: no\n"
        "    steps: [{jog: 3 min, tip: !x y}]\n"
    )
    assert faults_in(tmp_path, text) == [
        "w.yaml:1:1: 'purpose' is missing: write 'purpose: …', one sentence on what it is for",
        "w.yaml:1:7: this has to be text: write words, a number in quotes",
        "w.yaml:2:8: 'evn' is no focus: did you mean 'even'?",
        "w.yaml:3:1: 'purpos' does not belong here: did you mean 'purpose'?",
        "w.yaml:4:8: this has to be a list: begin each entry on a line of its own with '- '",
        "w.yaml:5:10: 'first' does not belong here: did you mean 'first_time'?",
        "w.yaml:6:1: 'name' stands twice: leave out one of them, the first is in line 1",
        "w.yaml:8:11: 'mian' is no section: did you mean 'main'?",
        "w.yaml:9:9: this is neither true nor false: write true or false",
        "w.yaml:10:31: the tag '!x' is not known: leave it out",
    ]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["- efort: 200 m"], ["7:9: 'efort' is no kind of step: did you mean 'effort'?"]),
        (
            ["- recovery: walk back"],
            [f"7:9: the step has no kind: {KINDS}"],
        ),
        (["- effort 200 m"], ["7:9: this is no step: write it as 'effort: 8 x 200 m'"]),
        (
            ["- effort: 200 m"],
            ["7:9: 'recovery' is missing: write 'recovery: …', what follows each rep, as 'walk back'"],
        ),
        (
            ["- jog: 3 min", "  effort: 200 m"],
            ["8:9: 'effort' begins another step: give it a line of its own that begins with '- '"],
        ),
        (
            ["- effort: -8 x 200 m", "  recovery: walk", "  tpi: Run"],
            [
                "7:17: -8 reps is out of range: write 1 to 10000 reps",
                "9:9: 'tpi' does not belong here: did you mean 'tip'?",
            ],
        ),
        (
            ["- drill: 99999999 x 20 m", "  recovery: walk"],
            ["7:16: 99999999 reps is out of range: write 1 to 10000 reps"],
        ),
        (["- effort: 200", "  recovery: walk"], ["7:17: '200' has no unit: write 200 m or 200 s"]),
        (["- effort: [200 m]", "  recovery: walk"], [f"7:17: this has to be a few words: {WORK}"]),
        (["- effort: true", "  recovery: walk"], [f"7:17: this has to be a few words: {WORK}"]),
        (
            ["- effort: 200 m", "  recovery: {do: walk bck, at_least: -3}"],
            [
                f"8:24: 'bck' is not a length: {A_LENGTH}",
                "8:44: '-3' is not a time: write a time as 45 s, 1:30, 25 min or 1h05",
            ],
        ),
        (
            ["- effort: 200 m", "  recovery: {at_last: 3}"],
            [
                "8:19: 'do' is missing: write 'do: …', how to recover, as 'walk back'",
                "8:20: 'at_last' does not belong here: did you mean 'at_least'?",
            ],
        ),
        (
            ["- effort: 200 m", "  recovery: {do: walk, at_least: 3 min, suggested: 2 min}"],
            ["8:40: at_least is longer than suggested: give the shorter time to at_least"],
        ),
        (
            ["- effort: 3 x 200 m", "  recovery: walk", "  tips:", "    1-x: A", "    4: B"],
            ["10:11: '1-x' names no reps: write one rep as 5, several as 7-10"],
        ),
        (
            ["- effort: 3 x 200 m", "  recovery: walk", "  tips:", "    1-2: A", "    4: B"],
            ["11:11: there is no rep 4: the set has 3"],
        ),
        (
            ["- effort: 3 x 200 m", "  recovery: walk", "  first_time_tips:", "    1-2: A", "    2-3: B"],
            ["11:11: rep 2 stands after rep 2: give each rep one tip, in order"],
        ),
        (
            ["- pyramid: [100 m, 200 m, 150 m]", "  recovery: walk"],
            ["7:33: 150 m is no step up from 200 m: write the way up, it comes down by itself"],
        ),
        (
            ["- pyramid: [100 m, 30 s]", "  recovery: walk"],
            ["7:26: 30 s is no step up from 100 m: write the way up, it comes down by itself"],
        ),
        (["- pyramid: [100 m]", "  recovery: walk"], ["7:18: the list is too short: write at least 2"]),
        (
            ["- pyramid: [100 m, 200 m]", "  recovery: walk", "  tips: {upp: Run}"],
            ["9:16: 'upp' is no part of a pyramid: did you mean 'up'?"],
        ),
        (
            ["- repeat: 0", "  steps: []"],
            ["7:17: 0 times is out of range: write 1 to 1000", "8:16: the list is too short: write at least 1"],
        ),
        (["- repeat: often", "  steps: [jog: 3 min]"], ["7:17: a repeat is a number: write how often, as 'repeat: 3'"]),
        (["- jog: 25-15 min"], ["7:14: '25-15 min' runs backwards: write the shorter time first, as 15-25 min"]),
        (
            ["- jog: 3 min", '  name: "\\e[31m"'],
            ["8:15: a sign that cannot be shown (U+001B): take it out"],
        ),
        (
            ["- jog: 3 min", "  name: A name that is too long for it"],
            ["8:15: 30 characters are too many: say it in 24"],
        ),
        (["- jog: 3 min", "  tip: ' '"], ["8:14: the text is empty: write it, or leave the key out"]),
        (["- <<: {jog: 3 min}"], [f"7:9: {MERGE}", f"7:9: the step has no kind: {KINDS}"]),
    ],
)
def test_a_step_that_is_wrong_is_said_where_it_is(tmp_path: Path, lines: list[str], said: list[str]) -> None:
    assert faults_in(tmp_path, steps(*lines)) == [f"w.yaml:{fault}" for fault in said]


def test_sections_keep_their_order_and_stand_once(tmp_path: Path) -> None:
    one = "    steps: [{jog: 3 min}]\n"
    swapped = HEAD + f"  - name: main\n{one}  - name: drills\n{one}"
    assert faults_in(tmp_path, swapped) == [
        "w.yaml:7:11: drills stands after main: keep to the order warm-up, easy-jog, drills, strides, main, warm-down"
    ]
    twice = HEAD + f"  - name: main\n{one}  - name: main\n{one}"
    assert faults_in(tmp_path, twice) == ["w.yaml:7:11: the section main stands twice: put its steps into one"]


def test_more_steps_than_anyone_does_are_refused_before_they_are_made(tmp_path: Path) -> None:
    nested = ["- repeat: 1000", "  steps:", "    - repeat: 1000", "      steps:", "        - jog: 1 min"]
    assert faults_in(tmp_path, steps(*nested)) == [
        f"w.yaml:5:5: the workout has 1000000 steps: stay at {MOST_STEPS} or fewer, recoveries included"
    ]
    assert read(write(tmp_path, steps("- effort: 6666 x 100 m", "  recovery: walk"))).sections
    assert "20001 steps" in faults_in(tmp_path, steps("- effort: 6667 x 100 m", "  recovery: walk"))[0]


def block(folder: Path, name: str, text: str) -> None:
    write(folder, text, f"blocks/{name}.yaml")


def test_a_block_stands_for_its_steps_and_may_use_others(tmp_path: Path) -> None:
    block(tmp_path, "outer", "steps:\n  - jog: 5 min\n  - block: inner\n")
    block(tmp_path, "inner", "steps:\n  - jog: 1 min\n")
    (outer,) = read(write(tmp_path, steps("- block: outer"))).sections[0].steps
    assert isinstance(outer, Include)
    jog, inner = outer.steps
    assert isinstance(jog, Jog)
    assert isinstance(inner, Include)
    assert [type(step) for step in inner.steps] == [Jog]


def test_an_own_block_stands_before_the_shipped_one_of_its_name(tmp_path: Path) -> None:
    shipped = read(write(tmp_path, steps("- block: warm-up"))).sections[0].steps[0]
    block(tmp_path, "warm-up", "steps:\n  - jog: 5 min\n")
    own = read(write(tmp_path, steps("- block: warm-up.yaml"))).sections[0].steps[0]
    lengths = [str(step.steps[0].length) for step in (shipped, own)]  # type: ignore[union-attr]
    assert lengths == ["15-25 min", "5 min"]


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("drils", "there is no block 'drils': did you mean 'drills'?"),
        (
            "zzz",
            "there is no block 'zzz': write one of drills, easy-jog, strides, warm-down, warm-up",
        ),
        ("../w", "the block '../w' lies outside the folder blocks/: put it inside"),
        ("/etc/passwd", "the block '/etc/passwd' lies outside the folder blocks/: put it inside"),
        ("", "this names no block: write the name of a file in the folder blocks/"),
        ("[a]", "this names no block: write the name of a file in the folder blocks/"),
        ("x" * 1000, f"'{'x' * 40}…' cannot be the name of a file: write one that can"),
        ('"a\\0b"', "'a\\x00b' cannot be the name of a file: write one that can"),
    ],
)
def test_a_block_that_cannot_be_had_is_said_where_it_is_named(tmp_path: Path, named: str, said: str) -> None:
    found = faults_in(tmp_path, steps(f"- block: {named}"))
    assert found[0] in {f"w.yaml:7:16: {said}", f"w.yaml:7:15: {said}"}


def test_a_link_out_of_the_blocks_folder_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path, "steps:\n  - jog: 5 min\n", "elsewhere.yaml")
    (tmp_path / "blocks").mkdir()
    (tmp_path / "blocks" / "out.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    assert faults_in(tmp_path, steps("- block: out")) == [
        "w.yaml:7:16: the block 'out' lies outside the folder blocks/: put it inside"
    ]


def test_a_fault_in_a_block_is_placed_in_the_block_and_said_once(tmp_path: Path) -> None:
    block(tmp_path, "bad", "steps:\n  - drill: 2 x 20\n    recovery: walk back\nname: x\n")
    assert faults_in(tmp_path, steps("- block: bad", "- block: bad", "- jog: soon")) == [
        f"w.yaml:9:14: 'soon' is not a length: {A_LENGTH}",
        "blocks/bad.yaml:2:12: '20' has no unit: write 20 m or 20 s",
        "blocks/bad.yaml:4:1: 'name' does not belong here: a block has nothing but steps",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "1:1: the file is empty: write a workout in it, see `speedtimer schema`"),
        ("- jog: 3 min\n", "1:1: a block has no steps: begin it with 'steps:' and a list of them"),
        ("steps:\n", "1:1: a block has no steps: begin it with 'steps:' and a list of them"),
        ("steps: [jog\n", "1:8: the bracket is not closed: put ',' between its values and close it"),
    ],
)
def test_a_block_that_is_none_is_said_in_its_own_file(tmp_path: Path, text: str, said: str) -> None:
    block(tmp_path, "bad", text)
    assert faults_in(tmp_path, steps("- block: bad")) == [f"blocks/bad.yaml:{said}"]


def test_a_block_that_includes_itself_is_said_where_it_does(tmp_path: Path) -> None:
    block(tmp_path, "me", "steps:\n  - block: me\n")
    assert faults_in(tmp_path, steps("- block: me")) == [
        "blocks/me.yaml:2:12: the block 'me' includes itself: leave this line out"
    ]


def test_a_loop_of_blocks_is_said_where_it_closes(tmp_path: Path) -> None:
    block(tmp_path, "a", "steps:\n  - block: b\n")
    block(tmp_path, "b", "steps:\n  - jog: 3 min\n  - block: a\n")
    assert faults_in(tmp_path, steps("- block: a")) == [
        "blocks/b.yaml:3:12: the block 'a' includes itself: leave this line out"
    ]


def test_steps_beside_a_block_are_refused(tmp_path: Path) -> None:
    assert faults_in(tmp_path, steps("- block: warm-up", "  steps: [jog: 3 min]")) == [
        "w.yaml:8:9: a block brings its own steps: leave these out"
    ]


def test_blocks_that_multiply_are_refused_before_they_are_put_together(tmp_path: Path) -> None:
    for number in range(12):
        inner = f"  - block: b{number + 1}\n" * 10 if number < 11 else "  - jog: 3 min\n"
        block(tmp_path, f"b{number}", f"steps:\n{inner}")
    (said,) = faults_in(tmp_path, steps("- block: b0"))
    assert said.endswith("more than 50000 values with all blocks: include fewer")


def test_blocks_within_one_another_have_a_bottom(tmp_path: Path) -> None:
    for number in range(100):
        block(tmp_path, f"b{number}", f"steps:\n  - block: b{number + 1}\n")
    (said,) = faults_in(tmp_path, steps("- block: b0"))
    assert said.endswith("more than 60 lists and groups in one another: nest less")


def test_a_block_is_checked_as_a_block_where_it_lies_among_blocks(tmp_path: Path) -> None:
    block(tmp_path, "good", "steps:\n  - block: other\n")
    block(tmp_path, "other", "steps:\n  - jog: 3 min\n")
    check(tmp_path / "blocks" / "good.yaml")
    block(tmp_path, "bad", "steps:\n  - jog: soon\n")
    with pytest.raises(FileError) as caught:
        check(tmp_path / "blocks" / "bad.yaml")
    assert "bad.yaml:2:10: 'soon' is not a length" in str(caught.value)
    check(write(tmp_path, SMALL))


@pytest.mark.parametrize("value", ["[even]", "{even: 1}", "5", ""])
def test_what_is_no_word_where_one_out_of_a_few_belongs_is_said(tmp_path: Path, value: str) -> None:
    write(tmp_path, SMALL.replace("focus: even", f"focus: {value}"))
    said = faults(tmp_path / "w.yaml")
    assert len(said) == 1
    assert said[0].endswith(": this is no focus: write one of technique, power, build, pyramid, even")
