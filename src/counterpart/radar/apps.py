from django.apps import AppConfig


class RadarApp(AppConfig):
    name = "counterpart.radar"
