"""Whatever is done to a workout file, it is read or answered in whole sentences, each on one line with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speedtimer.errors import FileError, Place
from speedtimer.plan import Mode, Section
from speedtimer.workout.reader import check, read
from speedtimer.workout.unroll import AthleteProfile, unroll
from tests.workout.files import SHIPPED

FILES = [path.read_bytes() for path in sorted(SHIPPED.glob("*.yaml"))]
PIECES = [
    *(
        b"- ",
        b": ",
        b"{",
        b"}",
        b"[",
        b"]",
        b"&a ",
        b"*a",
        b"!x ",
        b"!!int ",
        b"\t",
        b"\n",
        b"  ",
        b"'",
        b'"',
        b"|",
        b">",
    ),
    *(
        b"~",
        b"#",
        b"<<: ",
        b"9" * 30,
        b"-",
        b"x",
        b"0",
        b"\xff",
        b"\x00",
        b"\xc3\xa9",
        b"---\n",
        b"...\n",
        b"? ",
        b"null",
    ),
    *(
        b"true",
        b".inf",
        b"1e999",
        b"block: warm-up",
        b"repeat: 3",
        b"steps:",
        b"%",
        b"@",
        b"`",
        b"\xc2\xb2",
        b"\xd9\xa3",
    ),
    # No-break and thin spaces, joiners, an override, a byte order mark; words that may be two things; a cut text.
    *(b"\xc2\xa0", b"\xe2\x80\x89", b"\xe2\x80\x8c", b"\xe2\x80\x8d", b"\xe2\x80\xae", b"\xef\xbb\xbf", b"\xc2\x85"),
    *(b"1,000 m", b"15m", b"3'", b"1'30\"", b"9" * 9 + b"h", b"5k", b" #4711", b" x ", b"jog", b"mins", b"0"),
]

CUTS = st.tuples(st.integers(0, 2_000), st.integers(0, 12), st.sampled_from([b"", *PIECES]))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


@settings(max_examples=300, deadline=None)
@given(whole=st.sampled_from(FILES), cuts=st.lists(CUTS, min_size=1, max_size=5))
def test_a_file_with_bits_taken_out_and_put_in_never_crashes(
    folder: Path, whole: bytes, cuts: list[tuple[int, int, bytes]]
) -> None:
    look(folder, whole, cuts)


@pytest.mark.thorough
@settings(max_examples=5_000, deadline=None)
@given(whole=st.sampled_from(FILES), cuts=st.lists(CUTS, min_size=1, max_size=9))
def test_nor_does_it_in_thousands_of_ways(folder: Path, whole: bytes, cuts: list[tuple[int, int, bytes]]) -> None:
    look(folder, whole, cuts)


def look(folder: Path, whole: bytes, cuts: list[tuple[int, int, bytes]]) -> None:
    """Cut pieces out of a file and put others in; read it."""
    for at, gone, put in cuts:
        whole = whole[:at] + put + whole[at + gone :]
    path = folder / "w.yaml"
    path.write_bytes(whole)
    try:
        workout = read(path)
    except FileError as error:
        for fault in error.faults:
            assert isinstance(fault.place, Place)
            assert fault.place.line >= 1
            assert fault.place.column >= 1
            assert fault.remedy
            assert str(fault).isprintable()
    else:
        assert unroll(workout, "w", frozenset(Section), Mode(), AthleteProfile()).steps
        assert all(str(remark).isprintable() for remark in check(path))
