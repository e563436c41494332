"""The schema that editors read is the model's, and says the same of good and bad files."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from speedtimer.workout.model import json_schema
from speedtimer.workout.yaml_tree import parse, to_data
from tests.workout.files import SHIPPED, SMALL, steps

FILE = SHIPPED / "workout.schema.json"
WRITE_IT = (
    "python -c 'import json; from speedtimer.workout.model import json_schema; "
    f"print(json.dumps(json_schema(), indent=2))' > {FILE.name}"
)


def valid(data: Any) -> bool:
    return bool(jsonschema.Draft202012Validator(json_schema()).is_valid(data))


def data_of(text: str) -> Any:
    return to_data(parse(text, "F", []))


def test_the_file_is_the_models_schema() -> None:
    assert json.loads(FILE.read_text(encoding="utf-8")) == json_schema(), f"write it anew: {WRITE_IT}"


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize("path", sorted(SHIPPED.rglob("*.yaml")), ids=lambda path: path.stem)
def test_every_shipped_file_is_valid_by_it(path: Any) -> None:
    assert valid(data_of(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "text",
    [
        SMALL,
        steps("- effort: 200 m", "  recovery: {do: walk back, at_least: 20, suggested: 1:30}"),
        steps("- repeat: 3", "  between: rest 5 min", "  steps: [jog: 3 min, block: drills]"),
        steps("- pyramid: [100 m, 200 m]", "  recovery: walk 100 m", "  tips: {up: Build}"),
    ],
)
def test_what_the_reader_takes_is_valid_by_it(text: str) -> None:
    assert valid(data_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "name: Small\n",
        SMALL.replace("focus: even", "focus: odd"),
        SMALL.replace("purpose", "purpos"),
        SMALL.replace("name: main", "name: mian"),
        steps("- efort: 200 m", "  recovery: walk back"),
        steps("- effort: 200 m"),
        steps("- block: drills", "  steps: [jog: 3 min]"),
        steps("- repeat: 0", "  steps: [jog: 3 min]"),
        steps("- pyramid: [100 m]", "  recovery: walk back"),
    ],
)
def test_what_the_reader_refuses_by_its_shape_is_not_valid_by_it(text: str) -> None:
    assert not valid(data_of(text))
