"""Words that only their author, and whom they chose, may read: AES-256-GCM over padded text.

Pure: keys and places are given, nothing is looked up. A *place* names table, row, author and column; it is
authenticated with the words, so a sealed value copied anywhere else does not open.
"""

import base64
import binascii
import json
import os
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

# PostgreSQL hands back a memoryview.
Stored = bytes | memoryview

VERSION = b"\x01"
KEY_BYTES = 32
NONCE_BYTES = 12
SMALLEST = 64
LARGE = 65_536


class CannotOpen(Exception):
    """The key is not the one it was sealed with, or the value was changed or moved."""


class BadKey(ValueError):
    """A sealing key is not 32 bytes in URL-safe base64."""


def new_key() -> bytes:
    return AESGCM.generate_key(bit_length=256)


def place(*, table: str, row: object, author: object, column: str) -> str:
    return json.dumps([table, str(row), str(author), column])


def seal(key: bytes, plain: str, *, where: str) -> bytes:
    return _close(key, _padded(plain.encode()), where)


def unseal(key: bytes, sealed: Stored, *, where: str) -> str:
    padded = _open(key, sealed, where)
    length = int.from_bytes(padded[:4], "big")
    return padded[4 : 4 + length].decode()


def read_key(text: str) -> bytes:
    """A key-encryption key as it stands in the environment: 32 bytes in URL-safe base64."""
    try:
        key = base64.urlsafe_b64decode(text.strip().encode())
    except (binascii.Error, ValueError):
        raise BadKey from None
    if len(key) != KEY_BYTES:
        raise BadKey
    return key


def write_key(key: bytes) -> str:
    return base64.urlsafe_b64encode(key).decode()


def wrap(keys: Sequence[bytes], data_key: bytes, *, where: str) -> bytes:
    """Close a data key with the first of the key-encryption keys."""
    return _close(keys[0], data_key, where)


def unwrap(keys: Sequence[bytes], wrapped: Stored, *, where: str) -> bytes:
    """Open a data key with whichever of the key-encryption keys closed it."""
    for key in keys:
        try:
            return _open(key, wrapped, where)
        except CannotOpen:
            continue
    raise CannotOpen


def _close(key: bytes, plain: bytes, where: str) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return VERSION + nonce + AESGCM(key).encrypt(nonce, plain, VERSION + where.encode())


def _open(key: bytes, stored: Stored, where: str) -> bytes:
    closed = bytes(stored)
    if closed[:1] != VERSION:
        raise CannotOpen
    nonce, box = closed[1 : 1 + NONCE_BYTES], closed[1 + NONCE_BYTES :]
    try:
        return AESGCM(key).decrypt(nonce, box, VERSION + where.encode())
    except (InvalidTag, ValueError):
        raise CannotOpen from None


def _padded(plain: bytes) -> bytes:
    """Length, words, zeros up to the next power of two, so that the size in the database tells little."""
    needed = 4 + len(plain)
    size = SMALLEST
    while size < needed:
        size = size * 2 if size < LARGE else size + LARGE
    return len(plain).to_bytes(4, "big") + plain.ljust(size - 4, b"\0")
