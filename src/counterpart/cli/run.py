"""Serve the website and do its work, in one command; larger places start `serve` and `worker` apart."""

import argparse
import sys

from counterpart.cli import ports, starting, tree
from counterpart.cli.migrate import migrate


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It has none: settings come from the environment or from .env."""


def run(args: argparse.Namespace) -> int:
    """Migrate, then serve and work until stopped; 1 where a key is missing or the port is taken."""
    starting.start()
    host, port = ports.asked_for()
    if not ports.is_free(host, port):
        print(ports.TAKEN.format(port=port), file=sys.stderr)
        return 1
    if not starting.ready():
        return 1
    migrate()
    from django.conf import settings

    return tree.grow(
        ["serve", "worker"],
        ready=lambda: ports.answers(host, port),
        say=lambda: print(f"Counterpart is at {settings.PUBLIC_URL} (Ctrl-C stops it)", flush=True),
    )
