"""10,000 people, 3,000 stories, 20,000 comments: reading and looking beside a bare view, and what is found"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.spine_product import Measured
from tests import postgres

SEED = 5
SLIPS = 300


def search_typos() -> Measured:
    """Of what is looked for with one slip, the share found among the first five of its kind, at worst."""
    return Measured(min(told["found"] for told in _on_both()), SLIPS, SEED)


def search_many() -> Measured:
    """Searches a second beside a bare view, over its bound on each database; the worse of the two."""
    return Measured(min(told["search"] for told in _on_both()), 10_000, SEED)


def reading_many() -> Measured:
    """Pages of the reading list and of a story with many comments beside a bare view, over their bound."""
    return Measured(min(told["reading"] for told in _on_both()), 3_000, SEED)


def many_queries() -> Measured:
    """The most queries of any of these pages."""
    return Measured(max(told["queries"] for told in _on_both()), 10_000, SEED)


def _on_both() -> Iterator[dict[str, float]]:
    binaries = postgres.find()
    if binaries is None:
        raise RuntimeError("no PostgreSQL on this machine, so this was not measured")
    with _sqlite() as url:
        yield _measure(url, bound=0.04)
    with postgres.cluster(binaries) as url:
        yield _measure(url, bound=0.025)


@contextmanager
def _sqlite() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{Path(folder) / 'many.db'}"


def _measure(url: str, *, bound: float) -> dict[str, float]:
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "benchmarks.product.bare_settings",
        "BOUND": str(bound),
    }
    command = [sys.executable, "-m", "benchmarks.product.many_pages"]
    said = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout
    told: dict[str, float] = json.loads(said.splitlines()[-1])
    print(f"{url.partition(':')[0]}: {told}", file=sys.stderr)
    return told
