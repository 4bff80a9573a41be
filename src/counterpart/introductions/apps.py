from django.apps import AppConfig


class IntroductionsApp(AppConfig):
    name = "counterpart.introductions"
