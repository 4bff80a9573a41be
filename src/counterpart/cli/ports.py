"""Where the website listens."""

import os
import socket

TAKEN = "Port {port} is taken by another program. Stop that one, or choose another: PORT=8001"


def asked_for() -> tuple[str, int]:
    """Host and port from the environment: loopback and 8000 unless told otherwise."""
    port = os.environ.get("PORT", "8000")
    if not port.isdecimal() or int(port) > 65535:
        raise SystemExit(f"PORT has to be a number up to 65535, not '{port}'.")
    return os.environ.get("HOST", "127.0.0.1"), int(port)


def is_free(host: str, port: int) -> bool:
    """Whether we could listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            raise SystemExit(
                f"Port {port} needs rights that you do not have here: take one from 1024 up."
            ) from None
        except OSError:
            return False
    return True


def answers(host: str, port: int) -> bool:
    """Whether somebody listens there by now."""
    try:
        with socket.create_connection((host, port), timeout=1):
            return True
    except OSError:
        return False
