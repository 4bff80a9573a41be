from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SkillsApp(AppConfig):
    name = "counterpart.skills"

    def ready(self) -> None:
        post_migrate.connect(_sync, sender=self)


def _sync(*, using: str, **_: Any) -> None:
    from counterpart.skills import actions

    actions.sync_vocabulary(using=using)
