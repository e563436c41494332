"""Two small pydantic models, for the bare app that has pydantic loaded as well."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class Step(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["effort", "recovery"]
    metres: Annotated[int, Field(ge=1, le=100_000)] | None = None
    name: str = ""


class Workout(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Field(max_length=40)]
    steps: tuple[Step, ...]


Workout.model_validate({"name": "bench", "steps": [{"kind": "effort", "metres": 200}]})
