"""Rows that run what checks the house: the suite, contracts, types, the matrix, the engine by itself."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

from benchmarks.spine_product import Measured

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent


def suite_twice() -> Measured:
    """Failed or skipped tests over two runs of `make test`, each in an order of its own."""
    ran = fallen = 0
    for _ in range(2):
        ended = subprocess.run(
            ["make", "test"],
            cwd=ROOT,
            env=os.environ | {"REQUIRE_ALL": "1"},
            stdout=subprocess.PIPE,
            text=True,
        )
        print("\n".join(fallen_in(ended.stdout)))
        print(ended.stdout[-3000:])
        closing = next(line for line in reversed(ended.stdout.splitlines()) if line.startswith("===="))
        counts = {word: int(n) for n, word in re.findall(r"(\d+) (passed|failed|skipped)", closing)}
        ran += sum(counts.values())
        fallen += (
            counts.get("failed", 0)
            + counts.get("skipped", 0)
            + (ended.returncode != 0 and not counts.get("failed"))
        )
    return Measured(fallen, ran)


def fallen_in(told: str) -> list[str]:
    """Which tests failed, broke or were skipped, and on which database: pytest's own lines about them."""
    return re.findall(r"^(?:=== On \w+ ===|(?:FAILED|ERROR|SKIPPED) .*)$", told, re.MULTILINE)


def contracts() -> Measured:
    """Broken import contracts."""
    ended = subprocess.run([BIN / "lint-imports", "--no-cache"], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    print(ended.stdout)
    kept = re.search(r"Contracts: (\d+) kept, (\d+) broken", ended.stdout)
    if not kept:
        raise RuntimeError("import-linter did not get as far as the contracts")
    return Measured(int(kept[2]), int(kept[1]) + int(kept[2]))


def types() -> Measured:
    """Errors of mypy strict, over so many files."""
    ended = subprocess.run([BIN / "mypy", "--no-incremental"], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    print(ended.stdout[-3000:])
    errors = re.search(r"Found (\d+) error", ended.stdout)
    files = re.search(r"(\d+) source files", ended.stdout)
    return Measured(int(errors[1]) if errors else 0, int(files[1]) if files else 0)


def matrix() -> Measured:
    """Cells of the route matrix that are not as declared: failed tests."""
    return _failed("tests/repository/test_matrix.py")


def axe_violations() -> Measured:
    """Pages on which axe finds something: failed tests, one a page."""
    return _failed("tests/journeys/test_axe.py")


def journeys_bare() -> Measured:
    """Journeys that do not end by keyboard, or without JavaScript: failed tests."""
    return _failed("tests/journeys", "-k", "keyboard or plain")


def engine_without_django() -> Measured:
    """Failed engine tests in an environment that has no Django."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        alone = Path(folder) / "bin" / "python"
        needs = ["pytest", "hypothesis", "highspy", "ortools", "pyarrow"]
        install: list[str | Path] = [alone, "-m", "pip", "install", "-q", "--disable-pip-version-check", "-c"]
        pinned = Path(folder) / "pinned.txt"
        pinned.write_text(_pins())
        subprocess.run([*install, pinned, *needs, ROOT], check=True)
        subprocess.run(
            [alone, "-c", "import importlib.util as u; assert u.find_spec('django') is None"], check=True
        )
        options: list[str | Path] = [
            "-m",
            "not data",
            "-c",
            os.devnull,
            "--noconftest",
            "--rootdir",
            ROOT,
            "-p",
            "no:cacheprovider",
        ]
        return _report([alone, "-m", "pytest", "-q", *options, "tests/engine"])


def _pins() -> str:
    """The versions of our locks, without hashes, as pip wants them for constraints."""
    locks = "\n".join((ROOT / "requirements" / name).read_text() for name in ("base.txt", "dev.txt"))
    pinned = [line.removesuffix(" \\") for line in locks.splitlines() if re.match(r"[A-Za-z0-9]", line)]
    return "\n".join(re.sub(r"\[.*?\]", "", pin) for pin in pinned)


def _failed(*which: str) -> Measured:
    return _report([sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", *which])


def _report(command: list[str | Path]) -> Measured:
    """Run pytest; failed and skipped tests of all."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        subprocess.run([*command, f"--junitxml={report}"], cwd=ROOT, stdout=sys.stderr)
        suite = next(ElementTree.parse(report).iter("testsuite"))
    bad = sum(int(suite.get(kind, 0)) for kind in ("failures", "errors", "skipped"))
    return Measured(bad, int(suite.get("tests", 0)))
