"""The house's walls: rooms import downwards only, and each outside package is imported in its own room alone."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "speedtimer"

FLOORS = {
    "signs": 0,
    "files": 0,
    "errors": 1,
    "units": 2,
    "places": 2,
    "plan": 3,
    "rules": 3,
    "totals": 3,
    "typed": 4,
    "engine": 4,
    "workout": 4,
    "actions": 5,
    "settings": 6,
    "audio": 7,
    "coach": 7,
    "records": 7,
    "wording": 7,
    "runtime": 8,
    "exchange": 8,
    "app": 9,
    "tui": 10,
    "doctor": 11,
    "cli": 12,
    "__main__": 13,
    "__init__": 0,
}
"""Which floor a room stands on. It may import from itself and from lower floors, and from its own floor only as
SAME_FLOOR says."""

SAME_FLOOR = {("units", "errors"), ("plan", "rules"), ("totals", "plan"), ("audio", "wording")}

OUTSIDE = {
    "textual": ("tui",),
    "rich": ("tui",),
    "textual_plotext": ("tui/widgets/plot",),
    "pydantic": ("workout", "settings"),
    "yaml": ("workout/reader", "workout/yaml_tree"),
    "sqlite3": ("records",),
    "asyncio": ("runtime/conductor", "runtime/stdin_events", "app/sessions", "cli", "tui"),
    "platformdirs": ("places",),
    "wakepy": ("runtime/keep_awake",),
    "psutil": ("runtime/battery",),
    "miniaudio": ("audio/backends/miniaudio_stream",),
    "simpleaudio": ("audio/backends/simpleaudio_wave",),
    "argparse": ("cli",),
    "tomllib": ("settings",),
    "tomlkit": ("settings/file",),
}
"""Where a package may be imported: in that room, or in that one file (without its ending)."""


def files() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def name_of(file: Path) -> str:
    return str(file.relative_to(PACKAGE).with_suffix("")).replace("\\", "/")


def imports(file: Path) -> list[tuple[int, str]]:
    """Every module a file imports, with its line, whether at the top, inside a function or for types only."""
    found: list[tuple[int, str]] = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}:{node.lineno} imports relatively"
            module = node.module or ""
            found += [(node.lineno, imported(module, alias.name)) for alias in node.names]
    return found


def imported(module: str, name: str) -> str:
    """Give the module that `from module import name` leads to: in this package a file may be what is named."""
    within = ROOT.joinpath(*module.split("."), name)
    is_file = within.with_suffix(".py").exists() or (within / "__init__.py").exists()
    return f"{module}.{name}" if module == "speedtimer" or is_file else module


def wrong_floors(file: Path) -> list[str]:
    room = name_of(file).split("/")[0]
    wrong = []
    for line, module in imports(file):
        if not module.startswith("speedtimer."):
            continue
        other = module.split(".")[1]
        if other in (room, "__version__"):
            continue
        if FLOORS[other] > FLOORS[room] or (FLOORS[other] == FLOORS[room] and (room, other) not in SAME_FLOOR):
            wrong.append(f"{name_of(file)}:{line} imports {module}, which stands no lower")
    return wrong


def leads_to() -> dict[str, set[str]]:
    """Which files each file imports, both as dotted names within the package."""
    named = {name_of(file).replace("/", ".").removesuffix(".__init__"): file for file in files()}
    found: dict[str, set[str]] = {}
    for name, file in named.items():
        modules = {module.removeprefix("speedtimer.") for _, module in imports(file)}
        found[name] = modules & named.keys() - {name}
    return found


def circles(leads: Mapping[str, set[str]]) -> list[list[str]]:
    """Give the files that lead back to themselves, those of one circle together."""
    reached = {name: reachable(name, leads) for name in leads}
    found = {frozenset(other for other in reached[name] if name in reached[other]) for name in leads}
    return sorted(sorted(circle) for circle in found if circle)


def reachable(name: str, leads: Mapping[str, set[str]]) -> set[str]:
    reached, ahead = set[str](), [name]
    while ahead:
        new = leads[ahead.pop()] - reached
        reached |= new
        ahead += new
    return reached


def test_a_circle_is_found_however_long_it_is() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a", "d"}, "d": set()}) == [["a", "b", "c"]]
    assert circles({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []


def test_no_file_leads_back_to_itself_by_what_it_imports_within_functions_either() -> None:
    assert circles(leads_to()) == []


def test_every_room_has_a_floor() -> None:
    assert {name_of(file).split("/")[0] for file in files()} <= set(FLOORS)


def test_rooms_import_downwards_only() -> None:
    assert [fault for file in files() for fault in wrong_floors(file)] == []


def test_outside_packages_stay_in_their_rooms() -> None:
    wrong = []
    for file in files():
        for line, module in imports(file):
            allowed = OUTSIDE.get(module.split(".")[0])
            name = name_of(file)
            if allowed is not None and not any(name == place or name.startswith(f"{place}/") for place in allowed):
                wrong.append(f"{name}:{line} imports {module}")
    assert wrong == []


def test_a_widget_imports_neither_the_app_nor_a_screen() -> None:
    wrong = []
    for file in (PACKAGE / "tui" / "widgets").rglob("*.py"):
        for line, module in imports(file):
            if module.startswith(("speedtimer.tui.app", "speedtimer.tui.screens")):
                wrong.append(f"{name_of(file)}:{line}")
    assert wrong == []


def test_no_file_is_longer_than_500_lines_and_no_function_than_60() -> None:
    wrong = []
    for file in files():
        text = file.read_text(encoding="utf-8")
        if text.count("\n") > 500:
            wrong.append(name_of(file))
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > 60:
                    wrong.append(f"{name_of(file)}:{node.lineno} {node.name}")
    assert wrong == []


def loaded_by(code: str) -> set[str]:
    """The modules a fresh process has loaded after running code."""
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint(' '.join(sys.modules))"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("code", "without"),
    [
        (
            "import speedtimer.engine.engine, speedtimer.engine.log",
            {"textual", "pydantic", "yaml", "sqlite3", "asyncio", "platformdirs"},
        ),
        ("import speedtimer.plan, speedtimer.rules, speedtimer.units", {"speedtimer.engine", "pydantic", "asyncio"}),
        (
            "import speedtimer.tui.app, speedtimer.tui.screens.session; "
            "import speedtimer.app.sessions, speedtimer.cli.commands.run",
            {"psutil", "wakepy", "speedtimer.doctor", "speedtimer.coach", "pydantic", "yaml"},
        ),
        # A choice is made before the first paint.
        (
            "import speedtimer.tui.app, speedtimer.app.services",
            {"speedtimer.engine", "speedtimer.records.codec", "sqlite3", "pydantic"},
        ),
        ("import speedtimer.cli.main", {"textual", "rich", "pydantic", "yaml", "sqlite3", "asyncio", "tomlkit"}),
        ("import speedtimer.tui.app", {"pydantic", "tomlkit", "tomllib", "yaml", "speedtimer.tui.screens.settings"}),
    ],
)
def test_a_fresh_process_loads_no_more_than_it_needs(code: str, without: set[str]) -> None:
    assert loaded_by(code) & without == set()
