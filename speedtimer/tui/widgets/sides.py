"""The two sides of the session screen: what they are made of in each phase, and how they move with its seconds.

Shape and motion say once more what the colour says. They move with the clock, a step a second, and stand still where
nothing is to be waited for, so that nothing is painted there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Side:
    """What one phase's sides are. left, right: from the top down, repeated. climb: how many rows up a second, down
    where that is below zero."""

    left: str
    right: str
    climb: int = 0


SIDES: Final = {
    "ready": Side("▎", "▕"),
    # Up, to GO.
    "lead-in": Side("╏╏ ", "╏╏ ", climb=1),
    # All of it filled, and fast.
    "work": Side("█████▀", "█████▀", climb=2),
    # Down, back to the line.
    "recovery": Side("▌▌ ", "▐▐ ", climb=-1),
    # One foot after the other.
    "jog": Side("│ ", " │", climb=1),
    "paused": Side("║", "║"),
    "complete": Side("┃", "┃"),
}


def pairs(look: str, second: int, rows: int) -> list[tuple[str, str]]:
    """Give the two characters of each row, from the top down, at a second of a phase."""
    side = SIDES[look]
    moved = side.climb * second
    return [
        (side.left[(row + moved) % len(side.left)], side.right[(row + moved) % len(side.right)]) for row in range(rows)
    ]
