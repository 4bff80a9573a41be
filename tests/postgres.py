"""A private PostgreSQL for one run: Debian's binaries, a folder in /tmp, a free port on loopback."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

STARTING = 20.0  # seconds
# Fifty people at once in each of several workers are more than it lets in by itself.
CONNECTIONS = "max_connections=500"


def find() -> Path | None:
    """The folder of the newest server's binaries."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name))
    found = [folder for folder in folders if (folder / "postgres").exists()]
    if found:
        return found[-1]
    on_path = shutil.which("postgres")
    return Path(on_path).resolve().parent if on_path else None


@contextmanager
def cluster(binaries: Path) -> Iterator[str]:
    """Start one, give its URL, stop it by its own pid."""
    folder = Path(tempfile.mkdtemp(prefix="counterpart-postgres-"))
    # PostgreSQL refuses to run as root.
    account = "postgres" if os.geteuid() == 0 else None
    if account:
        os.chown(folder, pwd.getpwnam(account).pw_uid, pwd.getpwnam(account).pw_gid)
    port = _free_port()
    data = folder / "data"
    options = ["-A", "trust", "-U", "tests", "-E", "UTF8", "--no-locale", "--no-sync"]
    try:
        subprocess.run(
            [binaries / "initdb", "-D", data, *options],
            user=account,
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        quick = [
            word
            for setting in ("fsync=off", "full_page_writes=off", "synchronous_commit=off", CONNECTIONS)
            for word in ("-c", setting)
        ]
        server = subprocess.Popen(
            [binaries / "postgres", "-D", data, "-h", "127.0.0.1", "-p", str(port), "-k", folder, *quick],
            user=account,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=(folder / "log").open("w"),
        )
        try:
            _wait(binaries, port, server, folder / "log")
            yield f"postgres://tests@127.0.0.1:{port}/postgres"
        finally:
            server.send_signal(signal.SIGINT)  # 'fast': ends sessions, then itself
            server.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait(binaries: Path, port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    ask = [str(binaries / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port), "-U", "tests"]
    deadline = time.monotonic() + STARTING
    while subprocess.run(ask).returncode:
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"PostgreSQL did not start: {log.read_text()[-2000:]}")
        time.sleep(0.05)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
