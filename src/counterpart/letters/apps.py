from django.apps import AppConfig


class LettersApp(AppConfig):
    name = "counterpart.letters"
