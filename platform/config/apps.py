from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        """Register the checks of a real site."""
        from config import checks  # noqa: F401 - registers by being imported.
