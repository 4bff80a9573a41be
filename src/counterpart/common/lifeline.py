"""A process that must not outlive its parent: it holds a pipe whose other end dies with that parent.

Works for `kill -9` too, where no parent can say goodbye.
"""

import fcntl
import multiprocessing
import multiprocessing.process
import os
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence

FLAG = "COUNTERPART_LIFELINE"


def start(command: Sequence[str], *, env: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
    """Start a process that ends when this one does, provided that it calls `hold`."""
    return subprocess.Popen(  # noqa: S603 -- our own commands only
        command,
        stdin=subprocess.PIPE,
        env={**os.environ, **(env or {}), FLAG: "1"},
        start_new_session=True,  # Ctrl-C reaches the first process alone, which tells the others once
    )


def hold() -> None:
    """In the started process: end as soon as the parent is gone. Started by hand, it does nothing."""
    if os.environ.pop(FLAG, None) is None:
        return
    _ask_the_kernel()
    threading.Thread(target=_wait_for_the_end, daemon=True).start()


def hold_parent_process() -> None:
    """The same for a process started by `multiprocessing`, which has such a pipe of its own."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _ask_the_kernel() -> None:
    # A compiled kernel may keep the interpreter's lock, so that no thread of ours runs for minutes. Linux
    # sends SIGIO when the pipe closes, and what SIGIO does by default is to end the process, lock or no lock.
    if sys.platform == "linux":
        fcntl.fcntl(0, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(0, fcntl.F_SETFL, fcntl.fcntl(0, fcntl.F_GETFL) | os.O_ASYNC)


def _end_with(parent: multiprocessing.process.BaseProcess) -> None:
    parent.join()
    os._exit(1)


def _wait_for_the_end() -> None:
    while os.read(0, 1):
        pass
    os._exit(1)
