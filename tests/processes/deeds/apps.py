import os

from django.apps import AppConfig


class DeedsApp(AppConfig):
    name = "tests.processes.deeds"

    def ready(self) -> None:
        """Guards are switched off by name, to show that the tests fail without them."""
        from counterpart.jobs import actions

        if os.environ.get("DEEDS_WITHOUT") == "beat":
            actions.beat = lambda holders, *, at: 0
