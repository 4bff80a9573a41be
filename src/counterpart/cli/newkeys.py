"""Print a SECRET_KEY and SEALING_KEYS for a new installation, to keep in the environment or in .env."""

import argparse
import secrets

from counterpart.common import sealing


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It has none."""


def run(args: argparse.Namespace) -> int:
    """Print two lines, each time different ones."""
    print("\n".join(lines()))
    return 0


def lines() -> list[str]:
    """The two settings, as they stand in an environment file."""
    return [
        f"SECRET_KEY={secrets.token_urlsafe(50)}",
        f"SEALING_KEYS={sealing.write_key(sealing.new_key())}",
    ]
