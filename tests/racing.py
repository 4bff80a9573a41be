"""Many people doing one thing at the same moment, each with a database connection of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

PATIENCE = 60.0  # seconds


def race(count: int, deed: Callable[[int], object]) -> list[str]:
    """What came of each: 'done', or the name of the refusal."""
    gate = Barrier(count)

    def run(number: int) -> str:
        try:
            gate.wait(PATIENCE)
            deed(number)
        except Exception as refused:
            return type(refused).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(count) as pool:
        return sorted(pool.map(run, range(count)))
