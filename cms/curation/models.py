"""The delay that the federation promises."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

VIEW_QUEUE = "curation.view_queue"


@register_setting(icon="time", order=900)
class ReviewSettings(BaseGenericSetting):
    """What is published of the review; one row for the whole site."""

    delay = models.PositiveSmallIntegerField(
        _("délai de revue, en jours ouvrés"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text=_(
            "Les entreprises le lisent quand elles soumettent ; la file d'attente le suit."
        ),
    )

    panels = [FieldPanel("delay")]

    class Meta:
        verbose_name = _("revue")
        permissions = [("view_queue", "Can view the review queue")]

    def __str__(self) -> str:
        return f"{self.delay}"
