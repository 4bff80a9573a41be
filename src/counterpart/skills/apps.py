from typing import Any

from django.apps import AppConfig
from django.apps import apps as installed
from django.apps.registry import Apps
from django.db.models.signals import post_migrate


class SkillsApp(AppConfig):
    name = "counterpart.skills"

    def ready(self) -> None:
        post_migrate.connect(_sync, sender=self)


def _sync(*, using: str, apps: Apps = installed, **_: Any) -> None:
    """`flush` sends the signal too, without `apps`: the words come back after an emptied database."""
    from counterpart.skills import actions

    try:
        apps.get_model("skills", "Skill")
    except LookupError:  # migrated back to nothing
        return
    actions.sync_vocabulary(using=using)
