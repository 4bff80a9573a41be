"""A place of its own for real processes: a database, a log of deeds, and nothing left behind."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import SystemRandom
from typing import Any

from counterpart.cli import newkeys
from counterpart.cli.ports import is_free

ROOT = Path(__file__).resolve().parent.parent.parent
LEASE = 1.0
PATIENCE = 60.0  # seconds
ENDLESS = 600.0  # seconds: longer than anybody here waits, so whatever is over was ended


def wait_for(what: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Until it holds; a process that never gets there is a failure, however slow the machine."""
    end = time.monotonic() + seconds
    while not what():
        if time.monotonic() > end:
            raise TimeoutError(f"waited {seconds} s in vain")
        time.sleep(0.02)


def free_port() -> int:
    """One that stays free until our process takes it: below those that the system hands to whoever asks."""
    while True:
        port = SystemRandom().randrange(10_000, 32_768)
        if is_free("127.0.0.1", port):
            return port


def alive(pid: int) -> bool:
    """Running, not merely waiting to be noticed as dead."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def offspring(pid: int) -> list[int]:
    """Every process below this one."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        children.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found, todo = [], [pid]
    while todo:
        below = children.get(todo.pop(), [])
        found += below
        todo += below
    return found


@dataclass
class Place:
    home: Path
    database_url: str
    more: dict[str, str] = field(default_factory=dict)
    started: list[subprocess.Popen[Any]] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        keys = dict(line.split("=", 1) for line in newkeys.lines())
        self.environment = {
            **os.environ,
            **keys,
            "COUNTERPART_HOME": str(self.home),
            "COUNTERPART_ENV_FILE": "",
            "DATABASE_URL": self.database_url,
            "DEEDS_LOG": str(self.home / "deeds.log"),
            "DJANGO_SETTINGS_MODULE": "tests.processes.settings",
            "JOB_LEASE": str(LEASE),
            "JOB_POLL": "0.05",
            "LETTER_HOLD": "2",
            "LOG_LEVEL": "ERROR",
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
            **self.more,
        }

    def run(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", *words], env=self.environment, cwd=ROOT, capture_output=True, text=True
        )
        if done.returncode:
            raise RuntimeError(done.stderr)
        return done.stdout

    def ask(self, verb: str, **told: Any) -> str:
        return self.run("tests.processes.ask", verb, json.dumps(told)).strip()

    def start(self, command: str, **more: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", "counterpart", command],
            env=self.environment | more,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.started.append(process)
        return process

    def deeds(self, what: str) -> list[str]:
        """The names of whatever was begun or done, one for each time."""
        return [words[1] for words in self._log() if words[0] == what]

    def doer(self, name: str) -> int:
        """The process that began it last."""
        return [int(words[2]) for words in self._log() if words[:2] == ["began", name]][-1]

    def _log(self) -> list[list[str]]:
        log = self.home / "deeds.log"
        return [line.split() for line in log.read_text().splitlines()] if log.exists() else []

    def kill(self, pid: int) -> list[int]:
        """As `kill -9` does; answers who stood below it."""
        below = offspring(pid)
        self.seen |= {pid, *below}
        os.kill(pid, signal.SIGKILL)
        return below

    def clear(self) -> None:
        for process in self.started:
            for pid in [process.pid, *offspring(process.pid)]:
                self.seen.add(pid)
            if process.poll() is None:
                process.kill()
            process.wait()
        for pid in self.seen:
            if alive(pid):
                os.kill(pid, signal.SIGKILL)


@contextmanager
def place(folder: Path, database_url: str = "", **more: str) -> Iterator[Place]:
    """A migrated place; whatever was started in it is gone afterwards."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Place(folder, database_url or f"sqlite:///{folder / 'counterpart.sqlite3'}", more)
    try:
        yield made
    finally:
        made.clear()
        shutil.rmtree(folder, ignore_errors=True)
