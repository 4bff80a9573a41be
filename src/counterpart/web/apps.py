from django.apps import AppConfig


class WebApp(AppConfig):
    name = "counterpart.web"

    def ready(self) -> None:
        from counterpart.web.forms.look import speak_plainly

        speak_plainly()
