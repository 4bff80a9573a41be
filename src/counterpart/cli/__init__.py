"""`counterpart ...`: one small module for each command, imported when it is asked for.

A module has a docstring (its first line is the help), `add_arguments(parser)` and `run(args) -> int`.
"""

import argparse
import importlib
import importlib.util
import sys
from collections.abc import Sequence

COMMANDS = {
    "match": "match the people of a file",
    "verify": "check such a match from scratch",
    "explain": "say why two people of a file are together, or not",
    "whatif": "say what two people together or apart would cost, or whom to look for",
    "warmup": "compile now what matching many people needs",
    "demo": "a whole programme of invented people to click through",
    "run": "serve the website and do its work, with the settings of .env",
    "serve": "the website alone",
    "worker": "its work alone: matching, letters, clearing up",
    "migrate": "bring the database up to date",
    "createowner": "print a link that signs the owner in",
    "newkeys": "print the two secrets a new installation needs",
    "reindex": "read anew all that can be found",
    "rotatekeys": "wrap all data keys with a new sealing key",
}
OF_THE_ENGINE = {"match", "verify", "explain", "whatif", "warmup"}
USAGE = "\n".join(
    [
        "usage: counterpart COMMAND ...",
        "",
        *(f"  {name:<13}{what}" for name, what in COMMANDS.items()),
        "",
        "counterpart COMMAND --help says more about one.",
    ]
)

WITH_IT = "pip install '.[server]' in the checkout adds it."


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and answer its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words in (["-h"], ["--help"]):
        print(USAGE)
        return 0
    if not words or words[0] not in COMMANDS:
        print(f"There is no '{words[0]}'.\n\n{USAGE}" if words else USAGE, file=sys.stderr)
        return 2
    if words[0] not in OF_THE_ENGINE and not importlib.util.find_spec("django"):
        print(f"'{words[0]}' is of the website, which is not installed here: {WITH_IT}", file=sys.stderr)
        return 1
    module = importlib.import_module(f"counterpart.cli.{words[0]}")
    parser = argparse.ArgumentParser(prog=f"counterpart {words[0]}", description=module.__doc__)
    module.add_arguments(parser)
    return int(module.run(parser.parse_args(words[1:])) or 0)
