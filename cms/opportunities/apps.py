from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpportunitiesConfig(AppConfig):
    name = "cms.opportunities"
    verbose_name = _("Opportunités")

    def ready(self) -> None:
        from cms.opportunities import fragments  # noqa: F401  (registers its hooks)
