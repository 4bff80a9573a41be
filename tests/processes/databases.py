"""One migrated database, and fresh copies of it: a file on SQLite, a template on PostgreSQL."""

import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

# Makes a copy for the place in a folder, and answers its URL.
Copy = Callable[[Path], str]


@contextmanager
def on_sqlite(folder: Path) -> Iterator[tuple[str, Copy]]:
    original = folder / "original.sqlite3"

    def copy(to: Path) -> str:
        to.mkdir(parents=True)
        shutil.copy(original, to / "counterpart.sqlite3")
        return f"sqlite:///{to / 'counterpart.sqlite3'}"

    yield f"sqlite:///{original}", copy


@contextmanager
def on_postgres(server: str) -> Iterator[tuple[str, Copy]]:
    made: list[str] = []
    with psycopg.connect(server, autocommit=True) as connection:

        def create(template: str) -> str:
            name = f"processes_{secrets.token_hex(6)}"
            connection.execute(
                sql.SQL("create database {} template {}").format(
                    sql.Identifier(name), sql.Identifier(template)
                )
            )
            made.append(name)
            return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))

        original = create("template1")
        try:
            yield original, lambda folder: create(made[0])
        finally:
            for name in made:
                connection.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))
