"""Environments of their own for peers that cannot share one: `python -m benchmarks.engine.environments`.

PyPI's `mentor-match` installs a package named `matching` over the one of PyPI's `matching`; `mentormatch`
wants old libraries. Each is made from pinned requirements with hashes, once, in a folder of caches that may
be thrown away.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

REQUIREMENTS = Path(__file__).with_name("requirements")
PEERS = ("mentor-match", "mentormatch", "matching")


class NotThere(Exception):
    """An environment could not be made; says why."""


def cache() -> Path:
    """Where they lie: COUNTERPART_CACHE, else the usual folder of caches."""
    usual = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "counterpart"
    return Path(os.environ.get("COUNTERPART_CACHE", usual)) / "peers"


def python_of(peer: str, version: str = sys.executable) -> Path:
    """The Python of a peer's environment, made where it is not there yet. Raises `NotThere`.

    `engine` is what the engine itself needs; `version` may be another Python that the machine has, like 3.13.
    """
    pins = REQUIREMENTS / f"{peer}.txt"
    stamp = hashlib.sha256(pins.read_bytes() + version.encode() + sys.version.encode()).hexdigest()[:12]
    home = cache() / f"{peer}-{stamp}"
    python = home / "bin" / "python"
    ready = home / "ready"
    if not ready.exists():
        uv = Path(sys.executable).with_name("uv")
        _run(peer, uv, "venv", "-q", "--clear", "--python", version, home)
        _run(peer, uv, "pip", "install", "-q", "--python", python, "--require-hashes", "-r", pins)
        ready.touch()
    return python


def interpreter(version: str) -> str:
    """A Python of this version that the machine has: on the path, or under pyenv. Raises `NotThere`."""
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    kept = sorted(root.glob(f"{version}.*/bin/python"))
    if found := str(kept[-1]) if kept else shutil.which(f"python{version}"):
        return found
    raise NotThere(f"this machine has no Python {version}")


def _run(peer: str, *command: str | Path) -> None:
    try:
        ended = subprocess.run(command, capture_output=True, text=True, timeout=600)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotThere(f"the environment of {peer} could not be made: {error}") from error
    if ended.returncode:
        raise NotThere(f"the environment of {peer} could not be made: {ended.stderr.strip()[-300:]}")


if __name__ == "__main__":
    for each in PEERS:
        print(each, python_of(each))
