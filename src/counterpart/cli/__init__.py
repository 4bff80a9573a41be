"""`counterpart ...`: one small module for each command, imported when it is asked for.

A module has a docstring (its first line is the help), `add_arguments(parser)` and `run(args) -> int`.
"""

import argparse
import importlib
import sys
from collections.abc import Sequence

COMMANDS = {
    "match": "counterpart.cli.match",
    "verify": "counterpart.cli.verify",
    "explain": "counterpart.cli.explain",
    "demo": "counterpart.cli.demo",
    "run": "counterpart.cli.run",
    "serve": "counterpart.cli.serve",
    "worker": "counterpart.cli.worker",
    "migrate": "counterpart.cli.migrate",
    "createowner": "counterpart.cli.createowner",
    "newkeys": "counterpart.cli.newkeys",
    "rotatekeys": "counterpart.cli.rotatekeys",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and answer its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0] not in COMMANDS:
        asked_for_help = words in (["-h"], ["--help"])
        print(
            "usage: counterpart COMMAND ...\n\ncommands: " + ", ".join(COMMANDS),
            file=sys.stdout if asked_for_help else sys.stderr,
        )
        return 0 if asked_for_help else 2
    module = importlib.import_module(COMMANDS[words[0]])
    parser = argparse.ArgumentParser(prog=f"counterpart {words[0]}", description=module.__doc__)
    module.add_arguments(parser)
    return int(module.run(parser.parse_args(words[1:])) or 0)
