"""Serve the website. HOST and PORT come from the environment; put a proxy with TLS in front of it."""

import argparse
import importlib
import os
import signal
import sys
from typing import Any

from counterpart.cli import ports, starting
from counterpart.common import lifeline

# Of django_htmx we use htmx 2 alone; the rest would only be compressed at every start.
UNUSED = ["ext", "htmax-*", "htmx-4*"]
# Seconds that pages being made have to be done when the website is stopped. The web server would else wait
# for ever where its process does not hear the signal, as in the moment in which it begins to listen.
GRACE = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It has none: settings come from the environment."""


def run(args: argparse.Namespace) -> int:
    """Serve until stopped; 1 where a key is missing or the port is taken."""
    lifeline.hold()
    starting.start()
    if not starting.ready():
        return 1
    host, port = ports.asked_for()
    if not ports.is_free(host, port):
        print(ports.TAKEN.format(port=port), file=sys.stderr)
        return 1
    from django.core.management import call_command
    from django.db import connections

    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=UNUSED)
    connections.close_all()  # the processes to come must not share ours
    serve(host, port)
    return 0


def serve(host: str, port: int) -> None:
    """Hand over to the web server."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    os.register_at_fork(after_in_child=end_when_told)
    Server(
        "counterpart.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=int(os.environ.get("WEB_PROCESSES", "1")),
        blocking_threads=int(os.environ.get("WEB_THREADS", "4")),
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=GRACE,
        log_level=LogLevels.warning,
    ).serve(target_loader=load)


def end_when_told() -> None:
    """In a process of the web server's. It is born with the handlers of the server itself, and until it has
    loaded the application and sets its own, a signal would be lost in them and the server wait for ever."""
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, signal.SIG_DFL)


def load(target: str) -> Any:
    """The application, in a process of the web server's: it ends when the server does, even by `kill -9`."""
    lifeline.hold_parent_process()
    module, name = target.split(":")
    return getattr(importlib.import_module(module), name)
