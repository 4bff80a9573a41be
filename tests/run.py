"""`make test`: everything on SQLite, then what touches the database on PostgreSQL; random order, parallel.

REQUIRE_ALL=1 (as in CI) turns whatever would be skipped into a failure.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from xml.etree import ElementTree

from tests import postgres

# Never touch the database, or only read the sources.
WITHOUT_DATABASE = ["tests/engine", "tests/cli", "tests/repository"]
ON_POSTGRES = "(not browser and not processes) or postgres"


def main() -> int:
    began = time.monotonic()
    required = os.environ.get("REQUIRE_ALL") == "1"
    counts = [_pytest("SQLite", {}, [])]
    binaries = postgres.find()
    if binaries:
        ignored = [f"--ignore={folder}" for folder in WITHOUT_DATABASE]
        with postgres.cluster(binaries) as url:
            counts.append(_pytest("PostgreSQL", {"DATABASE_URL": url}, ["-m", ON_POSTGRES, *ignored]))
    else:
        print("\n*** Not run on PostgreSQL: no server found (Debian: apt-get install postgresql). ***\n")
    passed, failed, skipped, broken = (sum(column) for column in zip(*counts, strict=True))
    if required and not binaries:
        failed += 1
    words = [f"{n} {word}" for n, word in ((failed, "failed"), (passed, "passed"), (skipped, "skipped")) if n]
    databases = "SQLite and PostgreSQL" if binaries else "SQLite only"
    print(f"==== {', '.join(words)} on {databases} in {time.monotonic() - began:.0f}s ====")
    return 1 if failed or broken or not passed else 0


def _pytest(database: str, environment: dict[str, str], options: list[str]) -> tuple[int, int, int, int]:
    """Passed, failed, skipped, and whether pytest itself came to no good end."""
    print(f"\n=== On {database} ===", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        workers = ["-n", os.environ.get("WORKERS", "2"), "--dist", "worksteal"]
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            *workers,
            f"--junitxml={report}",
            *options,
            *sys.argv[1:],
        ]
        clean = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        ended = subprocess.run(command, env=clean | environment).returncode
        if not report.exists():
            return 0, 1, 0, 1
        suite = next(ElementTree.parse(report).iter("testsuite"))
    total, failures, errors, skipped = (
        int(suite.get(n, 0)) for n in ("tests", "failures", "errors", "skipped")
    )
    return total - failures - errors - skipped, failures + errors, skipped, int(ended != 0)


if __name__ == "__main__":
    sys.exit(main())
