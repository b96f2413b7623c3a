from django.apps import AppConfig


class CategoriesConfig(AppConfig):
    name = "search.categories"

    def ready(self) -> None:
        from search.categories.receivers import connect

        connect()
