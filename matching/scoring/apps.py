from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ScoringConfig(AppConfig):
    """Holds no table: it is an app so that its sentences have a catalog."""

    name = "matching.scoring"
    verbose_name = _("Rapprochement")
