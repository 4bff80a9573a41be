from django.apps import AppConfig


class AsksApp(AppConfig):
    name = "counterpart.asks"
