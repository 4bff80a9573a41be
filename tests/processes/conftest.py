import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.processes.databases import Copy, on_postgres, on_sqlite
from tests.processes.place import Place, place


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copy]:
    """A database with empty tables, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("migrated")
    server = os.environ.get("DATABASE_URL", "")
    databases = on_postgres(server) if server.startswith("postgres") else on_sqlite(folder)
    with databases as (url, copy):
        with place(folder / "place", url) as made:
            made.run("counterpart", "migrate")
        yield copy


@pytest.fixture
def here(tmp_path: Path, migrated: Copy) -> Iterator[Place]:
    folder = tmp_path / "place"
    with place(folder, migrated(folder)) as made:
        yield made
