"""Do the work that is not done while somebody waits for a page: matching, letters, clearing up."""

import argparse
import signal
import threading

from counterpart.cli import starting
from counterpart.common import lifeline


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It has none: settings come from the environment."""


def run(args: argparse.Namespace) -> int:
    """Work until stopped; 1 where a key is missing."""
    lifeline.hold()
    starting.start()
    if not starting.ready():
        return 1
    from counterpart.jobs.tending import tend

    stop = threading.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: stop.set())
    tend(stop)
    return 0
