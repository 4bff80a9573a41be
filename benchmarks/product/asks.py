"""An ask without a name, and asks that wait: as the suite tries them."""

import json
import tempfile
from pathlib import Path

from benchmarks.product.together import on_both, on_sqlite
from benchmarks.spine_product import Measured
from tests import postgres

MEMBERS, WEEKS = 40, 26


def anonymous_told() -> Measured:
    """Failed tests: of two worlds that differ in who asked, something that others get hold of differs."""
    return on_both(["tests/asks/test_nobody_knows.py"])


def asks_races() -> Measured:
    """Failed tests: more than one helper accepted, or an ask both taken back and accepted."""
    return on_both(["tests/asks/test_races.py"], RACE_PROCESSES="1")


def asks_unanswered_silent() -> Measured:
    """Askers, helpers and reporters of a simulated half-year who waited and heard nothing; both databases."""
    found = [_half_year(None)]
    binaries = postgres.find()
    if binaries is None:
        raise RuntimeError("no PostgreSQL on this machine, so this was not measured")
    with postgres.cluster(binaries) as url:
        found.append(_half_year(url))
    return Measured(sum(each["silent"] for each in found), sum(each["asked"] for each in found), seed=5)


def _half_year(url: str | None) -> dict[str, int]:
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "told.json"
        where = {"DATABASE_URL": url} if url else {}
        on_sqlite(
            ["tests/asks/test_half_year.py", "-k", "silence"],
            MEMBERS=str(MEMBERS),
            WEEKS=str(WEEKS),
            HALF_YEAR_TOLD=str(told),
            **where,
        )
        return dict(json.loads(told.read_text()))
