"""Bring the database up to date."""

import argparse

from counterpart.cli import starting


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It has none."""


def run(args: argparse.Namespace) -> int:
    """Check the keys, then migrate; 1 where something is missing."""
    starting.start()
    if not starting.ready():
        return 1
    migrate()
    return 0


def migrate() -> None:
    """Create or change the tables; the vocabulary follows by itself."""
    from django.conf import settings
    from django.core.management import call_command

    settings.HOME.mkdir(parents=True, exist_ok=True)
    call_command("migrate", interactive=False, verbosity=0)
