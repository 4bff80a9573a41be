from django.apps import AppConfig


class JournalApp(AppConfig):
    name = "counterpart.journal"
