from django.apps import AppConfig


class StoriesApp(AppConfig):
    name = "counterpart.stories"
