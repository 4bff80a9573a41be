from django.apps import AppConfig


class InsightsApp(AppConfig):
    name = "counterpart.insights"
