from collections.abc import Iterator

import pytest

from tests.jobs import deeds


@pytest.fixture(autouse=True)
def nothing_done() -> Iterator[None]:
    deeds.DONE.clear()
    yield
    deeds.DONE.clear()
