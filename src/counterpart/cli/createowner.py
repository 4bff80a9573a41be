"""Make the owner of this installation, or let them in again: prints a link that signs in once."""

import argparse
import sys

from counterpart.cli import starting
from counterpart.cli.migrate import migrate


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """EMAIL, and a name if you like."""
    parser.add_argument("email", metavar="EMAIL")
    parser.add_argument("--name", default="", help="how others call the owner")


def run(args: argparse.Namespace) -> int:
    """Print the link; 1 where a key is missing or the address is none."""
    starting.start()
    if not starting.ready():
        return 1
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email
    from django.utils import timezone

    from counterpart.cli.links import sign_in_link
    from counterpart.people.owners import make_owner

    try:
        validate_email(args.email)
    except ValidationError:
        print(f"'{args.email}' is not an e-mail address.", file=sys.stderr)
        return 1
    migrate()  # so that it may come before the first `run`
    now = timezone.now()
    owner = make_owner(args.email, name=args.name, at=now)
    print(f"Sign in as {owner.email} (works once, for a day):\n{sign_in_link(owner, at=now, days=1)}")
    return 0
