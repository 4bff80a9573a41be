from django.apps import AppConfig


class StoriesApp(AppConfig):
    name = "counterpart.stories"

    def ready(self) -> None:
        from counterpart.partnerships.cards import brought
        from counterpart.stories import talking

        brought.READ[talking.BEGINS] = talking.cards_of
