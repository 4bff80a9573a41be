"""A whole programme of invented people to click through. PORT=8001 chooses another port; Ctrl-C stops it."""

import argparse
import os
import sys
import urllib.error
import urllib.request
from pathlib import Path

from counterpart.cli import newkeys, ports, starting, tree
from counterpart.cli.migrate import migrate


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It has none."""


def run(args: argparse.Namespace) -> int:
    """Make the demo if it is not there yet, then serve it until stopped; 1 where that cannot be."""
    host, port = ports.asked_for()
    if not ports.is_free(host, port):
        print(ports.TAKEN.format(port=port), file=sys.stderr)
        return 1
    furnish(Path(os.environ.get("COUNTERPART_HOME", "var/demo")).absolute(), port)
    starting.start()
    if not starting.ready():
        return 1
    print("Preparing the demo ...", flush=True)
    migrate()
    links = seeded()
    return tree.grow(
        ["serve", "worker"],
        ready=lambda: answers(port),
        say=lambda: print("\n".join(greeting(links)), flush=True),
    )


def furnish(home: Path, port: int) -> None:
    """Settings of the demo's own: nothing of a real installation is read or written."""
    home.mkdir(parents=True, exist_ok=True)
    keys = home / "demo.env"
    if not keys.exists():
        fresh = home / f"demo.env.{os.getpid()}"
        fresh.touch(mode=0o600)
        fresh.write_text("\n".join(newkeys.lines()) + "\n")
        fresh.rename(keys)
    for name in ("DATABASE_URL", "EMAIL_URL", "SECRET_KEY", "SEALING_KEYS", "SEALING_KEYS_FILE"):
        os.environ.pop(name, None)
    os.environ |= {
        "COUNTERPART_HOME": str(home),
        "COUNTERPART_ENV_FILE": str(keys),
        "DEMO": "1",
        "CHAT_HOSTS": "chat.demo.example",  # to be seen; in demo mode nothing is sent
        "PORT": str(port),
        "PUBLIC_URL": os.environ.get("PUBLIC_URL", f"http://localhost:{port}"),
        "LOG_LEVEL": os.environ.get("LOG_LEVEL", "ERROR"),
    }


def seeded() -> dict[str, str]:
    """Fill the demo where it is empty; a sign-in link for each part one can play."""
    from django.utils import timezone

    from counterpart.cli import demo_data
    from counterpart.cli.links import demo_link

    now = timezone.now()
    people = demo_data.seed(at=now)
    parts = {
        "organiser": people.organiser,
        "junior": people.junior,
        "senior": people.senior,
        "assistant": people.assistant,
    }
    return {part: demo_link(person, at=now, days=30) for part, person in parts.items()}


def answers(port: int) -> bool:
    """Whether the website answers by now, be it with an error: that is then seen in the browser."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as page:
            return bool(page.status == 200)
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def greeting(links: dict[str, str]) -> list[str]:
    """What is printed once it runs."""
    from django.conf import settings

    lines = [f"{part + ':':<11}{link}" for part, link in links.items()]
    lines.append(f"letters:   {settings.PUBLIC_URL}/outbox/")
    return ["", f"Counterpart is at {settings.PUBLIC_URL}", *lines, "", "Ctrl-C stops it."]
