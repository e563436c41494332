"""Whatever is done to a settings file, it is read, or answered in sentences, each on one line with its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speedtimer.errors import FileError, InputError, Place
from speedtimer.settings.loader import read_what_holds
from speedtimer.settings.preferences import Preferences, ThemeName
from speedtimer.settings.toml_text import theme_of
from tests.settings.test_loader import DOCS

WHOLE = re.findall(r"```toml\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)[0].encode()

PIECES = [
    *(b"[", b"]", b"{", b"}", b"=", b".", b",", b"#", b'"', b"'", b'"""', b"'''", b"\\u001b", b"\n", b"\r\n", b" "),
    *(b"9" * 30, b"9" * 5_000, b"0x" + b"f" * 5_000, b"1e306", b"-1e308", b"inf", b"nan", b"-0.0", b"1_0", b"true"),
    *(b"2020-01-01", b"07:32:00", b"[1]", b"[[[]]]", b"{ a = 1 }", b'{ "200 m" = "38 s", "200m" = [1] }', b"[paces]"),
    *(b"[keys]\n", b"[cues]\n", b"volume = 3\n", b"[paces.effort]\n", b'"1,000 m" = "x"\n', b"skip = [1]\n", b"\xff"),
    *(b"\x00", b"\xc3\xbc", b"\xc2\x85", b"\xe2\x80\xae", b"[" * 2_000, b"a." * 2_000),
]

CUTS = st.tuples(st.integers(0, len(WHOLE)), st.integers(0, 30), st.sampled_from([b"", *PIECES]))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


def check(folder: Path, cuts: list[tuple[int, int, bytes]]) -> None:
    """Cut pieces out of the file in the docs and put others in; read it."""
    data = WHOLE
    for at, gone, put in cuts:
        data = data[:at] + put + data[at + gone :]
    path = folder / "settings.toml"
    path.write_bytes(data)
    assert theme_of(path) in (None, *ThemeName)
    faults: tuple[InputError, ...]
    try:
        found, faults = read_what_holds(path)
    except FileError as error:
        faults = error.faults
        assert faults
    else:
        assert isinstance(found, Preferences)
    for fault in faults:
        assert isinstance(fault.place, Place)
        assert 1 <= fault.place.line <= data.count(b"\n") + 1
        assert fault.place.column >= 1
        assert fault.remedy
        assert str(fault).isprintable()


@settings(max_examples=100, deadline=None)
@given(cuts=st.lists(CUTS, min_size=1, max_size=5))
def test_settings_with_bits_taken_out_and_put_in_never_crash(folder: Path, cuts: list[tuple[int, int, bytes]]) -> None:
    check(folder, cuts)


@pytest.mark.thorough
@settings(max_examples=5_000, deadline=None)
@given(cuts=st.lists(CUTS, min_size=1, max_size=9))
def test_nor_do_they_in_thousands_of_ways(folder: Path, cuts: list[tuple[int, int, bytes]]) -> None:
    check(folder, cuts)
