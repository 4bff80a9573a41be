"""Wrap every data key with the first of the SEALING_KEYS; afterwards the others can be taken away."""

import argparse

from counterpart.cli import starting


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It has none: the keys come from the environment."""


def run(args: argparse.Namespace) -> int:
    """Wrap them again; no sealed word is touched. 1 where a key is missing or wrong."""
    starting.start()
    if not starting.ready():
        return 1
    from counterpart.partnerships.keys import RING as PARTNERSHIPS
    from counterpart.people.keys import RING as PEOPLE

    print(f"{PEOPLE.rotate()} keys of people and {PARTNERSHIPS.rotate()} of partnerships wrapped again.")
    return 0
