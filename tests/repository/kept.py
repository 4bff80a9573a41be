"""Planting a world takes a second: here once for a file of tests, of which each undoes what it did."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker


@contextmanager
def kept(blocker: DjangoDbBlocker) -> Iterator[None]:
    """What is planted within stays until the end; a test's own transaction is a savepoint in it."""
    with blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr(connection, "close", lambda: None)  # the end of a test would end all of it
        yield
        transaction.set_rollback(True)
