"""`make check`: style, types, contracts, migrations, locks, and that every exemption says why."""

import io
import re
import subprocess
import sys
import tokenize
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
# An exemption, and what must follow it on its line: its reason.
EXEMPTION = re.compile(
    r"#\s*(type:\s*ignore|noqa|pragma:\s*no cover)(\[[\w\-, ]+\]|:\s*[A-Z0-9, ]+)?(?P<reason>.*)"
)
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def main() -> int:
    templates = sorted(str(path) for path in (ROOT / "src").rglob("templates/**/*.html"))
    steps: list[tuple[str, Callable[[], bool]]] = [
        ("ruff check", lambda: _run("ruff", "check", ".")),
        ("ruff format", lambda: _run("ruff", "format", "--check", ".")),
        ("mypy", lambda: _run("mypy")),
        ("contracts", lambda: _run("lint-imports", "--no-logo")),
        (
            "migrations",
            lambda: _run(
                "python",
                "-m",
                "django",
                "makemigrations",
                "--check",
                "--dry-run",
                "--settings=tests.settings",
            ),
        ),
        ("djade", lambda: _run("djade", "--check", "--target-version", "5.2", *templates)),
        ("locks", _locks_in_step),
        ("exemptions", _exemptions_explained),
    ]
    fell = [name for name, step in steps if not _say(name, step)]
    print(f"==== {', '.join(fell)} fell short ====" if fell else "==== all checks hold ====")
    return 1 if fell else 0


def _say(name: str, step: Callable[[], bool]) -> bool:
    print(f"--- {name}", flush=True)
    return step()


def _run(*command: str) -> bool:
    return subprocess.run([BIN / command[0], *command[1:]], cwd=ROOT).returncode == 0


def _locks_in_step() -> bool:
    """Ask uv for the locks again, preferring what they hold already: nothing may change."""
    stale = [name for name in ("base", "dev") if not _lock_in_step(name)]
    return not stale


def _lock_in_step(name: str) -> bool:
    lock = ROOT / "requirements" / f"{name}.txt"
    before = lock.read_text()
    asked = [
        "uv",
        "pip",
        "compile",
        "-q",
        "--universal",
        "--python-version",
        "3.11",
        "--generate-hashes",
        "--no-header",
        f"requirements/{name}.in",
    ]
    # The lock itself is given as a constraint, so that a release of today changes nothing.
    ended = subprocess.run(
        [BIN / "uv", *asked[1:], "-c", str(lock)], cwd=ROOT, capture_output=True, text=True
    )
    if ended.returncode:
        print(f"requirements/{name}.txt could not be compared: {ended.stderr.strip()[-500:]}")
        return pins_everything(name, before)
    if _pins(ended.stdout) == _pins(before):
        return True
    print(f"requirements/{name}.txt is not what requirements/{name}.in asks for: make lock")
    return False


def pins_everything(name: str, lock: str) -> bool:
    """Without a registry: every package that is asked for by name is pinned."""
    asked = {_canonical(line) for line in _lines(ROOT / "requirements" / f"{name}.in")}
    missing = sorted(asked - {_canonical(pin) for pin in _pins(lock)})
    if missing:
        print(f"not pinned in requirements/{name}.txt: {', '.join(missing)}")
    return not missing


def _pins(lock: str) -> set[str]:
    return {line.split(" \\")[0].strip() for line in lock.splitlines() if re.match(r"[A-Za-z0-9]", line)}


def _lines(path: Path) -> Iterator[str]:
    return (line for line in path.read_text().splitlines() if line and line[0] not in "#-")


def _canonical(requirement: str) -> str:
    name = NAME.match(requirement)
    return re.sub(r"[-_.]+", "-", name.group() if name else requirement).lower()


def _exemptions_explained() -> bool:
    counts: Counter[str] = Counter()
    silent: list[str] = []
    for path in _sources():
        for number, comment in _comments(path):
            found = exemption(comment)
            if found:
                counts[found[0]] += 1
                if not found[1]:
                    silent.append(f"{path.relative_to(ROOT)}:{number}: {comment}")
    print(", ".join(f"{n} {word}" for word, n in sorted(counts.items())) or "none")
    for line in silent:
        print(f"say why on the line: {line}")
    return not silent


def exemption(comment: str) -> tuple[str, str] | None:
    """What a comment exempts its line from, and the reason it gives."""
    found = EXEMPTION.search(comment)
    return (re.sub(r"\s", "", found[1]), found["reason"].strip(" -#:.")) if found else None


def _sources() -> Iterator[Path]:
    for folder in ("src", "tests", "benchmarks"):
        yield from sorted((ROOT / folder).rglob("*.py"))


def _comments(path: Path) -> Iterator[tuple[int, str]]:
    for token in tokenize.generate_tokens(io.StringIO(path.read_text()).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


if __name__ == "__main__":
    sys.exit(main())
