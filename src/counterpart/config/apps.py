from django.apps import AppConfig


class ConfigApp(AppConfig):
    name = "counterpart.config"

    def ready(self) -> None:
        from counterpart.config import checks  # noqa: F401 -- registering happens on import
