import ctypes
import os
import time
from datetime import timedelta
from pathlib import Path

from counterpart import jobs


def note(what: str, name: str) -> None:
    with open(os.environ["DEEDS_LOG"], "a") as log:  # noqa: PTH123 -- one write, appended whole
        log.write(f"{what} {name} {os.getpid()}\n")


def begin(name: str, seconds: float, again: float | None) -> float:
    """How long it lasts. Whoever goes on with what was begun before may need another time for it: what is
    killed then was certainly at work, however late the kill, and what follows is soon done."""
    log = Path(os.environ["DEEDS_LOG"])
    before = log.exists() and f"began {name} " in log.read_text()
    note("began", name)
    return again if before and again is not None else seconds


@jobs.task(slow=True)
def nap(name: str, seconds: float, again: float | None = None) -> None:
    time.sleep(begin(name, seconds, again))
    note("done", name)


@jobs.task(slow=True)
def hold(name: str, seconds: float, again: float | None = None) -> None:
    """Like a compiled kernel: no other thread of this process runs meanwhile."""
    ctypes.PyDLL(None).usleep(int(begin(name, seconds, again) * 1_000_000))
    note("done", name)


@jobs.task(limit=timedelta(seconds=1), attempts=2)
def dawdle(name: str) -> None:
    note("began", name)
    ctypes.PyDLL(None).usleep(30_000_000)
    note("done", name)
