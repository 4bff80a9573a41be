"""An installation of its own, as an owner would run it, and a mail server that keeps what arrives."""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

LINK = re.compile(r"https?://\S+")
CODE = re.compile(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", re.MULTILINE)


@dataclass
class Post:
    """Every letter that arrived, oldest first."""

    letters: list[EmailMessage] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 -- aiosmtpd's name
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 Message accepted for delivery"

    def to(self, address: str) -> list[EmailMessage]:
        return [letter for letter in self.letters if letter["To"] and address in str(letter["To"])]

    def wait_for(self, count: int, seconds: float = 180.0) -> None:
        """Until so many have arrived in all."""
        deadline = time.monotonic() + seconds
        while len(self.letters) < count:
            if time.monotonic() > deadline:
                raise RuntimeError(f"{len(self.letters)} letters arrived, {count} were expected")
            time.sleep(0.2)


def text_of(letter: EmailMessage) -> str:
    part = letter.get_body(preferencelist=("plain",))
    return str(part.get_content()) if part else ""


def link_in(letter: EmailMessage) -> str:
    """The first link of ours in it."""
    found = LINK.search(text_of(letter))
    if not found:
        raise RuntimeError(f"no link in {letter['Subject']!r}")
    return found[0].rstrip(".,)>")


def code_in(letter: EmailMessage) -> str:
    found = CODE.search(text_of(letter))
    if not found:
        raise RuntimeError(f"no code in {letter['Subject']!r}")
    return found[1]


@dataclass(frozen=True)
class Site:
    url: str
    home: Path
    post: Post
    environment: dict[str, str]

    def command(self, *words: str) -> str:
        """What `counterpart WORDS` prints."""
        asked = [sys.executable, "-m", "counterpart", *words]
        return subprocess.run(
            asked, env=self.environment, cwd=self.home, check=True, stdout=subprocess.PIPE, text=True
        ).stdout


@contextmanager
def installation(keys: int = 1) -> Iterator[Site]:
    """Website and worker under way; both have ended when this ends. The first of the keys seals."""
    with tempfile.TemporaryDirectory(prefix="counterpart-site-") as folder:
        home, post, port = Path(folder), Post(), free_port()
        mail = Controller(post, hostname="127.0.0.1", port=free_port())
        mail.start()
        site = Site(f"http://localhost:{port}", home, post, _environment(home, port, mail.port))
        running = None
        try:
            sealing = []
            for _ in range(keys):
                made = dict(line.split("=", 1) for line in site.command("newkeys").splitlines())
                site.environment.update(made)
                sealing.append(made["SEALING_KEYS"])
            site.environment["SEALING_KEYS"] = ",".join(sealing)
            running = subprocess.Popen(
                [sys.executable, "-m", "counterpart", "run"], env=site.environment, cwd=home
            )
            wait_for(site.url, running)
            yield site
        finally:
            if running:
                running.terminate()
                running.wait(timeout=60)
            mail.stop()


def _environment(home: Path, port: int, mail: int) -> dict[str, str]:
    ours = ("DJANGO", "COUNTERPART", "DATABASE_URL", "DEMO", "SEALING", "SECRET")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return kept | {
        "COUNTERPART_HOME": str(home),
        "PORT": str(port),
        "PUBLIC_URL": f"http://localhost:{port}",
        "EMAIL_URL": f"smtp://127.0.0.1:{mail}",
        "FROM_EMAIL": "Counterpart <counterpart@example.org>",
    }


def wait_for(url: str, running: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and running.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=10):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the website did not start")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
