"""Compile now what matching more than 700 people needs, so that the first such match does not wait."""

import argparse
import time

from counterpart import engine


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """None."""


def run(args: argparse.Namespace) -> int:
    """0 compiled, or already there."""
    began = time.perf_counter()
    engine.warm_up()
    print(f"Ready after {time.perf_counter() - began:.1f} s. Compiled code is kept for the next time.")
    return 0
