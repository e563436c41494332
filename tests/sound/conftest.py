"""The virtual sound card for every test here. Without its programs the tests are skipped, but never in CI."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.sound.rig import VirtualCard, missing_tools

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def card(tmp_path: Path) -> Iterator[VirtualCard]:
    """A running virtual card."""
    missing = missing_tools()
    if missing and os.environ.get("CI"):
        pytest.fail(f"CI must record the sound, but {', '.join(missing)} is not installed (see tests/debian.txt)")
    if missing:
        pytest.skip(f"{', '.join(missing)} is not installed: no virtual sound card")
    with VirtualCard(tmp_path) as running:
        yield running


@pytest.fixture(scope="session")
def simpleaudio_python(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A Python of this version that has simpleaudio: this one, or in CI one that it is built for.

    Building it takes a compiler, libasound2-dev and the network, none of which the other tests need.
    """
    if find_spec("simpleaudio") is not None:
        return sys.executable
    if not os.environ.get("CI"):
        pytest.skip("simpleaudio is not installed; with CI=true it is built in a throw-away environment")
    folder = tmp_path_factory.mktemp("simpleaudio")
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    python = str(folder / "bin" / "python")
    subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "simpleaudio==1.0.4"], check=True
    )
    (Path(site_packages(python)) / "speedtimer.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    return python


def site_packages(python: str) -> str:
    """Where that Python keeps what is installed for it."""
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    return subprocess.run([python, "-c", code], check=True, capture_output=True, text=True).stdout.strip()
