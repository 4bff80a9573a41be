"""Rate limits of one test are not those of the next."""

from collections.abc import Generator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def nobody_knocked_yet() -> Generator[None, None, None]:
    cache.clear()
    yield
    cache.clear()
