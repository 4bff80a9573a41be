import ctypes
import os
import time
from datetime import timedelta

from counterpart import jobs


def note(what: str, name: str) -> None:
    with open(os.environ["DEEDS_LOG"], "a") as log:  # noqa: PTH123 -- one write, appended whole
        log.write(f"{what} {name} {os.getpid()}\n")


@jobs.task(slow=True)
def nap(name: str, seconds: float) -> None:
    note("began", name)
    time.sleep(seconds)
    note("done", name)


@jobs.task(slow=True)
def hold(name: str, seconds: float) -> None:
    """Like a compiled kernel: no other thread of this process runs meanwhile."""
    note("began", name)
    ctypes.PyDLL(None).usleep(int(seconds * 1_000_000))
    note("done", name)


@jobs.task(limit=timedelta(seconds=1), attempts=2)
def dawdle(name: str) -> None:
    note("began", name)
    ctypes.PyDLL(None).usleep(30_000_000)
    note("done", name)
