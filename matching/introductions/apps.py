from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntroductionsConfig(AppConfig):
    name = "matching.introductions"
    verbose_name = _("Mises en relation")

    def ready(self) -> None:
        from matching.introductions import events, suggesting

        events.register_events()
        suggesting.connect()
