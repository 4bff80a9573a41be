"""How long `counterpart match` takes on 500 people as a whole process, cold and warm.

Cold: an empty cache of compiled kernels, and no bytecode of Counterpart itself, as right after installing.
The installed libraries have theirs, as an installer writes it. Warm: the same, a second time.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.engine.instances import invented
from benchmarks.engine.people import write_csv
from benchmarks.engine.processes import match, median_of_three
from benchmarks.engine.same import SOURCES

PEOPLE, SEED = 500, 1


@contextmanager
def installed() -> Iterator[Callable[[], float]]:
    """A fresh copy of Counterpart without any cache; gives what runs it once and says the seconds."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(SOURCES, folder / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        write_csv(invented(PEOPLE, SEED, 3), people := folder / "people.csv")
        fresh = {"PYTHONPATH": str(folder / "src"), "NUMBA_CACHE_DIR": str(folder / "compiled")}
        yield lambda: match(people, folder, environment=fresh).seconds


def _cold_once() -> float:
    with installed() as run:
        return run()


def cold() -> float:
    """The median of three first runs."""
    return median_of_three(_cold_once)


def warm() -> float:
    """The median of three runs after a first one."""
    with installed() as run:
        run()
        return median_of_three(run)
