"""A session of history as plain data: what `history --json` prints of it, and `export` too."""

from __future__ import annotations

from speedtimer.records.codec import Json
from speedtimer.records.history import KeptSession
from speedtimer.records.session import KeptSplit


def session_data(kept: KeptSession) -> dict[str, Json]:
    """Give one session. Times of day are RFC 3339 with offset, lengths whole milliseconds, absent things null."""
    remarks = kept.remarks
    return {
        "session": kept.id,
        "workout": kept.workout,
        "name": kept.name,
        "started_at": kept.started_at,
        "ended_at": kept.ended_at,
        "completed": kept.result.completed,
        "ending": None if kept.ending is None else kept.ending.value,
        "rehearsal": kept.is_rehearsal,
        "speed": kept.scale,
        "zone": kept.started.zone,
        "length_ms": kept.result.length_ms,
        "paused_ms": kept.result.paused_ms,
        "away_ms": kept.result.away_ms,
        "effort": remarks.effort,
        "form": remarks.form,
        "surface": remarks.surface,
        "weather": remarks.weather,
        "notes": remarks.notes,
        "unknown": kept.unknown,
        "splits": [_split_data(split) for split in kept.result.splits],
    }


def _split_data(split: KeptSplit) -> Json:
    return {
        "index": split.index,
        "kind": split.kind.value,
        "section": split.section.value,
        "name": split.name,
        "rep": split.rep,
        "reps": split.reps,
        "m": split.distance_m,
        "ms": split.ms,
        "source": split.source.value,
        "round_trip_ms": split.round_trip_ms,
        "started_ms": split.started_ms,
        "ended_ms": split.ended_ms,
    }
