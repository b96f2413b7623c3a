from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SuggestionsConfig(AppConfig):
    name = "matching.suggestions"
    verbose_name = _("Suggestions")

    def ready(self) -> None:
        from matching.suggestions import receivers

        receivers.connect()
