"""The website and its worker as children of one command: they start together and end together."""

import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Sequence

from counterpart.common import lifeline

PATIENCE = 12.0  # seconds to end by themselves


def grow(commands: Sequence[str], *, ready: Callable[[], bool], say: Callable[[], None]) -> int:
    """Start `counterpart COMMAND` for each, `say` once they are `ready`, stop all when told or one ends."""
    stop = threading.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: stop.set())
    children = {name: lifeline.start([sys.executable, "-m", "counterpart", name]) for name in commands}
    said = False
    try:
        while not stop.wait(0.1):
            for name, child in children.items():
                if child.poll() is not None:
                    print(f"`counterpart {name}` ended by itself; stopping.", file=sys.stderr)
                    return 1
            if not said and ready():
                say()
                said = True
        return 0
    finally:
        end(children.values())


def end(children: Iterable[subprocess.Popen[bytes]]) -> None:
    """Ask each to end, then see to it."""
    waiting = list(children)
    for child in waiting:
        child.terminate()
    for child in waiting:
        try:
            child.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
