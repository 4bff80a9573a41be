import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.processes.place import Place, place


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with empty tables, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("migrated")
    with place(folder / "place") as made:
        made.run("counterpart", "migrate")
        shutil.copy(made.home / "counterpart.sqlite3", folder / "counterpart.sqlite3")
    return folder / "counterpart.sqlite3"


@pytest.fixture
def here(tmp_path: Path, migrated: Path) -> Iterator[Place]:
    with place(tmp_path / "place") as made:
        shutil.copy(migrated, made.home / "counterpart.sqlite3")
        yield made
