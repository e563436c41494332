"""Draw a cue as a small SVG: time to the right, pitch upwards, and each note as thick as it is loud."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from score import PEAK_LOUD, PITCHES, Sound
from tones import FADE_MS, RATE, RISE_MS, Note, envelope

_LEFT: Final = 34
_WIDTH_PER_S: Final = 240
_SHORTEST_MS: Final = 1000
_ROWS: Final = {name: 106 - 18 * row for row, name in enumerate(PITCHES)}
_BOTTOM: Final = 122
_HALF_THICKNESS: Final = 7
_EVERY_MS: Final = 25


def draw(name: str, sound: Sound) -> str:
    """Give the whole picture as text. Co-ordinates have at most one decimal and are worked out in integers."""
    shown_ms = max(_SHORTEST_MS, sound.length_ms)
    width = _LEFT + _x(shown_ms) // 10 + 12
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="140" viewBox="0 0 {width} 140" role="img">',
        f"<title>{name}: {sound.heard}</title>",
        f'<rect width="{width}" height="140" rx="4" fill="#fff"/>',
        '<g font-family="sans-serif" font-size="9" fill="#555" stroke="none">',
        *_grid(shown_ms),
        "</g>",
        *(_shape(note, sound.peak) for note in sound.notes),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _grid(shown_ms: int) -> list[str]:
    right = _LEFT + _x(shown_ms) // 10
    rows = [
        f'<path d="M{_LEFT} {y}H{right}" stroke="#ddd"/>'
        f'<text x="{_LEFT - 5}" y="{y + 3}" text-anchor="end">{name}</text>'
        for name, y in _ROWS.items()
    ]
    times = [
        f'<path d="M{_place(ms)} 10V{_BOTTOM}" stroke="#eee"/>'
        f'<text x="{_place(ms)}" y="134" text-anchor="middle">{ms} ms</text>'
        for ms in range(0, shown_ms + 1, 250)
    ]
    return times + rows


def _shape(note: Note, peak: int) -> str:
    """Outline one note: forth along its upper edge and back along its lower one."""
    gains = envelope(note)
    fading_ms = note.length_ms - FADE_MS
    points = []
    for ms in (0, RISE_MS, *range(_EVERY_MS, fading_ms, _EVERY_MS), fading_ms, note.length_ms):
        gain = gains[min(ms * RATE // 1000, len(gains) - 1)]
        points.append(
            (_place(note.at_ms + ms), _height(note, ms), 10 * _HALF_THICKNESS * gain * peak // (PEAK_LOUD << 30))
        )
    upper = " ".join(f"{x},{_tenths(y - half)}" for x, y, half in points)
    lower = " ".join(f"{x},{_tenths(y + half)}" for x, y, half in reversed(points))
    return f'<polygon points="{upper} {lower}" fill="#1f6f8b" stroke="#1f6f8b" stroke-width=".5"/>'


def _height(note: Note, ms: int) -> int:
    """Give the note's height at that moment, in tenths: a straight line from one row to the next (near enough)."""
    milli_hz = note.milli_hz
    if note.to_milli_hz is not None:
        milli_hz += (note.to_milli_hz - note.milli_hz) * ms // note.length_ms
    rows = sorted((PITCHES[name], 10 * y) for name, y in _ROWS.items())
    for (low, low_y), (high, high_y) in pairwise(rows):
        if low <= milli_hz <= high:
            return low_y + (high_y - low_y) * (milli_hz - low) // (high - low)
    raise ValueError(f"no row for {milli_hz} mHz: the picture shows {rows[0][0]} to {rows[-1][0]} mHz")


def _x(ms: int) -> int:
    return ms * _WIDTH_PER_S // 100


def _place(ms: int) -> str:
    return _tenths(10 * _LEFT + _x(ms))


def _tenths(value: int) -> str:
    return f"{value // 10}.{value % 10}" if value % 10 else str(value // 10)
