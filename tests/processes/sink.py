"""A mail server on loopback that keeps what it is given, and takes its time."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from typing import Any

from aiosmtpd.controller import Controller

from tests.processes.place import free_port


class Mailboxes:
    """Message-IDs by address, one for each delivery."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.received: dict[str, list[str]] = defaultdict(list)
        self.url = ""

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        await asyncio.sleep(self.seconds)
        message = message_from_bytes(envelope.content)
        for address in envelope.rcpt_tos:
            self.received[address].append(message["Message-ID"])
        return "250 kept"

    @property
    def deliveries(self) -> int:
        return sum(len(each) for each in self.received.values())

    def has(self, deliveries: float) -> bool:
        return self.deliveries >= deliveries

    @property
    def twice(self) -> list[str]:
        """Who got more than one letter, as a mailbox counts them: by Message-ID."""
        return [address for address, found in self.received.items() if len(set(found)) > 1]


@contextmanager
def mailboxes(seconds: float = 0.0) -> Iterator[Mailboxes]:
    kept = Mailboxes(seconds)
    controller = Controller(kept, hostname="127.0.0.1", port=free_port())
    kept.url = f"smtp://127.0.0.1:{controller.port}"
    controller.start()
    try:
        yield kept
    finally:
        controller.stop()
