from django.apps import AppConfig


class SearchApp(AppConfig):
    name = "counterpart.search"
