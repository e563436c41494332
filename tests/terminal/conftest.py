"""The virtual sound card is the one of the sound tests."""

from __future__ import annotations

from tests.sound.conftest import card

__all__ = ["card"]
