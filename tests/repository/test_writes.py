"""Views translate; only actions write."""

import ast
from collections.abc import Iterator

import pytest

from tests.conftest import ROOT

WRITES = {
    "save",
    "create",
    "update",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "acreate",
    "aget_or_create",
    "aupdate_or_create",
    "asave",
    "adelete",
    "abulk_create",
    "abulk_update",
    "aupdate",
    "delete",
    "add",
    "remove",
    "set",
    "clear",
    "raw",
    "execute",
    "executemany",
}
# What the same words mean on things that are not rows: the session, a set of Python's own, a form's errors.
NOT_ROWS = {"session", "messages", "cache", "headers"}


def writes(source: str) -> list[tuple[int, str]]:
    """Each call that may write a row: its line and words."""
    tree = ast.parse(source)
    own_sets = set(_names_of_sets(tree))
    return [
        (node.lineno, ast.unparse(node.func))
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES
        and not _is_no_row(node.func.value, own_sets)
    ]


def test_no_view_writes_a_row() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {call}"
        for path in sorted((ROOT / "src/counterpart/web").rglob("*.py"))
        for line, call in writes(path.read_text())
    ]
    assert found == []


@pytest.mark.parametrize(
    "planted",
    [
        "programme.save()",
        "Programme.objects.create(name=name)",
        "Programme.objects.filter(pk=pk).update(name=name)",
        "programme.organisers.add(person)",
        "programme.organisers.clear()",
        "membership.delete()",
        "Person.objects.get_or_create(email=email)",
    ],
)
def test_a_planted_write_is_found(planted: str) -> None:
    assert len(writes(planted)) == 1


@pytest.mark.parametrize(
    "harmless", ["seen = set()\nseen.add(1)", "request.session.update(draft)", "actions.create(a)"]
)
def test_what_is_no_row_may_change(harmless: str) -> None:
    assert writes(harmless) == []


def _is_no_row(owner: ast.expr, own_sets: set[str]) -> bool:
    if isinstance(owner, ast.Name):
        return owner.id in own_sets or owner.id in NOT_ROWS or owner.id.endswith(("actions", "messages"))
    return isinstance(owner, ast.Attribute) and (owner.attr in NOT_ROWS or owner.attr == "actions")


def _names_of_sets(tree: ast.AST) -> Iterator[str]:
    """Names that the module itself binds to a set, dict or list."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value and _is_own_collection(node.value):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (target.id for target in targets if isinstance(target, ast.Name))


def _is_own_collection(value: ast.expr) -> bool:
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
        return value.func.id in {"set", "dict", "list"}
    return isinstance(value, ast.Set | ast.Dict | ast.List | ast.SetComp | ast.DictComp | ast.ListComp)
