from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SearchApp(AppConfig):
    name = "counterpart.search"

    def ready(self) -> None:
        post_migrate.connect(_prepare, sender=self)


def _prepare(using: str, **_: Any) -> None:
    """After every migration: on SQLite one that changes a table drops the triggers that watch it."""
    from counterpart.search import door

    door.prepare(using)
