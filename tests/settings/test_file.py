from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speedtimer.errors import FileError, InputError, SpeedtimerError, StorageError
from speedtimer.settings.file import HEADER, SettingsFile, Way, default_of
from speedtimer.settings.loader import checked, read_settings
from speedtimer.settings.schema import Settings
from speedtimer.settings.toml_text import parsed

NOBODY: Final = 65534
"""A user without rights; Linux calls it by that name."""

MINE = """\
# my settings
[cues]
volume = 90   # the neighbours
silenced = [
    "press",      # I hear the key
    "ten_seconds",
]

# from the physio
[lead_in]
effort = "12 s" # not less

[paces.effort]
'200 m' = 36.5
"""


def file_with(tmp_path: Path, text: str | None) -> SettingsFile:
    path = tmp_path / "settings.toml"
    if text is not None:
        path.write_bytes(text.encode())
    file = SettingsFile(path)
    file.read()
    return file


def text_of(file: SettingsFile) -> str:
    return file.path.read_bytes().decode()


def test_where_there_is_no_file_one_is_made_with_a_header(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path / "new" / "settings.toml")
    file.change(("cues", "volume"), 80)
    assert text_of(file) == HEADER + "[cues]\nvolume = 80\n"
    assert file.now.cues.volume == 80
    assert list(file.path.parent.iterdir()) == [file.path]


@pytest.mark.parametrize(
    ("way", "value", "old", "new"),
    [
        (("cues", "volume"), 70, "volume = 90   # the", "volume = 70   # the"),
        (("cues", "count"), 5, "]\n\n# from", "]\ncount = 5\n\n# from"),
        (("cues", "silenced"), ["press", "walk"], '"ten_seconds",\n', '"walk",\n'),
        (("lead_in", "drill"), "6 s", "# not less\n", '# not less\ndrill = "6 s"\n'),
        (("paces", "effort", "200 m"), "36 s", "36.5", '"36 s"'),
        (("paces", "effort", "400 m"), "80 s", "36.5\n", '36.5\n"400 m" = "80 s"\n'),
        (("screen", "theme"), "day", "36.5\n", '36.5\n\n[screen]\ntheme = "day"\n'),
    ],
)
def test_only_the_changed_key_is_touched(tmp_path: Path, way: Way, value: object, old: str, new: str) -> None:
    file = file_with(tmp_path, MINE)
    file.change(way, value)
    assert MINE.count(old) == 1
    assert text_of(file) == MINE.replace(old, new)


def test_a_reset_takes_the_line_away_and_keeps_one_that_bears_a_comment(tmp_path: Path) -> None:
    file = file_with(tmp_path, "[lead_in]\neffort = 12 # not less\ndrill = 4\n[keys]\nskip = 'z'\n")
    file.reset(("lead_in", "effort"))
    file.reset(("lead_in", "drill"))
    file.reset(("lead_in", "stride"))
    file.reset(("keys", "skip"))
    assert text_of(file) == '[lead_in]\neffort = "10 s" # not less\n[keys]\n'
    assert file.now == Settings()


def test_a_change_is_taken_back_to_the_byte_and_so_is_the_making_of_the_file(tmp_path: Path) -> None:
    file = file_with(tmp_path, MINE)
    file.change(("cues", "volume"), 70)
    file.reset(("paces", "effort"))
    file.undo()
    file.undo()
    assert text_of(file) == MINE
    with pytest.raises(InputError, match="no change to take back"):
        file.undo()
    made = SettingsFile(tmp_path / "new.toml")
    made.change(("cues", "volume"), 70)
    made.undo()
    assert not made.path.exists()
    assert made.now == Settings()


def test_what_was_changed_elsewhere_meanwhile_is_kept_and_is_not_undone(tmp_path: Path) -> None:
    file = file_with(tmp_path, MINE)
    file.change(("cues", "volume"), 70)
    file.path.write_text(text_of(file).replace("# my settings", "[screen]\ntheme = 'night'"))
    with pytest.raises(InputError, match="changed elsewhere"):
        file.undo()
    assert file.now.screen.theme == "night"
    file.change(("cues", "volume"), 60)
    assert text_of(file).startswith("[screen]\ntheme = 'night'\n[cues]\nvolume = 60   # the neighbours\n")


@pytest.mark.parametrize("text", ["[cues\n", "[cues]\nvolume = 101\n", "[cues]\nbogus = 1\n"])
def test_a_file_at_fault_is_never_written_over(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text)
    with pytest.raises(FileError):
        SettingsFile(path).change(("cues", "volume"), 80)
    with pytest.raises(FileError):
        SettingsFile(path).reset(("cues", "volume"))
    assert path.read_text() == text


@pytest.mark.parametrize(
    ("way", "value", "said"),
    [
        (("cues", "volume"), 101, "cues.volume cannot be 101: write a whole number from 0 to 100"),
        (("lead_in", "effort"), "soon", "'soon' is not a time"),
        (("cues", "bogus"), 1, "there is no setting 'cues.bogus'"),
        (("guards", "bounce"), "3 s", "second_press leaves no room after bounce"),
    ],
)
def test_a_value_that_cannot_be_used_is_not_written(tmp_path: Path, way: Way, value: object, said: str) -> None:
    file = file_with(tmp_path, MINE)
    with pytest.raises(InputError) as raised:
        file.change(way, value)
    assert said in str(raised.value)
    assert text_of(file) == MINE
    assert not file.can_undo


@contextmanager
def anybody() -> Iterator[None]:
    """Be a user who heeds the modes of files, which root does not."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(sys.platform == "win32", reason="modes of files")
def test_a_folder_that_cannot_be_written_is_named() -> None:
    # Not in pytest's own folder, which nobody but its owner may enter.
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = file_with(folder, MINE)
        folder.chmod(0o555)
        with anybody(), pytest.raises(StorageError, match=f"make {folder} writable"):
            file.change(("cues", "volume"), 80)
        assert text_of(file) == MINE
        folder.chmod(0o755)


def test_where_a_folder_should_be_stands_a_file(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    with pytest.raises(StorageError, match="the settings cannot be written"):
        SettingsFile(tmp_path / "home" / "settings.toml").change(("cues", "volume"), 80)


def test_a_link_a_mode_a_mark_and_the_ends_of_lines_stay_as_they_are(tmp_path: Path) -> None:
    real = tmp_path / "dotfiles.toml"
    real.write_bytes(b"\xef\xbb\xbf[cues]\r\nvolume = 90\r\n")
    real.chmod(0o640)
    mode = real.stat().st_mode
    link = tmp_path / "settings.toml"
    try:
        link.symlink_to(real)
    except OSError:
        pytest.skip("links cannot be made here")
    SettingsFile(link).change(("cues", "count"), 4)
    assert link.is_symlink()
    assert real.read_bytes() == b"\xef\xbb\xbf[cues]\r\nvolume = 90\r\ncount = 4\r\n"
    assert real.stat().st_mode == mode


SOME: dict[Way, list[Any]] = {
    ("cues", "volume"): [0, 70, 100],
    ("cues", "silenced"): [[], ["press"], ["walk", "press"]],
    ("cues", "speech"): ["brief", "off"],
    ("lead_in", "effort"): ["12 s", 8, "1:00"],
    ("lead_in", "drill"): ["6 s"],
    ("paces", "effort"): [{"100 m": "17 s"}, {"100 m": 17, "1 km": "3:20"}],
    ("paces", "walk"): [1.4, 1],
    ("session", "auto"): [["drills"], "all"],
    ("screen", "theme"): ["night"],
    ("keys", "skip"): [["s"], "ctrl+s"],
}
CHANGES = st.sampled_from(sorted(SOME)).flatmap(
    lambda way: st.tuples(st.just(way), st.one_of(st.none(), st.sampled_from(SOME[way])))
)
LAYOUTS = ("", MINE, "cues.volume = 90 # loud\n\n# of paces\n[paces]\neffort = { '200 m' = 36 } # all out\n[lead_in]\n")


@given(st.sampled_from(LAYOUTS), st.lists(CHANGES, max_size=6))
def test_whatever_is_changed_the_file_says_it_and_keeps_its_comments(
    layout: str, changes: list[tuple[Way, Any]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = file_with(Path(folder), layout)
        for way, value in changes:
            before = text_of(file)
            try:
                file.reset(way) if value is None else file.change(way, value)
            except SpeedtimerError:
                assert text_of(file) == before
                continue
            expected = default_of(way) if value is None else value
            text = text_of(file)
            named: Any = parsed(text, file.path)
            for key in way:
                named = named.get(key) if isinstance(named, dict) else None
            assert named == expected or (value is None and named is None)
            assert checked(text, file.path) == file.now
        kept = [line.split("#")[1] for line in layout.splitlines() if line.startswith("#")]
        assert [line.split("#")[1] for line in text_of(file).splitlines() if line.startswith("#")] == kept
        while file.can_undo:
            file.undo()
        assert text_of(file) == layout
        read_settings(file.path)
