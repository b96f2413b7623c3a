from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OperatorsConfig(AppConfig):
    name = "cms.operators"
    verbose_name = _("Opérateurs")

    def ready(self) -> None:
        from cms.operators import navigation  # noqa: F401  (registers its hooks)
        from cms.operators.events import register_events
        from cms.operators.personal_data import register_personal_data

        register_events()
        register_personal_data()
