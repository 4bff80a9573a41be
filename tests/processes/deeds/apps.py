import os

from django.apps import AppConfig


class DeedsApp(AppConfig):
    name = "tests.processes.deeds"

    def ready(self) -> None:
        """Guards are switched off by name, to show that the tests fail without them."""
        from counterpart.jobs import actions, tending

        without = os.environ.get("DEEDS_WITHOUT")
        if without == "beat":
            actions.beat = lambda holders, *, at: 0
        if without == "reaper":
            setattr(tending.Reaper, "reap", lambda reaper, *, at: None)  # noqa: B010 -- switched off
