"""Read anew all that can be found: after rows were put back by hand, or where search misses something."""

import argparse

from counterpart.cli import starting


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It has none."""


def run(args: argparse.Namespace) -> int:
    """Say how many things can be found now. 1 where a key is missing or wrong."""
    starting.start()
    if not starting.ready():
        return 1
    from counterpart.search import door
    from counterpart.search.models import Entry

    door.prepare(anew=True)
    print(f"{Entry.objects.count()} things can be found.")
    return 0
