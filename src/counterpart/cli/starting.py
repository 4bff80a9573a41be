"""What every command that needs the website's settings does first."""

import os
import sys
from pathlib import Path


def start() -> None:
    """Set Django up."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "counterpart.config.settings")
    if "COUNTERPART_ENV_FILE" not in os.environ and Path(".env").is_file():
        os.environ["COUNTERPART_ENV_FILE"] = ".env"
    import django

    django.setup()


def ready() -> bool:
    """Whether everything is there; what is missing is said in plain sentences."""
    from django.core.checks import run_checks

    problems = run_checks(tags=["ready"], include_deployment_checks=True)
    for problem in problems:
        print(f"{problem.msg} {problem.hint or ''}".strip(), file=sys.stderr)
    return not problems
