from django.apps import AppConfig


class JobsApp(AppConfig):
    name = "counterpart.jobs"
