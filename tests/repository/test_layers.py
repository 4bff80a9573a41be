"""The house is built one way: imports, foreign keys and the modules of an app all point downward."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import ForeignKey, Model

from tests.conftest import ROOT

SOURCES = ROOT / "src" / "counterpart"
LAYERS: list[str] = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][
    0
]["layers"]
HEIGHT = {app: -n for n, layer in enumerate(LAYERS) for app in layer.split(" | ")}
# Inside an app each of these may import those further right, never further left.
INSIDE = [["tasks"], ["actions"], ["bridge", "letters", "calendar"], ["queries"], ["rules"], ["models"]]
DEPTH = {module: n for n, modules in enumerate(INSIDE) for module in modules}
APPS = sorted(path.parent.name for path in SOURCES.glob("*/models.py"))
EMPTY_WORDS = {
    "utils",
    "util",
    "helpers",
    "helper",
    "manager",
    "managers",
    "handler",
    "handlers",
    "service",
    "services",
}


def test_every_import_contract_is_kept() -> None:
    ran = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stdout


def test_every_foreign_key_points_downward() -> None:
    upward = [
        f"{model._meta.label}.{name} -> {target}"
        for model, name, target in _foreign_keys()
        if _is_upward(model, target)
    ]
    assert upward == []


@pytest.mark.parametrize("app", APPS)
def test_the_modules_of_an_app_import_downward(app: str) -> None:
    upward = [
        f"{path.relative_to(SOURCES)}:{line} imports {other}"
        for path in sorted((SOURCES / app).rglob("*.py"))
        if (own := path.relative_to(SOURCES / app).parts[0].removesuffix(".py")) in DEPTH
        for line, other in _imported_from(path, app)
        if other in DEPTH and DEPTH[other] <= DEPTH[own] and other != own
    ]
    assert upward == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    found = [str(path.relative_to(ROOT)) for path in SOURCES.rglob("*") if path.stem in EMPTY_WORDS]
    assert found == []


def _foreign_keys() -> Iterator[tuple[type[Model], str, type[Model]]]:
    for model in apps.get_models():
        if model.__module__.startswith("counterpart."):
            for field in model._meta.get_fields():
                if isinstance(field, ForeignKey) or (field.many_to_many and not field.auto_created):
                    target = field.related_model
                    assert isinstance(target, type)
                    yield model, field.name, target


def test_the_engine_adds_nothing_up_in_an_order_of_threads() -> None:
    """A BLAS sums a long vector in as many parts as it has threads, and the last digits follow."""
    threaded = re.compile(r"np\.(linalg|dot|vdot|inner|einsum|tensordot|matmul)\b|\.dot\(")
    for path in (ROOT / "src/counterpart/engine").rglob("*.py"):
        assert not threaded.search(path.read_text()), path


def _is_upward(model: type[Model], target: type[Model]) -> bool:
    here, there = model._meta.app_label, target._meta.app_label
    return here != there and there in HEIGHT and HEIGHT[there] >= HEIGHT[here]


def _imported_from(path: Path, app: str) -> Iterator[tuple[int, str]]:
    """Modules of the same app that are imported for running, not only for types."""
    package = f"counterpart.{app}"
    tree = ast.parse(path.read_text())
    for_types = {id(n) for block in ast.walk(tree) if _is_type_checking(block) for n in ast.walk(block)}
    for node in ast.walk(tree):
        if id(node) in for_types:
            continue
        if isinstance(node, ast.ImportFrom) and node.module == package:
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"{package}."):
            yield node.lineno, (node.module or "").removeprefix(f"{package}.").split(".")[0]


def _is_type_checking(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
