"""Many people doing one thing at the same moment, each with a database connection of their own."""

import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection

PATIENCE = 60.0  # seconds
# Threads meet as often as processes do and begin sooner; the evidence is measured with processes.
PROCESSES = bool(os.environ.get("RACE_PROCESSES"))


def gate(count: int) -> Any:
    """At which so many wait for each other, be they threads or processes."""
    return multiprocessing.get_context("fork").Barrier(count) if PROCESSES else Barrier(count)


def race(count: int, deed: Callable[[int], object]) -> list[str]:
    """What came of each: 'done', or the name of the refusal."""
    if PROCESSES:
        return _race_of_processes(count, deed)
    begin = Barrier(count)

    def run(number: int) -> str:
        try:
            return _done(begin, deed, number)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return sorted(pool.map(run, range(count)))


def _done(begin: Any, deed: Callable[[int], object], number: int) -> str:
    try:
        begin.wait(PATIENCE)
        deed(number)
    except Exception as refused:
        return type(refused).__name__
    return "done"


def _race_of_processes(count: int, deed: Callable[[int], object]) -> list[str]:
    """Forked, so that what a test has switched off is off in each of them."""
    connection.close()  # nobody goes on with the connection of another
    forked = multiprocessing.get_context("fork")
    begin, came = forked.Barrier(count), forked.Queue()

    def run(number: int) -> None:
        came.put(_done(begin, deed, number))
        connection.close()

    people = [forked.Process(target=run, args=(number,)) for number in range(count)]
    for each in people:
        each.start()
    outcomes = sorted(came.get(timeout=2 * PATIENCE) for _ in people)
    for each in people:
        each.join(PATIENCE)
    return outcomes
