"""What lies in a folder and is no file, or has no end, is never waited for."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from speedtimer.files import is_there, read_plain


def test_a_file_is_read_up_to_what_it_may_have(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"12345")
    assert read_plain(file, 5) == b"12345"
    with pytest.raises(OSError, match="it has more than 4 bytes") as caught:
        read_plain(file, 4)
    assert caught.value.errno == errno.EFBIG


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="no files here that the system makes up")
def test_a_file_without_a_size_is_read_up_to_what_it_may_have() -> None:
    assert Path("/proc/self/maps").stat().st_size == 0
    assert read_plain(Path("/proc/self/maps"), 10_000_000)
    with pytest.raises(OSError, match="it has more than 10 bytes"):
        read_plain(Path("/proc/self/maps"), 10)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_pipes_and_devices_are_neither_read_nor_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(OSError, match="it is no plain file"):
            read_plain(path, 5)


def test_a_name_that_nothing_can_have_is_not_there(tmp_path: Path) -> None:
    assert is_there(tmp_path)
    assert not is_there(tmp_path / "gone")
    assert not is_there(tmp_path / ("x" * 5_000))
    (tmp_path / "ring").symlink_to("ring")
    assert not is_there(tmp_path / "ring" / "below")
